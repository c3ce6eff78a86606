/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-query.h"

#include <string.h>

#include "shared/portail-day.h"
#include "shared/portail-query-explanation.h"
#include "shared/records/portail-archive.h"

#define N_JUNK 3000

static void
append_texts (GString *text, const GPtrArray *texts, const char *between)
{
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? between : "",
                            (const char *) g_ptr_array_index (texts, i));
}

static void
append_choices (GString *text, const PortailQueryTerm *term)
{
  const char *field = term->kind == PORTAIL_QUERY_TYPE ? "doc_type" : "status";
  int index = portail_record_type_find_field (&portail_archive_type, field);
  const PortailChoice *choice =
      portail_record_type_get_field (&portail_archive_type, (guint) index)->choices;
  const char *between = "";

  for (; choice->name != NULL; choice++)
    if (term->choices >> choice->value & 1)
      {
        g_string_append_printf (text, "%s%s", between, choice->name);
        between = ",";
      }
}

static void
append_end (GString *text, const PortailQueryTerm *term, gint64 number)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  if (number == G_MININT64 || number == G_MAXINT64)
    return;
  if (term->kind == PORTAIL_QUERY_AMOUNT)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, number);
  else
    g_string_append (text, portail_day_format ((PortailDay){ (gint32) number }, day));
}

static void
append_term (GString *text, const PortailQueryTerm *term)
{
  g_string_append_printf (text, "%s%s%s(", text->len > 0 ? " " : "", term->is_excluded ? "-" : "",
                          portail_query_kind_get_name (term->kind));
  if (term->words != NULL)
    append_texts (text, term->words, " ");
  else if (term->choices != 0)
    append_choices (text, term);
  else if (term->values != NULL)
    {
      g_string_append (text, term->is_whole ? "=" : "");
      append_texts (text, term->values, ",");
    }
  else
    {
      append_end (text, term, term->span.first);
      g_string_append (text, "..");
      append_end (text, term, term->span.last);
    }
  g_string_append_c (text, ')');
}

/* Owned. */
static char *
describe (const char *text)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, -1);
  GString *description = g_string_new (NULL);

  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    append_term (description, portail_archive_query_get_term (query, i));
  return g_string_free (description, FALSE);
}

static const struct
{
  const char *query;
  const char *terms;
} table[] = {
  /* Words. */
  { "", "" },
  { "   \t\n ", "" },
  { "garage", "words(garage)" },
  { "Garage FACTURE", "words(garage) words(facture)" },
  { "Éléonore", "words(eleonore)" },
  { "cœur ÆTHER straße", "words(coeur) words(aether) words(strasse)" },
  { "l’entreprise", "words(l entreprise)" },
  { "l'entreprise", "words(l entreprise)" },
  { "fact*", "words(fact)" },
  { "DOTATION-2025-000001", "words(dotation 2025 000001)" },
  { "21/09/2025", "words(21 09 2025)" },
  { "aujourd\302\255hui", "words(aujourdhui)" },
  { "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "words(\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7)" },
  { "0192f0c1-7b1a-7c3e-9d5f-0123456789ab", "id(0192f0c1-7b1a-7c3e-9d5f-0123456789ab)" },
  { "0192F0C1-7B1A-7C3E-9D5F-0123456789AB", "id(0192f0c1-7b1a-7c3e-9d5f-0123456789ab)" },
  { "AND OR NOT NEAR", "words(and) words(or) words(not) words(near)" },
  /* Phrases. */
  { "\"bon client\"", "phrase(bon client)" },
  { "« bon client »", "phrase(bon client)" },
  { "“bon client”", "phrase(bon client)" },
  { "\"bon cli", "words(bon cli)" },
  { "\"", "" },
  { "\"\"", "" },
  { "\"a\"b\"c\"", "phrase(a) words(b) phrase(c)" },
  { "mot\"bon client\"", "words(mot) phrase(bon client)" },
  { "\"tag:x\"", "phrase(tag x)" },
  /* What must not be there. */
  { "-garage", "-words(garage)" },
  { "−garage", "-words(garage)" },
  { "-\"bon client\"", "-phrase(bon client)" },
  { "-tag:vip", "-tag(vip)" },
  { "--garage", "-words(garage)" },
  { "-", "" },
  { "- garage", "words(garage)" },
  { "co-patron", "words(co patron)" },
  { "-montant:>1000", "-amount(100001..)" },
  /* Tags, types, statuses, companies. */
  { "tag:vip", "tag(vip)" },
  { "TAG:Été", "tag(ete)" },
  { "étiquette:vip", "tag(vip)" },
  { "tag:\"bon client\"", "tag(=bon client)" },
  { "tag:«bon client»", "tag(=bon client)" },
  { "tag:\"bon cli", "tag(bon cli)" },
  { "tag:a,b", "tag(a,b)" },
  { "tag:", "words(tag)" },
  { "tag:\"\"", "words(tag)" },
  { "tag:!!!", "words(tag)" },
  { "tag: vip", "words(tag) words(vip)" },
  { "type:facture", "type(facture)" },
  { "type:Impôt", "type(impot)" },
  { "type:di", "type(diplome)" },
  { "type:d", "type(dotation,diplome)" },
  { "type:facture,diplome", "type(facture,diplome)" },
  { "type:\"fact\"", "words(type) phrase(fact)" },
  { "type:rien", "words(type rien)" },
  { "statut:en_attente", "status(en_attente)" },
  { "statut:attente", "status(en_attente)" },
  { "statut:\"en attente\"", "status(en_attente)" },
  { "status:pending", "status(en_attente)" },
  { "état:validé", "status(valide)" },
  { "entreprise:garage", "enterprise(garage)" },
  { "société:\"Taxi Élan\"", "enterprise(=taxi elan)" },
  /* Amounts. */
  { "montant:>1000", "amount(100001..)" },
  { "montant:>=1000", "amount(100000..)" },
  { "montant:≥1000", "amount(100000..)" },
  { "montant:<1000", "amount(..99999)" },
  { "montant:<=1000,50", "amount(..100050)" },
  { "montant:=1000", "amount(100000..100000)" },
  { "montant:1000", "amount(100000..100000)" },
  { "montant>1000", "amount(100001..)" },
  { "montant:1000..2000", "amount(100000..200000)" },
  { "montant:2000..1000", "amount(100000..200000)" },
  { "montant:1000..", "amount(100000..)" },
  { "montant:..2000", "amount(..200000)" },
  { "montant:>1 000", "amount(100001..)" },
  { "montant:> 1 000 000 garage", "amount(100000001..) words(garage)" },
  { "montant:1\302\240000..2\342\200\257000", "amount(100000..200000)" },
  { "montant:1 000..2 000", "amount(100000..200000)" },
  { "montant:>\"1 234,56 $\"", "amount(123457..)" },
  { "montant:\"1 000..2 000\"", "amount(100000..200000)" },
  { "montant:1000 200", "amount(100000..100000) words(200)" },
  { "montant:-5", "amount(-500..-500)" },
  { "montant:1.234", "words(montant 1 234)" },
  { "montant:beaucoup", "words(montant beaucoup)" },
  { "montant:>", "words(montant)" },
  { "montant:..", "words(montant)" },
  { "montant:1e9", "words(montant 1e9)" },
  { "montant:99999999999999999999", "words(montant 99999999999999999999)" },
  /* Dates. */
  { "date:2025-09-21", "date(2025-09-21..2025-09-21)" },
  { "date:21/09/2025", "date(2025-09-21..2025-09-21)" },
  { "date:2025-09", "date(2025-09-01..2025-09-30)" },
  { "date:09/2025", "date(2025-09-01..2025-09-30)" },
  { "date:2024-02", "date(2024-02-01..2024-02-29)" },
  { "date:2025", "date(2025-01-01..2025-12-31)" },
  { "date:2025-W38", "date(2025-09-15..2025-09-21)" },
  { "date:2025-s38", "date(2025-09-15..2025-09-21)" },
  { "date:2025-09..2025-10", "date(2025-09-01..2025-10-31)" },
  { "date:2025-10..2025-09", "date(2025-09-01..2025-10-31)" },
  { "date:2025-09..", "date(2025-09-01..)" },
  { "date:..2025-09", "date(..2025-09-30)" },
  { "date:>2025-09", "date(2025-10-01..)" },
  { "date:>=2025-09", "date(2025-09-01..)" },
  { "date:<2025", "date(..2024-12-31)" },
  { "date<=2025", "date(..2025-12-31)" },
  { "date:2025-13", "words(date 2025 13)" },
  { "date:2025-W54", "words(date 2025 w54)" },
  { "date:0000", "words(date 0000)" },
  { "date:9999-12", "date(9999-12-01..9999-12-31)" },
  { "date:hier", "words(date hier)" },
  /* Nobody's language. */
  { "inconnu:valeur", "words(inconnu valeur)" },
  { ":", "" },
  { "::: (( )) ^^ {} + * ~", "" },
  { "a:b:c", "words(a b c)" },
  { "heading : x NEAR(a b, 2) ^c",
    "words(heading) words(x) words(near a) words(b) words(2) words(c)" },
  { "'; DROP TABLE archive; --", "words(drop) words(table) words(archive)" },
  { "\xff\xfe\xc3(", "" },
};

static void
test_queries_are_understood (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (table), >=, 60);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *terms = describe (table[i].query);

      if (g_strcmp0 (terms, table[i].terms) != 0)
        g_test_message ("query %s", table[i].query);
      g_assert_cmpstr (terms, ==, table[i].terms);
    }
}

static void
test_a_term_keeps_what_was_typed (void)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (
      " Garage  -tag:\"bon client\" montant:> 1 000 «à payer»", -1);
  const char *const texts[] = { "Garage", "-tag:\"bon client\"", "montant:> 1 000", "«à payer»" };

  g_assert_cmpuint (portail_archive_query_get_n_terms (query), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (portail_archive_query_get_term (query, i)->text, ==, texts[i]);
}

/* A chip that is typed again is the same chip. */
static void
test_what_was_typed_says_the_same_again (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (table[i].query, -1);
      g_autoptr (GString) again = g_string_new (NULL);
      g_autofree char *terms = NULL;

      for (guint k = 0; k < portail_archive_query_get_n_terms (query); k++)
        g_string_append_printf (again, "%s%s", k > 0 ? "\n" : "",
                                portail_archive_query_get_term (query, k)->text);
      terms = describe (again->str);
      if (strstr (table[i].query, "1000 200") == NULL)
        g_assert_cmpstr (terms, ==, table[i].terms);
    }
}

static void
test_words_become_a_match (void)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (
      "garage \"bon client\" -x -\"y z\" tag:vip", -1);
  g_autoptr (PortailArchiveQuery) none = portail_archive_query_parse ("tag:vip -montant:5", -1);
  g_autofree char *match = portail_archive_query_make_match (query);
  g_autofree char *excluding = portail_archive_query_make_excluding_match (query);

  g_assert_cmpstr (match, ==, "\"garage\" * AND \"bon client\"");
  g_assert_cmpstr (excluding, ==, "\"x\" * OR \"y z\"");
  g_assert_null (portail_archive_query_make_match (none));
  g_assert_null (portail_archive_query_make_excluding_match (none));
}

static void
test_a_company_is_named_by_its_name_or_id (void)
{
  static const char id[] = "0192f0c1-7b1a-7c3e-9d5f-0123456789ab";
  static const struct
  {
    const char *query;
    gboolean is_named;
  } cases[] = {
    { "entreprise:garage", TRUE },      { "entreprise:gar", TRUE },
    { "entreprise:nord", TRUE },        { "entreprise:\"garage du nord\"", TRUE },
    { "entreprise:taxi,garage", TRUE }, { "entreprise:0192f0c1-7b1a-7c3e-9d5f-0123456789ab", TRUE },
    { "entreprise:\"garage\"", FALSE }, { "entreprise:arage", FALSE },
    { "entreprise:taxi", FALSE },       { "entreprise:0192f0c1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (cases[i].query, -1);

      g_assert_cmpint (portail_query_term_names_company (portail_archive_query_get_term (query, 0),
                                                         id, "Garage du Nord"),
                       ==, cases[i].is_named);
    }
}

static void
test_tags_are_compared_one_by_one (void)
{
  g_autoptr (PortailArchiveQuery) begun = portail_archive_query_parse ("tag:cli", -1);
  g_autoptr (PortailArchiveQuery) whole = portail_archive_query_parse ("tag:\"bon client\"", -1);
  const PortailQueryTerm *cli = portail_archive_query_get_term (begun, 0);
  const PortailQueryTerm *bon_client = portail_archive_query_get_term (whole, 0);

  g_assert_true (portail_query_term_has_tag (cli, "vip, Bon Client"));
  g_assert_false (portail_query_term_has_tag (cli, "éclair"));
  g_assert_true (portail_query_term_has_tag (bon_client, "vip,  BON client "));
  g_assert_false (portail_query_term_has_tag (bon_client, "bon,client"));
  g_assert_false (portail_query_term_has_tag (bon_client, "très bon client"));
  g_assert_false (portail_query_term_has_tag (bon_client, NULL));
}

static void
assert_harmless (const char *bytes, gsize length)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (bytes, (gssize) length);
  guint n_terms = portail_archive_query_get_n_terms (query);

  g_assert_cmpuint (n_terms, <=, PORTAIL_QUERY_MAX_TERMS);
  for (guint i = 0; i < n_terms; i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);

      g_assert_true (g_utf8_validate (term->text, -1, NULL));
      for (guint k = 0; term->words != NULL && k < term->words->len; k++)
        g_assert_cmpint (*(const char *) g_ptr_array_index (term->words, k), !=, '\0');
    }
}

static void
test_monsters_are_queries (void)
{
  g_autoptr (GString) marks = g_string_new ("e");
  g_autoptr (GString) quotes = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *long_word = g_strnfill (10000, 'x');

  for (int i = 0; i < 4000; i++)
    g_string_append (marks, "\xcc\x81");
  for (int i = 0; i < 10000; i++)
    g_string_append_c (quotes, "\"-:*("[i % 5]);
  for (int i = 0; i < 2000; i++)
    g_string_append_printf (words, "w%d ", i);
  assert_harmless (marks->str, marks->len);
  assert_harmless (quotes->str, quotes->len);
  assert_harmless (words->str, words->len);
  assert_harmless (long_word, 10000);
  assert_harmless ("a\0b\0\"c\0", 7);
  assert_harmless (NULL, 0);
}

static void
test_words_around_a_nul_are_words (void)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("un\0deux", 7);

  g_assert_cmpuint (portail_archive_query_get_n_terms (query), ==, 2);
}

static void
test_random_bytes_are_queries (void)
{
  static const char *const pieces[] = { "\"", "-", ":",     "tag:",    "montant:", "date:",
                                        "..", ">", "1 000", "é",       "\xcc\x81", "\xff",
                                        " ",  "«", "»",     "2025-09", "type:d",   "," };

  for (int i = 0; i < N_JUNK; i++)
    {
      g_autoptr (GString) junk = g_string_new (NULL);

      for (int n = g_test_rand_int_range (0, 30); n > 0; n--)
        if (g_test_rand_bit ())
          g_string_append (junk, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        else
          g_string_append_c (junk, (char) g_test_rand_int_range (0, 256));
      assert_harmless (junk->str, junk->len);
    }
}

static void
test_every_example_is_what_it_explains (void)
{
  const PortailQueryExplanation *explanation = portail_query_explanation_get_table ();

  for (; explanation->title != NULL; explanation++)
    {
      g_autofree char *terms = describe (explanation->example);

      g_assert_nonnull (explanation->meaning);
      g_assert_cmpstr (terms, !=, "");
      if (explanation->key != NULL)
        {
          g_assert_true (g_str_has_prefix (explanation->example, explanation->key));
          g_assert_false (g_str_has_prefix (terms, "words"));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-query/queries-are-understood", test_queries_are_understood);
  g_test_add_func ("/archive-query/a-term-keeps-what-was-typed", test_a_term_keeps_what_was_typed);
  g_test_add_func ("/archive-query/what-was-typed-says-the-same-again",
                   test_what_was_typed_says_the_same_again);
  g_test_add_func ("/archive-query/words-become-a-match", test_words_become_a_match);
  g_test_add_func ("/archive-query/a-company-is-named-by-its-name-or-id",
                   test_a_company_is_named_by_its_name_or_id);
  g_test_add_func ("/archive-query/tags-are-compared-one-by-one",
                   test_tags_are_compared_one_by_one);
  g_test_add_func ("/archive-query/monsters-are-queries", test_monsters_are_queries);
  g_test_add_func ("/archive-query/words-around-a-nul-are-words",
                   test_words_around_a_nul_are_words);
  g_test_add_func ("/archive-query/random-bytes-are-queries", test_random_bytes_are_queries);
  g_test_add_func ("/archive-query/every-example-is-what-it-explains",
                   test_every_example_is_what_it_explains);
  return g_test_run ();
}
