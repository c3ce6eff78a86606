/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-search-excerpt.h"

#include <string.h>

/* @text with the ranges in brackets. Owned. */
static char *
mark (const char *text, const GArray *ranges)
{
  GString *marked = g_string_new (NULL);
  guint n = 0;
  guint i = 0;

  for (const char *at = text;; at = g_utf8_next_char (at), n++)
    {
      const PortailTextRange *range = i < ranges->len ? &g_array_index (ranges, PortailTextRange, i)
                                                      : NULL;

      if (range != NULL && n == range->start + range->length)
        {
          g_string_append_c (marked, ']');
          range = ++i < ranges->len ? &g_array_index (ranges, PortailTextRange, i) : NULL;
        }
      if (range != NULL && n == range->start)
        g_string_append_c (marked, '[');
      if (*at == '\0')
        break;
      g_string_append_unichar (marked, g_utf8_get_char (at));
    }
  g_assert_cmpuint (i, ==, ranges->len);
  return g_string_free (marked, FALSE);
}

static void
assert_excerpt (const char *query_text, const char *text, const char *expected)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (query_text, -1);
  g_autoptr (PortailExcerpt) excerpt = portail_search_excerpt_new (query, text);
  g_autofree char *marked = mark (excerpt->text, excerpt->ranges);

  g_assert_cmpstr (marked, ==, expected);
}

static void
test_words_are_found_as_they_are_written (void)
{
  assert_excerpt ("garage", "Le Garage du Nord", "Le [Garage] du Nord");
  assert_excerpt ("gar nord", "Le GARAGISTE du Nord", "Le [GARAGISTE] du [Nord]");
  assert_excerpt ("coeur", "Un cœur.", "Un [cœur].");
  assert_excerpt ("eleonore", "E\xcc\x81le\xcc\x81onore", "[E\xcc\x81le\xcc\x81onore]");
  assert_excerpt ("usine", "l’usine", "l’[usine]");
  assert_excerpt ("l'usine", "à l’usine", "à [l’usine]");
  assert_excerpt ("aujourdhui", "Aujourd\302\255hui", "[Aujourd\302\255hui]");
  assert_excerpt ("garage", "rien", "rien");
  assert_excerpt ("", "Tout", "Tout");
}

static void
test_phrases_are_found_whole (void)
{
  assert_excerpt ("\"bon client\"", "bon, très bon client.", "bon, très [bon client].");
  assert_excerpt ("\"bon cli\"", "bon client", "bon client");
  assert_excerpt ("bon \"bon client\"", "bon client bon", "[bon client] [bon]");
}

static void
test_only_words_that_are_wanted_are_shown (void)
{
  assert_excerpt ("-garage tag:nord montant:>5", "Le garage du nord à 5", "Le garage du nord à 5");
}

static void
test_markup_stays_text (void)
{
  assert_excerpt ("b", "<b>\"x\" & </b>", "<[b]>\"x\" & </[b]>");
  assert_excerpt ("fin", "un\n\n  deux\t fin\001 !", "un deux [fin] !");
  assert_excerpt ("x", "x\xff y", "[x]\xef\xbf\xbd y");
}

static void
test_a_long_text_is_cut_between_words (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("garage", -1);
  g_autoptr (PortailExcerpt) excerpt = NULL;
  g_autofree char *marked = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (text, "début ");
  g_string_append (text, "le garage ");
  for (int i = 0; i < 100; i++)
    g_string_append (text, "après ");
  excerpt = portail_search_excerpt_new (query, text->str);
  marked = mark (excerpt->text, excerpt->ranges);
  g_assert_true (g_str_has_prefix (marked, "…début "));
  g_assert_nonnull (strstr (marked, "le [garage] après"));
  g_assert_true (g_str_has_suffix (marked, "après…"));
  g_assert_cmpint (g_utf8_strlen (excerpt->text, -1), <=, PORTAIL_EXCERPT_MAX_CHARACTERS + 2);
}

static void
test_a_word_without_end_is_cut (void)
{
  g_autofree char *word = g_strnfill (5000, 'x');
  g_autofree char *text = g_strconcat (word, " garage ", word, NULL);
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("garage", -1);
  g_autoptr (PortailExcerpt) excerpt = portail_search_excerpt_new (query, text);

  g_assert_cmpint (g_utf8_strlen (excerpt->text, -1), <=, PORTAIL_EXCERPT_MAX_CHARACTERS + 2);
  g_assert_cmpuint (excerpt->ranges->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-excerpt/words-are-found-as-they-are-written",
                   test_words_are_found_as_they_are_written);
  g_test_add_func ("/search-excerpt/phrases-are-found-whole", test_phrases_are_found_whole);
  g_test_add_func ("/search-excerpt/only-words-that-are-wanted-are-shown",
                   test_only_words_that_are_wanted_are_shown);
  g_test_add_func ("/search-excerpt/markup-stays-text", test_markup_stays_text);
  g_test_add_func ("/search-excerpt/a-long-text-is-cut-between-words",
                   test_a_long_text_is_cut_between_words);
  g_test_add_func ("/search-excerpt/a-word-without-end-is-cut", test_a_word_without_end_is_cut);
  return g_test_run ();
}
