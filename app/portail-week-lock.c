/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-lock.h"

#include "shared/portail-i18n.h"
#include "shared/portail-permission.h"
#include "shared/portail-record-sql.h"

gboolean
portail_week_lock_binds (PortailRole role)
{
  return !(portail_permission_get (PORTAIL_MODULE_PERIOD_LOCKS, role) & PORTAIL_RIGHT_WRITE);
}

char *
portail_week_lock_dup_reason (const PortailPeriodLock *lock)
{
  return lock->reason != NULL && *lock->reason != '\0'
             /* Translators: why, in the words of the staff. */
             ? g_strdup_printf (_ ("Staff has locked this week: %s"), lock->reason)
             : g_strdup (_ ("Staff has locked this week."));
}

gboolean
portail_week_lock_find (PortailDatabase *database,
                        const char *enterprise_id,
                        PortailWeek period,
                        char **reason,
                        GError **error)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) locks = portail_record_sql_list (
      database, &portail_period_lock_type, error,
      "WHERE period = ? AND (enterprise_id IS NULL OR enterprise_id = ?) AND locked = 1"
      " AND trashed_at IS NULL ORDER BY enterprise_id IS NULL LIMIT 1",
      "tt", portail_week_format (period, week), enterprise_id);

  *reason = NULL;
  if (locks == NULL)
    return FALSE;
  if (locks->len > 0)
    *reason = portail_week_lock_dup_reason (g_ptr_array_index (locks, 0));
  return TRUE;
}
