/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds a search in 100 000 archives of 20 companies, the first page of 50 with its count,
 * against what a plain LIKE over the same table costs: a scan that folds nothing. */
#include <locale.h>
#include <stdlib.h>

#include "shared/portail-archive-search.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-id.h"
#include "shared/portail-migration.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-search-index.h"

#define N_ARCHIVES  100000
#define N_COMPANIES 20
#define N_DAYS      1000
#define N_WORDS     60
#define VOCABULARY  20000
#define PAGE        50
#define N_RUNS      7

typedef struct
{
  PortailDatabase *database;
  char *ids[N_COMPANIES];
  PortailSearchCompany companies[N_COMPANIES];
  GRand *random;
} Bench;

static const struct
{
  const char *what;
  const char *query;
  guint n_companies;
} questions[] = {
  { "the newest", "", N_COMPANIES },
  { "one rare word", "RARE", N_COMPANIES },
  { "one frequent word", "FIRST", N_COMPANIES },
  { "the same, one company", "FIRST", 1 },
  { "two frequent words", "FIRST SECOND", N_COMPANIES },
  { "a beginning of one letter", "b", N_COMPANIES },
  { "a beginning of two letters", "fa", N_COMPANIES },
  { "a beginning of four letters", "fact", N_COMPANIES },
  { "a phrase", "\"FIRST SECOND\"", N_COMPANIES },
  { "without a word", "-FIRST", N_COMPANIES },
  { "tag, amount and month", "tag:vip montant:>9000 date:2025-09", N_COMPANIES },
  { "a word, type and status", "SECOND type:facture -statut:refuse", N_COMPANIES },
};

/* Three syllables. */
static void
append_word (GString *text, guint number)
{
  static const char consonants[] = "bcdfghjklmnpqrstvwxz";
  static const char vowels[] = "aeiou";
  guint32 mixed = (number + 1) * 2654435761u;

  for (int i = 0; i < 3; i++, mixed /= 100)
    {
      g_string_append_c (text, consonants[mixed % 20]);
      g_string_append_c (text, vowels[mixed / 20 % 5]);
    }
}

/* Few words are frequent, most are rare. */
static void
append_words (Bench *bench, GString *text)
{
  for (int i = 0; i < N_WORDS; i++)
    {
      double part = g_rand_double (bench->random);

      append_word (text, (guint) (part * part * part * part * VOCABULARY));
      g_string_append_c (text, ' ');
    }
}

static void
add_archive (Bench *bench)
{
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  append_words (bench, content);
  archive->base.id = portail_id_new ();
  archive->base.enterprise_id = g_strdup (
      bench->ids[g_rand_int_range (bench->random, 0, N_COMPANIES)]);
  archive->title = g_strdup_printf ("Facture n° %d", g_rand_int_range (bench->random, 0, 100000));
  archive->content = g_strdup (content->str);
  archive->doc_type = (PortailArchiveType) g_rand_int_range (bench->random, 1, 7);
  archive->status = (PortailArchiveStatus) g_rand_int_range (bench->random, 1, 4);
  archive->date = (PortailDay){ 20000 + g_rand_int_range (bench->random, 0, N_DAYS) };
  archive->amount = (PortailMoney){ g_rand_int_range (bench->random, 0, 1000000) };
  archive->tags = g_strdup (g_rand_boolean (bench->random) ? "vip,à payer" : "client");
  portail_record_sql_insert (bench->database, archive, &error);
  g_assert_no_error (error);
}

static double
get_milliseconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static void
fill (Bench *bench)
{
  gboolean is_done = FALSE;
  gint64 start;

  g_assert_true (portail_database_begin (bench->database, NULL));
  for (int i = 0; i < N_ARCHIVES; i++)
    add_archive (bench);
  g_assert_true (portail_database_commit (bench->database, NULL));
  start = g_get_monotonic_time ();
  while (!is_done)
    {
      g_assert_true (portail_database_begin (bench->database, NULL));
      g_assert_true (
          portail_search_index_build (bench->database, bench->database, 2000, &is_done, NULL));
      g_assert_true (portail_database_commit (bench->database, NULL));
    }
  g_print ("%d archives indexed in %.1f s\n", N_ARCHIVES, get_milliseconds (start) / 1000);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* With words of the vocabulary instead of their names. Owned. */
static char *
make_text (const char *query)
{
  static const struct
  {
    const char *name;
    guint number;
  } words[] = { { "RARE", VOCABULARY - 1 }, { "FIRST", 0 }, { "SECOND", 1 } };
  GString *text = g_string_new (query);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      append_word (word, words[i].number);
      g_string_replace (text, words[i].name, word->str, 0);
    }
  return g_string_free (text, FALSE);
}

/* The median of N_RUNS. */
static double
measure_search (Bench *bench, guint question, guint *n_found)
{
  g_autofree char *text = make_text (questions[question].query);
  double times[N_RUNS];

  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, -1);
      PortailSearchRequest request = {
        .query = query,
        .companies = bench->companies,
        .n_companies = questions[question].n_companies,
        .limit = PAGE,
      };
      g_autoptr (GError) error = NULL;
      g_autoptr (PortailSearchHits) hits = portail_archive_search_run (bench->database, &request,
                                                                       &error);

      g_assert_no_error (error);
      *n_found = hits->n_found;
      times[run] = get_milliseconds (start);
    }
  qsort (times, N_RUNS, sizeof (double), compare_numbers);
  return times[N_RUNS / 2];
}

/* Every hit in no order: what a list that has an order of its own asks for. */
static double
measure_list (Bench *bench, const char *text, guint *n_found)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, -1);
  PortailSearchRequest request = {
    .query = query,
    .companies = bench->companies,
    .n_companies = N_COMPANIES,
  };
  double times[N_RUNS];

  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) ids = portail_archive_search_list (bench->database, &request, NULL);

      *n_found = ids->len;
      times[run] = get_milliseconds (start);
    }
  qsort (times, N_RUNS, sizeof (double), compare_numbers);
  return times[N_RUNS / 2];
}

/* One word, in the columns that hold text. */
static double
measure_like (Bench *bench, const char *word)
{
  g_autofree char *text = make_text (word);
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", text);
  double times[N_RUNS];

  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      PortailStatement *statement = portail_database_query (
          bench->database, NULL,
          "SELECT id FROM archive WHERE trashed_at IS NULL AND (number LIKE ?1 OR title LIKE ?1"
          " OR content LIKE ?1 OR category LIKE ?1 OR tags LIKE ?1 OR payload LIKE ?1)"
          " ORDER BY date DESC, id DESC LIMIT 50",
          "t", pattern);

      while (portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW)
        continue;
      portail_statement_reset (statement);
      times[run] = get_milliseconds (start);
    }
  qsort (times, N_RUNS, sizeof (double), compare_numbers);
  return times[N_RUNS / 2];
}

int
main (int argc, char *argv[])
{
  Bench bench = { .random = g_rand_new_with_seed (1) };
  static const char *const lists[] = { "b", "facture", "type:facture" };
  double rare = 0;
  double frequent = 0;
  double like;

  setlocale (LC_ALL, "");
  bench.database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE, NULL);
  g_assert_true (portail_migration_run (bench.database, PORTAIL_TABLE_CACHE, NULL));
  for (int i = 0; i < N_COMPANIES; i++)
    {
      bench.ids[i] = portail_id_new ();
      bench.companies[i] = (PortailSearchCompany){ bench.ids[i], "Garage" };
    }
  fill (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      guint n_found;
      double time = measure_search (&bench, i, &n_found);

      g_print ("%-30s %5u found %8.2f ms\n", questions[i].what, n_found, time);
      rare = i == 1 ? time : rare;
      frequent = i == 2 ? time : frequent;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint n_found;
      double time = measure_list (&bench, lists[i], &n_found);

      g_print ("all hits of %-18s %5u found %8.2f ms\n", lists[i], n_found, time);
    }
  like = measure_like (&bench, "RARE");
  g_print ("%-30s %14s %8.2f ms\n", "LIKE over the table", "", like);
  g_print ("RATIO like/search-rare %.1f\n", like / rare);
  g_print ("RATIO like/search-frequent %.1f\n", like / frequent);
  portail_database_close (bench.database);
  for (int i = 0; i < N_COMPANIES; i++)
    g_free (bench.ids[i]);
  g_rand_free (bench.random);
  return EXIT_SUCCESS;
}
