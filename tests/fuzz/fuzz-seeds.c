/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without a fuzzer: on the files of tests/data that the command line names, on
 * what is left of them when they are cut short, and on random mutations of them. */
#include <glib.h>
#include <string.h>

#include "tests/fuzz/fuzz-target.h"

#define N_MUTATIONS   2000
#define MAX_CUTS      400
#define MAX_MUTATIONS 12

static GPtrArray *seeds;

static GBytes *
load_seed (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize n_bytes = 0;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, n_bytes);
}

/* A copy of its own size, so that a sanitizer sees a byte read too far. */
static void
run (const char *bytes, gsize n_bytes)
{
  g_autofree char *copy = g_memdup2 (bytes, n_bytes);

  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *) copy, n_bytes), ==, 0);
}

static void
test_seeds_and_their_beginnings (void)
{
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize n_bytes;
      const char *bytes = g_bytes_get_data (seeds->pdata[i], &n_bytes);

      run (bytes, n_bytes);
      for (gsize cut = 0; cut < MAX_CUTS; cut++)
        run (bytes, cut * n_bytes / MAX_CUTS);
    }
}

static void
mutate (GByteArray *bytes)
{
  static const char *const pieces[] = { "\"", ";",    "\t",    "\n",
                                        "\r", "=",    "1,234", "\xff\xfe",
                                        "<",  "&",    "\xc3",  "99999999999999999999",
                                        "'",  "TOTAL" };
  guint at = (guint) g_test_rand_int_range (0, (gint32) bytes->len + 1);
  const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];
  g_autofree char *rest = g_memdup2 (bytes->data + at, bytes->len - at);
  guint n_rest = bytes->len - at;

  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      g_byte_array_set_size (bytes, at);
      g_byte_array_append (bytes, (const guint8 *) piece, (guint) strlen (piece));
      if (n_rest > 0)
        g_byte_array_append (bytes, (const guint8 *) rest, n_rest);
      break;
    case 1:
      if (n_rest > 0)
        bytes->data[at] = (guint8) g_test_rand_int_range (0, 256);
      break;
    default:
      if (n_rest > 0)
        g_byte_array_remove_range (bytes, at, (guint) g_test_rand_int_range (0, (gint32) n_rest));
      break;
    }
}

static void
test_random_mutations (void)
{
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      GBytes *seed = seeds->pdata[i % seeds->len];
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), (guint) g_bytes_get_size (seed));
      for (int n = g_test_rand_int_range (1, MAX_MUTATIONS); n > 0; n--)
        mutate (bytes);
      run ((const char *) bytes->data, bytes->len);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    g_ptr_array_add (seeds, load_seed (argv[i]));
  g_test_add_func ("/fuzz/seeds-and-their-beginnings-are-survived",
                   test_seeds_and_their_beginnings);
  g_test_add_func ("/fuzz/random-mutations-are-survived", test_random_mutations);
  result = g_test_run ();
  g_ptr_array_unref (seeds);
  return result;
}
