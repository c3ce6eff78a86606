/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dotation-loader.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-settings-json.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-wealth-tranche.h"

gboolean
portail_bareme_find_for_period (PortailDatabase *database,
                                const char *enterprise_id,
                                PortailWeek period,
                                PortailBaremeVersion **version,
                                GError **error)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_bareme_version_type, error,
      "WHERE trashed_at IS NULL AND published_at IS NOT NULL AND effective_from <= ?"
      " AND (enterprise_id IS NULL OR enterprise_id = ?)"
      " ORDER BY enterprise_id IS NULL, effective_from DESC, published_at DESC LIMIT 1",
      "tt", portail_week_format (period, week), enterprise_id);

  *version = NULL;
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *version = g_ptr_array_steal_index (found, 0);
  return TRUE;
}

static GPtrArray *
list_tranches (PortailDatabase *database,
               const PortailRecordType *type,
               const char *bareme_id,
               GError **error)
{
  return portail_record_sql_list (database, type, error,
                                  "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min", "t",
                                  bareme_id);
}

static gboolean
load_bareme (PortailDatabase *database, PortailDotationSheet *sheet, GError **error)
{
  const PortailDotation *dotation = sheet->dotation;
  g_autoptr (PortailBaremeVersion) version = NULL;
  g_autoptr (GPtrArray) tranches = NULL;
  g_autoptr (GPtrArray) richesse = NULL;

  if (dotation->bareme_id != NULL)
    version = portail_record_sql_load (database, &portail_bareme_version_type, dotation->bareme_id,
                                       error);
  else if (portail_bareme_find_for_period (database, dotation->base.enterprise_id, dotation->period,
                                           &version, error)
           && version == NULL)
    return TRUE;
  if (version == NULL)
    return FALSE;
  tranches = list_tranches (database, &portail_bareme_tranche_type, version->base.id, error);
  if (tranches == NULL)
    return FALSE;
  richesse = list_tranches (database, &portail_wealth_tranche_type, version->base.id, error);
  if (richesse == NULL)
    return FALSE;
  portail_dotation_sheet_set_bareme (sheet, version, tranches, richesse);
  return TRUE;
}

static gboolean
read_settings (PortailDotationSheet *sheet, const char *json, GError **error)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), error);

  if (document == NULL)
    return FALSE;
  portail_settings_read_json (sheet->settings, &sheet->bareme.mode_impot,
                              portail_json_document_get_root (document), problems);
  return portail_problems_check (problems, error);
}

static gboolean
add_grade_rules (PortailDatabase *database, PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (GPtrArray) rules = portail_record_sql_list (
      database, &portail_grade_rule_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY natural_key", "t",
      sheet->dotation->base.enterprise_id);

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const PortailGradeRule *rule = g_ptr_array_index (rules, i);

      portail_payroll_settings_add_grade (
          sheet->settings,
          &(PortailPayrollGrade){ rule->grade, rule->salaire_fixe, rule->taux_ca,
                                  rule->taux_horaire, rule->prime_fixe, rule->taux_prime });
    }
  return TRUE;
}

gboolean
portail_bareme_load_tables (PortailDatabase *database,
                            const char *bareme_id,
                            PortailBareme *bareme,
                            GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_sheet_new (
      portail_record_new (&portail_dotation_type));

  sheet->dotation->bareme_id = g_strdup (bareme_id);
  if (!load_bareme (database, sheet, error))
    return FALSE;
  *bareme = sheet->bareme;
  bareme->name = NULL;
  return TRUE;
}

/* What the dotation froze, or what the company says now. */
static gboolean
load_settings (PortailDatabase *database, PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = NULL;
  g_autoptr (GError) missing = NULL;

  if (sheet->dotation->settings != NULL)
    return read_settings (sheet, sheet->dotation->settings, error);
  enterprise = portail_record_sql_load (database, &portail_enterprise_type,
                                        sheet->dotation->base.enterprise_id, &missing);
  if (enterprise == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (enterprise != NULL && enterprise->settings != NULL
      && !read_settings (sheet, enterprise->settings, error))
    {
      g_prefix_error (error, "%s: ", _ ("Settings of the company"));
      return FALSE;
    }
  return add_grade_rules (database, sheet, error);
}

static gboolean
load_entries (PortailDatabase *database, PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (GPtrArray) entries = portail_record_sql_list (
      database, &portail_dotation_entry_type, error,
      "WHERE dotation_id = ? AND trashed_at IS NULL ORDER BY position, id", "t",
      sheet->dotation->base.id);

  if (entries == NULL)
    return FALSE;
  while (entries->len > 0)
    {
      PortailDotationEntry *entry = g_ptr_array_steal_index (entries, 0);

      g_ptr_array_add (entry->kind == PORTAIL_ENTRY_RETRAIT ? sheet->retraits : sheet->depenses,
                       entry);
    }
  return TRUE;
}

PortailDotationSheet *
portail_dotation_load_parts (PortailDatabase *database, PortailDotation *dotation, GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_sheet_new (dotation);
  GPtrArray *rows = portail_record_sql_list (
      database, &portail_dotation_row_type, error,
      "WHERE dotation_id = ? AND trashed_at IS NULL ORDER BY position, id", "t", dotation->base.id);

  if (rows == NULL)
    return NULL;
  g_ptr_array_unref (sheet->rows);
  sheet->rows = rows;
  /* The barème first: settings may name another mode_impot than its own. */
  if (!load_entries (database, sheet, error) || !load_bareme (database, sheet, error)
      || !load_settings (database, sheet, error))
    return NULL;
  return g_steal_pointer (&sheet);
}

PortailDotationSheet *
portail_dotation_load (PortailDatabase *database, const char *dotation_id, GError **error)
{
  PortailDotation *dotation = portail_record_sql_load (database, &portail_dotation_type,
                                                       dotation_id, error);

  return dotation != NULL ? portail_dotation_load_parts (database, dotation, error) : NULL;
}
