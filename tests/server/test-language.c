/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-language.h"
#include "shared/portail-i18n.h"

static const char *
get_title (PortailLanguage language)
{
  portail_language_use (language);
  return _ ("Not found");
}

static void
test_each_request (void)
{
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpstr (get_title (PORTAIL_LANGUAGE_FRENCH), ==, "Introuvable");
      g_assert_cmpstr (get_title (PORTAIL_LANGUAGE_ENGLISH), ==, "Not found");
    }
}

static gpointer
speak (gpointer language)
{
  for (int i = 0; i < 10000; i++)
    g_assert_cmpstr (get_title (GPOINTER_TO_INT (language)), ==,
                     GPOINTER_TO_INT (language) == PORTAIL_LANGUAGE_FRENCH ? "Introuvable"
                                                                           : "Not found");
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (
        "speaker", speak,
        GINT_TO_POINTER (i % 2 == 0 ? PORTAIL_LANGUAGE_FRENCH : PORTAIL_LANGUAGE_ENGLISH));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_autofree char *catalogues = NULL;

  g_test_init (&argc, &argv, NULL);
  catalogues = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  portail_language_init (catalogues);
  g_test_add_func ("/language/each-request-has-its-own", test_each_request);
  g_test_add_func ("/language/threads-do-not-disturb-each-other", test_threads);
  return g_test_run ();
}
