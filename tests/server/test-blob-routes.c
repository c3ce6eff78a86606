/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "server/portail-blob.h"
#include "tests/server/blob-client.h"

#define DAY_SECONDS (24 * 60 * 60)

static void
assert_state (ServerReply *reply, gint64 offset, gboolean expected)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  g_assert_cmpuint (reply->status, <, 300);
  g_assert_cmpint (blob_get_offset (reply), ==, offset);
  g_assert_cmpstr (server_reply_get_header (reply, "Upload-Offset"), ==, text);
  g_assert_true (blob_is_complete (reply) == expected);
}

/* A 409 that names the right offset. */
static void
assert_offset (ServerReply *reply, gint64 offset)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  server_reply_assert_problem (reply, 409, "conflict");
  g_assert_cmpint (blob_get_offset (reply), ==, offset);
  g_assert_cmpstr (server_reply_get_header (reply, "Upload-Offset"), ==, text);
}

static ServerReply *
get_state (ServerFixture *fixture, const char *token, const char *id)
{
  g_autofree char *path = g_strconcat ("/api/blobs/", id, NULL);

  return server_fixture_get (fixture, path, token);
}

static void
test_a_file_comes_piece_by_piece (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_png (300, 200, 5);
  gsize half = g_bytes_get_size (file) / 2;
  g_autoptr (GBytes) first = blob_slice (file, 0, half);
  g_autoptr (GBytes) second = blob_slice (file, half, g_bytes_get_size (file) - half);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) one = NULL;
  g_autoptr (ServerReply) state = NULL;
  g_autoptr (ServerReply) again = NULL;
  g_autoptr (ServerReply) two = NULL;
  g_autoptr (ServerReply) end = NULL;
  g_autoptr (ServerReply) known = NULL;

  g_assert_cmpuint (declared->status, ==, 201);
  assert_state (declared, 0, FALSE);
  one = blob_send (fixture, token, id, 0, first);
  assert_state (one, (gint64) half, FALSE);
  state = get_state (fixture, token, id);
  assert_state (state, (gint64) half, FALSE);
  again = blob_declare (fixture, token, fixture->garage_id, file);
  g_assert_cmpstr (server_reply_get_text (again, "id"), ==, id);
  assert_state (again, (gint64) half, FALSE);
  two = blob_send (fixture, token, id, (gint64) half, second);
  assert_state (two, (gint64) g_bytes_get_size (file), TRUE);
  end = get_state (fixture, token, id);
  assert_state (end, (gint64) g_bytes_get_size (file), TRUE);
  known = blob_declare (fixture, token, fixture->garage_id, file);
  g_assert_cmpstr (server_reply_get_text (known, "id"), ==, id);
  assert_state (known, (gint64) g_bytes_get_size (file), TRUE);
}

static void
test_a_wrong_offset_is_told_the_right_one (ServerFixture *fixture, gconstpointer unused)
{
  static const gint64 wrong[] = { 1, 9, 11, 4000000, G_MAXINT64 };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new (PORTAIL_FILE_PNG);
  g_autoptr (GBytes) piece = blob_slice (file, 0, 10);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) first = blob_send (fixture, token, id, 0, piece);
  g_autoptr (ServerReply) repeated = blob_send (fixture, token, id, 0, piece);
  g_autoptr (ServerReply) broken = blob_send (fixture, token, id, -1, piece);

  assert_state (first, 10, FALSE);
  assert_offset (repeated, 10);
  server_reply_assert_problem (broken, 400, "malformed");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ServerReply) reply = blob_send (fixture, token, id, wrong[i], piece);

      assert_offset (reply, 10);
    }
}

static void
test_too_many_bytes_start_it_anew (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new (PORTAIL_FILE_PNG);
  g_autoptr (GBytes) longer = portail_file_sample_join (file, file);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) lie = blob_send (fixture, token, id, 0, longer);
  g_autoptr (ServerReply) truth = NULL;

  server_reply_assert_problem (lie, 422, "invalid");
  g_assert_cmpint (blob_get_offset (lie), ==, 0);
  truth = blob_send (fixture, token, id, 0, file);
  assert_state (truth, (gint64) g_bytes_get_size (file), TRUE);
}

static void
test_another_hash_starts_it_anew (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) other = portail_file_sample_new_pdf (2);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) lie = blob_send (fixture, token, id, 0, other);
  g_autoptr (ServerReply) state = get_state (fixture, token, id);
  g_autoptr (ServerReply) truth = NULL;

  g_assert_cmpuint (g_bytes_get_size (file), ==, g_bytes_get_size (other));
  server_reply_assert_problem (lie, 422, "invalid");
  assert_state (state, 0, FALSE);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM blob"), ==, 0);
  truth = blob_send (fixture, token, id, 0, file);
  assert_state (truth, (gint64) g_bytes_get_size (file), TRUE);
}

static void
test_what_is_no_document_is_refused (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = {
    "<html><script>alert(1)</script>",
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "MZ\x90 a program",
    "<html></html>%PDF-1.4\n%%EOF\n",
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
      const char *id = server_reply_get_text (declared, "id");
      g_autoptr (ServerReply) sent = blob_send (fixture, token, id, 0, file);
      g_autoptr (ServerReply) gone = get_state (fixture, token, id);

      server_reply_assert_problem (sent, 415, "unsupported_media");
      server_reply_assert_problem (gone, 404, "not_found");
    }
}

static void
test_a_bad_declaration_is_refused (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *rest;
    guint status;
    const char *code;
  } cases[] = {
    { "'sha256':'%s','size':0", 422, "invalid" },
    { "'sha256':'%s','size':-1", 422, "invalid" },
    { "'sha256':'%s','size':1.5", 422, "invalid" },
    { "'sha256':'%s','size':'10'", 422, "invalid" },
    { "'sha256':'%s'", 422, "invalid" },
    { "'sha256':'%s','size':10485761", 413, "too_large" },
    { "'sha256':'%s','size':9007199254740991", 413, "too_large" },
    { "'sha256':'%s','size':10,'mime':'text/html'", 422, "invalid" },
    { "'sha256':'%s0','size':10", 422, "invalid" },
    { "'sha256':'../../%s','size':10", 422, "invalid" },
    { "'size':10", 422, "invalid" },
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *sha256 = g_strnfill (64, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) rest = g_string_new (cases[i].rest);
      g_autofree char *body = NULL;
      g_autoptr (ServerReply) reply = NULL;

      g_string_replace (rest, "%s", sha256, 0);
      body = g_strdup_printf ("{'enterprise_id':'%s',%s}", fixture->garage_id, rest->str);
      reply = server_fixture_post (fixture, "/api/blobs", token, body);
      server_reply_assert_problem (reply, cases[i].status, cases[i].code);
    }
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM upload"), ==, 0);
}

/* What a declaration says, without what must differ. */
static char *
describe (ServerReply *reply)
{
  return g_strdup_printf ("%u %" G_GINT64_FORMAT " %d", reply->status, blob_get_offset (reply),
                          blob_is_complete (reply));
}

static void
test_no_company_learns_what_another_holds (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *camille = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *yanis = server_fixture_dup_token (fixture, BLOB_YANIS);
  g_autoptr (GBytes) held = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) unknown = portail_file_sample_new_pdf (2);
  g_autofree char *id = blob_upload (fixture, camille, fixture->garage_id, held);
  g_autoptr (ServerReply) same = blob_declare (fixture, yanis, fixture->taxi_id, held);
  g_autoptr (ServerReply) other = blob_declare (fixture, yanis, fixture->taxi_id, unknown);
  g_autoptr (ServerReply) foreign = get_state (fixture, yanis, id);
  g_autoptr (ServerReply) missing = get_state (fixture, yanis, fixture->taxi_id);
  g_autoptr (ServerReply) intruding = blob_declare (fixture, yanis, fixture->garage_id, held);
  g_autoptr (ServerReply) nowhere = blob_declare (fixture, yanis, id, held);
  g_autofree char *said_same = describe (same);
  g_autofree char *said_other = describe (other);

  g_assert_cmpstr (said_same, ==, said_other);
  server_reply_assert_problem (foreign, 404, "not_found");
  server_reply_assert_problem (missing, 404, "not_found");
  g_assert_cmpstr (server_reply_get_text (foreign, "detail"), ==,
                   server_reply_get_text (missing, "detail"));
  server_reply_assert_problem (intruding, 404, "not_found");
  server_reply_assert_problem (nowhere, 404, "not_found");
}

static void
test_an_upload_is_its_senders_alone (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *camille = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *bastien = server_fixture_dup_token (fixture, FIXTURE_BASTIEN);
  g_autofree char *lea = server_fixture_dup_token (fixture, FIXTURE_LEA);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (ServerReply) declared = blob_declare (fixture, camille, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) sent = blob_send (fixture, bastien, id, 0, file);
  g_autoptr (ServerReply) seen = get_state (fixture, bastien, id);
  g_autoptr (ServerReply) own = blob_declare (fixture, bastien, fixture->garage_id, file);
  g_autoptr (ServerReply) powerless = blob_declare (fixture, lea, fixture->garage_id, file);

  server_reply_assert_problem (sent, 404, "not_found");
  server_reply_assert_problem (seen, 404, "not_found");
  assert_state (own, 0, FALSE);
  g_assert_cmpstr (server_reply_get_text (own, "id"), !=, id);
  server_reply_assert_problem (powerless, 403, "forbidden");
}

static void
hold_bytes (ServerFixture *fixture, const char *enterprise_id, gint64 size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = g_strnfill (64, 'e');

  portail_database_run (fixture->writer, &error,
                        "INSERT INTO blob (id, enterprise_id, sha256, size, mime, completed_at)"
                        " VALUES ('x', ?, ?, ?, 'application/pdf', 0)",
                        "tti", enterprise_id, sha256, size);
  g_assert_no_error (error);
}

static void
test_a_company_has_a_quota (ServerFixture *fixture, gconstpointer unused)
{
  gint64 quota = portail_server_config_get_number (fixture->config, PORTAIL_SETTING_BLOB_QUOTA);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *other_token = server_fixture_dup_token (fixture, BLOB_YANIS);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) second = portail_file_sample_new_pdf (2);
  gint64 size = (gint64) g_bytes_get_size (file);
  g_autoptr (ServerReply) fits = NULL;
  g_autoptr (ServerReply) full = NULL;
  g_autoptr (ServerReply) elsewhere = NULL;

  hold_bytes (fixture, fixture->garage_id, quota - size);
  fits = blob_declare (fixture, token, fixture->garage_id, file);
  assert_state (fits, 0, FALSE);
  full = blob_declare (fixture, token, fixture->garage_id, second);
  server_reply_assert_problem (full, 413, "quota");
  elsewhere = blob_declare (fixture, other_token, fixture->taxi_id, second);
  assert_state (elsewhere, 0, FALSE);
}

static void
test_only_so_many_uploads_are_open (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  guint status = 201;
  guint n = 0;

  for (; status == 201 && n < 1000; n++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new_pdf (n);
      g_autoptr (ServerReply) reply = blob_declare (fixture, token, fixture->garage_id, file);

      status = reply->status;
    }
  g_assert_cmpuint (status, ==, 413);
  g_assert_cmpuint (n, ==, 201);
}

typedef struct
{
  ServerFixture *fixture;
  const char *token;
  const char *id;
  GBytes *file;
  guint status;
} Sender;

/* All of one size. */
static GBytes *
make_large_pdf (char filler)
{
  g_autofree char *middle = g_strnfill (300 * 1000, filler);
  char *text = g_strconcat ("%PDF-1.4\n", middle, "\n%%EOF\n", NULL);

  return g_bytes_new_take (text, strlen (text));
}

static gpointer
send_whole (gpointer pointer)
{
  Sender *sender = pointer;
  g_autoptr (ServerReply) reply = blob_send (sender->fixture, sender->token, sender->id, 0,
                                             sender->file);

  sender->status = reply->status;
  return NULL;
}

static void
test_parallel_pieces_do_no_harm (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autofree char *sha256 = NULL;
  Sender senders[8];
  GThread *threads[G_N_ELEMENTS (senders)];
  guint n_complete = 0;
  g_autoptr (ServerReply) end = NULL;

  server_fixture_serve (fixture);
  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (GBytes) file = make_large_pdf ((char) ('a' + round));
      g_autoptr (GBytes) lie = make_large_pdf ((char) ('A' + round));
      g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
      const char *id = server_reply_get_text (declared, "id");

      for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
        {
          senders[i] = (Sender){ fixture, token, id, i % 2 == 0 ? file : lie, 0 };
          threads[i] = g_thread_new ("sender", send_whole, &senders[i]);
        }
      for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
        {
          g_thread_join (threads[i]);
          g_assert_true (senders[i].status == 200 || senders[i].status == 404
                         || senders[i].status == 409 || senders[i].status == 422);
          g_assert_true (senders[i].status != 200 || senders[i].file == file);
          n_complete += senders[i].status == 200;
        }
      g_clear_pointer (&sha256, g_free);
      sha256 = blob_hash (file);
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (ServerReply) last = blob_send (fixture, token, id, 0, file);

          g_assert_true (last->status == 200 || last->status == 404);
        }
      g_clear_pointer (&end, server_reply_free);
      end = blob_declare (fixture, token, fixture->garage_id, file);
      g_assert_true (blob_is_complete (end));
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) stored = portail_blob_store_map (fixture->blobs, fixture->garage_id,
                                                            sha256, &error);

        g_assert_no_error (error);
        g_assert_true (g_bytes_equal (stored, file));
      }
    }
  g_assert_cmpuint (n_complete, <=, 6);
}

static void
purge (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  portail_blob_purge (fixture->writer, server_fixture_get_now (fixture), &error);
  g_assert_no_error (error);
  portail_blob_sweep (fixture->blobs, fixture->writer, server_fixture_get_now (fixture));
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }
  return n;
}

static guint
count_stored (ServerFixture *fixture)
{
  return count_files (portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR));
}

static void
test_what_nobody_names_goes_after_a_week (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) begun = portail_file_sample_new_pdf (2);
  g_autoptr (GBytes) piece = blob_slice (begun, 0, 10);
  g_autofree char *id = blob_upload (fixture, token, fixture->garage_id, file);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, begun);
  g_autoptr (ServerReply) sent = blob_send (fixture, token, server_reply_get_text (declared, "id"),
                                            0, piece);

  g_assert_cmpuint (count_stored (fixture), ==, 2);
  purge (fixture);
  server_fixture_advance_clock (fixture, 6 * DAY_SECONDS);
  purge (fixture);
  g_assert_cmpuint (count_stored (fixture), ==, 2);
  server_fixture_advance_clock (fixture, 2 * DAY_SECONDS);
  purge (fixture);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
  g_assert_cmpint (
      server_fixture_query (fixture,
                            "SELECT (SELECT count(*) FROM blob) + (SELECT count(*) FROM upload)"),
      ==, 0);
}

static void
test_who_asks_for_a_content_keeps_it (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *id = blob_upload (fixture, token, fixture->garage_id, file);
  g_autofree char *later = NULL;
  g_autoptr (ServerReply) declared = NULL;

  purge (fixture);
  server_fixture_advance_clock (fixture, 6 * DAY_SECONDS);
  later = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  declared = blob_declare (fixture, later, fixture->garage_id, file);
  g_assert_true (blob_is_complete (declared));
  server_fixture_advance_clock (fixture, 2 * DAY_SECONDS);
  purge (fixture);
  g_assert_cmpuint (count_stored (fixture), ==, 1);
}

static void
test_a_file_without_row_goes_after_a_day (ServerFixture *fixture, gconstpointer unused)
{
  const char *folder = portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR);
  g_autofree char *company = g_build_filename (folder, fixture->garage_id, NULL);
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autofree char *path = g_build_filename (company, sha256, NULL);

  g_assert_cmpint (g_mkdir_with_parents (company, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  purge (fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  server_fixture_advance_clock (fixture, 2 * DAY_SECONDS);
  purge (fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_a_lost_file_is_sent_again (ServerFixture *fixture, gconstpointer unused)
{
  const char *folder = portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) piece = blob_slice (file, 0, 20);
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, fixture->garage_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) sent = blob_send (fixture, token, id, 0, piece);
  g_autofree char *path = g_build_filename (folder, "receiving", id, NULL);
  g_autoptr (ServerReply) state = NULL;
  g_autoptr (ServerReply) late = NULL;
  g_autoptr (ServerReply) whole = NULL;

  assert_state (sent, 20, FALSE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  state = get_state (fixture, token, id);
  assert_state (state, 0, FALSE);
  late = blob_send (fixture, token, id, 20, piece);
  assert_offset (late, 0);
  whole = blob_send (fixture, token, id, 0, file);
  assert_state (whole, (gint64) g_bytes_get_size (file), TRUE);
}

static void
test_a_lost_content_is_asked_for_again (ServerFixture *fixture, gconstpointer unused)
{
  const char *folder = portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (GBytes) file = portail_file_sample_new_pdf (1);
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *path = g_build_filename (folder, fixture->garage_id, sha256, NULL);
  g_autofree char *first = blob_upload (fixture, token, fixture->garage_id, file);
  g_autofree char *second = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  second = blob_upload (fixture, token, fixture->garage_id, file);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM blob"), ==, 1);
}

static void
count_fault (const PortailBlob *blob, PortailBlobSoundness soundness, gpointer counts)
{
  ((guint *) counts)[soundness]++;
}

static void
test_verifying_finds_what_is_lost_or_damaged (ServerFixture *fixture, gconstpointer unused)
{
  const char *folder = portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR);
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  guint counts[3] = { 0 };
  PortailBlobCheck check = { count_fault, counts, 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new_pdf (i);
      g_autofree char *sha256 = blob_hash (file);
      g_autofree char *path = g_build_filename (folder, fixture->garage_id, sha256, NULL);
      g_autofree char *id = blob_upload (fixture, token, fixture->garage_id, file);

      if (i == 1)
        g_assert_cmpint (g_unlink (path), ==, 0);
      else if (i > 2)
        g_assert_true (g_file_set_contents (path, "%PDF", 4, NULL));
    }
  portail_blob_verify (fixture->reader, fixture->blobs, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check.n_checked, ==, 5);
  g_assert_cmpuint (counts[PORTAIL_BLOB_LOST], ==, 1);
  g_assert_cmpuint (counts[PORTAIL_BLOB_DAMAGED], ==, 2);
}

static void
add (const char *name, void (*test) (ServerFixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/blob-routes/", name, NULL);

  g_test_add (path, ServerFixture, NULL, server_fixture_set_up, test, server_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("a-file-comes-piece-by-piece", test_a_file_comes_piece_by_piece);
  add ("a-wrong-offset-is-told-the-right-one", test_a_wrong_offset_is_told_the_right_one);
  add ("too-many-bytes-start-it-anew", test_too_many_bytes_start_it_anew);
  add ("another-hash-starts-it-anew", test_another_hash_starts_it_anew);
  add ("what-is-no-document-is-refused", test_what_is_no_document_is_refused);
  add ("a-bad-declaration-is-refused", test_a_bad_declaration_is_refused);
  add ("no-company-learns-what-another-holds", test_no_company_learns_what_another_holds);
  add ("an-upload-is-its-senders-alone", test_an_upload_is_its_senders_alone);
  add ("a-company-has-a-quota", test_a_company_has_a_quota);
  add ("only-so-many-uploads-are-open", test_only_so_many_uploads_are_open);
  add ("parallel-pieces-do-no-harm", test_parallel_pieces_do_no_harm);
  add ("what-nobody-names-goes-after-a-week", test_what_nobody_names_goes_after_a_week);
  add ("who-asks-for-a-content-keeps-it", test_who_asks_for_a_content_keeps_it);
  add ("a-file-without-row-goes-after-a-day", test_a_file_without_row_goes_after_a_day);
  add ("a-lost-file-is-sent-again", test_a_lost_file_is_sent_again);
  add ("a-lost-content-is-asked-for-again", test_a_lost_content_is_asked_for_again);
  add ("verifying-finds-what-is-lost-or-damaged", test_verifying_finds_what_is_lost_or_damaged);
  return g_test_run ();
}
