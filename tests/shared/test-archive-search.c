/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-search.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-search-index.h"
#include "tests/shared/archive-corpus.h"

#define N_CORPORA 12
#define N_QUERIES 150

static PortailSearchHits *
ask_index (const ArchiveCorpus *corpus, PortailSearchRequest *request)
{
  PortailSearchCompany companies[CORPUS_N_READABLE];
  g_autoptr (GError) error = NULL;
  PortailSearchHits *hits;

  for (int i = 0; i < CORPUS_N_READABLE; i++)
    companies[i] = (PortailSearchCompany){ corpus->companies[i],
                                           archive_corpus_get_company_name ((guint) i),
                                           corpus->hidden_payloads[i] };
  request->companies = companies;
  request->n_companies = CORPUS_N_READABLE;
  hits = portail_archive_search_run (corpus->database, request, &error);
  g_assert_no_error (error);
  return hits;
}

/* All pages of @limit. */
static char *
walk (const ArchiveCorpus *corpus,
      const PortailArchiveQuery *query,
      PortailSearchOrder order,
      guint limit)
{
  PortailSearchRequest request = { .query = query, .order = order, .limit = limit };
  g_autofree char *cursor = NULL;
  GString *ids = g_string_new (NULL);

  do
    {
      g_autoptr (PortailSearchHits) hits = NULL;

      request.cursor = cursor;
      hits = ask_index (corpus, &request);
      g_assert_cmpuint (hits->ids->len, <=, limit);
      for (guint i = 0; i < hits->ids->len; i++)
        g_string_append_printf (ids, "%s\n", (const char *) g_ptr_array_index (hits->ids, i));
      g_free (cursor);
      cursor = g_steal_pointer (&hits->next_cursor);
    }
  while (cursor != NULL);
  return g_string_free (ids, FALSE);
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
sort_lines (const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);

  qsort (parts, g_strv_length (parts), sizeof (char *), compare_texts);
  return g_strjoinv ("\n", parts);
}

static void
compare_with_oracle (const ArchiveCorpus *corpus, const char *text, gsize length)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, (gssize) length);
  PortailSearchRequest request = { .query = query, .limit = CORPUS_N_ARCHIVES };
  guint n_found;
  g_autofree char *expected = archive_corpus_ask_oracle (corpus, query, &n_found);
  g_autofree char *found = walk (corpus, query, PORTAIL_SEARCH_NEWEST_FIRST,
                                 (guint) g_test_rand_int_range (1, 30));
  g_autoptr (PortailSearchHits) hits = ask_index (corpus, &request);

  if (g_strcmp0 (found, expected) != 0)
    g_test_message ("query: %s", text);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (hits->n_found, ==, n_found);
}

/* Of some companies and types, of all, or of none. */
static void
hide_payloads (ArchiveCorpus *corpus, int number)
{
  static const guint masks[] = { 0, PORTAIL_SEARCH_ALL_PAYLOADS,
                                 1u << PORTAIL_ARCHIVE_BLANCHIMENT };

  for (int i = 0; i < CORPUS_N_COMPANIES; i++)
    corpus->hidden_payloads[i] = number < 3 ? masks[number] : masks[g_test_rand_int_range (0, 3)];
}

static void
test_random_queries_find_what_a_naive_search_finds (void)
{
  for (int i = 0; i < N_CORPORA; i++)
    {
      g_autoptr (ArchiveCorpus) corpus = archive_corpus_new ();

      hide_payloads (corpus, i % 6);
      for (int k = 0; k < N_QUERIES; k++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
            {
              if (g_test_rand_int_range (0, 4) == 0)
                g_string_append_c (text, '-');
              archive_corpus_append_term (corpus, text);
              if (g_test_rand_int_range (0, 3) == 0)
                archive_corpus_append_junk (text);
              g_string_append_c (text, ' ');
            }
          compare_with_oracle (corpus, text->str, text->len);
        }
    }
}

static void
test_both_directions_find_the_same (void)
{
  g_autoptr (ArchiveCorpus) corpus = archive_corpus_new ();
  static const char *const texts[] = { "", "a", "type:facture", "-garage", "date:2025-09" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (texts[i], -1);
      g_autofree char *newest = walk (corpus, query, PORTAIL_SEARCH_NEWEST_FIRST, 7);
      g_autofree char *oldest = walk (corpus, query, PORTAIL_SEARCH_OLDEST_FIRST, 5);
      g_auto (GStrv) lines = g_strsplit (newest, "\n", -1);
      GString *reversed = g_string_new (NULL);

      for (guint k = g_strv_length (lines); k > 0; k--)
        if (*lines[k - 1] != '\0')
          g_string_append_printf (reversed, "%s\n", lines[k - 1]);
      g_assert_cmpstr (oldest, ==, reversed->str);
      g_string_free (reversed, TRUE);
    }
}

static void
test_best_first_finds_the_same_in_another_order (void)
{
  g_autoptr (ArchiveCorpus) corpus = archive_corpus_new ();
  static const char *const texts[] = { "garage", "a -garage", "type:facture", "bon client" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (texts[i], -1);
      g_autofree char *newest = walk (corpus, query, PORTAIL_SEARCH_NEWEST_FIRST, 7);
      g_autofree char *best = walk (corpus, query, PORTAIL_SEARCH_BEST_FIRST, 5);
      g_autofree char *sorted_newest = sort_lines (newest);
      g_autofree char *sorted_best = sort_lines (best);

      g_assert_cmpstr (sorted_best, ==, sorted_newest);
    }
}

static PortailArchive *
make_plain_archive (const char *company, const char *title)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);

  archive->base.id = portail_id_new ();
  archive->base.enterprise_id = g_strdup (company);
  archive->title = g_strdup (title);
  archive->doc_type = PORTAIL_ARCHIVE_AUTRE;
  archive->status = PORTAIL_ARCHIVE_EN_ATTENTE;
  archive->date = (PortailDay){ 20352 };
  return archive;
}

/* How many archives of @company there are for @text. */
static guint
count_hits (PortailDatabase *database, const char *company, const char *text)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, -1);
  PortailSearchCompany companies[] = { { company, "Garage" } };
  PortailSearchRequest request = { query, companies, 1, PORTAIL_SEARCH_NEWEST_FIRST, NULL, 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailSearchHits) hits = portail_archive_search_run (database, &request, &error);

  g_assert_no_error (error);
  return hits->n_found;
}

static void
test_the_best_hit_has_the_word_in_its_title (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("garage", -1);
  g_autofree char *company = portail_id_new ();
  g_autoptr (PortailArchive) titled = make_plain_archive (company, "Garage");
  g_autoptr (PortailArchive) other = make_plain_archive (company, "Autre");
  PortailSearchCompany companies[] = { { company, "Garage" } };
  PortailSearchRequest request = { query, companies, 1, PORTAIL_SEARCH_BEST_FIRST, NULL, 10 };
  g_autoptr (PortailSearchHits) hits = NULL;

  other->content = g_strdup ("Un mot, puis un autre, et le garage à la fin.");
  other->date = (PortailDay){ 20400 };
  portail_search_index_put (database, titled, NULL);
  portail_search_index_put (database, other, NULL);
  hits = portail_archive_search_run (database, &request, NULL);
  g_assert_cmpuint (hits->ids->len, ==, 2);
  g_assert_cmpint (hits->order, ==, PORTAIL_SEARCH_BEST_FIRST);
  g_assert_cmpstr (g_ptr_array_index (hits->ids, 0), ==, titled->base.id);
}

static void
test_a_changed_archive_is_found_as_it_stands (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *company = portail_id_new ();
  g_autoptr (PortailArchive) archive = make_plain_archive (company, "Garage");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    g_assert_true (portail_search_index_put (database, archive, &error));
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 1);
  g_free (archive->title);
  archive->title = g_strdup ("Taxi");
  archive->date = PORTAIL_DAY_NULL;
  archive->period = portail_week_from_number (2025, 38);
  g_assert_true (portail_search_index_put (database, archive, &error));
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 0);
  g_assert_cmpuint (count_hits (database, company, "taxi date:2025-09-15"), ==, 1);
  g_assert_true (portail_search_index_remove (database, archive->base.id, &error));
  g_assert_true (portail_search_index_remove (database, archive->base.id, &error));
  g_assert_cmpuint (count_hits (database, company, ""), ==, 0);
}

static void
test_a_company_that_left_is_found_no_more (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *stays = portail_id_new ();
  g_autofree char *leaves = portail_id_new ();
  g_autoptr (PortailArchive) one = make_plain_archive (stays, "Garage");
  g_autoptr (PortailArchive) other = make_plain_archive (leaves, "Garage");

  portail_search_index_put (database, one, NULL);
  portail_search_index_put (database, other, NULL);
  g_assert_true (portail_search_index_remove_company (database, leaves, NULL));
  g_assert_cmpuint (count_hits (database, stays, "garage"), ==, 1);
  g_assert_cmpuint (count_hits (database, leaves, "garage"), ==, 0);
  g_assert_cmpuint (count_hits (database, leaves, ""), ==, 0);
}

static void
test_the_index_is_built_in_steps (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *company = portail_id_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;
  guint n_steps = 0;

  for (int i = 0; i < 25; i++)
    {
      g_autoptr (PortailArchive) archive = make_plain_archive (company, "Garage");

      g_assert_true (portail_record_sql_insert (database, archive, &error));
    }
  while (!is_done)
    {
      g_assert_true (portail_search_index_build (database, database, 10, &is_done, &error));
      n_steps++;
    }
  g_assert_cmpuint (n_steps, ==, 3);
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 25);
  g_assert_true (portail_search_index_build (database, database, 10, &is_done, &error));
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 25);
}

static void
test_the_index_is_repaired (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *company = portail_id_new ();
  g_autoptr (PortailArchive) kept = make_plain_archive (company, "Garage");
  g_autoptr (PortailArchive) changed = make_plain_archive (company, "Garage");
  g_autoptr (PortailArchive) missing = make_plain_archive (company, "Garage");
  g_autoptr (PortailArchive) gone = make_plain_archive (company, "Garage");
  g_autoptr (GError) error = NULL;

  portail_search_index_put (database, kept, NULL);
  portail_search_index_put (database, changed, NULL);
  portail_search_index_put (database, gone, NULL);
  changed->base.rev = 7;
  g_free (changed->title);
  changed->title = g_strdup ("Taxi");
  g_assert_true (portail_record_sql_insert (database, kept, &error));
  g_assert_true (portail_record_sql_insert (database, changed, &error));
  g_assert_true (portail_record_sql_insert (database, missing, &error));
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (portail_search_index_repair (database, &error));
      g_assert_cmpuint (count_hits (database, company, "garage"), ==, 2);
      g_assert_cmpuint (count_hits (database, company, "taxi"), ==, 1);
      g_assert_cmpuint (count_hits (database, company, ""), ==, 3);
    }
}

static void
test_tables_of_another_form_are_made_again (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *company = portail_id_new ();
  g_autoptr (PortailArchive) archive = make_plain_archive (company, "Garage");
  gint64 reached;

  portail_search_index_put (database, archive, NULL);
  g_assert_true (portail_search_index_set_reached (database, "enterprise:x", 7, NULL));
  g_assert_true (portail_search_index_prepare (database, NULL));
  g_assert_true (portail_search_index_get_reached (database, "enterprise:x", &reached, NULL));
  g_assert_cmpint (reached, ==, 7);
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 1);
  portail_database_execute (database,
                            "UPDATE search_mark SET value = 'other' WHERE name = 'format'", NULL);
  g_assert_true (portail_search_index_prepare (database, NULL));
  g_assert_true (portail_search_index_get_reached (database, "enterprise:x", &reached, NULL));
  g_assert_cmpint (reached, ==, 0);
  g_assert_cmpuint (count_hits (database, company, "garage"), ==, 0);
}

static void
test_who_sees_no_company_finds_nothing (void)
{
  g_autoptr (ArchiveCorpus) corpus = archive_corpus_new ();
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("", -1);
  PortailSearchRequest request = { .query = query, .limit = 10 };
  g_autoptr (PortailSearchHits) hits = portail_archive_search_run (corpus->database, &request,
                                                                   NULL);

  g_assert_cmpuint (hits->ids->len, ==, 0);
  g_assert_cmpuint (hits->n_found, ==, 0);
}

static void
test_a_cursor_that_is_none_is_refused (void)
{
  static const char *const cursors[] = { "",
                                         "x",
                                         "2025-09-21",
                                         "2025-09-21.x",
                                         "2025-13-21.0192f0c1-7b1a-7c3e-9d5f-0123456789ab",
                                         "2025-09-21.0192f0c1-7b1a-7c3e-9d5f-0123456789aZ",
                                         "7",
                                         "-1" };
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ("garage", -1);
  PortailSearchCompany companies[] = { { "0192f0c1-7b1a-7c3e-9d5f-0123456789ab", "Garage" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      PortailSearchRequest request = { query,      companies, 1, PORTAIL_SEARCH_NEWEST_FIRST,
                                       cursors[i], 10 };
      g_autoptr (GError) error = NULL;

      g_assert_null (portail_archive_search_run (database, &request, &error));
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
    }
}

static void
test_monsters_are_searched_for (void)
{
  g_autoptr (PortailDatabase) database = archive_corpus_open_database ();
  g_autofree char *company = portail_id_new ();
  g_autoptr (GString) long_phrase = g_string_new ("\"");
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new ("e");

  for (int i = 0; i < 2000; i++)
    {
      g_string_append_printf (long_phrase, "mot%d ", i);
      g_string_append_printf (terms, "%s\"mot%d un deux\" tag:%d montant:>%d type:d,f,b ",
                              i % 2 == 0 ? "-" : "", i, i, i);
      g_string_append (marks, "\xcc\x81\xd6\xb7");
    }
  count_hits (database, company, long_phrase->str);
  count_hits (database, company, terms->str);
  count_hits (database, company, marks->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-search/random-queries-find-what-a-naive-search-finds",
                   test_random_queries_find_what_a_naive_search_finds);
  g_test_add_func ("/archive-search/both-directions-find-the-same",
                   test_both_directions_find_the_same);
  g_test_add_func ("/archive-search/best-first-finds-the-same-in-another-order",
                   test_best_first_finds_the_same_in_another_order);
  g_test_add_func ("/archive-search/the-best-hit-has-the-word-in-its-title",
                   test_the_best_hit_has_the_word_in_its_title);
  g_test_add_func ("/archive-search/a-changed-archive-is-found-as-it-stands",
                   test_a_changed_archive_is_found_as_it_stands);
  g_test_add_func ("/archive-search/a-company-that-left-is-found-no-more",
                   test_a_company_that_left_is_found_no_more);
  g_test_add_func ("/archive-search/the-index-is-built-in-steps", test_the_index_is_built_in_steps);
  g_test_add_func ("/archive-search/the-index-is-repaired", test_the_index_is_repaired);
  g_test_add_func ("/archive-search/tables-of-another-form-are-made-again",
                   test_tables_of_another_form_are_made_again);
  g_test_add_func ("/archive-search/who-sees-no-company-finds-nothing",
                   test_who_sees_no_company_finds_nothing);
  g_test_add_func ("/archive-search/a-cursor-that-is-none-is-refused",
                   test_a_cursor_that_is_none_is_refused);
  g_test_add_func ("/archive-search/monsters-are-searched-for", test_monsters_are_searched_for);
  return g_test_run ();
}
