/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-blob.h"
#include "shared/portail-id.h"
#include "tests/server/blob-client.h"

static const PortailJson *
get_member (ServerReply *reply, const char *name)
{
  return portail_json_get (server_reply_get_root (reply), name);
}

static void
assert_number (ServerReply *reply, const char *name, const char *expected)
{
  const PortailJson *member = get_member (reply, name);

  g_assert_nonnull (member);
  g_assert_cmpstr (member->text, ==, expected);
}

static ServerReply *
get (ServerFixture *fixture, const char *token, const char *id, const char *rest)
{
  g_autofree char *path = blob_document_path (id, rest);

  return server_fixture_get (fixture, path, token);
}

static ServerReply *
put_content (ServerFixture *fixture, const char *token, const char *id, GBytes *file)
{
  g_autofree char *path = blob_document_path (id, "/content");

  return server_fixture_ask (fixture, &(ServerAsk){ .method = "PUT",
                                                    .path = path,
                                                    .token = token,
                                                    .bytes = file,
                                                    .content_type = "application/octet-stream" });
}

static ServerReply *
post_json (ServerFixture *fixture, const char *token, const char *rest)
{
  g_autofree char *body = g_strdup_printf ("{'enterprise_id':'%s',%s}", fixture->garage_id, rest);

  return server_fixture_post (fixture, "/api/documents", token, body);
}

static void
test_the_seeds_body_then_its_content (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) other = portail_file_sample_new_pdf (2);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (file));
  g_autoptr (ServerReply) made = post_json (fixture, token,
                                            "'filename':'facture.pdf','category':'Factures'");
  const char *id = server_reply_get_text (made, "id");
  g_autoptr (ServerReply) early = get (fixture, token, id, "/content");
  g_autoptr (ServerReply) put = NULL;
  g_autoptr (ServerReply) again = NULL;
  g_autoptr (ServerReply) changed = NULL;
  g_autoptr (ServerReply) content = NULL;

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (made, "doc_type"), ==, "document");
  g_assert_cmpint (get_member (made, "sha256")->kind, ==, PORTAIL_JSON_NULL);
  server_reply_assert_problem (early, 404, "not_found");
  put = put_content (fixture, token, id, file);
  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpstr (server_reply_get_text (put, "mime"), ==, "application/pdf");
  g_assert_cmpstr (server_reply_get_text (put, "file_type"), ==, "application/pdf");
  assert_number (put, "size", size);
  again = put_content (fixture, token, id, file);
  g_assert_cmpuint (again->status, ==, 200);
  changed = put_content (fixture, token, id, other);
  server_reply_assert_problem (changed, 422, "invalid");
  content = get (fixture, token, id, "/content");
  g_assert_cmpuint (content->status, ==, 200);
  g_assert_cmpmem (content->body, content->length, g_bytes_get_data (file, NULL),
                   g_bytes_get_size (file));
}

static void
test_a_form_brings_fields_and_file (ServerFixture *fixture, gconstpointer unused)
{
  const char *texts[] = { "enterprise_id",
                          fixture->garage_id,
                          "category",
                          "Factures",
                          "doc_type",
                          "facture",
                          "montant",
                          "1500.5",
                          "date",
                          "2025-09-20",
                          "description",
                          "",
                          NULL };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_png (40, 30, 1);
  g_autoptr (GBytes) form = blob_make_form (texts, "../../été “1”.html", file);
  g_autoptr (ServerReply) made = blob_post_form (fixture, token, "/api/documents", form);
  g_autofree char *sha256 = blob_hash (file);
  g_autoptr (ServerReply) content = NULL;

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (made, "filename"), ==, "été “1”.html");
  g_assert_cmpstr (server_reply_get_text (made, "sha256"), ==, sha256);
  g_assert_cmpstr (server_reply_get_text (made, "mime"), ==, "image/png");
  g_assert_cmpstr (server_reply_get_text (made, "doc_type"), ==, "facture");
  assert_number (made, "montant", "1500.5");
  content = get (fixture, token, server_reply_get_text (made, "id"), "/content");
  g_assert_cmpstr (server_reply_get_header (content, "Content-Disposition"), ==,
                   "attachment; filename=\"ete _1_.html.png\";"
                   " filename*=UTF-8''%C3%A9t%C3%A9%20%E2%80%9C1%E2%80%9D.html.png");
}

static void
test_a_bad_form_leaves_nothing (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    const char *value;
    guint status;
    const char *code;
  } cases[] = {
    { "couleur", "bleu", 422, "invalid" },
    { "montant", "1,5", 422, "invalid" },
    { "montant", "1.005", 422, "invalid" },
    { "montant", "-.-", 400, "malformed" },
    { "date", "demain", 422, "invalid" },
    { "size", "3", 422, "invalid" },
    { "sha256", "x", 400, "malformed" },
    { "employee_id", "01990000-0000-7000-8000-00000000c001", 422, "invalid" },
    { "doc_type", "virus", 422, "invalid" },
    { "a\":1,\"b", "c", 400, "malformed" },
  };
  const char *folder = portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *path = g_build_filename (folder, fixture->garage_id, sha256, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *texts[] = { "enterprise_id", fixture->garage_id, cases[i].name, cases[i].value,
                              NULL };
      g_autoptr (GBytes) form = blob_make_form (texts, "a.pdf", file);
      g_autoptr (ServerReply) reply = blob_post_form (fixture, token, "/api/documents", form);

      g_test_message ("%s=%s", cases[i].name, cases[i].value);
      if (g_str_equal (cases[i].name, "size"))
        g_assert_cmpuint (reply->status, <, 500);
      else
        server_reply_assert_problem (reply, cases[i].status, cases[i].code);
      g_assert_true (reply->status == 201 || !g_file_test (path, G_FILE_TEST_EXISTS));
      if (reply->status == 201)
        break;
    }
}

static void
test_a_file_is_what_its_bytes_are (ServerFixture *fixture, gconstpointer unused)
{
  static const char page[] = "<html><script>alert(1)</script></html>";
  static const char *const names[] = { "a.png", "a.pdf", "a.svg", "a.jpg" };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) html = g_bytes_new_static (page, sizeof page - 1);
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) polyglot = portail_file_sample_join (html, pdf);
  GBytes *files[] = { html, polyglot };
  const char *texts[] = { "enterprise_id", fixture->garage_id, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) form = blob_make_form (texts, names[i / 2], files[i % 2]);
      g_autoptr (ServerReply) reply = blob_post_form (fixture, token, "/api/documents", form);

      server_reply_assert_problem (reply, 415, "unsupported_media");
    }
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM document"), ==, 0);
}

static void
test_a_file_has_a_size_limit (ServerFixture *fixture, gconstpointer unused)
{
  gsize max = (gsize) portail_server_config_get_number (fixture->config,
                                                        PORTAIL_SETTING_MAX_FILE_SIZE);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *end = g_strnfill (max, 'x');
  g_autoptr (GBytes) rest = g_bytes_new_static (end, max);
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) large = portail_file_sample_join (pdf, rest);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  const char *texts[] = { "enterprise_id", fixture->garage_id, NULL };
  g_autoptr (GBytes) form = blob_make_form (texts, "a.pdf", large);
  g_autoptr (GBytes) bare = blob_make_form (texts, "a.pdf", empty);
  g_autoptr (ServerReply) too_large = blob_post_form (fixture, token, "/api/documents", form);
  g_autoptr (ServerReply) nothing = blob_post_form (fixture, token, "/api/documents", bare);
  g_autoptr (ServerReply) made = post_json (fixture, token, "'filename':'a.pdf'");
  g_autoptr (ServerReply) put = put_content (fixture, token, server_reply_get_text (made, "id"),
                                             large);

  server_reply_assert_problem (too_large, 413, "too_large");
  server_reply_assert_problem (nothing, 422, "invalid");
  server_reply_assert_problem (put, 413, "too_large");
}

static void
test_the_largest_file_comes_over_http (ServerFixture *fixture, gconstpointer unused)
{
  gsize max = (gsize) portail_server_config_get_number (fixture->config,
                                                        PORTAIL_SETTING_MAX_FILE_SIZE);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);
  g_autofree char *middle = g_strnfill (max - g_bytes_get_size (pdf) - strlen ("%PDF-1.4\n"), 'x');
  g_autofree char *start = g_strconcat ("%PDF-1.4\n", middle, NULL);
  g_autoptr (GBytes) first = g_bytes_new_static (start, strlen (start));
  g_autoptr (GBytes) largest = portail_file_sample_join (first, pdf);
  g_autoptr (GBytes) larger = portail_file_sample_join (first, largest);
  const char *texts[] = { "enterprise_id", fixture->garage_id, NULL };
  g_autoptr (GBytes) form = blob_make_form (texts, "b.pdf", larger);
  g_autoptr (ServerReply) refused = NULL;
  g_autofree char *id = NULL;

  server_fixture_serve (fixture);
  g_assert_cmpuint (g_bytes_get_size (largest), ==, max);
  id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", largest);
  refused = blob_post_form (fixture, token, "/api/documents", form);
  server_reply_assert_problem (refused, 413, "too_large");
}

static void
test_names_of_files_are_checked (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "../x.pdf",        "a/b.pdf",       "a\\\\b.pdf", "CON",
                                       "x\\u202egpj.exe", "a\\u0000b.pdf", "a\\nb.pdf",  ".",
                                       "a\\u200bb.pdf",   " x.pdf",        "x.pdf.",     "" };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *rest = g_strdup_printf ("'filename':'%s'", names[i]);
      g_autoptr (ServerReply) reply = post_json (fixture, token, rest);

      g_test_message ("%s", names[i]);
      g_assert_true (reply->status == 422 || reply->status == 400);
    }
}

static void
test_a_foreign_document_is_as_good_as_none (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const rests[] = { "", "/content", "/thumbnail", "/thumbnail?size=x" };
  g_autofree char *camille = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *yanis = server_fixture_dup_token (fixture, BLOB_YANIS);
  g_autoptr (GBytes) file = portail_file_sample_new_png (40, 30, 1);
  g_autofree char *id = blob_post_document (fixture, camille, fixture->garage_id, "a.png", file);
  g_autofree char *none = portail_id_new ();
  g_autoptr (ServerReply) put = put_content (fixture, yanis, id, file);
  const char *texts[] = { "enterprise_id", fixture->garage_id, NULL };
  g_autoptr (GBytes) form = blob_make_form (texts, "a.png", file);
  g_autoptr (ServerReply) post = blob_post_form (fixture, yanis, "/api/documents", form);

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autoptr (ServerReply) foreign = get (fixture, yanis, id, rests[i]);
      g_autoptr (ServerReply) missing = get (fixture, yanis, none, rests[i]);

      server_reply_assert_problem (foreign, 404, "not_found");
      server_reply_assert_problem (missing, 404, "not_found");
      g_assert_cmpstr (server_reply_get_text (foreign, "detail"), ==,
                       server_reply_get_text (missing, "detail"));
    }
  server_reply_assert_problem (put, 404, "not_found");
  server_reply_assert_problem (post, 404, "not_found");
}

static void
test_a_document_waits_for_its_content (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *yanis = server_fixture_dup_token (fixture, BLOB_YANIS);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *rest = g_strdup_printf ("'filename':'a.pdf','sha256':'%s'", sha256);
  g_autofree char *elsewhere = blob_upload (fixture, yanis, fixture->taxi_id, file);
  g_autoptr (ServerReply) early = post_json (fixture, token, rest);
  g_autofree char *blob_id = blob_upload (fixture, token, fixture->garage_id, file);
  g_autoptr (ServerReply) made = post_json (fixture, token, rest);

  server_reply_assert_problem (early, 409, "blob_missing");
  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (made, "mime"), ==, "application/pdf");
}

/* One create op of a document. */
static ServerReply *
push (ServerFixture *fixture, const char *token, const char *sha256, const char *op_id)
{
  g_autofree char *id = portail_id_new ();
  g_autofree char *body = g_strdup_printf (
      "{'protocol':1,'device':'01990000-0000-7000-8000-00000000d001','ops':[{'op_id':'%s','seq':1,"
      "'type':'document','id':'%s','enterprise_id':'%s','kind':'create','base_rev':0,"
      "'fields':{'filename':'a.pdf','doc_type':'contrat','sha256':'%s'},'depends_on':[],"
      "'made_at':'2025-09-20T18:03:11.123Z'}]}",
      op_id, id, fixture->garage_id, sha256);

  return server_fixture_post (fixture, "/api/sync/push", token, body);
}

static const PortailJson *
get_result (ServerReply *reply)
{
  const PortailJson *results = get_member (reply, "results");

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (results);
  return results->first_child;
}

static void
test_an_op_is_deferred_until_its_content_came (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *op_id = portail_id_new ();
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *on = g_strconcat ("blob:", sha256, NULL);
  g_autoptr (ServerReply) early = push (fixture, token, sha256, op_id);
  g_autoptr (ServerReply) good = NULL;
  g_autofree char *blob_id = NULL;

  g_assert_cmpstr (portail_json_get_member_string (get_result (early), "status"), ==, "deferred");
  g_assert_cmpstr (portail_json_get_member_string (get_result (early), "on"), ==, on);
  blob_id = blob_upload (fixture, token, fixture->garage_id, file);
  good = push (fixture, token, sha256, op_id);
  g_assert_cmpstr (portail_json_get_member_string (get_result (good), "status"), ==, "applied");
}

static void
test_the_same_content_is_found (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *yanis = server_fixture_dup_token (fixture, BLOB_YANIS);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *path = g_strconcat ("/api/documents?sha256=", sha256, NULL);
  g_autofree char *first = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", file);
  g_autofree char *second = blob_post_document (fixture, token, fixture->garage_id, "b.pdf", file);
  g_autoptr (ServerReply) own = server_fixture_get (fixture, path, token);
  g_autoptr (ServerReply) foreign = server_fixture_get (fixture, path, yanis);

  g_assert_cmpuint (portail_json_count_children (get_member (own, "items")), ==, 2);
  g_assert_cmpuint (portail_json_count_children (get_member (foreign, "items")), ==, 0);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM blob"), ==, 1);
}

static guint
count_found (ServerFixture *fixture, const char *token, const char *query)
{
  g_autofree char *path = g_strconcat ("/api/documents?", query, NULL);
  g_autoptr (ServerReply) list = server_fixture_get (fixture, path, token);

  g_assert_cmpuint (list->status, ==, 200);
  return portail_json_count_children (get_member (list, "items"));
}

static void
test_documents_are_found_by_what_they_are (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *query;
    guint n;
  } cases[] = {
    { "doc_type=facture", 2 },
    { "doc_type=contrat", 0 },
    { "category=Achats", 1 },
    { "tag=urgent", 1 },
    { "tag=%C3%89t%C3%A9%202025", 1 },
    { "tag=ete", 0 },
    { "tag=rge", 0 },
    { "date_from=2025-09-01&date_to=2025-09-30", 1 },
    { "date_from=2025-09-01", 2 },
    { "date_to=2025-08-31", 0 },
    { "montant_from=100.5", 1 },
    { "size_from=1", 0 },
    { "size_to=1", 0 },
    { "created_at_from=2020-01-01T00:00:00Z", 2 },
    { "q=garage", 2 },
  };
  static const char *const wrong[] = {
    "tag=", "tag=a,b", "date_from=x&sort=y", "filename_from=a", "montant_from=x", "_from=1"
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) first = post_json (
      fixture, token,
      "'filename':'garage-1.pdf','doc_type':'facture','category':'Achats','date':'2025-09-20',"
      "'montant':100.5,'tags':'urgent, été 2025'");
  g_autoptr (ServerReply) second = post_json (
      fixture, token,
      "'filename':'garage-2.pdf','doc_type':'facture','date':'2025-10-01','montant':100");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 201);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].query);
      g_assert_cmpuint (count_found (fixture, token, cases[i].query), ==, cases[i].n);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/api/documents?", wrong[i], NULL);
      g_autoptr (ServerReply) reply = server_fixture_get (fixture, path, token);

      server_reply_assert_problem (reply, 422, "invalid");
    }
}

static void
test_the_trash_keeps_the_content (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", file);
  g_autofree char *path = blob_document_path (id, "");
  g_autofree char *restore = blob_document_path (id, "/restore");
  g_autoptr (ServerReply) deleted = server_fixture_send (fixture, "DELETE", path, token, NULL);
  g_autoptr (ServerReply) gone = get (fixture, token, id, "/content");
  g_autoptr (ServerReply) restored = NULL;
  g_autoptr (ServerReply) content = NULL;

  g_assert_cmpuint (deleted->status, ==, 204);
  server_reply_assert_problem (gone, 404, "not_found");
  for (guint day = 0; day < 20; day += 5)
    {
      g_autoptr (GError) error = NULL;

      server_fixture_advance_clock (fixture, 5 * 24 * 60 * 60);
      portail_blob_purge (fixture->writer, server_fixture_get_now (fixture), &error);
      g_assert_no_error (error);
      portail_blob_sweep (fixture->blobs, fixture->writer, server_fixture_get_now (fixture));
    }
  g_free (token);
  token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  restored = server_fixture_send (fixture, "POST", restore, token, NULL);
  g_assert_cmpuint (restored->status, ==, 200);
  content = get (fixture, token, id, "/content");
  g_assert_cmpuint (content->status, ==, 200);
}

static void
test_a_full_company_gets_no_file (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) known = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) fresh = portail_file_sample_new_pdf (2);
  const char *texts[] = { "enterprise_id", fixture->garage_id, NULL };
  g_autoptr (GBytes) form = blob_make_form (texts, "a.pdf", fresh);
  g_autofree char *id = blob_post_document (fixture, token, fixture->garage_id, "a.pdf", known);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerReply) reply = NULL;

  portail_database_run (
      fixture->writer, &error,
      "INSERT INTO upload (id, enterprise_id, user_id, sha256, size, received,"
      " created_at, touched_at) VALUES ('x', ?, 'x', 'x', ?, 0, 0, 0)",
      "ti", fixture->garage_id,
      portail_server_config_get_number (fixture->config, PORTAIL_SETTING_BLOB_QUOTA));
  g_assert_no_error (error);
  reply = blob_post_form (fixture, token, "/api/documents", form);
  server_reply_assert_problem (reply, 413, "quota");
  again = blob_post_document (fixture, token, fixture->garage_id, "b.pdf", known);
}

static void
add (const char *name, void (*test) (ServerFixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/document-routes/", name, NULL);

  g_test_add (path, ServerFixture, NULL, server_fixture_set_up, test, server_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("the-seeds-body-then-its-content", test_the_seeds_body_then_its_content);
  add ("a-form-brings-fields-and-file", test_a_form_brings_fields_and_file);
  add ("a-bad-form-leaves-nothing", test_a_bad_form_leaves_nothing);
  add ("a-file-is-what-its-bytes-are", test_a_file_is_what_its_bytes_are);
  add ("a-file-has-a-size-limit", test_a_file_has_a_size_limit);
  add ("the-largest-file-comes-over-http", test_the_largest_file_comes_over_http);
  add ("names-of-files-are-checked", test_names_of_files_are_checked);
  add ("a-foreign-document-is-as-good-as-none", test_a_foreign_document_is_as_good_as_none);
  add ("a-document-waits-for-its-content", test_a_document_waits_for_its_content);
  add ("an-op-is-deferred-until-its-content-came", test_an_op_is_deferred_until_its_content_came);
  add ("the-same-content-is-found", test_the_same_content_is_found);
  add ("documents-are-found-by-what-they-are", test_documents_are_found_by_what_they_are);
  add ("the-trash-keeps-the-content", test_the_trash_keeps_the_content);
  add ("a-full-company-gets-no-file", test_a_full_company_gets_no_file);
  return g_test_run ();
}
