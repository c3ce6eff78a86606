/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-query-completion.h"

#include "app/portail-tag-list.h"

static const char *const tags[] = { "bon client", "vip", NULL };
static const char *const companies[] = { "Garage du Nord", "Taxi", NULL };

/* The texts one after the other; the cursor stands at the end. Owned. */
static char *
ask (const char *text)
{
  const PortailQueryVocabulary vocabulary = { tags, companies };
  PortailTextPlace place;
  g_autoptr (GPtrArray) found = portail_query_completion_list (
      &vocabulary, text, (guint) g_utf8_strlen (text, -1), &place);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                            ((PortailSuggestion *) g_ptr_array_index (found, i))->text);
  return g_string_free (all, FALSE);
}

static void
check (const char *text, const char *wanted)
{
  g_autofree char *found = ask (text);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_keys_and_values_are_offered (void)
{
  check ("mon", "montant:");
  check ("-ta", "-tag:");
  check ("garage st", "statut:");
  check ("type:fac", "type:facture ");
  check ("type:inv", "type:facture ");
  check ("-statut:ref", "-statut:refuse ");
  check ("tag:", "tag:\"bon client\" |tag:vip ");
  check ("tag:cli", "tag:\"bon client\" ");
  check ("entreprise:gar", "entreprise:\"Garage du Nord\" ");
  check ("entreprise:\"garage du n", "entreprise:\"Garage du Nord\" ");
}

static void
test_what_is_no_beginning_offers_nothing (void)
{
  check ("", "");
  check ("tag:vip ", "");
  check ("zzz", "");
  check ("zzz:x", "");
  check ("\"bon ta", "");
}

static void
test_the_word_before_the_cursor_gives_way (void)
{
  const PortailQueryVocabulary vocabulary = { NULL, NULL };
  PortailTextPlace place;
  g_autoptr (GPtrArray) found = portail_query_completion_list (&vocabulary, "été mon vip", 7,
                                                               &place);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (place.start, ==, 4);
  g_assert_cmpuint (place.end, ==, 7);
}

/* “at” is where the cursor stands. */
static void
check_tags (const char *text, guint at, const char *wanted)
{
  PortailTextPlace place;
  g_autoptr (GPtrArray) found = portail_tag_list_complete (tags, text, at, &place);

  g_assert_cmpstr (found->len > 0 ? ((PortailSuggestion *) g_ptr_array_index (found, 0))->text
                                  : NULL,
                   ==, wanted);
}

static void
test_single_tags_are_completed (void)
{
  static const char *const texts[] = { "VIP, bon client", "vip", " ,été", NULL };
  g_auto (GStrv) split = portail_tag_list_split (texts);
  PortailTextPlace place;
  g_autoptr (GPtrArray) found = portail_tag_list_complete (tags, "été,  cli , x", 9, &place);

  g_assert_cmpuint (g_strv_length (split), ==, 3);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (place.start, ==, 6);
  g_assert_cmpuint (place.end, ==, 9);
  check_tags ("v", 1, "vip");
  check_tags ("bon client, V", 13, "vip");
  /* There already, nothing typed yet, complete. */
  check_tags ("vip, v", 6, NULL);
  check_tags ("vip, ", 5, NULL);
  check_tags ("vip", 3, NULL);
}

static void
check_line (const char *line, const char *wanted)
{
  g_autofree char *text = portail_tag_list_to_text (line, 18);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_a_line_of_tags_is_not_cut_within_a_word (void)
{
  check_line (NULL, "");
  check_line (" , ,", "");
  check_line ("pneus,dépanneuse", "pneus, dépanneuse");
  check_line ("pneus, dépanneuse, vip ,x", "pneus, dépanneuse +2");
  check_line ("une étiquette plus longue,x", "une étiquette plus longue +1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query-completion/keys-and-values-are-offered",
                   test_keys_and_values_are_offered);
  g_test_add_func ("/query-completion/what-is-no-beginning-offers-nothing",
                   test_what_is_no_beginning_offers_nothing);
  g_test_add_func ("/query-completion/the-word-before-the-cursor-gives-way",
                   test_the_word_before_the_cursor_gives_way);
  g_test_add_func ("/query-completion/single-tags-are-completed", test_single_tags_are_completed);
  g_test_add_func ("/query-completion/a-line-of-tags-is-not-cut-within-a-word",
                   test_a_line_of_tags_is_not_cut_within_a_word);
  return g_test_run ();
}
