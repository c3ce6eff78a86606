/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-risk.h"

#include <string.h>
#include <time.h>

#include "shared/portail-blanchiment-index.h"
#include "tests/shared/blanchiment-example.h"

typedef struct
{
  GPtrArray *operations;
  PortailBlanchimentRisk risk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->operations = g_ptr_array_new_with_free_func (portail_record_free);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_ptr_array_unref (fixture->operations);
}

static PortailBlanchimentOperation *
add (Fixture *fixture, gint32 days, gint64 dollars)
{
  PortailBlanchimentOperation *operation = blanchiment_example_new (days, dollars);

  g_ptr_array_add (fixture->operations, operation);
  return operation;
}

/* On the day @days, among all operations of the fixture. */
static guint
get_score (Fixture *fixture, const PortailBlanchimentOperation *operation, gint32 days)
{
  const PortailBlanchimentContext context = {
    .operations = fixture->operations,
    .weights = &portail_blanchiment_default_weights,
    .today = blanchiment_example_get_day (days),
  };

  portail_blanchiment_risk_evaluate (operation, &context, &fixture->risk);
  return fixture->risk.score;
}

static void
replace (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

static void
test_only_more_than_50_000_is_a_large_amount (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 50000);

  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
  operation->amount.cents++;
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 40);
  g_assert_cmpint (fixture->risk.level, ==, PORTAIL_BLANCHIMENT_MOYEN);
  g_assert_false (fixture->risk.is_suspect);
}

static void
test_the_sum_of_30_days_ends_at_its_own_day (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 40, 40000);
  PortailBlanchimentOperation *before = add (fixture, 11, 40000);

  add (fixture, 41, 40000);
  add (fixture, 40, 20000);
  g_assert_cmpuint (get_score (fixture, operation, 40), ==, 0);
  add (fixture, 30, 1);
  g_assert_cmpuint (get_score (fixture, operation, 40), ==, 20);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 10000100);
  g_assert_cmpuint (fixture->risk.sum.n, ==, 4);
  before->date_recu.number--;
  g_assert_cmpuint (get_score (fixture, operation, 40), ==, 0);
}

static void
test_names_count_whatever_their_case_and_accents (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 50000);
  PortailBlanchimentOperation *other = add (fixture, 0, 50001);

  replace (&operation->employee_name, "Élodie  Martin");
  replace (&other->employee_name, "elodie martin ");
  replace (&other->groupe, "Ballas");
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 20);
  g_assert_cmpint (fixture->risk.by, ==, PORTAIL_BLANCHIMENT_BY_EMPLOYE);
  replace (&other->employee_name, "Karim");
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
  replace (&other->groupe, "VAGOS");
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 20);
  g_assert_cmpint (fixture->risk.by, ==, PORTAIL_BLANCHIMENT_BY_GROUPE);
}

static void
test_names_that_are_not_given_are_not_the_same (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 50000);
  PortailBlanchimentOperation *other = add (fixture, 0, 50001);

  replace (&operation->employee_name, NULL);
  replace (&other->employee_name, "");
  replace (&operation->groupe, " ");
  replace (&other->groupe, NULL);
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
}

static void
test_what_is_annule_counts_in_no_sum (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 50000);
  PortailBlanchimentOperation *other = add (fixture, 0, 50001);

  other->status = PORTAIL_BLANCHIMENT_ANNULE;
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
  g_assert_cmpuint (get_score (fixture, other, 0), ==, 40);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 5000000);
}

static void
test_it_counts_once_whether_it_is_listed_or_not (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) unlisted = blanchiment_example_new (0, 30000);
  g_autoptr (PortailBlanchimentOperation) edited = blanchiment_example_new (0, 60000);

  get_score (fixture, unlisted, 0);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 3000000);
  add (fixture, 0, 30000);
  get_score (fixture, unlisted, 0);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 3000000);
  add (fixture, 0, 30000);
  get_score (fixture, unlisted, 0);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 6000000);
  /* Its new values stand for those that the list has of it. */
  edited->base.id = g_strdup ("one");
  add (fixture, 0, 1)->base.id = g_strdup ("one");
  get_score (fixture, edited, 0);
  g_assert_cmpint (fixture->risk.sum.total.cents, ==, 12000000);
}

static void
test_an_operation_is_long_open_after_14_days (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 10);

  g_assert_cmpuint (get_score (fixture, operation, 14), ==, 0);
  g_assert_cmpuint (get_score (fixture, operation, 15), ==, 20);
  operation->status = PORTAIL_BLANCHIMENT_TERMINE;
  operation->date_rendu = blanchiment_example_get_day (20);
  g_assert_cmpuint (get_score (fixture, operation, 30), ==, 0);
}

static void
test_donneur_and_receveur_are_two_people (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 10);

  g_assert_cmpint (get_score (fixture, operation, 0), ==, 0);
  replace (&operation->receveur_id, " 1 ");
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 20);
  g_assert_cmpint (fixture->risk.parties, ==, PORTAIL_BLANCHIMENT_PARTIES_SAME);
  replace (&operation->receveur_id, "");
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 20);
  g_assert_cmpint (fixture->risk.parties, ==, PORTAIL_BLANCHIMENT_PARTIES_NO_RECEVEUR);
  replace (&operation->donneur_id, NULL);
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 20);
  g_assert_cmpint (fixture->risk.parties, ==, PORTAIL_BLANCHIMENT_PARTIES_NEITHER);
}

static void
test_all_rules_together_are_100 (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 120000);
  PortailBlanchimentWeights heavy = portail_blanchiment_default_weights;
  const PortailBlanchimentContext context = { fixture->operations, &heavy,
                                              blanchiment_example_get_day (15) };

  replace (&operation->donneur_id, NULL);
  g_assert_cmpuint (get_score (fixture, operation, 15), ==, 100);
  g_assert_cmpint (fixture->risk.level, ==, PORTAIL_BLANCHIMENT_ELEVE);
  g_assert_true (fixture->risk.is_suspect);
  heavy.points[PORTAIL_BLANCHIMENT_RULE_SOMME] = 90;
  portail_blanchiment_risk_evaluate (operation, &context, &fixture->risk);
  g_assert_cmpuint (fixture->risk.score, ==, 100);
}

static void
test_60_or_suspendu_is_suspect (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 60000);

  g_assert_cmpuint (get_score (fixture, operation, 15), ==, 60);
  g_assert_true (fixture->risk.is_suspect);
  operation->amount = PORTAIL_DOLLARS (1);
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
  g_assert_false (fixture->risk.is_suspect);
  operation->status = PORTAIL_BLANCHIMENT_SUSPENDU;
  g_assert_cmpuint (get_score (fixture, operation, 0), ==, 0);
  g_assert_true (fixture->risk.is_suspect);
}

static void
test_levels_begin_at_30_and_60 (void)
{
  g_assert_cmpint (portail_blanchiment_get_level (29), ==, PORTAIL_BLANCHIMENT_FAIBLE);
  g_assert_cmpint (portail_blanchiment_get_level (30), ==, PORTAIL_BLANCHIMENT_MOYEN);
  g_assert_cmpint (portail_blanchiment_get_level (59), ==, PORTAIL_BLANCHIMENT_MOYEN);
  g_assert_cmpint (portail_blanchiment_get_level (60), ==, PORTAIL_BLANCHIMENT_ELEVE);
}

static void
test_what_fired_is_kept_without_figures_of_the_day (Fixture *fixture, gconstpointer unused)
{
  PortailBlanchimentOperation *operation = add (fixture, 0, 120000);
  g_autoptr (GString) stored = g_string_new (NULL);
  g_autoptr (GString) later = g_string_new (NULL);
  g_autoptr (GString) full = g_string_new (NULL);

  replace (&operation->donneur_id, NULL);
  get_score (fixture, operation, 15);
  portail_blanchiment_risk_append_rules (&fixture->risk, operation,
                                         PORTAIL_BLANCHIMENT_RULES_STORED, stored);
  g_assert_cmpstr (stored->str, ==,
                   "[{\"points\":40,\"rule\":\"somme\",\"seuil\":50000,\"somme\":120000},"
                   "{\"par\":\"employe\",\"points\":20,\"rule\":\"cumul\",\"seuil\":100000},"
                   "{\"points\":20,\"rule\":\"duree\",\"seuil\":14},"
                   "{\"cas\":\"donneur_absent\",\"points\":20,\"rule\":\"donneur_receveur\"}]");
  portail_blanchiment_risk_append_rules (&fixture->risk, operation, PORTAIL_BLANCHIMENT_RULES_FULL,
                                         full);
  g_assert_nonnull (strstr (full->str, "\"jours\":15"));
  g_assert_nonnull (strstr (full->str, "\"explication\":\"Open for 15 days, more than 14.\""));
  get_score (fixture, operation, 99);
  portail_blanchiment_risk_append_rules (&fixture->risk, operation,
                                         PORTAIL_BLANCHIMENT_RULES_STORED, later);
  g_assert_cmpstr (stored->str, ==, later->str);
}

static void
assert_same_risk (const PortailBlanchimentRisk *a, const PortailBlanchimentRisk *b)
{
  g_assert_cmpuint (a->score, ==, b->score);
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_RULES; i++)
    g_assert_cmpuint (a->points[i], ==, b->points[i]);
  g_assert_cmpint (a->by, ==, b->by);
  g_assert_cmpint (a->sum.total.cents, ==, b->sum.total.cents);
  g_assert_cmpuint (a->sum.n, ==, b->sum.n);
  g_assert_cmpint (a->n_days, ==, b->n_days);
  g_assert_cmpint (a->parties, ==, b->parties);
  g_assert_cmpint (a->is_suspect, ==, b->is_suspect);
}

static void
test_the_index_says_what_the_plain_form_says (void)
{
  for (int round = 0; round < 20; round++)
    {
      guint n = (guint) g_test_rand_int_range (0, 120);
      g_autoptr (GPtrArray) operations = blanchiment_example_make_random (
          n, (guint) g_test_rand_int_range (1, 120), (guint) g_test_rand_int_range (1, 6));
      g_autoptr (PortailBlanchimentIndex) index = portail_blanchiment_index_new (operations);
      const PortailBlanchimentContext context = { operations, &portail_blanchiment_default_weights,
                                                  blanchiment_example_get_day (100) };

      for (guint i = 0; i < n; i++)
        {
          PortailBlanchimentRisk plain;
          PortailBlanchimentRisk indexed;

          portail_blanchiment_risk_evaluate (g_ptr_array_index (operations, i), &context, &plain);
          portail_blanchiment_index_evaluate (index, i, context.weights, context.today, &indexed);
          assert_same_risk (&plain, &indexed);
        }
    }
}

/* Looking at each window operation by operation would take minutes. The processor's time, since
 * other tests run beside. */
static void
test_100_000_operations_are_evaluated_at_once (void)
{
  const guint n = 100000;
  g_autoptr (GPtrArray) operations = blanchiment_example_make_random (n, 30, 5);
  clock_t start = clock ();
  g_autoptr (PortailBlanchimentIndex) index = portail_blanchiment_index_new (operations);
  guint n_suspects = 0;

  for (guint i = 0; i < n; i++)
    {
      PortailBlanchimentRisk risk;

      portail_blanchiment_index_evaluate (index, i, &portail_blanchiment_default_weights,
                                          blanchiment_example_get_day (30), &risk);
      n_suspects += risk.is_suspect;
    }
  g_test_message ("%u suspects among %u in %.0f ms", n_suspects, n,
                  (double) (clock () - start) * 1000 / CLOCKS_PER_SEC);
  g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, 20);
}

#define RISK_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  RISK_TEST ("/blanchiment-risk/only-more-than-50-000-is-a-large-amount",
             test_only_more_than_50_000_is_a_large_amount);
  RISK_TEST ("/blanchiment-risk/the-sum-of-30-days-ends-at-its-own-day",
             test_the_sum_of_30_days_ends_at_its_own_day);
  RISK_TEST ("/blanchiment-risk/names-count-whatever-their-case-and-accents",
             test_names_count_whatever_their_case_and_accents);
  RISK_TEST ("/blanchiment-risk/names-that-are-not-given-are-not-the-same",
             test_names_that_are_not_given_are_not_the_same);
  RISK_TEST ("/blanchiment-risk/what-is-annule-counts-in-no-sum",
             test_what_is_annule_counts_in_no_sum);
  RISK_TEST ("/blanchiment-risk/it-counts-once-whether-it-is-listed-or-not",
             test_it_counts_once_whether_it_is_listed_or_not);
  RISK_TEST ("/blanchiment-risk/an-operation-is-long-open-after-14-days",
             test_an_operation_is_long_open_after_14_days);
  RISK_TEST ("/blanchiment-risk/donneur-and-receveur-are-two-people",
             test_donneur_and_receveur_are_two_people);
  RISK_TEST ("/blanchiment-risk/all-rules-together-are-100", test_all_rules_together_are_100);
  RISK_TEST ("/blanchiment-risk/60-or-suspendu-is-suspect", test_60_or_suspendu_is_suspect);
  RISK_TEST ("/blanchiment-risk/what-fired-is-kept-without-figures-of-the-day",
             test_what_fired_is_kept_without_figures_of_the_day);
  g_test_add_func ("/blanchiment-risk/levels-begin-at-30-and-60", test_levels_begin_at_30_and_60);
  g_test_add_func ("/blanchiment-risk/the-index-says-what-the-plain-form-says",
                   test_the_index_says_what_the_plain_form_says);
  g_test_add_func ("/blanchiment-risk/100-000-operations-are-evaluated-at-once",
                   test_100_000_operations_are_evaluated_at_once);
  return g_test_run ();
}
