/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents of documents between a desktop and a real server, over a network that fails. */
#include "app/portail-blob-cache.h"

#include <glib/gstdio.h>

#include "app/portail-outbox-item.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/records/portail-employee.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-test-server.h"
#include "tests/support/portail-tree.h"
#include "tests/support/portail-trial-desk.h"

#define LARGE_BYTES (1200 * 1000) /* several pieces each way */

typedef struct
{
  PortailTestServer *server;
  char *session;
  char *folder; /* of the user's own files, and of the account */
  char *account;
  PortailTrialDesk *desk;
  PortailBlobCache *blobs;
} Fixture;

static void
open_desk (Fixture *fixture, PortailApiClient *(*get_client) (Fixture *fixture))
{
  fixture->desk = portail_trial_desk_new (
      fixture->account, portail_test_server_get_url (fixture->server), fixture->session,
      portail_test_server_get_garage_id (fixture->server));
  fixture->blobs = portail_blob_cache_new (fixture->desk->base.cache, get_client (fixture), NULL,
                                           fixture->account);
}

static PortailApiClient *
get_client (Fixture *fixture)
{
  return fixture->desk->client;
}

static PortailApiClient *
get_no_client (Fixture *fixture)
{
  return NULL;
}

static void
close_blobs (Fixture *fixture)
{
  portail_blob_cache_stop (fixture->blobs);
  portail_await_idle ();
  g_clear_object (&fixture->blobs);
}

/* Its files stay: a desk removes those of the folder that it names at its end. */
static void
close_desk (Fixture *fixture)
{
  PortailClientFixture *base = &fixture->desk->base;

  close_blobs (fixture);
  g_free (base->directory);
  base->directory = g_build_filename (fixture->folder, "nothing", NULL);
  g_mkdir (base->directory, 0700);
  g_clear_pointer (&fixture->desk, portail_trial_desk_free);
}

/* The program ends and begins again. */
static void
restart (Fixture *fixture)
{
  close_desk (fixture);
  open_desk (fixture, get_client);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTestReply) reply = NULL;

  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  reply = portail_test_server_sign_in (fixture->server, TEST_SERVER_CAMILLE);
  fixture->session = g_steal_pointer (&reply->body);
  fixture->folder = g_dir_make_tmp ("portail-blobs-XXXXXX", NULL);
  fixture->account = g_build_filename (fixture->folder, "account", NULL);
  /* Nothing is sent before the test says so. */
  open_desk (fixture, get_no_client);
  portail_trial_desk_sync (fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_desk (fixture);
  portail_test_server_free (fixture->server);
  portail_tree_remove (fixture->folder);
  g_free (fixture->session);
  g_free (fixture->folder);
  g_free (fixture->account);
}

/* A file of the user. */
static GFile *
write_pdf (Fixture *fixture, const char *name, gsize n_bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GString) text = g_string_new ("%PDF-1.4\n%");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; text->len < n_bytes; i++)
    g_string_append_printf (text, "%s-%u ", name, i);
  g_string_append (text, "\n%%EOF\n");
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static PortailContent *
take (Fixture *fixture, GFile *file, GError **error)
{
  g_auto (PortailAwait) await = { NULL };

  portail_blob_cache_take_async (fixture->blobs, file, NULL, portail_await_ready, &await);
  return portail_blob_cache_take_finish (fixture->blobs, portail_await (&await), error);
}

static PortailSyncOp *
new_op (PortailRecord *record, PortailFieldSet fields)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, record->type, record->id);

  portail_change_set_fields (change, record, fields);
  portail_sync_op_take_change (op, change);
  return op;
}

/* A document with that content here and in the outbox. Owned. */
static PortailDocument *
add_document (Fixture *fixture, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailContent) content = take (fixture, file, &error);
  PortailDocument *document = portail_record_new (&portail_document_type);
  PortailFieldSet fields = 0;
  static const char *const names[] = { "filename", "doc_type", "sha256", "size" };

  g_assert_no_error (error);
  document->base.id = portail_id_new ();
  document->filename = g_strdup (content->filename);
  document->doc_type = PORTAIL_DOCUMENT_DOCUMENT;
  document->sha256 = g_strdup (content->sha256);
  document->size = content->size;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields |= portail_record_type_field_bit (&portail_document_type, names[i]);
  portail_trial_desk_do (fixture->desk, new_op (&document->base, fields));
  return document;
}

static PortailDocument *
add_large_document (Fixture *fixture)
{
  g_autoptr (GFile) file = write_pdf (fixture, "large.pdf", LARGE_BYTES);

  return add_document (fixture, file);
}

static gint64
count_documents (Fixture *fixture)
{
  return portail_test_server_query (fixture->server, "SELECT count(*) FROM document");
}

static guint
count_uploads (Fixture *fixture)
{
  return portail_uploader_get_list (portail_blob_cache_get_uploader (fixture->blobs))->len;
}

static gboolean
is_all_sent (gpointer user)
{
  Fixture *fixture = user;

  return portail_test_server_query (fixture->server, "SELECT count(*) FROM blob") > 0
         && count_uploads (fixture) == 0;
}

/* Sends what waits, and its op. */
static void
send_all (Fixture *fixture)
{
  portail_await_until (is_all_sent, fixture);
  portail_await_idle ();
  portail_trial_desk_sync (fixture->desk);
  g_assert_cmpuint (portail_trial_desk_get_counts (fixture->desk).n_to_send, ==, 0);
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_large_document (fixture);
  g_autoptr (PortailEmployee) employee = portail_record_new (&portail_employee_type);

  employee->base.id = portail_id_new ();
  employee->name = g_strdup ("Zoé Lefèvre");
  portail_record_set_initial (employee, 0);
  portail_trial_desk_do (
      fixture->desk,
      new_op (&employee->base,
              portail_record_type_field_bit (&portail_employee_type, "name")
                  | portail_record_type_field_bit (&portail_employee_type, "status")));
  portail_trial_desk_sync (fixture->desk);
  g_assert_cmpuint (portail_trial_desk_get_counts (fixture->desk).n_to_send, ==, 1);
  g_assert_cmpint (count_documents (fixture), ==, 0);
  g_assert_cmpint (portail_test_server_query (
                       fixture->server, "SELECT count(*) FROM employee WHERE name = 'Zoé Lefèvre'"),
                   ==, 1);

  restart (fixture);
  send_all (fixture);
  g_assert_cmpint (count_documents (fixture), ==, 1);
}

static const PortailTransfer *
get_upload (Fixture *fixture)
{
  const GPtrArray *list = portail_uploader_get_list (
      portail_blob_cache_get_uploader (fixture->blobs));

  return list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
}

/* All of it is there, or it waits for another try. */
static gboolean
is_at_rest (gpointer user)
{
  Fixture *fixture = user;
  const PortailTransfer *upload = get_upload (fixture);

  return is_all_sent (fixture)
         || (upload != NULL && upload->state != PORTAIL_TRANSFER_RUNNING && upload->detail != NULL);
}

static void
test_upload_cuts (Fixture *fixture, gconstpointer unused)
{
  static const PortailFaultKind kinds[] = { PORTAIL_FAULT_DROP_REQUEST, PORTAIL_FAULT_DROP_REPLY };
  g_autoptr (PortailDocument) document = add_large_document (fixture);
  PortailFaultProxy *proxy = portail_test_server_get_proxy (fixture->server);
  guint n_cuts = 0;

  close_blobs (fixture);
  portail_fault_proxy_set_fault (proxy, &(PortailFault){ kinds[0], 2, 0, 0 });
  fixture->blobs = portail_blob_cache_new (fixture->desk->base.cache, fixture->desk->client, NULL,
                                           fixture->account);
  for (portail_await_until (is_at_rest, fixture); !is_all_sent (fixture);
       portail_await_until (is_at_rest, fixture))
    {
      n_cuts++;
      portail_fault_proxy_set_fault (
          proxy, &(PortailFault){ kinds[n_cuts % G_N_ELEMENTS (kinds)], 2, 0, 0 });
      portail_uploader_retry (portail_blob_cache_get_uploader (fixture->blobs), NULL, NULL);
    }
  portail_fault_proxy_set_fault (proxy, &(PortailFault){ PORTAIL_FAULT_NONE, 1, 0, 0 });
  g_assert_cmpuint (n_cuts, >=, 2);
  send_all (fixture);
  g_assert_cmpint (count_documents (fixture), ==, 1);
}

static gboolean
has_begun (gpointer user)
{
  const PortailTransfer *upload = get_upload (user);

  return upload != NULL && upload->n_done > 0;
}

static void
test_upload_kill (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_large_document (fixture);
  gint64 n_received;

  restart (fixture);
  portail_await_until (has_begun, fixture);
  close_desk (fixture);
  n_received = portail_test_server_query (fixture->server, "SELECT received FROM upload");
  g_assert_cmpint (n_received, >, 0);
  g_assert_cmpint (n_received, <, LARGE_BYTES);

  open_desk (fixture, get_client);
  portail_await_until (has_begun, fixture);
  g_assert_cmpint (get_upload (fixture)->n_done, >=, n_received);
  send_all (fixture);
  g_assert_cmpint (count_documents (fixture), ==, 1);
}

static gboolean
has_failed (gpointer user)
{
  const PortailTransfer *upload = get_upload (user);

  return upload != NULL && upload->state == PORTAIL_TRANSFER_FAILED;
}

static void
test_damaged_upload (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_large_document (fixture);
  g_autofree char *path = portail_blob_cache_dup_path (fixture->blobs, document->sha256);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  restart (fixture);
  portail_await_until (has_failed, fixture);
  g_assert_nonnull (get_upload (fixture)->detail);
  portail_trial_desk_sync (fixture->desk);
  g_assert_cmpint (count_documents (fixture), ==, 0);

  /* It is told again after a restart, and helped by the right bytes. */
  restart (fixture);
  portail_await_until (has_failed, fixture);
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  portail_uploader_retry (portail_blob_cache_get_uploader (fixture->blobs),
                          get_upload (fixture)->enterprise_id, document->sha256);
  send_all (fixture);
}

static char *
fetch (Fixture *fixture, const PortailDocument *document, GError **error)
{
  g_auto (PortailAwait) await = { NULL };

  portail_blob_cache_fetch_async (fixture->blobs, document, NULL, portail_await_ready, &await);
  return portail_blob_cache_fetch_finish (fixture->blobs, portail_await (&await), error);
}

/* One that the server has and this device has not. */
static PortailDocument *
add_distant_document (Fixture *fixture)
{
  PortailDocument *document = add_large_document (fixture);
  g_autofree char *path = portail_blob_cache_dup_path (fixture->blobs, document->sha256);

  restart (fixture);
  send_all (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  restart (fixture);
  portail_await_idle ();
  g_assert_false (portail_blob_cache_has (fixture->blobs, document->sha256));
  return document;
}

static void
test_download_cut (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_distant_document (fixture);
  PortailFaultProxy *proxy = portail_test_server_get_proxy (fixture->server);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gint64 n_received;

  /* The first exchange may be that of a token. */
  g_free (fetch (fixture, document, &error));
  g_assert_no_error (error);
  path = portail_blob_cache_dup_path (fixture->blobs, document->sha256);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_clear_pointer (&path, g_free);
  close_blobs (fixture);
  fixture->blobs = portail_blob_cache_new (fixture->desk->base.cache, fixture->desk->client, NULL,
                                           fixture->account);
  portail_fault_proxy_set_fault (proxy, &(PortailFault){ PORTAIL_FAULT_CUT_REPLY, 2, 4000, 0 });
  g_assert_null (fetch (fixture, document, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  n_received = portail_content_file_get_received (fixture->account, document->sha256);
  g_assert_cmpint (n_received, >, 0);
  g_assert_cmpint (n_received, <, document->size);

  path = fetch (fixture, document, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (portail_content_file_is_intact (fixture->account, document->sha256));
  g_assert_true (portail_blob_cache_has (fixture->blobs, document->sha256));
}

static void
test_damaged_download (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_distant_document (fixture);
  g_autofree char *bytes = g_malloc0 ((gsize) document->size);
  g_autoptr (GBytes) wrong = g_bytes_new_static (bytes, (gsize) document->size - 1);
  g_autoptr (GError) error = NULL;

  /* What came before is not of this content. */
  g_assert_true (
      portail_content_file_append (fixture->account, document->sha256, 0, wrong, &error));
  g_assert_null (fetch (fixture, document, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY);
  g_assert_false (portail_blob_cache_has (fixture->blobs, document->sha256));
  g_assert_cmpint (portail_content_file_get_received (fixture->account, document->sha256), ==, 0);
  g_clear_error (&error);
  g_free (fetch (fixture, document, &error));
  g_assert_no_error (error);
}

static void
test_lost_content (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_large_document (fixture);

  /* As if the server had lost what it said it has. */
  portail_client_execute (&fixture->desk->base, "DELETE FROM upload");
  portail_trial_desk_sync (fixture->desk);
  g_assert_cmpuint (portail_trial_desk_get_counts (fixture->desk).n_to_send, ==, 1);
  restart (fixture);
  send_all (fixture);
  g_assert_cmpint (count_documents (fixture), ==, 1);
}

static void
test_lost_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_large_document (fixture);
  g_autofree char *path = portail_blob_cache_dup_path (fixture->blobs, document->sha256);
  PortailOutboxCounts counts;

  portail_client_execute (&fixture->desk->base, "DELETE FROM upload");
  g_assert_cmpint (g_unlink (path), ==, 0);
  portail_trial_desk_sync (fixture->desk);
  counts = portail_trial_desk_get_counts (fixture->desk);
  g_assert_cmpuint (counts.n_to_send, ==, 0);
  g_assert_cmpuint (counts.n_refused, ==, 1);
}

static void
test_refusals (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) large = write_pdf (fixture, "large.pdf", PORTAIL_CONTENT_MAX_BYTES + 1);
  g_autofree char *page_path = g_build_filename (fixture->folder, "page.pdf", NULL);
  g_autoptr (GFile) page = g_file_new_for_path (page_path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (page_path, "<html><script>alert(1)</script>", -1, NULL));
  g_assert_null (take (fixture, folder, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (take (fixture, large, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (take (fixture, page, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA);
}

static void
test_names (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "<b>gras<b>&amp;.PDF", "\xe2\x80\xaegnp.exe",
                                       "facture \xff.pdf", "con.pdf", "a:b|c?d*.pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = write_pdf (fixture, names[i], 100);
      g_autoptr (GError) error = NULL;
      g_autoptr (PortailContent) content = take (fixture, file, &error);
      g_autofree char *lower = NULL;

      g_assert_no_error (error);
      g_assert_true (g_utf8_validate (content->filename, -1, NULL));
      g_assert_null (strpbrk (content->filename, "/\\<>:|?*"));
      lower = g_ascii_strdown (content->filename, -1);
      g_assert_true (g_str_has_suffix (lower, ".pdf"));
    }
}

static gboolean
is_tidied (gpointer user)
{
  return portail_blob_cache_get_n_bytes (((Fixture *) user)->blobs) > 0;
}

static gboolean
is_one_left (gpointer user)
{
  Fixture *fixture = user;

  return portail_blob_cache_get_n_bytes (fixture->blobs) < 2 * LARGE_BYTES;
}

static void
test_limit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) first_file = write_pdf (fixture, "first.pdf", LARGE_BYTES);
  g_autoptr (GFile) second_file = write_pdf (fixture, "second.pdf", LARGE_BYTES);
  g_autoptr (PortailDocument) first = add_document (fixture, first_file);
  g_autoptr (PortailDocument) second = add_document (fixture, second_file);

  restart (fixture);
  /* Unsent ones stay whatever the limit is. */
  portail_blob_cache_clear (fixture->blobs);
  portail_await_until (is_tidied, fixture);
  g_assert_true (portail_blob_cache_has (fixture->blobs, first->sha256));
  send_all (fixture);
  portail_blob_cache_pin (fixture->blobs, first->base.id, PORTAIL_PIN_KEEP);
  restart (fixture);
  portail_await_until (is_tidied, fixture);
  g_assert_true (portail_blob_cache_is_pinned (fixture->blobs, first->base.id));
  portail_blob_cache_clear (fixture->blobs);
  portail_await_until (is_one_left, fixture);
  g_assert_true (portail_blob_cache_has (fixture->blobs, first->sha256));
  g_assert_false (portail_blob_cache_has (fixture->blobs, second->sha256));
}

static gboolean
is_none_left (gpointer user)
{
  return portail_blob_cache_get_n_bytes (((Fixture *) user)->blobs) == 0;
}

static void
test_pinned_company (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDocument) document = add_distant_document (fixture);
  const char *company = portail_test_server_get_garage_id (fixture->server);
  g_auto (PortailAwait) await = { NULL };

  portail_blob_cache_pin (fixture->blobs, company, PORTAIL_PIN_KEEP);
  portail_await_until (is_tidied, fixture);
  g_assert_true (portail_blob_cache_has (fixture->blobs, document->sha256));
  restart (fixture);
  portail_await_until (is_tidied, fixture);
  g_assert_true (portail_blob_cache_is_pinned (fixture->blobs, company));
  portail_blob_cache_pin (fixture->blobs, company, PORTAIL_PIN_LET_GO);
  portail_cache_settle_async (fixture->desk->base.cache, portail_await_ready, &await);
  portail_cache_settle_finish (fixture->desk->base.cache, portail_await (&await), NULL);
  g_assert_true (portail_blob_cache_has (fixture->blobs, document->sha256));
  portail_blob_cache_clear (fixture->blobs);
  portail_await_until (is_none_left, fixture);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  portail_trial_desk_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/blob-cache/an-op-waits-for-its-content-while-others-go", test_order);
  ADD ("/blob-cache/an-upload-goes-on-after-cuts", test_upload_cuts);
  ADD ("/blob-cache/an-upload-goes-on-after-a-kill", test_upload_kill);
  ADD ("/blob-cache/a-damaged-file-is-not-sent", test_damaged_upload);
  ADD ("/blob-cache/a-download-goes-on-where-it-was-cut", test_download_cut);
  ADD ("/blob-cache/bytes-of-another-hash-are-refused", test_damaged_download);
  ADD ("/blob-cache/what-the-server-has-lost-is-sent-again", test_lost_content);
  ADD ("/blob-cache/an-op-without-its-file-is-told-to-the-user", test_lost_file);
  ADD ("/blob-cache/only-files-that-documents-may-be-are-taken", test_refusals);
  ADD ("/blob-cache/hostile-names-become-clean", test_names);
  ADD ("/blob-cache/unsent-and-pinned-files-stay-over-the-limit", test_limit);
  ADD ("/blob-cache/a-pinned-company-comes-and-stays", test_pinned_company);
  return g_test_run ();
}
