/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/portail-settings-json.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"

typedef struct
{
  PortailDatabase *database;
  char *enterprise_id;
  char *dotation_id;
} Fixture;

static void
insert (Fixture *fixture, gpointer record)
{
  g_autoptr (GError) error = NULL;
  PortailRecord *base = record;

  if (base->id == NULL)
    base->id = portail_id_new ();
  if (base->enterprise_id == NULL && base->type != &portail_bareme_version_type
      && base->type != &portail_bareme_tranche_type)
    base->enterprise_id = g_strdup (fixture->enterprise_id);
  portail_record_sql_insert (fixture->database, record, &error);
  g_assert_no_error (error);
  portail_record_free (record);
}

static void
set_up (Fixture *fixture, gconstpointer settings)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);
  g_autoptr (GError) error = NULL;

  fixture->database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                    &error);
  portail_record_sql_migrate (fixture->database, PORTAIL_TABLE_CACHE, 0, PORTAIL_SCHEMA_VERSION,
                              &error);
  g_assert_no_error (error);
  fixture->enterprise_id = portail_id_new ();
  fixture->dotation_id = portail_id_new ();
  enterprise->base.id = g_strdup (fixture->enterprise_id);
  enterprise->name = g_strdup ("Garage");
  enterprise->settings = g_strdup (settings);
  insert (fixture, enterprise);
  dotation->base.id = g_strdup (fixture->dotation_id);
  dotation->period = portail_week_from_number (2025, 38);
  dotation->status = PORTAIL_DOTATION_BROUILLON;
  dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  insert (fixture, dotation);
}

static void
tear_down (Fixture *fixture, gconstpointer settings)
{
  portail_database_close (fixture->database);
  g_free (fixture->enterprise_id);
  g_free (fixture->dotation_id);
}

static void
add_row (Fixture *fixture, const char *name, gint64 run, gint64 salaire, gint64 prime)
{
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

  row->dotation_id = g_strdup (fixture->dotation_id);
  row->employee_name = g_strdup (name);
  row->is_direction = g_str_equal (name, "Patron");
  row->run = PORTAIL_DOLLARS (run);
  row->salaire = PORTAIL_DOLLARS (salaire);
  row->salaire_manuel = TRUE;
  row->prime = PORTAIL_DOLLARS (prime);
  row->prime_manuelle = TRUE;
  insert (fixture, row);
}

static void
add_entry (Fixture *fixture, PortailEntryKind kind, gint64 dollars)
{
  PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);

  entry->dotation_id = g_strdup (fixture->dotation_id);
  entry->kind = kind;
  entry->justificatif = g_strdup ("Loyer");
  entry->montant = PORTAIL_DOLLARS (dollars);
  insert (fixture, entry);
}

/* domain.md §8.2 */
static void
add_example (Fixture *fixture)
{
  add_row (fixture, "Patron", 90000, 60000, 32000);
  add_row (fixture, "B", 95000, 50000, 20000);
  add_row (fixture, "C", 65000, 30000, 15000);
  add_row (fixture, "D", 150000, 70000, 28000);
  add_entry (fixture, PORTAIL_ENTRY_DEPENSE, 35000);
  add_entry (fixture, PORTAIL_ENTRY_RETRAIT, 12000);
}

static PortailDotationSheet *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PortailDotationSheet *sheet = portail_dotation_load (fixture->database, fixture->dotation_id,
                                                       &error);

  g_assert_no_error (error);
  return sheet;
}

static PortailDotationFigures *
compute (const PortailDotationSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  PortailDotationFigures *figures = portail_dotation_sheet_compute (sheet, &error);

  g_assert_no_error (error);
  return figures;
}

static void
test_the_worked_example_comes_out_of_the_tables (Fixture *fixture, gconstpointer settings)
{
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  add_example (fixture);
  sheet = load (fixture);
  figures = compute (sheet);
  g_assert_cmpint (figures->chain.salaires.cents, ==, 19500000);
  g_assert_cmpint (figures->chain.benefice_imposable.cents, ==, 17000000);
  g_assert_cmpint (figures->chain.impot_societe.cents, ==, 3910000);
  g_assert_cmpint (figures->chain.tresorerie_nette.cents, ==, 2640000);
  g_assert_cmpint (figures->chain.total_du.cents, ==, 7110000);
}

static void
test_the_company_says_whether_salaries_are_deductible (Fixture *fixture, gconstpointer settings)
{
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  add_example (fixture);
  sheet = load (fixture);
  figures = compute (sheet);
  g_assert_cmpint (figures->chain.impot_societe.cents, ==, 9490000);
  g_assert_cmpint (figures->chain.tresorerie_nette.cents, ==, -4190000);
}

static void
add_bareme (Fixture *fixture, const char *enterprise_id, int week, gint64 percent)
{
  PortailBaremeVersion *version = portail_record_new (&portail_bareme_version_type);
  PortailBaremeTranche *tranche = portail_record_new (&portail_bareme_tranche_type);

  version->base.id = portail_id_new ();
  version->base.enterprise_id = g_strdup (enterprise_id);
  version->name = g_strdup_printf ("%d", (int) percent);
  version->effective_from = portail_week_from_number (2025, week);
  version->published_at = portail_timestamp_now ();
  version->arrondi = PORTAIL_ARRONDI_DOLLAR;
  version->mode_impot = PORTAIL_MODE_TRANCHE;
  tranche->bareme_id = g_strdup (version->base.id);
  tranche->min = PORTAIL_DOLLARS (100);
  tranche->taux = PORTAIL_PERCENT (percent);
  tranche->salaire_max_employe = tranche->salaire_max_direction = PORTAIL_DOLLARS (1000);
  tranche->prime_max_employe = tranche->prime_max_direction = PORTAIL_DOLLARS (500);
  insert (fixture, version);
  insert (fixture, tranche);
}

static void
test_the_newest_bareme_that_applies_is_used_the_companys_own_first (Fixture *fixture,
                                                                    gconstpointer settings)
{
  g_autofree char *other_company = portail_id_new ();
  static const char *const expected[] = { "10", "20", "30" };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (PortailDotationSheet) sheet = NULL;

      if (i == 0)
        {
          add_bareme (fixture, NULL, 30, 10);
          add_bareme (fixture, NULL, 39, 50);
          add_bareme (fixture, other_company, 30, 60);
        }
      else if (i == 1)
        add_bareme (fixture, NULL, 38, 20);
      else
        add_bareme (fixture, fixture->enterprise_id, 10, 30);
      sheet = load (fixture);
      g_assert_cmpstr (sheet->bareme.name, ==, expected[i]);
      g_assert_cmpint (sheet->bareme.tranches[0].taux.basis_points, ==, 1000 * (gint64) (i + 1));
    }
}

static void
test_grade_rules_of_the_company_pay_its_rows (Fixture *fixture, gconstpointer settings)
{
  PortailGradeRule *rule = portail_record_new (&portail_grade_rule_type);
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  rule->grade = g_strdup ("Sénior");
  rule->salaire_fixe = PORTAIL_DOLLARS (100);
  rule->taux_ca = PORTAIL_PERCENT (10);
  rule->taux_horaire = PORTAIL_DOLLARS (3);
  rule->prime_fixe = PORTAIL_MONEY_ZERO;
  rule->taux_prime = PORTAIL_PERCENT (1);
  insert (fixture, rule);
  row->dotation_id = g_strdup (fixture->dotation_id);
  row->employee_name = g_strdup ("Zoé");
  row->grade = g_strdup ("SENIOR");
  row->run = PORTAIL_DOLLARS (1000);
  row->heures = (PortailHours){ 1050 };
  insert (fixture, row);
  sheet = load (fixture);
  figures = compute (sheet);
  g_assert_cmpint (figures->results[0].salaire_demande.cents, ==, 23200);
  g_assert_cmpint (figures->results[0].prime_demandee.cents, ==, 1000);
}

static void
test_frozen_settings_outlive_those_of_the_company (Fixture *fixture, gconstpointer settings)
{
  g_autoptr (PortailDotationSheet) sheet = load (fixture);
  g_autoptr (PortailDotationSheet) frozen = NULL;
  g_autofree char *json = portail_settings_to_json (sheet->settings, PORTAIL_MODE_IMPOT_PROGRESSIF);
  g_autoptr (GError) error = NULL;

  g_assert_false (sheet->settings->is_salaire_deductible);
  g_free (sheet->dotation->settings);
  sheet->dotation->settings = g_strdup (
      "{\"salaires_deductibles\":true,\"mode_impot\":\"progressif\"}");
  portail_record_sql_update (fixture->database, sheet->dotation, &error);
  g_assert_no_error (error);
  frozen = load (fixture);
  g_assert_true (frozen->settings->is_salaire_deductible);
  g_assert_cmpint (frozen->bareme.mode_impot, ==, PORTAIL_MODE_IMPOT_PROGRESSIF);
}

static void
test_settings_in_json_read_back_equal (Fixture *fixture, gconstpointer unused)
{
  static const char text[] =
      "{\"grades\":[{\"grade\":\"Senior\",\"salaire_fixe\":100,\"taux_ca\":10,"
      "\"taux_horaire\":2.5,\"prime_fixe\":0,\"taux_prime\":1.5}],\"mode_calcul\":\"paliers\","
      "\"mode_impot\":\"tranche\",\"paliers\":[{\"min\":0,\"max\":null,"
      "\"salaire_min_employe\":1,\"salaire_max_employe\":2,\"salaire_min_direction\":3,"
      "\"salaire_max_direction\":4,\"prime_min_employe\":5,\"prime_max_employe\":6,"
      "\"prime_min_direction\":7,\"prime_max_direction\":8}],\"salaires_deductibles\":false,"
      "\"taux_prime\":8,\"taux_salaire\":35.5}";
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);
  g_autofree char *json = NULL;
  PortailModeImpot mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;

  portail_settings_read_json (settings, &mode_impot, portail_json_document_get_root (document),
                              problems);
  g_assert_cmpuint (problems->len, ==, 0);
  json = portail_settings_to_json (settings, mode_impot);
  g_assert_cmpstr (json, ==, text);
}

static void
test_bad_settings_name_their_member (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *json;
    const char *field;
  } cases[] = {
    { "{\"mode_calcul\":\"hasard\"}", "mode_calcul" },
    { "{\"taux_salaire\":\"35\"}", "taux_salaire" },
    { "{\"paliers\":{}}", "paliers" },
    { "{\"paliers\":[{\"min\":0,\"max\":true}]}", "paliers[0].max" },
    { "{\"grades\":[{}]}", "grades[0]" },
    { "{\"grades\":[{\"grade\":\"A\",\"taux\":1}]}", "grades[0].taux" },
    { "{\"couleur\":1}", "couleur" },
    { "[1]", "settings" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
      g_autoptr (PortailProblems) problems = portail_problems_new ();
      g_autoptr (PortailJsonDocument) document = portail_json_parse (cases[i].json,
                                                                     strlen (cases[i].json), NULL);

      portail_settings_read_json (settings, NULL, portail_json_document_get_root (document),
                                  problems);
      g_assert_cmpuint (problems->len, >=, 1);
      g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, cases[i].field);
    }
}

int
main (int argc, char **argv)
{
  static const char not_deductible[] = "{\"salaires_deductibles\":false}";
  static const char by_grade[] = "{\"mode_calcul\":\"grade\"}";

  g_test_init (&argc, &argv, NULL);
#define ADD(path, settings, function)                                                              \
  g_test_add (path, Fixture, settings, set_up, function, tear_down)
  ADD ("/dotation-sheet/the-worked-example-comes-out-of-the-tables", NULL,
       test_the_worked_example_comes_out_of_the_tables);
  ADD ("/dotation-sheet/the-company-says-whether-salaries-are-deductible", not_deductible,
       test_the_company_says_whether_salaries_are_deductible);
  ADD ("/dotation-sheet/the-newest-bareme-that-applies-is-used-the-companys-own-first", NULL,
       test_the_newest_bareme_that_applies_is_used_the_companys_own_first);
  ADD ("/dotation-sheet/grade-rules-of-the-company-pay-its-rows", by_grade,
       test_grade_rules_of_the_company_pay_its_rows);
  ADD ("/dotation-sheet/frozen-settings-outlive-those-of-the-company", not_deductible,
       test_frozen_settings_outlive_those_of_the_company);
  ADD ("/dotation-sheet/settings-in-json-read-back-equal", NULL,
       test_settings_in_json_read_back_equal);
  ADD ("/dotation-sheet/bad-settings-name-their-member", NULL, test_bad_settings_name_their_member);
  return g_test_run ();
}
