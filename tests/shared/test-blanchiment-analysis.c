/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-analysis.h"

#include <string.h>

#include "tests/shared/blanchiment-example.h"

static PortailBlanchimentAnalysis *
analyse (const GPtrArray *operations, PortailDay from, PortailDay to)
{
  const PortailBlanchimentAnalysisSource source = {
    .operations = operations,
    .weights = &portail_blanchiment_default_weights,
    .from = from,
    .to = to,
    .today = blanchiment_example_get_day (29),
  };

  return portail_blanchiment_analysis_new (&source);
}

static PortailBlanchimentAnalysis *
analyse_all (const GPtrArray *operations)
{
  return analyse (operations, PORTAIL_DAY_NULL, PORTAIL_DAY_NULL);
}

static void
assert_totals (const PortailBlanchimentTotals *totals, guint n, gint64 dollars)
{
  g_assert_cmpuint (totals->n, ==, n);
  g_assert_cmpint (totals->somme.cents, ==, dollars * 100);
}

static const PortailBlanchimentGroup *
get_group (const GArray *groups, guint place)
{
  return &g_array_index (groups, PortailBlanchimentGroup, place);
}

static GPtrArray *
make_month (void)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func (portail_record_free);
  PortailBlanchimentOperation *operation;

  g_ptr_array_add (operations, blanchiment_example_new (0, 10000));
  operation = blanchiment_example_new (1, 20000);
  operation->status = PORTAIL_BLANCHIMENT_TERMINE;
  operation->date_rendu = blanchiment_example_get_day (4);
  g_free (operation->employee_name);
  operation->employee_name = g_strdup ("Zoé");
  g_ptr_array_add (operations, operation);
  operation = blanchiment_example_new (21, 90000);
  operation->status = PORTAIL_BLANCHIMENT_SUSPENDU;
  operation->review = g_strdup ("{\"outcome\":\"cleared\"}");
  g_free (operation->groupe);
  operation->groupe = NULL;
  g_ptr_array_add (operations, operation);
  operation = blanchiment_example_new (22, 70000);
  operation->status = PORTAIL_BLANCHIMENT_ANNULE;
  g_ptr_array_add (operations, operation);
  return operations;
}

static void
test_everything_is_counted (void)
{
  g_autoptr (GPtrArray) operations = make_month ();
  g_autoptr (PortailBlanchimentAnalysis) analysis = analyse_all (operations);

  assert_totals (&analysis->totals, 3, 120000);
  g_assert_cmpint (analysis->totals.part_entreprise.cents, ==, 1800000);
  g_assert_cmpint (analysis->totals.part_groupe.cents, ==, 9600000);
  assert_totals (&analysis->by_status[0], 1, 10000);
  assert_totals (&analysis->by_status[1], 1, 20000);
  assert_totals (&analysis->by_status[2], 1, 90000);
  assert_totals (&analysis->by_status[3], 1, 70000);
  g_assert_cmpuint (analysis->n_late, ==, 1);
  g_assert_cmpuint (analysis->n_finished, ==, 1);
  g_assert_cmpint (analysis->days, ==, 3);
  g_assert_cmpuint (analysis->buckets[0], ==, 1);
  g_assert_cmpuint (analysis->buckets[2], ==, 1);
  g_assert_cmpuint (analysis->buckets[4], ==, 1);
  g_assert_cmpuint (analysis->by_level[PORTAIL_BLANCHIMENT_FAIBLE], ==, 2);
  g_assert_cmpuint (analysis->by_level[PORTAIL_BLANCHIMENT_MOYEN], ==, 1);
}

static void
test_people_and_groupes_have_their_own_lines (void)
{
  g_autoptr (GPtrArray) operations = make_month ();
  g_autoptr (PortailBlanchimentAnalysis) analysis = analyse_all (operations);

  g_assert_cmpuint (analysis->by_employe->len, ==, 2);
  g_assert_cmpstr (get_group (analysis->by_employe, 0)->name, ==, "Jean");
  assert_totals (&get_group (analysis->by_employe, 0)->totals, 2, 100000);
  g_assert_cmpuint (get_group (analysis->by_employe, 0)->n_open, ==, 2);
  g_assert_cmpuint (get_group (analysis->by_employe, 0)->n_late, ==, 1);
  g_assert_cmpuint (get_group (analysis->by_employe, 0)->highest_risk, ==, 40);
  g_assert_cmpint (get_group (analysis->by_employe, 0)->last.number, ==,
                   blanchiment_example_get_day (21).number);
  g_assert_cmpstr (get_group (analysis->by_employe, 1)->name, ==, "Zoé");
  g_assert_cmpint (get_group (analysis->by_employe, 1)->days, ==, 3);
  g_assert_cmpuint (analysis->by_groupe->len, ==, 2);
  g_assert_null (get_group (analysis->by_groupe, 0)->name);
  assert_totals (&get_group (analysis->by_groupe, 0)->totals, 1, 90000);
  g_assert_cmpstr (get_group (analysis->by_groupe, 1)->name, ==, "Vagos");
}

static void
test_suspects_and_the_largest_come_first (void)
{
  g_autoptr (GPtrArray) operations = make_month ();
  g_autoptr (PortailBlanchimentAnalysis) analysis = analyse_all (operations);
  const PortailBlanchimentCase *suspect;
  g_autofree char *reasons = NULL;

  g_assert_cmpuint (analysis->suspects->len, ==, 1);
  suspect = portail_blanchiment_analysis_get_case (analysis,
                                                   g_array_index (analysis->suspects, guint, 0));
  g_assert_cmpint (suspect->review, ==, PORTAIL_BLANCHIMENT_CLEARED);
  reasons = portail_blanchiment_case_explain (suspect);
  g_assert_nonnull (strstr (reasons, "+40 "));
  g_assert_nonnull (strstr (reasons, "suspended"));
  g_assert_cmpuint (analysis->top->len, ==, 3);
  g_assert_true (
      g_ptr_array_index (operations, 2)
      == portail_blanchiment_analysis_get_case (analysis, g_array_index (analysis->top, guint, 0))
             ->operation);
}

static void
test_weeks_have_no_holes (void)
{
  g_autoptr (GPtrArray) operations = make_month ();
  g_autoptr (PortailBlanchimentAnalysis) analysis = analyse_all (operations);
  const PortailBlanchimentWeek *weeks = (const PortailBlanchimentWeek *) analysis->weeks->data;

  g_assert_cmpuint (analysis->weeks->len, ==, 4);
  assert_totals (&weeks[0].totals, 2, 30000);
  assert_totals (&weeks[1].totals, 0, 0);
  assert_totals (&weeks[2].totals, 0, 0);
  assert_totals (&weeks[3].totals, 1, 90000);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (weeks[i].week.number, ==, weeks[0].week.number + (gint32) i);
}

/* A date far away must not fill the memory with weeks. */
static void
test_far_dates_do_not_make_endless_weeks (void)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (PortailBlanchimentAnalysis) analysis = NULL;
  PortailBlanchimentOperation *first = blanchiment_example_new (0, 1);
  PortailBlanchimentOperation *last = blanchiment_example_new (0, 1);

  first->date_recu = portail_day_from_date (1, 1, 1);
  last->date_recu = portail_day_from_date (9999, 12, 31);
  g_ptr_array_add (operations, first);
  g_ptr_array_add (operations, last);
  analysis = analyse_all (operations);
  g_assert_cmpuint (analysis->weeks->len, ==, 2);
}

static void
test_days_before_the_range_count_for_the_risk_alone (void)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (PortailBlanchimentAnalysis) analysis = NULL;

  g_ptr_array_add (operations, blanchiment_example_new (0, 50000));
  g_ptr_array_add (operations, blanchiment_example_new (1, 50000));
  g_ptr_array_add (operations, blanchiment_example_new (20, 50000));
  g_ptr_array_add (operations, blanchiment_example_new (21, 50000));
  analysis = analyse (operations, blanchiment_example_get_day (20),
                      blanchiment_example_get_day (20));
  assert_totals (&analysis->totals, 1, 50000);
  g_assert_cmpuint (portail_blanchiment_analysis_get_case (analysis, 0)->risk.score, ==, 20);
  g_assert_cmpint (portail_blanchiment_analysis_get_case (analysis, 0)->risk.sum.total.cents, ==,
                   15000000);
}

/* Whatever the operations are, every list adds up to the same total. */
static void
test_the_parts_add_up (void)
{
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GPtrArray) operations = blanchiment_example_make_random (
          (guint) g_test_rand_int_range (0, 300), 90, 8);
      g_autoptr (PortailBlanchimentAnalysis) analysis = analyse_all (operations);
      guint n_groupes = 0;
      guint n_employes = 0;
      guint n_scores = 0;
      guint n_statuses = 0;

      for (guint i = 0; i < analysis->by_groupe->len; i++)
        n_groupes += get_group (analysis->by_groupe, i)->totals.n;
      for (guint i = 0; i < analysis->by_employe->len; i++)
        n_employes += get_group (analysis->by_employe, i)->totals.n;
      for (guint i = 0; i < PORTAIL_BLANCHIMENT_N_BUCKETS; i++)
        n_scores += analysis->buckets[i];
      for (guint i = 0; i < PORTAIL_BLANCHIMENT_N_STATUSES; i++)
        n_statuses += analysis->by_status[i].n;
      g_assert_cmpuint (n_groupes, ==, analysis->totals.n);
      g_assert_cmpuint (n_employes, ==, analysis->totals.n);
      g_assert_cmpuint (n_scores, ==, analysis->totals.n);
      g_assert_cmpuint (n_statuses, ==, operations->len);
      g_assert_cmpuint (analysis->suspects->len, ==, analysis->totals.n_suspects);
    }
}

static void
test_its_json_is_json (void)
{
  g_autoptr (GPtrArray) operations = blanchiment_example_load ();
  g_autoptr (PortailBlanchimentAnalysis) analysis = analyse (
      operations, blanchiment_example_get_day (0), blanchiment_example_get_day (29));
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;

  portail_blanchiment_analysis_append_json (analysis, json);
  document = portail_json_parse (json->str, json->len, &error);
  g_assert_no_error (error);
  root = portail_json_document_get_root (document);
  g_assert_cmpstr (portail_json_get_member_string (root, "from"), ==, "2025-09-01");
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "par_statut")), ==, 4);
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "par_groupe")), ==, 3);
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "histogramme")), ==, 10);
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "top")), ==, 10);
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "suspects")), ==,
                    analysis->suspects->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment-analysis/everything-is-counted", test_everything_is_counted);
  g_test_add_func ("/blanchiment-analysis/people-and-groupes-have-their-own-lines",
                   test_people_and_groupes_have_their_own_lines);
  g_test_add_func ("/blanchiment-analysis/suspects-and-the-largest-come-first",
                   test_suspects_and_the_largest_come_first);
  g_test_add_func ("/blanchiment-analysis/weeks-have-no-holes", test_weeks_have_no_holes);
  g_test_add_func ("/blanchiment-analysis/far-dates-do-not-make-endless-weeks",
                   test_far_dates_do_not_make_endless_weeks);
  g_test_add_func ("/blanchiment-analysis/days-before-the-range-count-for-the-risk-alone",
                   test_days_before_the_range_count_for_the_risk_alone);
  g_test_add_func ("/blanchiment-analysis/the-parts-add-up", test_the_parts_add_up);
  g_test_add_func ("/blanchiment-analysis/its-json-is-json", test_its_json_is_json);
  return g_test_run ();
}
