/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-reminder.h"

#include "shared/portail-record-sql.h"

PortailDueLevel
portail_tax_due_level (const PortailTaxDeclaration *declaration,
                       PortailTaxVersion version,
                       PortailTimestamp now)
{
  return version == PORTAIL_TAX_NEWEST && declaration->status != PORTAIL_TAX_DECLARATION_PAYE
             ? portail_due_level_at (declaration->due_date, now)
             : PORTAIL_DUE_NONE;
}

/* The due days whose level is this one, seen from a day: from @first to @last days after it. */
static const struct
{
  int first;
  int last;
} spans[PORTAIL_N_DUE_LEVELS] = {
  [PORTAIL_DUE_SOON] = { 1, PORTAIL_DUE_SOON_DAYS },
  [PORTAIL_DUE_TODAY] = { 0, 0 },
  [PORTAIL_DUE_LATE] = { -PORTAIL_REMINDER_MAX_LATE_DAYS, -1 },
};

GPtrArray *
portail_tax_reminder_list (PortailDatabase *database,
                           PortailDueLevel level,
                           const PortailTaxReminderQuery *query,
                           GError **error)
{
  PortailDay today = portail_timestamp_get_paris_day (query->now);
  char first[PORTAIL_DAY_TEXT_SIZE];
  char last[PORTAIL_DAY_TEXT_SIZE];
  g_autofree char *sql = g_strconcat (
      "WHERE due_date >= ? AND due_date <= ? AND status <> 'paye' AND trashed_at IS NULL",
      query->condition,
      " AND NOT EXISTS (SELECT 1 FROM tax_declaration AS later"
      " WHERE later.version_of = tax_declaration.id AND later.trashed_at IS NULL)"
      " AND EXISTS (SELECT 1 FROM enterprise WHERE enterprise.id = tax_declaration.enterprise_id"
      " AND enterprise.is_active = 1 AND enterprise.trashed_at IS NULL)"
      " ORDER BY due_date, id LIMIT ?",
      NULL);

  g_return_val_if_fail (level > PORTAIL_DUE_NONE && level < PORTAIL_N_DUE_LEVELS, NULL);
  portail_day_format ((PortailDay){ today.number + spans[level].first }, first);
  portail_day_format ((PortailDay){ today.number + spans[level].last }, last);
  return portail_record_sql_list (database, &portail_tax_declaration_type, error, sql, "tti", first,
                                  last, (gint64) query->max);
}
