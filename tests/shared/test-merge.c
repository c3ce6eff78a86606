/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-merge.h"
#include "shared/records/portail-dotation-row.h"

#define TYPE (&portail_dotation_row_type)

typedef struct
{
  PortailDotationRow *current;
  PortailDotationRow *wanted;
} Pair;

static Pair
make_pair (void)
{
  Pair pair = { portail_record_new (TYPE), NULL };

  pair.current->employee_name = g_strdup ("Jean");
  pair.current->grade = g_strdup ("Vendeur");
  pair.current->run.cents = 100;
  pair.current->facture.cents = 200;
  pair.wanted = portail_record_copy (pair.current);
  return pair;
}

static void
free_pair (Pair *pair)
{
  portail_record_free (pair->current);
  portail_record_free (pair->wanted);
}

static PortailFieldSet
bits (const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  PortailFieldSet set = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      set |= portail_record_type_field_bit (TYPE, parts[i]);
  return set;
}

static PortailMergeResult
merge (const Pair *pair, const char *fields, const char *concurrent)
{
  return portail_merge (
      &(PortailMergeInput){ pair->current, pair->wanted, bits (fields), bits (concurrent) });
}

static void
set_name (PortailDotationRow *row, const char *name)
{
  g_free (row->employee_name);
  row->employee_name = g_strdup (name);
}

static void
test_without_others_everything_applies (void)
{
  Pair pair = make_pair ();

  set_name (pair.wanted, "Zoé");
  pair.wanted->run.cents = 900;
  g_assert_cmpint (merge (&pair, "employee_name run", "").verdict, ==, PORTAIL_MERGE_APPLIED);
  free_pair (&pair);
}

static void
test_disjoint_unprotected_fields_merge (void)
{
  Pair pair = make_pair ();
  PortailMergeResult result;

  set_name (pair.wanted, "Zoé");
  result = merge (&pair, "employee_name", "grade position");
  g_assert_cmpint (result.verdict, ==, PORTAIL_MERGE_MERGED);
  g_assert_cmphex (result.kept, ==, bits ("grade position"));
  free_pair (&pair);
}

static void
test_the_same_field_with_another_value_conflicts (void)
{
  Pair pair = make_pair ();
  PortailMergeResult result;

  set_name (pair.wanted, "Zoé");
  result = merge (&pair, "employee_name position", "employee_name");
  g_assert_cmpint (result.verdict, ==, PORTAIL_MERGE_CONFLICT);
  g_assert_cmphex (result.conflicting, ==, bits ("employee_name"));
  free_pair (&pair);
}

static void
test_the_same_field_with_the_same_value_merges (void)
{
  Pair pair = make_pair ();

  g_assert_cmpint (merge (&pair, "employee_name", "employee_name").verdict, ==,
                   PORTAIL_MERGE_MERGED);
  g_assert_cmpint (merge (&pair, "run", "run").verdict, ==, PORTAIL_MERGE_MERGED);
  free_pair (&pair);
}

static void
test_any_two_protected_fields_conflict (void)
{
  Pair pair = make_pair ();
  PortailMergeResult result;

  pair.wanted->facture.cents = 900;
  result = merge (&pair, "facture", "run");
  g_assert_cmpint (result.verdict, ==, PORTAIL_MERGE_CONFLICT);
  g_assert_cmphex (result.conflicting, ==, bits ("facture run"));
  free_pair (&pair);
}

static void
test_protected_against_unprotected_merges (void)
{
  Pair pair = make_pair ();

  pair.wanted->facture.cents = 900;
  g_assert_cmpint (merge (&pair, "facture", "employee_name grade").verdict, ==,
                   PORTAIL_MERGE_MERGED);
  set_name (pair.wanted, "Zoé");
  g_assert_cmpint (merge (&pair, "employee_name", "run facture").verdict, ==, PORTAIL_MERGE_MERGED);
  free_pair (&pair);
}

static void
test_one_more_protected_field_beside_equal_ones_merges (void)
{
  Pair pair = make_pair ();

  pair.wanted->facture.cents = 900;
  g_assert_cmpint (merge (&pair, "run facture", "run").verdict, ==, PORTAIL_MERGE_MERGED);
  free_pair (&pair);
}

static void
test_equal_beside_another_protected_change_conflicts (void)
{
  Pair pair = make_pair ();

  g_assert_cmphex (merge (&pair, "run", "run facture").conflicting, ==, bits ("facture"));
  free_pair (&pair);
}

/* Whatever happens: a conflict names fields of one of the sides, a merge loses none of the others'
 * values. */
static void
test_random_merges_lose_nothing (void)
{
  for (int i = 0; i < 20000; i++)
    {
      Pair pair = make_pair ();
      PortailFieldSet own = portail_record_type_get_all_fields (TYPE) & ~(PortailFieldSet) 0x3f;
      PortailMergeInput input = { pair.current, pair.wanted, 0, 0 };
      PortailMergeResult result;

      input.fields = own & ((guint64) g_test_rand_int () & (guint64) g_test_rand_int ());
      input.concurrent = own & ((guint64) g_test_rand_int () & (guint64) g_test_rand_int ());
      pair.wanted->run.cents = g_test_rand_int_range (99, 102);
      pair.wanted->position = g_test_rand_int_range (0, 2);
      set_name (pair.wanted, g_test_rand_bit () ? "Jean" : "Zoé");
      result = portail_merge (&input);
      if (result.verdict == PORTAIL_MERGE_CONFLICT)
        g_assert_true (result.conflicting != 0
                       && (result.conflicting & ~(input.fields | input.concurrent)) == 0);
      else
        g_assert_cmphex (input.fields & input.concurrent
                             & portail_record_get_differing_fields (pair.current, pair.wanted),
                         ==, 0);
      g_assert_true ((result.verdict == PORTAIL_MERGE_APPLIED)
                     == (input.concurrent == 0 && result.conflicting == 0));
      free_pair (&pair);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/without-others-everything-applies",
                   test_without_others_everything_applies);
  g_test_add_func ("/merge/disjoint-unprotected-fields-merge",
                   test_disjoint_unprotected_fields_merge);
  g_test_add_func ("/merge/the-same-field-with-another-value-conflicts",
                   test_the_same_field_with_another_value_conflicts);
  g_test_add_func ("/merge/the-same-field-with-the-same-value-merges",
                   test_the_same_field_with_the_same_value_merges);
  g_test_add_func ("/merge/any-two-protected-fields-conflict",
                   test_any_two_protected_fields_conflict);
  g_test_add_func ("/merge/protected-against-unprotected-merges",
                   test_protected_against_unprotected_merges);
  g_test_add_func ("/merge/one-more-protected-field-beside-equal-ones-merges",
                   test_one_more_protected_field_beside_equal_ones_merges);
  g_test_add_func ("/merge/equal-beside-another-protected-change-conflicts",
                   test_equal_beside_another_protected_change_conflicts);
  g_test_add_func ("/merge/random-merges-lose-nothing", test_random_merges_lose_nothing);
  return g_test_run ();
}
