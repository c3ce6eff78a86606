/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/portail-archive-find.h"
#include "app/portail-cache-work.h"
#include "app/portail-rebase.h"
#include "shared/portail-archive-search.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-id.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-enterprise-card.h"
#include "tests/shared/archive-corpus.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

#define N_QUERIES 120
/* More than a page that is entered at once. */
#define N_MANY    1700
#define ARCHIVE   "01990000-0000-7000-8000-0000000000e1"
#define OTHER     "01990000-0000-7000-8000-0000000000e2"
#define SOURCE    "01990000-0000-7000-8000-0000000000f1"
#define RARE_WORD "zyzzyva"

typedef PortailSyncFixture Fixture;

typedef struct
{
  PortailCache *cache;
  gboolean is_told;
} IndexWait;

static void
on_search_changed (IndexWait *wait)
{
  wait->is_told = TRUE;
}

static gboolean
is_search_complete (gpointer pointer)
{
  IndexWait *wait = pointer;

  return wait->is_told && portail_cache_get_search_progress (wait->cache).is_complete;
}

static void
wait_for_index (Fixture *fixture)
{
  IndexWait wait = { fixture->base.cache, FALSE };
  gulong handler = g_signal_connect_swapped (wait.cache, "search-changed",
                                             G_CALLBACK (on_search_changed), &wait);

  portail_cache_build_search (wait.cache);
  portail_await_until (is_search_complete, &wait);
  g_signal_handler_disconnect (wait.cache, handler);
}

static gpointer
run_find (PortailDatabase *database, gpointer words, GError **error)
{
  return portail_archive_find (database, words, error);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Ids in their order, one a line. Owned. */
static char *
join (GPtrArray *ids)
{
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (ids, compare_texts);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (ids, i));
  return g_string_free (text, FALSE);
}

static GPtrArray *
find (Fixture *fixture, const char *words)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *ids;

  portail_cache_query_async (fixture->base.cache,
                             portail_query_new (run_find, g_strdup (words), g_free, unref_array),
                             NULL, portail_await_ready, &await);
  ids = portail_cache_query_finish (fixture->base.cache, portail_await (&await), &error);
  g_assert_no_error (error);
  return ids;
}

static guint
count (Fixture *fixture, const char *words)
{
  g_autoptr (GPtrArray) ids = find (fixture, words);

  return ids->len;
}

static PortailArchive *
make_archive (const char *id, const char *title)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);

  archive->base.id = g_strdup (id);
  archive->doc_type = PORTAIL_ARCHIVE_AUTRE;
  archive->status = PORTAIL_ARCHIVE_EN_ATTENTE;
  archive->title = g_strdup (title);
  return archive;
}

static PortailSyncOp *
make_op (PortailChangeKind kind, const char *id, const char *title, const char *source_id)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (kind, &portail_archive_type, id);
  g_autoptr (PortailArchive) archive = make_archive (id, title);
  PortailFieldSet fields = portail_record_type_field_bit (&portail_archive_type, "title");

  if (kind == PORTAIL_CHANGE_CREATE)
    fields |= portail_record_type_field_bit (&portail_archive_type, "doc_type");
  if (source_id != NULL)
    {
      archive->source_type = g_strdup ("document");
      archive->source_id = g_strdup (source_id);
      fields |= portail_record_type_field_bit (&portail_archive_type, "source_type")
                | portail_record_type_field_bit (&portail_archive_type, "source_id");
    }
  portail_change_set_fields (change, archive, fields);
  portail_sync_op_take_change (op, change);
  return op;
}

/* What pulls and other devices do, without them. */
static gpointer
run_put_all (PortailCacheStore *store, gpointer records, GError **error)
{
  GPtrArray *all = records;

  for (guint i = 0; i < all->len; i++)
    if (!portail_rebase_put (store, portail_record_copy (g_ptr_array_index (all, i)), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
put_all (Fixture *fixture, GPtrArray *records)
{
  static const PortailWork work = { PORTAIL_WORK_IN_TRANSACTION, run_put_all, NULL, NULL };
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_work_async (fixture->base.cache, &work, records, portail_await_ready, &await);
  portail_cache_work_finish (fixture->base.cache, portail_await (&await), &error);
  g_assert_no_error (error);
}

static GPtrArray *
make_many (guint n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = portail_id_new ();
      PortailArchive *archive = make_archive (id, i % 2 == 0 ? "Garage" : "Taxi");

      archive->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
      g_ptr_array_add (records, archive);
    }
  return records;
}

/* What the reader of the corpus holds: rows of his companies without the payloads that are hidden
 * from him. */
static GPtrArray *
make_readable (const ArchiveCorpus *corpus)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint company = 0; company < CORPUS_N_READABLE; company++)
    {
      PortailEnterpriseCard *card = portail_record_new (&portail_enterprise_card_type);

      card->base.id = g_strdup (corpus->companies[company]);
      card->name = g_strdup (archive_corpus_get_company_name (company));
      g_ptr_array_add (records, card);
      for (guint i = 0; i < corpus->archives->len; i++)
        {
          const PortailArchive *archive = g_ptr_array_index (corpus->archives, i);
          PortailArchive *copy;

          if (!g_str_equal (archive->base.enterprise_id, corpus->companies[company]))
            continue;
          copy = portail_record_copy (archive);
          if (corpus->hidden_payloads[company] >> copy->doc_type & 1)
            g_clear_pointer (&copy->payload, g_free);
          g_ptr_array_add (records, copy);
        }
    }
  return records;
}

/* Owned. */
static char *
ask_server (const ArchiveCorpus *corpus, const char *words)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (words, -1);
  PortailSearchCompany companies[CORPUS_N_READABLE];
  PortailSearchRequest request = {
    .query = query, .companies = companies, .n_companies = CORPUS_N_READABLE, .limit = 1000
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailSearchHits) hits = NULL;

  for (guint i = 0; i < CORPUS_N_READABLE; i++)
    companies[i] = (PortailSearchCompany){ corpus->companies[i],
                                           archive_corpus_get_company_name (i),
                                           corpus->hidden_payloads[i] };
  hits = portail_archive_search_run (corpus->database, &request, &error);
  g_assert_no_error (error);
  return join (hits->ids);
}

static void
test_a_search_here_finds_what_the_server_finds (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ArchiveCorpus) corpus = archive_corpus_new ();
  g_autoptr (GPtrArray) records = make_readable (corpus);

  put_all (fixture, records);
  wait_for_index (fixture);
  for (int i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      g_autoptr (GPtrArray) ids = NULL;
      g_autofree char *wanted = NULL;
      g_autofree char *found = NULL;
      g_autofree char *shown = NULL;

      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        archive_corpus_append_term (corpus, words);
      if (g_test_rand_bit ())
        archive_corpus_append_junk (words);
      ids = find (fixture, words->str);
      found = join (ids);
      wanted = ask_server (corpus, words->str);
      shown = g_strescape (words->str, NULL);
      g_test_message ("%s", shown);
      g_assert_cmpstr (found, ==, wanted);
    }
}

static void
test_edits_are_found_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_index (fixture);
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_CREATE, ARCHIVE, "Garage", NULL));
  g_assert_cmpuint (count (fixture, "garage"), ==, 1);
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_UPDATE, ARCHIVE, "Taxi", NULL));
  g_assert_cmpuint (count (fixture, "garage"), ==, 0);
  g_assert_cmpuint (count (fixture, "taxi"), ==, 1);
  portail_client_apply (&fixture->base, portail_client_delete (&portail_archive_type, ARCHIVE),
                        &inverse, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, "taxi"), ==, 0);
  portail_client_do (&fixture->base, g_steal_pointer (&inverse));
  g_assert_cmpuint (count (fixture, "taxi"), ==, 1);
  portail_sync_fixture_restart (fixture);
  g_assert_cmpuint (count (fixture, "taxi"), ==, 1);
}

static void
test_pulls_are_found (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_put (fixture->server, (PortailRecord *) make_archive (ARCHIVE, "Garage"));
  portail_fake_server_put (fixture->server, (PortailRecord *) make_archive (OTHER, "Garage"));
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, "garage"), ==, 2);
  portail_fake_server_put (fixture->server, (PortailRecord *) make_archive (ARCHIVE, "Taxi"));
  portail_fake_server_delete (fixture->server, OTHER);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, "garage"), ==, 0);
  g_assert_cmpuint (count (fixture, "taxi"), ==, 1);
  portail_fake_server_forget_cursors (fixture->server);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, "taxi"), ==, 1);
  portail_fake_server_evict (fixture->server, ARCHIVE);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, ""), ==, 0);
}

static gboolean
has_bytes (const char *bytes, gsize length, const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 0; i + n <= length; i++)
    if (memcmp (bytes + i, word, n) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the word is in any file of the account. */
static gboolean
is_in_files (Fixture *fixture, const char *word)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->base.directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->base.directory, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL) && has_bytes (bytes, length, word))
        return TRUE;
    }
  return FALSE;
}

static void
test_nothing_is_left_of_a_company_that_goes (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_put (fixture->server, (PortailRecord *) make_archive (ARCHIVE, RARE_WORD));
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, RARE_WORD), ==, 1);
  g_assert_true (is_in_files (fixture, RARE_WORD));
  portail_fake_server_set_role (fixture->server, NULL);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count (fixture, ""), ==, 0);
  g_assert_false (is_in_files (fixture, RARE_WORD));
}

static void
test_nothing_is_left_after_a_wipe (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_fake_server_put (fixture->server, (PortailRecord *) make_archive (ARCHIVE, RARE_WORD));
  portail_sync_fixture_sync (fixture);
  portail_cache_wipe_async (fixture->base.cache, PORTAIL_WIPE_ROWS, NULL, portail_await_ready,
                            &await);
  portail_cache_wipe_finish (fixture->base.cache, portail_await (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, ""), ==, 0);
  g_assert_false (is_in_files (fixture, RARE_WORD));
  portail_sync_fixture_sync (fixture);
  wait_for_index (fixture);
  g_assert_cmpuint (count (fixture, RARE_WORD), ==, 1);
}

static void
test_a_first_sync_is_built_afterwards (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) records = make_many (N_MANY);

  wait_for_index (fixture);
  put_all (fixture, records);
  g_assert_cmpuint (count (fixture, ""), ==, 0);
  g_assert_false (portail_cache_get_search_progress (fixture->base.cache).is_complete);
  wait_for_index (fixture);
  g_assert_cmpuint (count (fixture, ""), ==, N_MANY);
  g_assert_cmpuint (count (fixture, "garage"), ==, N_MANY / 2);
}

/* Building stops anywhere; what is edited meanwhile is right too. */
static void
test_building_goes_on_where_it_stopped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) records = make_many (N_MANY);
  const PortailRecord *first = g_ptr_array_index (records, 0);
  const PortailRecord *last = g_ptr_array_index (records, N_MANY - 1);

  put_all (fixture, records);
  portail_cache_build_search (fixture->base.cache);
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_UPDATE, first->id, "Phare", NULL));
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_UPDATE, last->id, "Phare", NULL));
  portail_sync_fixture_restart (fixture);
  wait_for_index (fixture);
  g_assert_cmpuint (count (fixture, ""), ==, N_MANY);
  g_assert_cmpuint (count (fixture, "phare"), ==, 2);
  g_assert_cmpuint (count (fixture, "garage"), ==, N_MANY / 2 - 1);
}

static void
test_an_index_of_another_number_is_built_anew (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->base.directory, "cache.db", NULL);
  g_autoptr (PortailDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_index (fixture);
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_CREATE, ARCHIVE, "Garage", NULL));
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_CREATE, OTHER, "Garage", NULL));
  database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  portail_database_execute (database,
                            "DELETE FROM search_document WHERE id = '" ARCHIVE "';"
                            "DELETE FROM search_words WHERE rowid NOT IN"
                            " (SELECT number FROM search_document)",
                            &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, portail_database_close);
  portail_sync_fixture_restart (fixture);
  wait_for_index (fixture);
  g_assert_cmpuint (count (fixture, "garage"), ==, 2);
}

/* contract.md §1: a second archive of the same source is answered with the row that is there. */
static void
test_a_second_archive_of_a_source_is_the_first (Fixture *fixture, gconstpointer unused)
{
  PortailArchive *there = make_archive (OTHER, "Facture");
  g_autoptr (GString) verdict = g_string_new ("{\"status\":\"applied\",\"rev\":1,\"row\":");
  g_autoptr (PortailArchive) found = NULL;
  g_autoptr (PortailArchive) gone = NULL;

  wait_for_index (fixture);
  there->source_type = g_strdup ("document");
  there->source_id = g_strdup (SOURCE);
  portail_fake_server_put (fixture->server, (PortailRecord *) there);
  portail_record_append_json (&there->base,
                              portail_record_type_get_all_fields (&portail_archive_type), verdict);
  g_string_append_c (verdict, '}');
  portail_fake_server_judge (fixture->server, verdict->str);
  portail_client_do (&fixture->base, make_op (PORTAIL_CHANGE_CREATE, ARCHIVE, "Brouillon", SOURCE));
  g_assert_cmpuint (count (fixture, "brouillon"), ==, 1);
  portail_sync_fixture_sync (fixture);
  gone = portail_client_load (&fixture->base, &portail_archive_type, ARCHIVE);
  found = portail_client_load (&fixture->base, &portail_archive_type, OTHER);
  g_assert_null (gone);
  g_assert_nonnull (found);
  g_assert_cmpuint (count (fixture, "brouillon"), ==, 0);
  g_assert_cmpuint (count (fixture, "facture"), ==, 1);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
}

static void
test_so_it_is_in_a_batch (Fixture *fixture, gconstpointer unused)
{
  PortailArchive *there = make_archive (OTHER, "Facture");
  g_autoptr (GString) verdict = g_string_new ("{\"status\":\"applied\",\"rev\":1,\"rows\":[");
  PortailSyncOp *batch = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, PORTAIL_FIXTURE_COMPANY);
  g_autoptr (PortailSyncOp) create = make_op (PORTAIL_CHANGE_CREATE, ARCHIVE, "Brouillon", SOURCE);
  g_autoptr (PortailArchive) gone = NULL;
  g_autoptr (PortailArchive) found = NULL;

  there->source_type = g_strdup ("document");
  there->source_id = g_strdup (SOURCE);
  portail_fake_server_put (fixture->server, (PortailRecord *) there);
  portail_record_append_json (&there->base,
                              portail_record_type_get_all_fields (&portail_archive_type), verdict);
  g_string_append (verdict, "]}");
  portail_fake_server_judge (fixture->server, verdict->str);
  portail_sync_op_take_change (batch, g_ptr_array_steal_index (create->changes, 0));
  portail_client_do (&fixture->base, batch);
  portail_sync_fixture_sync (fixture);
  gone = portail_client_load (&fixture->base, &portail_archive_type, ARCHIVE);
  found = portail_client_load (&fixture->base, &portail_archive_type, OTHER);
  g_assert_null (gone);
  g_assert_nonnull (found);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, portail_sync_fixture_set_up, function,                          \
              portail_sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  portail_sync_fixture_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/archive-index/a-search-here-finds-what-the-server-finds",
       test_a_search_here_finds_what_the_server_finds);
  ADD ("/archive-index/edits-are-found-at-once", test_edits_are_found_at_once);
  ADD ("/archive-index/pulls-are-found", test_pulls_are_found);
  ADD ("/archive-index/nothing-is-left-of-a-company-that-goes",
       test_nothing_is_left_of_a_company_that_goes);
  ADD ("/archive-index/nothing-is-left-after-a-wipe", test_nothing_is_left_after_a_wipe);
  ADD ("/archive-index/a-first-sync-is-built-afterwards", test_a_first_sync_is_built_afterwards);
  ADD ("/archive-index/building-goes-on-where-it-stopped", test_building_goes_on_where_it_stopped);
  ADD ("/archive-index/an-index-of-another-number-is-built-anew",
       test_an_index_of_another_number_is_built_anew);
  ADD ("/archive-index/a-second-archive-of-a-source-is-the-first",
       test_a_second_archive_of_a_source_is_the_first);
  ADD ("/archive-index/so-it-is-in-a-batch", test_so_it_is_in_a_batch);
  return g_test_run ();
}
