/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-tax-reminders.h"

#include "server/portail-notices.h"
#include "shared/portail-due-date.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-tax-declaration.h"

static const PortailNotice notices[PORTAIL_N_DUE_LEVELS] = {
  /* Translators: the company, then the week. */
  [PORTAIL_DUE_SOON] = { "remind", "tax_due_soon", PORTAIL_LEVEL_INFO,
                         N_ ("%s: the tax of %s is due within two days"),
                         PORTAIL_RECIPIENTS_OWNERS },
  /* Translators: the company, then the week. */
  [PORTAIL_DUE_TODAY] = { "remind", "tax_due_today", PORTAIL_LEVEL_WARNING,
                          N_ ("%s: the tax of %s is due today"), PORTAIL_RECIPIENTS_OWNERS },
  /* Translators: the company, then the week. */
  [PORTAIL_DUE_LATE] = { "remind", "tax_late", PORTAIL_LEVEL_URGENT,
                         N_ ("%s: the tax of %s is late"), PORTAIL_RECIPIENTS_OWNERS },
};

/* Due between two days, without a reminder of a level, and the newest version. */
static const char waiting_sql[] =
    "WHERE due_date >= ? AND due_date <= ? AND status <> 'paye' AND trashed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM reminder WHERE reminder.declaration_id = tax_declaration.id"
    " AND reminder.level = ?)"
    " AND NOT EXISTS (SELECT 1 FROM tax_declaration AS later"
    " WHERE later.version_of = tax_declaration.id AND later.trashed_at IS NULL)"
    " AND EXISTS (SELECT 1 FROM enterprise WHERE enterprise.id = tax_declaration.enterprise_id"
    " AND enterprise.is_active = 1 AND enterprise.trashed_at IS NULL)"
    " ORDER BY due_date, id LIMIT ?";

/* The due days whose level is this one, seen from a day: from @first to @last days after it. */
static const struct
{
  PortailDueLevel level;
  int first;
  int last;
} spans[] = {
  { PORTAIL_DUE_LATE, -PORTAIL_REMINDER_MAX_LATE_DAYS, -1 },
  { PORTAIL_DUE_TODAY, 0, 0 },
  { PORTAIL_DUE_SOON, 1, PORTAIL_DUE_SOON_DAYS },
};

/* Owned; NULL on error. */
static GPtrArray *
list_waiting (PortailDatabase *database, guint span, PortailDay today, guint max, GError **error)
{
  char first[PORTAIL_DAY_TEXT_SIZE];
  char last[PORTAIL_DAY_TEXT_SIZE];

  portail_day_format ((PortailDay){ today.number + spans[span].first }, first);
  portail_day_format ((PortailDay){ today.number + spans[span].last }, last);
  return portail_record_sql_list (database, &portail_tax_declaration_type, error, waiting_sql,
                                  "ttti", first, last,
                                  portail_due_level_get_name (spans[span].level), (gint64) max);
}

/* Invariant 2. */
static gboolean
remember (PortailDatabase *database,
          const char *declaration_id,
          PortailDueLevel level,
          PortailTimestamp now,
          GError **error)
{
  for (int earlier = PORTAIL_DUE_SOON; earlier <= (int) level; earlier++)
    if (!portail_database_run (
            database, error,
            "INSERT INTO reminder (declaration_id, level, sent_at) VALUES (?, ?, ?)"
            " ON CONFLICT (declaration_id, level) DO NOTHING",
            "tti", declaration_id, portail_due_level_get_name ((PortailDueLevel) earlier),
            now.milliseconds))
      return FALSE;
  return TRUE;
}

static gboolean
remind (PortailDatabase *database,
        const PortailTaxDeclaration *declaration,
        PortailDueLevel level,
        PortailTimestamp now,
        GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (database, NULL, NULL, now);
  char week[PORTAIL_WEEK_TEXT_SIZE];
  const PortailNoticeSubject subject = {
    .record = &declaration->base,
    .name = portail_week_format (declaration->period, week),
  };

  return portail_notices_send (writer, &notices[level], &subject, error)
         && remember (database, declaration->base.id, level, now, error);
}

gboolean
portail_tax_reminders_give (PortailDatabase *database,
                            PortailTimestamp now,
                            guint max,
                            guint *n_given,
                            GError **error)
{
  PortailDay today = portail_timestamp_get_paris_day (now);

  *n_given = 0;
  for (guint span = 0; span < G_N_ELEMENTS (spans); span++)
    {
      g_autoptr (GPtrArray) waiting = list_waiting (database, span, today, max - *n_given, error);

      if (waiting == NULL)
        return FALSE;
      for (guint i = 0; i < waiting->len; i++, (*n_given)++)
        if (!remind (database, g_ptr_array_index (waiting, i), spans[span].level, now, error))
          return FALSE;
    }
  return TRUE;
}
