/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-id.h"

#include <string.h>

#define MANY 20000

static void
test_form (void)
{
  static const guint8 ones[10] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 };
  static const guint8 zeros[10] = { 0 };
  g_autofree char *high = portail_id_new_from (G_GINT64_CONSTANT (0x0123456789ab), ones);
  g_autofree char *low = portail_id_new_from (0, zeros);

  g_assert_cmpstr (high, ==, "01234567-89ab-7fff-bfff-ffffffffffff");
  g_assert_cmpstr (low, ==, "00000000-0000-7000-8000-000000000000");
  g_assert_true (portail_id_is_valid (high));
  g_assert_true (portail_id_is_valid (low));
}

static void
test_order (void)
{
  g_autofree char *last = portail_id_new ();

  for (int n = 0; n < MANY; n++)
    {
      char *id = portail_id_new ();

      g_assert_true (portail_id_is_valid (id));
      g_assert_cmpint (strcmp (last, id), <, 0);
      g_free (last);
      last = id;
    }
}

static void
test_time (void)
{
  gint64 before = g_get_real_time () / 1000;
  g_autofree char *id = portail_id_new ();
  g_autofree char *hex = g_strdup_printf ("%.8s%.4s", id, id + 9);
  gint64 milliseconds = (gint64) g_ascii_strtoull (hex, NULL, 16);

  g_assert_cmpint (milliseconds, >=, before);
  g_assert_cmpint (milliseconds, <, before + 60000);
}

static gpointer
make_many (gpointer unused)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int n = 0; n < MANY; n++)
    g_ptr_array_add (ids, portail_id_new ());
  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ids", make_many, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint n = 0; n < ids->len; n++)
        g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (ids, n))));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "01234567-89ab-7fff-bfff-fffffffffff",
    "01234567-89ab-7fff-bfff-ffffffffffff0",
    "01234567-89AB-7fff-bfff-ffffffffffff",
    "0123456789ab-7fff-bfff-ffffffffffff-",
    "01234567_89ab-7fff-bfff-ffffffffffff",
    "{1234567-89ab-7fff-bfff-ffffffffffff",
    "g1234567-89ab-7fff-bfff-ffffffffffff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (portail_id_is_valid (cases[i]));
  g_assert_true (portail_id_is_valid ("3f2b8c1e-5a47-4d9b-8e61-0c9a7f4d2e13"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/an-id-is-a-uuid-of-version-7", test_form);
  g_test_add_func ("/id/later-ids-of-a-process-sort-behind", test_order);
  g_test_add_func ("/id/an-id-holds-its-moment", test_time);
  g_test_add_func ("/id/threads-never-share-an-id", test_threads);
  g_test_add_func ("/id/only-lower-case-uuids-are-ids", test_refused);
  return g_test_run ();
}
