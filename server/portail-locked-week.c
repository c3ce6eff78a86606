/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-locked-week.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-period-lock.h"

/* Of what @record is a part of, live or not; null where there is none. */
static gboolean
load_period_of_parent (PortailDatabase *database,
                       const PortailRecord *record,
                       PortailWeek *period,
                       GError **error)
{
  const PortailField *parent = portail_record_type_get_parent_field (record->type);
  g_autofree char *sql = g_strdup_printf ("SELECT period FROM %s WHERE id = ?", parent->refers_to);
  PortailStatement *statement = portail_database_query (database, error, sql, "t",
                                                        portail_record_get_parent_id (record));
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    portail_week_parse (portail_statement_get_text (statement, 0), period);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
load_period (PortailDatabase *database,
             const PortailRecord *record,
             PortailWeek *period,
             GError **error)
{
  int index = portail_record_type_find_field (record->type, "period");

  *period = PORTAIL_WEEK_NULL;
  if (index < 0)
    return portail_record_get_parent_id (record) == NULL
           || load_period_of_parent (database, record, period, error);
  *period = PORTAIL_FIELD_VALUE (PortailWeek, record,
                                 portail_record_type_get_field (record->type, (guint) index));
  return TRUE;
}

/* The natural key of a lock; @enterprise_id NULL: of all companies. Owned. */
static char *
make_key (const char *enterprise_id, PortailWeek period)
{
  g_autoptr (PortailPeriodLock) lock = portail_record_new (&portail_period_lock_type);

  lock->base.enterprise_id = g_strdup (enterprise_id);
  lock->period = period;
  return portail_period_lock_type.make_natural_key (&lock->base);
}

static gboolean
is_locked (PortailDatabase *database,
           const char *enterprise_id,
           PortailWeek period,
           gboolean *is_closed,
           GError **error)
{
  g_autofree char *own_key = make_key (enterprise_id, period);
  g_autofree char *key_of_all = make_key (NULL, period);
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT 1 FROM period_lock WHERE unique_key IN (?, ?) AND locked = 1 LIMIT 1", "tt", own_key,
      key_of_all);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *is_closed = step == PORTAIL_STEP_ROW;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
check_record (PortailOpRun *run, const PortailRecord *record, GError **error)
{
  PortailDatabase *database = run->actor->database;
  gboolean is_closed = FALSE;
  PortailWeek period;

  if (!load_period (database, record, &period, error)
      || (!portail_week_is_null (period)
          && !is_locked (database, record->enterprise_id, period, &is_closed, error)))
    return FALSE;
  if (is_closed)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED,
                         _ ("This week is locked. Please ask the staff."));
  return !is_closed;
}

gboolean
portail_locked_week_check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecord *record = step->after != NULL ? step->after : step->before;
  PortailRole role = portail_access_get_role (run->actor->access, record->enterprise_id);

  if (portail_permission_get (PORTAIL_MODULE_PERIOD_LOCKS, role) & PORTAIL_RIGHT_WRITE)
    return TRUE;
  return (step->before == NULL || check_record (run, step->before, error))
         && (step->after == NULL || check_record (run, step->after, error));
}
