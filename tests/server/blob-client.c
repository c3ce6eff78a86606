/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/blob-client.h"

#include <string.h>

#define BOUNDARY "3f9c1b7a"

char *
blob_hash (GBytes *file)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
}

ServerReply *
blob_declare (ServerFixture *fixture, const char *token, const char *enterprise_id, GBytes *file)
{
  g_autofree char *sha256 = blob_hash (file);
  g_autofree char *body = g_strdup_printf (
      "{'enterprise_id':'%s','sha256':'%s','size':%" G_GSIZE_FORMAT "}", enterprise_id, sha256,
      g_bytes_get_size (file));

  return server_fixture_post (fixture, "/api/blobs", token, body);
}

ServerReply *
blob_send (ServerFixture *fixture, const char *token, const char *id, gint64 offset, GBytes *piece)
{
  g_autofree char *path = g_strconcat ("/api/blobs/", id, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);
  const char *headers[] = { "Upload-Offset", text, NULL };

  return server_fixture_ask (fixture, &(ServerAsk){ .method = "PATCH",
                                                    .path = path,
                                                    .token = token,
                                                    .bytes = piece,
                                                    .content_type = "application/octet-stream",
                                                    .headers = headers });
}

gint64
blob_get_offset (ServerReply *reply)
{
  gint64 offset = -1;

  portail_json_get_integer (portail_json_get (server_reply_get_root (reply), "offset"), &offset);
  return offset;
}

gboolean
blob_is_complete (ServerReply *reply)
{
  const PortailJson *complete = portail_json_get (server_reply_get_root (reply), "complete");

  g_assert_nonnull (complete);
  return complete->kind == PORTAIL_JSON_TRUE;
}

char *
blob_upload (ServerFixture *fixture, const char *token, const char *enterprise_id, GBytes *file)
{
  g_autoptr (ServerReply) declared = blob_declare (fixture, token, enterprise_id, file);
  const char *id = server_reply_get_text (declared, "id");
  g_autoptr (ServerReply) sent = blob_send (fixture, token, id, 0, file);

  g_assert_cmpuint (sent->status, ==, 200);
  g_assert_true (blob_is_complete (sent));
  return g_strdup (id);
}

GBytes *
blob_slice (GBytes *file, gsize offset, gsize length)
{
  return g_bytes_new_from_bytes (file, offset, length);
}

GBytes *
blob_make_form (const char *const *texts, const char *filename, GBytes *file)
{
  GByteArray *form = g_byte_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *texts != NULL; texts += 2)
    g_string_append_printf (
        text, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
        texts[0], texts[1]);
  if (file != NULL)
    g_string_append_printf (text,
                            "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\";"
                            " filename=\"%s\"\r\nContent-Type: text/html\r\n\r\n",
                            filename);
  g_byte_array_append (form, (const guint8 *) text->str, (guint) text->len);
  if (file != NULL)
    g_byte_array_append (form, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
  g_string_assign (text, file != NULL ? "\r\n--" BOUNDARY "--\r\n" : "--" BOUNDARY "--\r\n");
  g_byte_array_append (form, (const guint8 *) text->str, (guint) text->len);
  return g_byte_array_free_to_bytes (form);
}

ServerReply *
blob_post_form (ServerFixture *fixture, const char *token, const char *path, GBytes *form)
{
  return server_fixture_ask (
      fixture, &(ServerAsk){ .method = "POST",
                             .path = path,
                             .token = token,
                             .bytes = form,
                             .content_type = "multipart/form-data; boundary=" BOUNDARY });
}

char *
blob_post_document (ServerFixture *fixture,
                    const char *token,
                    const char *enterprise_id,
                    const char *filename,
                    GBytes *file)
{
  const char *texts[] = { "enterprise_id", enterprise_id, "category", "Divers", NULL };
  g_autoptr (GBytes) form = blob_make_form (texts, filename, file);
  g_autoptr (ServerReply) reply = blob_post_form (fixture, token, "/api/documents", form);

  g_assert_cmpuint (reply->status, ==, 201);
  return g_strdup (server_reply_get_text (reply, "id"));
}

char *
blob_document_path (const char *id, const char *rest)
{
  return g_strconcat ("/api/documents/", id, rest, NULL);
}
