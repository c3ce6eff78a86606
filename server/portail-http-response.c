/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-http-response.h"

#define STREAM_BLOCK_SIZE 4096

/* What every answer carries unless it says otherwise (contract.md §11). */
static const struct
{
  const char *name;
  const char *value;
} defaults[] = {
  { "Cache-Control", "no-store" },
  { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
  { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
  { "Referrer-Policy", "no-referrer" },
  { "X-Content-Type-Options", "nosniff" },
};

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static struct MHD_Response *
new_with_body (PortailAnswer *answer)
{
  gint64 offset, length;
  int fd = portail_answer_steal_file (answer, &offset, &length);
  GBytes *body;
  gsize size;
  gconstpointer bytes;

  if (fd >= 0)
    return MHD_create_response_from_fd_at_offset64 ((uint64_t) length, fd, (uint64_t) offset);
  body = g_bytes_ref (portail_answer_get_body (answer));
  bytes = g_bytes_get_data (body, &size);
  return MHD_create_response_from_buffer_with_free_callback_cls (
      size, (gpointer) (size > 0 ? bytes : ""), unref_bytes, body);
}

static void
add_headers (struct MHD_Response *response, const PortailAnswer *answer)
{
  const char *type = portail_answer_get_content_type (answer);

  if (type != NULL)
    MHD_add_response_header (response, "Content-Type", type);
  for (guint i = 0; i < portail_answer_get_n_headers (answer); i++)
    {
      const char *value;
      const char *name = portail_answer_get_header_at (answer, i, &value);

      MHD_add_response_header (response, name, value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (portail_answer_get_header (answer, defaults[i].name) == NULL)
      MHD_add_response_header (response, defaults[i].name, defaults[i].value);
}

struct MHD_Response *
portail_http_response_new (PortailAnswer *answer,
                           const PortailRequest *request,
                           MHD_ContentReaderCallback reader,
                           gpointer exchange)
{
  struct MHD_Response *response;

  if (portail_answer_get_event_stream (answer) != NULL && reader != NULL)
    response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, STREAM_BLOCK_SIZE, reader,
                                                  exchange, NULL);
  else
    response = new_with_body (answer);
  add_headers (response, answer);
  MHD_add_response_header (response, "X-Request-Id", portail_request_get_id (request));
  return response;
}
