/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of weeks that staff has locked: the server takes no change of them, nor into them. */
#include "app/portail-record-page-private.h"
#include "shared/records/portail-period-lock.h"

void
portail_record_page_set_up_locks (PortailRecordPage *page)
{
  /* A lock has its week and is none of what it locks. */
  if (page->type == &portail_period_lock_type
      || portail_record_type_find_field (page->type, "period") < 0)
    return;
  page->locks = portail_week_locks_new ();
  g_signal_connect_object (page->locks, "changed", G_CALLBACK (portail_record_page_update), page,
                           G_CONNECT_SWAPPED);
}

char *
portail_record_page_dup_week_lock (PortailRecordPage *page, const PortailRecord *record)
{
  const PortailField *period;

  if (page->locks == NULL || record == NULL)
    return NULL;
  period = portail_record_type_get_field (
      page->type, (guint) portail_record_type_find_field (page->type, "period"));
  return portail_week_locks_dup_reason (
      page->locks, portail_record_page_get_role (page, record->enterprise_id),
      record->enterprise_id, PORTAIL_FIELD_VALUE (PortailWeek, record, period));
}

char *
portail_record_page_dup_lock (PortailRecordPage *page, const PortailRecord *record)
{
  if (record == NULL)
    return NULL;
  return page->hooks.find_lock != NULL ? page->hooks.find_lock (page, record, page->user_data)
                                       : portail_record_page_dup_week_lock (page, record);
}

char *
portail_record_page_dup_obstacle (PortailRecordPage *page, const char *command)
{
  char *obstacle = page->record != NULL && page->hooks.find_obstacle != NULL
                       ? page->hooks.find_obstacle (page, page->record, command, page->user_data)
                       : NULL;

  return obstacle != NULL ? obstacle : portail_record_page_dup_week_lock (page, page->record);
}

void
portail_record_page_check_lock (PortailRecordPage *page,
                                const PortailRecord *record,
                                PortailProblems *problems)
{
  g_autofree char *lock = page->hooks.find_lock == NULL
                              ? portail_record_page_dup_week_lock (page, record)
                              : NULL;

  if (lock != NULL)
    portail_problems_add (problems, "period", "locked", "%s", lock);
}
