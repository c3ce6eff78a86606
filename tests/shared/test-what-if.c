/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts of tax tables on the sheets of domain.md §8, example 2. */
#include "shared/portail-what-if.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-json.h"
#include "tests/shared/report-example.h"

static PortailDotationSheet *
make_sheet (const char *enterprise_id, gint32 weeks_later)
{
  PortailDotationSheet *sheet = report_example_new ();

  sheet->dotation->base.id = portail_id_new ();
  sheet->dotation->base.enterprise_id = g_strdup (enterprise_id);
  sheet->dotation->period.number += weeks_later;
  sheet->dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  return sheet;
}

static GPtrArray *
make_sheets (void)
{
  GPtrArray *sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_dotation_sheet_free);

  g_ptr_array_add (sheets, make_sheet ("a", 0));
  g_ptr_array_add (sheets, make_sheet ("b", 0));
  g_ptr_array_add (sheets, make_sheet ("a", 1));
  report_example_add_row (g_ptr_array_index (sheets, 2), "E", 100000, 0, 0);
  return sheets;
}

static PortailWhatIf *
ask (const GPtrArray *sheets, const PortailBareme *draft)
{
  g_autoptr (GError) error = NULL;
  PortailWhatIf *what_if = portail_what_if_new (sheets, draft, &error);

  g_assert_no_error (error);
  return what_if;
}

static void
test_the_same_table_changes_nothing (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  g_autoptr (PortailWhatIf) what_if = ask (sheets, portail_bareme_get_default ());

  g_assert_cmpuint (what_if->weeks->len, ==, 3);
  for (guint i = 0; i < what_if->weeks->len; i++)
    {
      const PortailWhatIfWeek *week = &g_array_index (what_if->weeks, PortailWhatIfWeek, i);

      g_assert_cmpmem (&week->before, sizeof (week->before), &week->after, sizeof (week->after));
    }
  g_assert_cmpmem (what_if->sums.before, sizeof (what_if->sums.before), what_if->sums.after,
                   sizeof (what_if->sums.after));
}

/* Bénéfice 170 000 at 23 %; at 50 % it would be 85 000, and the rest follows from it. */
static void
test_one_week_by_hand (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  PortailBareme draft = *portail_bareme_get_default ();
  g_autoptr (PortailWhatIf) what_if = NULL;
  const PortailWhatIfWeek *week;

  for (guint i = 4; i < draft.n_tranches; i++)
    draft.tranches[i].taux = PORTAIL_PERCENT (46 + (gint32) i);
  draft.n_richesse = 0;
  what_if = ask (sheets, &draft);
  week = &g_array_index (what_if->weeks, PortailWhatIfWeek, 0);
  g_assert_cmpint (week->before.impot_societe.cents, ==, 3910000);
  g_assert_cmpint (week->before.total_du.cents, ==, 7110000);
  g_assert_cmpint (week->before.tresorerie_nette.cents, ==, 2640000);
  g_assert_cmpint (week->after.impot_societe.cents, ==, 8500000);
  g_assert_cmpint (week->after.impot_richesse.cents, ==, 0);
  g_assert_cmpint (week->after.total_du.cents, ==, 8500000);
  g_assert_cmpint (week->after.tresorerie_nette.cents, ==, 2640000 - 4590000);
  g_assert_cmpint (week->after.salaires.cents, ==, week->before.salaires.cents);
}

/* One cap of 1 000 for everybody: salaries and bonuses shrink to it, and the profit grows. */
static void
test_caps_move_the_profit (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  PortailBareme draft = *portail_bareme_get_default ();
  g_autoptr (PortailWhatIf) what_if = NULL;
  const PortailWhatIfWeek *week;

  draft.n_tranches = 1;
  draft.tranches[0] = (PortailTranche){
    PORTAIL_DOLLARS (100),  PORTAIL_PERCENT (10),   PORTAIL_DOLLARS (1000),
    PORTAIL_DOLLARS (1000), PORTAIL_DOLLARS (1000), PORTAIL_DOLLARS (1000),
  };
  what_if = ask (sheets, &draft);
  week = &g_array_index (what_if->weeks, PortailWhatIfWeek, 0);
  g_assert_cmpint (week->after.salaires.cents, ==, 400000);
  g_assert_cmpint (week->after.primes.cents, ==, 400000);
  g_assert_cmpint (week->after.benefice_imposable.cents, ==, (400000 - 35000 - 4000) * 100);
  g_assert_cmpint (week->after.impot_societe.cents, ==, 3610000);
}

static void
test_progressif_and_cents_come_from_the_draft (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  PortailBareme draft = *portail_bareme_get_default ();
  g_autoptr (PortailWhatIf) what_if = NULL;

  draft.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  what_if = ask (sheets, &draft);
  /* 700 + 1 800 + 3 200 + 10 500 + 23 % of 70 000. */
  g_assert_cmpint (g_array_index (what_if->weeks, PortailWhatIfWeek, 0).after.impot_societe.cents,
                   ==, 3230000);
}

static void
test_sums_are_those_of_the_weeks (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  PortailBareme draft = *portail_bareme_get_default ();
  g_autoptr (PortailWhatIf) what_if = NULL;
  gint64 before = 0;
  gint64 after = 0;

  draft.n_tranches = 3;
  what_if = ask (sheets, &draft);
  for (guint i = 0; i < what_if->weeks->len; i++)
    {
      const PortailWhatIfWeek *week = &g_array_index (what_if->weeks, PortailWhatIfWeek, i);

      before += week->before.total_du.cents;
      after += week->after.total_du.cents;
    }
  g_assert_cmpuint (what_if->sums.n_sheets, ==, 3);
  g_assert_cmpint (what_if->sums.before[PORTAIL_FIGURE_TOTAL_DU].cents, ==, before);
  g_assert_cmpint (what_if->sums.after[PORTAIL_FIGURE_TOTAL_DU].cents, ==, after);
  g_assert_cmpuint (what_if->companies->len, ==, 2);
  g_assert_cmpstr (g_array_index (what_if->companies, PortailWhatIfCompany, 0).enterprise_id, ==,
                   "a");
  g_assert_cmpuint (g_array_index (what_if->companies, PortailWhatIfCompany, 0).sums.n_sheets, ==,
                    2);
  g_assert_cmpint (g_array_index (what_if->companies, PortailWhatIfCompany, 1)
                       .sums.before[PORTAIL_FIGURE_TOTAL_DU]
                       .cents,
                   ==, 7110000);
}

static void
test_differences_in_json (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  PortailBareme draft = *portail_bareme_get_default ();
  g_autoptr (PortailWhatIf) what_if = NULL;
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *difference;

  draft.n_richesse = 0;
  what_if = ask (sheets, &draft);
  portail_what_if_week_append_members (&g_array_index (what_if->weeks, PortailWhatIfWeek, 0), json);
  g_string_append_c (json, '}');
  document = portail_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (document);
  difference = portail_json_get (portail_json_document_get_root (document), "difference");
  g_assert_cmpstr (portail_json_get (difference, "total_du")->text, ==, "-32000");
  g_assert_cmpstr (portail_json_get (difference, "ca_brut")->text, ==, "0");
  g_assert_null (portail_json_get (difference, "taux"));
}

static void
test_no_sheet_is_no_error (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (PortailWhatIf) what_if = ask (none, portail_bareme_get_default ());

  g_assert_cmpuint (what_if->sums.n_sheets, ==, 0);
}

static void
test_sums_beyond_money_are_refused (void)
{
  g_autoptr (GPtrArray) sheets = make_sheets ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      PortailDotationSheet *sheet = g_ptr_array_index (sheets, i);

      ((PortailDotationRow *) g_ptr_array_index (sheet->rows, 0))->run.cents =
          PORTAIL_MONEY_MAX_CENTS / 100 * 99;
    }
  g_assert_null (portail_what_if_new (sheets, portail_bareme_get_default (), &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE);
  g_assert_true (g_str_has_prefix (error->message, "2025-W38: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func (path, function)
  ADD ("/what-if/the-same-table-changes-nothing", test_the_same_table_changes_nothing);
  ADD ("/what-if/one-week-by-hand", test_one_week_by_hand);
  ADD ("/what-if/caps-move-the-profit", test_caps_move_the_profit);
  ADD ("/what-if/progressif-and-cents-come-from-the-draft",
       test_progressif_and_cents_come_from_the_draft);
  ADD ("/what-if/sums-are-those-of-the-weeks", test_sums_are_those_of_the_weeks);
  ADD ("/what-if/differences-in-json", test_differences_in_json);
  ADD ("/what-if/no-sheet-is-no-error", test_no_sheet_is_no_error);
  ADD ("/what-if/sums-beyond-money-are-refused", test_sums_beyond_money_are_refused);
#undef ADD
  return g_test_run ();
}
