/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-tax-reminders.h"

#include "server/portail-notices.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax-reminder.h"

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

/* The latest first: who missed a level hears of the present one. */
static const PortailDueLevel levels[] = { PORTAIL_DUE_LATE, PORTAIL_DUE_TODAY, PORTAIL_DUE_SOON };

/* Without a reminder of the level. Owned; NULL on error. */
static GPtrArray *
list_waiting (PortailDatabase *database,
              PortailDueLevel level,
              PortailTimestamp now,
              guint max,
              GError **error)
{
  g_autofree char *condition = g_strdup_printf (
      " AND NOT EXISTS (SELECT 1 FROM reminder WHERE reminder.declaration_id = tax_declaration.id"
      " AND reminder.level = '%s')",
      portail_due_level_get_name (level));
  const PortailTaxReminderQuery query = { now, condition, max };

  return portail_tax_reminder_list (database, level, &query, error);
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
  *n_given = 0;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) waiting = list_waiting (database, levels[i], now, max - *n_given,
                                                    error);

      if (waiting == NULL)
        return FALSE;
      for (guint j = 0; j < waiting->len; j++, (*n_given)++)
        if (!remind (database, g_ptr_array_index (waiting, j), levels[i], now, error))
          return FALSE;
    }
  return TRUE;
}
