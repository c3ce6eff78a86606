/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out again of what was sent: downloads and small pictures, and for whom. */
#include <string.h>

#include "server/portail-blob.h"
#include "tests/server/blob-client.h"

static const PortailJson *
get_member (ServerReply *reply, const char *name)
{
  return portail_json_get (server_reply_get_root (reply), name);
}

static ServerReply *
get (ServerFixture *fixture, const char *token, const char *id, const char *rest)
{
  g_autofree char *path = blob_document_path (id, rest);

  return server_fixture_get (fixture, path, token);
}

static ServerReply *
get_with (ServerFixture *fixture,
          const char *token,
          const char *id,
          const char *header,
          const char *value)
{
  const char *headers[] = { header, value, NULL };
  g_autofree char *path = blob_document_path (id, "/content");

  return server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET", .path = path, .token = token, .headers = headers });
}

static void
test_a_download_is_safe (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const expected[][2] = {
    { "Content-Type", "application/pdf" },
    { "Content-Disposition", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf" },
    { "X-Content-Type-Options", "nosniff" },
    { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox" },
    { "Cache-Control", "private, no-store" },
    { "Accept-Ranges", "bytes" },
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", sha256);
  g_autofree char *id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", file);
  g_autoptr (ServerReply) reply = NULL;
  g_autoptr (ServerReply) known = NULL;

  server_fixture_serve (fixture);
  reply = get (fixture, token, id, "/content");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpmem (reply->body, reply->length, g_bytes_get_data (file, NULL),
                   g_bytes_get_size (file));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (server_reply_get_header (reply, expected[i][0]), ==, expected[i][1]);
  g_assert_cmpstr (server_reply_get_header (reply, "ETag"), ==, tag);
  known = get_with (fixture, token, id, "If-None-Match", tag);
  g_assert_cmpuint (known->status, ==, 304);
}

static void
test_a_part_of_a_file_can_be_had (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *range;
    guint status;
    gint first; /* from the end when negative */
    gint length;
  } cases[] = {
    { "bytes=0-9", 206, 0, 10 },     { "bytes=10-10", 206, 10, 1 },
    { "bytes=-5", 206, -5, 5 },      { "bytes=5-", 206, 5, -1 },
    { "bytes=0-99999", 206, 0, -1 }, { "bytes=-99999", 206, 0, -1 },
    { "bytes=99999-", 416, 0, 0 },   { "bytes=-0", 416, 0, 0 },
    { "bytes=9-3", 200, 0, -1 },     { "bytes=0-1,3-4", 200, 0, -1 },
    { "lines=0-1", 200, 0, -1 },     { "bytes=-", 200, 0, -1 },
    { "bytes=a-b", 200, 0, -1 },
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  gint size = (gint) g_bytes_get_size (file);
  g_autofree char *id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", file);

  server_fixture_serve (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerReply) reply = get_with (fixture, token, id, "Range", cases[i].range);
      gint first = cases[i].first < 0 ? size + cases[i].first : cases[i].first;
      gint length = cases[i].length < 0 ? size - first : cases[i].length;

      g_test_message ("%s", cases[i].range);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      if (reply->status != 416)
        g_assert_cmpmem (reply->body, reply->length,
                         (const char *) g_bytes_get_data (file, NULL) + first, length);
    }
}

static char *
put_employee (ServerFixture *fixture, const char *token, const char *discord_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = g_strdup_printf ("{'enterprise_id':'%s','name':'N° %s'}",
                                           fixture->garage_id, discord_id);
  g_autoptr (ServerReply) made = server_fixture_post (fixture, "/api/employees", token, body);

  g_assert_cmpuint (made->status, ==, 201);
  portail_database_run (fixture->writer, &error,
                        "UPDATE employee SET user_id ="
                        " (SELECT id FROM user WHERE discord_id = ?) WHERE id = ?",
                        "tt", discord_id, server_reply_get_text (made, "id"));
  g_assert_no_error (error);
  return g_strdup (server_reply_get_text (made, "id"));
}

static void
test_an_employe_has_his_own_diplomas (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *lea = server_fixture_dup_token (fixture, FIXTURE_LEA);
  g_autofree char *employee_id = put_employee (fixture, token, FIXTURE_LEA);
  g_autofree char *other_id = put_employee (fixture, token, "none");
  g_autoptr (GBytes) file = portail_file_sample_new_png (40, 30, 1);
  const struct
  {
    const char *doc_type;
    const char *employee_id;
    guint status;
  } cases[] = {
    { "diplome", employee_id, 200 },
    { "diplome", other_id, 403 },
    { "contrat", employee_id, 403 },
    { "diplome", "", 403 },
  };
  g_autoptr (ServerReply) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *texts[] = { "enterprise_id", fixture->garage_id,   "doc_type", cases[i].doc_type,
                              "employee_id",   cases[i].employee_id, NULL };
      g_autoptr (GBytes) form = blob_make_form (texts, "d.png", file);
      g_autoptr (ServerReply) made = blob_post_form (fixture, token, "/api/documents", form);
      const char *id = server_reply_get_text (made, "id");
      g_autoptr (ServerReply) content = get (fixture, lea, id, "/content");
      g_autoptr (ServerReply) thumbnail = get (fixture, lea, id, "/thumbnail");
      g_autoptr (ServerReply) row = get (fixture, lea, id, "");

      g_assert_cmpuint (made->status, ==, 201);
      g_assert_cmpuint (content->status, ==, cases[i].status);
      g_assert_cmpuint (thumbnail->status, ==, cases[i].status);
      g_assert_cmpuint (row->status, ==, cases[i].status);
    }
  list = server_fixture_get (fixture, "/api/documents", lea);
  g_assert_cmpuint (list->status, ==, 200);
  g_assert_cmpuint (portail_json_count_children (get_member (list, "items")), ==, 1);
}

static void
test_pictures_have_thumbnails (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) picture = portail_file_sample_new_png (600, 400, 1);
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) bomb = portail_file_sample_new_png (6000, 6000, 1);
  g_autofree char *id = blob_post_document (fixture, token, fixture->garage_id, "a.png", picture);
  g_autofree char *pdf_id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", pdf);
  g_autofree char *bomb_id = blob_post_document (fixture, token, fixture->garage_id, "b.png", bomb);
  g_autoptr (ServerReply) first = NULL;
  g_autoptr (ServerReply) second = NULL;
  g_autoptr (ServerReply) none = NULL;
  g_autoptr (ServerReply) refused = NULL;
  g_autoptr (ServerReply) wrong = NULL;

  server_fixture_serve (fixture);
  first = get (fixture, token, id, "/thumbnail?size=100");
  second = get (fixture, token, id, "/thumbnail?size=128");
  none = get (fixture, token, pdf_id, "/thumbnail");
  refused = get (fixture, token, bomb_id, "/thumbnail");
  wrong = get (fixture, token, id, "/thumbnail?size=100000");
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (server_reply_get_header (first, "Content-Type"), ==, "image/jpeg");
  g_assert_cmpmem (first->body, first->length, second->body, second->length);
  server_reply_assert_problem (none, 415, "unsupported_media");
  server_reply_assert_problem (refused, 415, "unsupported_media");
  server_reply_assert_problem (wrong, 422, "invalid");
}

/* Nine days with a purge each. */
static void
pass_a_week (ServerFixture *fixture)
{
  for (guint day = 0; day < 9; day++)
    {
      g_autoptr (GError) error = NULL;

      portail_blob_purge (fixture->writer, server_fixture_get_now (fixture), &error);
      g_assert_no_error (error);
      portail_blob_sweep (fixture->blobs, fixture->writer, server_fixture_get_now (fixture));
      server_fixture_advance_clock (fixture, 24 * 60 * 60);
    }
}

static gboolean
is_stored (ServerFixture *fixture, GBytes *file)
{
  g_autofree char *sha256 = blob_hash (file);

  return portail_blob_store_has (fixture->blobs, fixture->garage_id, sha256,
                                 (gint64) g_bytes_get_size (file));
}

static void
test_an_archive_keeps_the_content_that_it_names (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) named = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) unnamed = portail_file_sample_new_pdf (2);
  g_autofree char *sha256 = blob_hash (named);
  g_autofree char *payload = g_strdup_printf ("{\"sha256\":\"%s\"}", sha256);
  g_autofree char *first = blob_upload (fixture, token, fixture->garage_id, named);
  g_autofree char *second = blob_upload (fixture, token, fixture->garage_id, unnamed);
  g_autoptr (GError) error = NULL;

  portail_database_run (fixture->writer, &error,
                        "INSERT INTO archive (id, enterprise_id, source_type, payload)"
                        " VALUES ('a', ?, 'document', ?)",
                        "tt", fixture->garage_id, payload);
  g_assert_no_error (error);
  pass_a_week (fixture);
  g_assert_true (is_stored (fixture, named));
  g_assert_false (is_stored (fixture, unnamed));
  portail_database_run (fixture->writer, &error, "DELETE FROM archive WHERE id = 'a'", "");
  g_assert_no_error (error);
  pass_a_week (fixture);
  g_assert_false (is_stored (fixture, named));
}

static void
add (const char *name, void (*test) (ServerFixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/document-content/", name, NULL);

  g_test_add (path, ServerFixture, NULL, server_fixture_set_up, test, server_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("a-download-is-safe", test_a_download_is_safe);
  add ("a-part-of-a-file-can-be-had", test_a_part_of_a_file_can_be_had);
  add ("an-employe-has-his-own-diplomas", test_an_employe_has_his_own_diplomas);
  add ("pictures-have-thumbnails", test_pictures_have_thumbnails);
  add ("an-archive-keeps-the-content-that-it-names",
       test_an_archive_keeps_the_content_that_it_names);
  return g_test_run ();
}
