/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-frozen-sheet.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-settings-json.h"
#include "tests/shared/report-example.h"

static PortailDotationFigures *
compute (const PortailDotationSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  PortailDotationFigures *figures = portail_dotation_sheet_compute (sheet, &error);

  g_assert_no_error (error);
  return figures;
}

/* Frozen, read back and frozen again, it is the same text. */
static PortailDotationSheet *
assert_survives (const PortailDotationSheet *sheet)
{
  g_autoptr (PortailDotationFigures) figures = compute (sheet);
  g_autofree char *frozen = portail_frozen_sheet_make (sheet, figures);
  g_autoptr (PortailDotationSheet) thawed = NULL;
  g_autoptr (PortailDotationFigures) again = NULL;
  g_autofree char *refrozen = NULL;
  g_autoptr (GError) error = NULL;

  thawed = portail_frozen_sheet_read (frozen, &error);
  g_assert_no_error (error);
  again = compute (thawed);
  refrozen = portail_frozen_sheet_make (thawed, again);
  g_assert_cmpstr (frozen, ==, refrozen);
  return g_steal_pointer (&thawed);
}

static void
give_ids (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      PortailRecord *record = g_ptr_array_index (records, i);

      g_free (record->id);
      record->id = portail_id_new ();
    }
}

static PortailDotationSheet *
make_sheet (void)
{
  PortailDotationSheet *sheet = report_example_new ();

  sheet->dotation->base.id = portail_id_new ();
  sheet->dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  give_ids (sheet->rows);
  give_ids (sheet->depenses);
  give_ids (sheet->retraits);
  return sheet;
}

static void
test_a_sheet_comes_back_whole (void)
{
  g_autoptr (PortailDotationSheet) sheet = make_sheet ();
  g_autoptr (PortailDotationSheet) thawed = assert_survives (sheet);
  g_autoptr (PortailDotationFigures) figures = compute (thawed);

  g_assert_cmpstr (thawed->dotation->base.id, ==, sheet->dotation->base.id);
  g_assert_cmpint (thawed->dotation->period.number, ==, sheet->dotation->period.number);
  g_assert_cmpint (figures->chain.total_du.cents, ==, 7110000);
  g_assert_cmpint (figures->chain.tresorerie_nette.cents, ==, 2640000);
  g_assert_cmpuint (thawed->rows->len, ==, 4);
  g_assert_cmpuint (thawed->depenses->len, ==, sheet->depenses->len);
  g_assert_cmpuint (thawed->retraits->len, ==, sheet->retraits->len);
}

static void
test_another_table_and_other_settings_come_back (void)
{
  static const char json[] =
      "{\"mode_calcul\":\"grade\",\"salaires_deductibles\":false,\"grades\":"
      "[{\"grade\":\"Chef\",\"salaire_fixe\":1000,\"taux_ca\":2.5,\"taux_horaire\":12,"
      "\"prime_fixe\":1,\"taux_prime\":3}]}";
  g_autoptr (PortailDotationSheet) sheet = make_sheet ();
  g_autoptr (PortailDotationSheet) thawed = NULL;
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_settings_read_json (sheet->settings, NULL, portail_json_document_get_root (document),
                              problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_free ((char *) sheet->bareme.name);
  sheet->bareme.name = g_strdup ("Hiver « 2 »");
  sheet->bareme_id = portail_id_new ();
  portail_week_parse ("2025-W30", &sheet->bareme.effective_from);
  sheet->bareme.arrondi = PORTAIL_ROUND_TO_CENT;
  sheet->bareme.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  sheet->bareme.n_tranches = 3;
  sheet->bareme.n_richesse = 0;
  thawed = assert_survives (sheet);
  g_assert_cmpstr (thawed->bareme.name, ==, "Hiver « 2 »");
  g_assert_cmpstr (thawed->bareme_id, ==, sheet->bareme_id);
  g_assert_cmpuint (thawed->bareme.n_richesse, ==, 0);
  g_assert_cmpint (thawed->settings->mode_calcul, ==, PORTAIL_MODE_CALCUL_GRADE);
}

static void
test_an_empty_sheet_comes_back (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();
  g_autoptr (PortailDotationSheet) thawed = assert_survives (sheet);

  g_assert_cmpuint (thawed->rows->len, ==, 0);
  g_assert_true (portail_money_is_null (thawed->dotation->solde_bancaire));
}

static void
test_what_is_no_frozen_sheet_is_an_error (void)
{
  static const char *const wrong[] = {
    "{}",
    "[]",
    "{\"feuille\":null}",
    "{\"feuille\":{}}",
    "{\"feuille\":{\"period\":\"2025-W38\"}}",
    "{\"feuille\":{\"period\":\"2025-W38\",\"bareme\":{\"tranches\":[]}}}",
    "{\"feuille\":{\"period\":\"2025-W38\",\"bareme\":{\"tranches\":[1]}}}",
    "{\"feuille\":{\"period\":\"2025-W38\",\"bareme\":{\"tranches\":[{\"min\":\"a\"}]}}}",
  };
  g_autoptr (GError) malformed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (portail_frozen_sheet_read (wrong[i], &error));
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
    }
  g_assert_null (portail_frozen_sheet_read ("{", &malformed));
  g_assert_error (malformed, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frozen-sheet/a-sheet-comes-back-whole", test_a_sheet_comes_back_whole);
  g_test_add_func ("/frozen-sheet/another-table-and-other-settings-come-back",
                   test_another_table_and_other_settings_come_back);
  g_test_add_func ("/frozen-sheet/an-empty-sheet-comes-back", test_an_empty_sheet_comes_back);
  g_test_add_func ("/frozen-sheet/what-is-no-frozen-sheet-is-an-error",
                   test_what_is_no_frozen_sheet_is_an_error);
  return g_test_run ();
}
