/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents of documents between a desktop and a server that answers what no good one does. */
#include "app/portail-blob-cache.h"

#include <glib/gstdio.h>

#include "shared/portail-id.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

#define BLOBS         "/api/blobs"
#define OTHER_COMPANY "01990000-0000-7000-8000-0000000000b2"
#define DOCUMENT      "01990000-0000-7000-8000-00000000f001"
#define CONTENT_PATH  "/api/documents/" DOCUMENT "/content"

typedef struct
{
  PortailSyncFixture base;
  PortailBlobCache *blobs;
} Fixture;

static void
note (gboolean *is_told)
{
  *is_told = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
wait_for_tidying (Fixture *fixture)
{
  gboolean is_told = FALSE;
  gulong handler = g_signal_connect_swapped (fixture->blobs, "changed", G_CALLBACK (note),
                                             &is_told);

  portail_await_until (is_set, &is_told);
  g_signal_handler_disconnect (fixture->blobs, handler);
}

static void
open_blobs (Fixture *fixture)
{
  fixture->blobs = portail_blob_cache_new (fixture->base.base.cache, fixture->base.client, NULL,
                                           fixture->base.base.directory);
  wait_for_tidying (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_set_up (&fixture->base, NULL);
  open_blobs (fixture);
}

static void
close_blobs (Fixture *fixture)
{
  if (fixture->blobs != NULL)
    portail_blob_cache_stop (fixture->blobs);
  portail_await_idle ();
  g_clear_object (&fixture->blobs);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_blobs (fixture);
  portail_sync_fixture_tear_down (&fixture->base, NULL);
}

/* The name of a content that is here. Owned. */
static char *
take (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->base.base.directory, "own.pdf", NULL);
  g_autofree char *bytes = g_strconcat ("%PDF-1.4\n%", text, "\n%%EOF\n", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PortailContent) content = NULL;
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
  portail_blob_cache_take_async (fixture->blobs, file, NULL, portail_await_ready, &await);
  content = portail_blob_cache_take_finish (fixture->blobs, portail_await (&await), &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_steal_pointer (&content->sha256);
}

static void
add_document_of (Fixture *fixture, const char *enterprise_id, const char *sha256)
{
  static const char *const names[] = { "filename", "doc_type", "sha256", "size" };
  g_autoptr (PortailDocument) document = portail_record_new (&portail_document_type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, enterprise_id);
  PortailFieldSet fields = 0;
  PortailChange *change;

  document->base.id = portail_id_new ();
  document->filename = g_strdup ("a.pdf");
  document->doc_type = PORTAIL_DOCUMENT_DOCUMENT;
  document->sha256 = g_strdup (sha256);
  document->size = portail_content_file_get_size (fixture->base.base.directory, sha256);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields |= portail_record_type_field_bit (&portail_document_type, names[i]);
  change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_document_type, document->base.id);
  portail_change_set_fields (change, document, fields);
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->base.base, op);
}

static void
add_document (Fixture *fixture, const char *sha256)
{
  add_document_of (fixture, PORTAIL_FIXTURE_COMPANY, sha256);
}

static gboolean
is_here (Fixture *fixture, const char *sha256)
{
  return portail_content_file_get_size (fixture->base.base.directory, sha256) > 0;
}

/* As another program opened it. Owned. */
static char *
open_copy (Fixture *fixture, const char *sha256)
{
  g_auto (PortailAwait) await = { NULL };
  char *path;

  portail_blob_cache_copy_async (fixture->blobs, sha256, "a.pdf", portail_await_ready, &await);
  path = portail_blob_cache_copy_finish (fixture->blobs, portail_await (&await), NULL);
  g_assert_nonnull (path);
  g_assert_true (g_str_has_prefix (path, fixture->base.base.directory));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  return path;
}

/* What op names stays, and nothing else. */
static void
test_wipe (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sent = take (fixture, "sent");
  g_autofree char *unsent = take (fixture, "unsent");
  g_autofree char *copy = open_copy (fixture, sent);
  g_auto (PortailAwait) await = { NULL };

  add_document (fixture, unsent);
  portail_blob_cache_pin (fixture->blobs, PORTAIL_FIXTURE_COMPANY, PORTAIL_PIN_KEEP);
  wait_for_tidying (fixture);
  /* Its ops have gone; the account ends before anything is tidied. */
  close_blobs (fixture);
  g_assert_true (is_here (fixture, sent));
  portail_cache_wipe_async (fixture->base.base.cache, PORTAIL_WIPE_ROWS, NULL, portail_await_ready,
                            &await);
  g_assert_true (
      portail_cache_wipe_finish (fixture->base.base.cache, portail_await (&await), NULL));
  g_assert_false (is_here (fixture, sent));
  g_assert_true (is_here (fixture, unsent));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  open_blobs (fixture);
  g_assert_false (portail_blob_cache_is_pinned (fixture->blobs, PORTAIL_FIXTURE_COMPANY));
}

/* Facts that are older than the release do not know the op of what was released. */
static void
test_release (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = take (fixture, "held");

  portail_blob_cache_clear (fixture->blobs);
  portail_blob_cache_release (fixture->blobs, sha256);
  wait_for_tidying (fixture);
  g_assert_true (is_here (fixture, sha256));
  wait_for_tidying (fixture);
  g_assert_false (is_here (fixture, sha256));
}

static void
fail_to_fetch (Fixture *fixture, const char *sha256, gint64 size, PortailErrorCode code)
{
  g_autoptr (PortailDocument) document = portail_record_new (&portail_document_type);
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  document->base.id = g_strdup (DOCUMENT);
  document->sha256 = g_strdup (sha256);
  document->size = size;
  portail_blob_cache_fetch_async (fixture->blobs, document, NULL, portail_await_ready, &await);
  g_assert_null (portail_blob_cache_fetch_finish (fixture->blobs, portail_await (&await), &error));
  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

/* It would be asked for again, for ever. */
static void
test_endless_download (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "1234567890", -1);

  for (guint i = 0; i < 3; i++)
    portail_fake_server_say (fixture->base.server, CONTENT_PATH, 206, "more than was asked for");
  fail_to_fetch (fixture, sha256, 10, PORTAIL_ERROR_BAD_GATEWAY);
  g_assert_cmpuint (portail_fake_server_count (fixture->base.server, CONTENT_PATH), ==, 1);
  g_assert_cmpint (portail_content_file_get_received (fixture->base.base.directory, sha256), ==, 0);
}

static void
test_paths (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  fail_to_fetch (fixture, "../../elsewhere", 10, PORTAIL_ERROR_NOT_FOUND);
  portail_blob_cache_copy_async (fixture->blobs, "../../elsewhere", "a.pdf", portail_await_ready,
                                 &await);
  g_assert_null (portail_blob_cache_copy_finish (fixture->blobs, portail_await (&await), &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
  g_assert_cmpuint (portail_fake_server_count (fixture->base.server, CONTENT_PATH), ==, 0);
}

static void
test_stopped (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "1234567890", -1);

  portail_blob_cache_stop (fixture->blobs);
  fail_to_fetch (fixture, sha256, 10, PORTAIL_ERROR_UNAVAILABLE);
}

static gboolean
has_waited (gpointer user_data)
{
  const GPtrArray *list = portail_uploader_get_list (
      portail_blob_cache_get_uploader (((Fixture *) user_data)->blobs));

  for (guint i = 0; i < list->len; i++)
    if (((const PortailTransfer *) list->pdata[i])->detail != NULL)
      return TRUE;
  return FALSE;
}

static const char *
get_asked (Fixture *fixture, guint index)
{
  return portail_json_get_member_string (
      portail_fake_server_get_request (fixture->base.server, BLOBS, index), "sha256");
}

static gboolean
has_asked (gpointer user_data)
{
  return portail_fake_server_count (((Fixture *) user_data)->base.server, BLOBS) >= 1;
}

static gboolean
has_asked_twice (gpointer user_data)
{
  return portail_fake_server_count (((Fixture *) user_data)->base.server, BLOBS) >= 2;
}

static void
test_next_upload (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = take (fixture, "first");
  g_autofree char *second = take (fixture, "second");

  /* Both wait from the beginning. */
  close_blobs (fixture);
  add_document (fixture, first);
  add_document (fixture, second);
  portail_fake_server_say (fixture->base.server, BLOBS, 503, "{}");
  portail_fake_server_say (fixture->base.server, BLOBS, 503, "{}");
  open_blobs (fixture);
  portail_await_until (has_waited, fixture);
  portail_uploader_retry (portail_blob_cache_get_uploader (fixture->blobs), NULL, NULL);
  portail_await_until (has_asked_twice, fixture);
  g_assert_cmpstr (get_asked (fixture, 0), ==, first);
  g_assert_cmpstr (get_asked (fixture, 1), ==, second);
}

static void
test_retry_after (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = take (fixture, "only");

  portail_fake_server_set_retry_after (fixture->base.server, "60");
  portail_fake_server_say (fixture->base.server, BLOBS, 503, "{}");
  add_document (fixture, sha256);
  portail_await_until (has_waited, fixture);
  portail_uploader_retry (portail_blob_cache_get_uploader (fixture->blobs), NULL, NULL);
  portail_sync_fixture_sync (&fixture->base);
  g_assert_cmpuint (portail_fake_server_count (fixture->base.server, BLOBS), ==, 1);
}

static gboolean
has_nothing_to_send (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_uploader_get_list (portail_blob_cache_get_uploader (fixture->blobs))->len == 0;
}

static gboolean
is_at_rest (gpointer user_data)
{
  return portail_blob_cache_is_at_rest (((Fixture *) user_data)->blobs);
}

/* The server has the content, and nobody here could write it down. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = take (fixture, "only");
  gboolean is_sent = FALSE;

  for (guint i = 0; i < 2; i++)
    portail_fake_server_say (fixture->base.server, BLOBS, 200,
                             "{\"id\":\"1\",\"offset\":1,\"complete\":true}");
  portail_client_execute (&fixture->base.base, "CREATE TEMP TRIGGER full BEFORE DELETE ON upload"
                                               " BEGIN SELECT RAISE (ABORT, 'full'); END");
  g_signal_connect_swapped (portail_blob_cache_get_uploader (fixture->blobs), "sent",
                            G_CALLBACK (note), &is_sent);
  add_document (fixture, sha256);
  portail_await_until (has_asked, fixture);
  portail_await_until (has_nothing_to_send, fixture);
  portail_await_idle ();
  g_assert_false (is_sent);
  portail_client_execute (&fixture->base.base, "DROP TRIGGER full");
  portail_await_until (is_set, &is_sent);
  portail_await_until (is_at_rest, fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->base.server, BLOBS), ==, 2);
}

static const PortailTransfer *
find_upload (Fixture *fixture, const char *enterprise_id, const char *sha256)
{
  return portail_uploader_find (portail_blob_cache_get_uploader (fixture->blobs), enterprise_id,
                                sha256);
}

static gboolean
is_other_waiting (gpointer user_data)
{
  const GPtrArray *list = portail_uploader_get_list (
      portail_blob_cache_get_uploader (((Fixture *) user_data)->blobs));
  const PortailTransfer *other = list->len == 2 ? list->pdata[1] : NULL;

  return other != NULL && other->detail != NULL;
}

/* What becomes of one company's upload is nothing to the other one's. */
static void
test_two_companies (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sha256 = take (fixture, "of both");

  close_blobs (fixture);
  add_document_of (fixture, PORTAIL_FIXTURE_COMPANY, sha256);
  add_document_of (fixture, OTHER_COMPANY, sha256);
  portail_fake_server_say (fixture->base.server, BLOBS, 403, "{\"code\":\"forbidden\"}");
  portail_fake_server_say (fixture->base.server, BLOBS, 503, "{}");
  open_blobs (fixture);
  portail_await_until (has_asked_twice, fixture);
  portail_await_until (is_other_waiting, fixture);
  g_assert_cmpint (find_upload (fixture, PORTAIL_FIXTURE_COMPANY, sha256)->state, ==,
                   PORTAIL_TRANSFER_FAILED);
  g_assert_cmpint (find_upload (fixture, OTHER_COMPANY, sha256)->state, ==,
                   PORTAIL_TRANSFER_WAITING);
  portail_uploader_retry (portail_blob_cache_get_uploader (fixture->blobs), OTHER_COMPANY, sha256);
  g_assert_cmpint (find_upload (fixture, PORTAIL_FIXTURE_COMPANY, sha256)->state, ==,
                   PORTAIL_TRANSFER_FAILED);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  portail_sync_fixture_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/blob-edges/a-wipe-leaves-only-what-is-unsent", test_wipe);
  ADD ("/blob-edges/what-was-just-released-stays-until-its-op-is-known", test_release);
  ADD ("/blob-edges/a-download-that-does-not-get-on-ends", test_endless_download);
  ADD ("/blob-edges/a-content-whose-name-is-a-path-is-none", test_paths);
  ADD ("/blob-edges/nothing-is-fetched-after-the-end-of-the-account", test_stopped);
  ADD ("/blob-edges/an-upload-that-fails-lets-the-next-one-go", test_next_upload);
  ADD ("/blob-edges/the-server-says-when-an-upload-may-be-tried-again", test_retry_after);
  ADD ("/blob-edges/an-upload-that-cannot-be-noted-is-tried-again", test_full_disk);
  ADD ("/blob-edges/the-same-content-of-two-companies-is-two-uploads", test_two_companies);
  return g_test_run ();
}
