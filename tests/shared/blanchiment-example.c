/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/shared/blanchiment-example.h"

#include "shared/portail-blanchiment-import.h"

PortailDay
blanchiment_example_get_day (gint32 days)
{
  return (PortailDay){ portail_day_from_date (2025, 9, 1).number + days };
}

PortailBlanchimentOperation *
blanchiment_example_new (gint32 days, gint64 dollars)
{
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  operation->status = PORTAIL_BLANCHIMENT_EN_COURS;
  operation->date_recu = blanchiment_example_get_day (days);
  operation->groupe = g_strdup ("Vagos");
  operation->employee_name = g_strdup ("Jean");
  operation->donneur_id = g_strdup ("1");
  operation->receveur_id = g_strdup ("2");
  operation->amount = PORTAIL_DOLLARS (dollars);
  operation->entreprise_taux = PORTAIL_PERCENT (15);
  operation->groupe_taux = PORTAIL_PERCENT (80);
  return operation;
}

GPtrArray *
blanchiment_example_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "blanchiment.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  g_autoptr (PortailTextTable) table = NULL;
  g_autoptr (PortailBlanchimentImport) import = NULL;
  GPtrArray *operations;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  table = portail_text_table_parse (bytes, n_bytes, &error);
  g_assert_no_error (error);
  import = portail_blanchiment_import_new (table, NULL);
  g_assert_cmpuint (import->preview->n_wrong, ==, 0);
  operations = portail_blanchiment_import_dup_rows (import, PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  for (guint i = 0; i < operations->len; i++)
    {
      PortailBlanchimentOperation *operation = g_ptr_array_index (operations, i);

      operation->base.id = g_strdup_printf ("operation-%03u", i);
      operation->status = PORTAIL_BLANCHIMENT_EN_COURS;
      operation->entreprise_taux = PORTAIL_PERCENT (15);
      operation->groupe_taux = PORTAIL_PERCENT (80);
    }
  return operations;
}

/* One of @n names, now and then empty, in one of several spellings that fold to the same key. */
static char *
make_random_name (const char *stem, guint n)
{
  int number = g_test_rand_int_range (0, (gint32) n + 1);

  if (number == 0)
    return g_test_rand_bit () ? NULL : g_strdup (" ");
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_strdup_printf ("%s Élodie %d", stem, number);
    case 1:
      return g_strdup_printf ("%s élodie %d", stem, number);
    case 2:
      return g_strdup_printf (" %s  ELODIE %d ", stem, number);
    default:
      return g_strdup_printf ("%s Elodie %d", stem, number);
    }
}

GPtrArray *
blanchiment_example_make_random (guint n, guint n_days, guint n_names)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < n; i++)
    {
      PortailBlanchimentOperation *operation = blanchiment_example_new (
          g_test_rand_int_range (0, (gint32) n_days), g_test_rand_int_range (0, 70000));

      operation->base.id = g_strdup_printf ("operation-%06u", i);
      operation->status = (PortailBlanchimentStatus) g_test_rand_int_range (
          PORTAIL_BLANCHIMENT_EN_COURS, PORTAIL_BLANCHIMENT_ANNULE + 1);
      g_free (operation->groupe);
      g_free (operation->employee_name);
      operation->groupe = make_random_name ("Groupe", n_names);
      operation->employee_name = make_random_name ("Employé", n_names);
      if (g_test_rand_int_range (0, 20) == 0)
        operation->date_recu = PORTAIL_DAY_NULL;
      if (g_test_rand_int_range (0, 10) == 0)
        g_clear_pointer (&operation->receveur_id, g_free);
      if (g_test_rand_int_range (0, 50) == 0)
        operation->amount.cents = PORTAIL_MONEY_MAX_CENTS;
      g_ptr_array_add (operations, operation);
    }
  return operations;
}
