/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-answer.h"

#include <unistd.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

typedef struct
{
  char *name;
  char *value;
} Header;

struct _PortailAnswer
{
  guint status;
  char *content_type;
  GString *json; /* what get_body turns into @body */
  GBytes *body;
  int fd; /* of a file that is the body; -1 for none */
  gint64 file_offset;
  gint64 file_length;
  GArray *headers; /* of Header */
  PortailEventStream *event_stream;
  const char *route;
  char *user_id;
};

/* Reason phrases for people; other statuses have none of ours. */
static const struct
{
  guint status;
  const char *title;
} titles[] = {
  { 400, N_ ("Malformed request") },
  { 401, N_ ("Sign-in needed") },
  { 403, N_ ("Not allowed") },
  { 404, N_ ("Not found") },
  { 405, N_ ("Method not allowed") },
  { 409, N_ ("Conflict") },
  { 412, N_ ("Changed meanwhile") },
  { 413, N_ ("Too large") },
  { 415, N_ ("Unsupported content") },
  { 422, N_ ("Invalid values") },
  { 426, N_ ("Update needed") },
  { 429, N_ ("Too many requests") },
  { 431, N_ ("Headers too large") },
  { 500, N_ ("Internal error") },
  { 502, N_ ("Another service failed") },
  { 503, N_ ("Unavailable") },
};

static void
clear_header (gpointer pointer)
{
  Header *header = pointer;

  g_free (header->name);
  g_free (header->value);
}

PortailAnswer *
portail_answer_new (guint status)
{
  PortailAnswer *answer = g_new0 (PortailAnswer, 1);

  answer->status = status;
  answer->fd = -1;
  answer->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (answer->headers, clear_header);
  return answer;
}

static PortailAnswer *
new_json_of_type (guint status, const char *content_type, GString *json)
{
  PortailAnswer *answer = portail_answer_new (status);

  answer->content_type = g_strdup (content_type);
  answer->json = json;
  return answer;
}

PortailAnswer *
portail_answer_new_json (guint status, GString *json)
{
  return new_json_of_type (status, "application/json", json);
}

PortailAnswer *
portail_answer_new_bytes (guint status, const char *content_type, GBytes *body)
{
  PortailAnswer *answer = portail_answer_new (status);

  answer->content_type = g_strdup (content_type);
  answer->body = body;
  return answer;
}

PortailAnswer *
portail_answer_new_file (guint status,
                         const char *content_type,
                         int fd,
                         gint64 offset,
                         gint64 length)
{
  PortailAnswer *answer = portail_answer_new (status);

  answer->content_type = g_strdup (content_type);
  answer->fd = fd;
  answer->file_offset = offset;
  answer->file_length = length;
  return answer;
}

PortailAnswer *
portail_answer_new_redirect (guint status, const char *location)
{
  PortailAnswer *answer = portail_answer_new (status);

  portail_answer_add_header (answer, "Location", location);
  return answer;
}

PortailAnswer *
portail_answer_new_event_stream (PortailEventStream *stream)
{
  PortailAnswer *answer = portail_answer_new (200);

  answer->content_type = g_strdup ("text/event-stream");
  answer->event_stream = stream;
  portail_answer_add_header (answer, "Cache-Control", "no-store");
  portail_answer_add_header (answer, "X-Accel-Buffering", "no");
  return answer;
}

const char *
portail_answer_get_title (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].status == status)
      return titles[i].title;
  return "";
}

static const char *
translate_title (guint status)
{
  const char *title = portail_answer_get_title (status);

  return *title != '\0' ? _ (title) : title;
}

static void
append_text_member (GString *json, const char *name, const char *text)
{
  if (text == NULL)
    return;
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_problems (GString *json, const PortailProblems *problems)
{
  portail_json_append_name (json, "errors");
  g_string_append_c (json, '[');
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      if (problem->index >= 0)
        {
          portail_json_append_name (json, "index");
          portail_json_append_integer (json, problem->index);
        }
      append_text_member (json, "field", problem->field);
      append_text_member (json, "code", problem->code);
      append_text_member (json, "detail", problem->detail);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
add_headers_of_code (PortailAnswer *answer, PortailErrorCode code)
{
  if (code == PORTAIL_ERROR_UNAUTHENTICATED)
    portail_answer_add_header (answer, "WWW-Authenticate", "Bearer");
  else if (answer->status == 503)
    portail_answer_add_header (answer, "Retry-After", "1");
}

PortailAnswer *
portail_answer_new_problem (const PortailRequest *request,
                            PortailErrorCode code,
                            const char *detail,
                            const PortailProblems *problems)
{
  guint status = portail_error_code_http_status (code);
  GString *json = g_string_sized_new (256);
  PortailAnswer *answer;

  g_string_append (json, "{\"type\":\"about:blank\"");
  append_text_member (json, "title", translate_title (status));
  portail_json_append_name (json, "status");
  portail_json_append_integer (json, status);
  append_text_member (json, "detail", detail != NULL ? detail : translate_title (status));
  append_text_member (json, "code", portail_error_code_name (code));
  if (problems != NULL && problems->len > 0)
    append_problems (json, problems);
  append_text_member (json, "request_id", portail_request_get_id (request));
  g_string_append_c (json, '}');
  answer = new_json_of_type (status, "application/problem+json", json);
  add_headers_of_code (answer, code);
  return answer;
}

PortailAnswer *
portail_answer_new_error (const PortailRequest *request, const GError *error)
{
  PortailErrorCode code = portail_error_get_code (error);
  gboolean is_private = code == PORTAIL_ERROR_INTERNAL || code == PORTAIL_ERROR_STORAGE;

  return portail_answer_new_problem (request, code, is_private ? NULL : error->message, NULL);
}

PortailAnswer *
portail_answer_copy (PortailAnswer *answer)
{
  PortailAnswer *copy = portail_answer_new (answer->status);

  g_return_val_if_fail (answer->fd < 0 && answer->event_stream == NULL, copy);
  copy->content_type = g_strdup (answer->content_type);
  copy->body = g_bytes_ref (portail_answer_get_body (answer));
  for (guint i = 0; i < answer->headers->len; i++)
    {
      const Header *header = &g_array_index (answer->headers, Header, i);

      portail_answer_add_header (copy, header->name, header->value);
    }
  copy->route = answer->route;
  copy->user_id = g_strdup (answer->user_id);
  return copy;
}

void
portail_answer_free (PortailAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->content_type);
  if (answer->json != NULL)
    g_string_free (answer->json, TRUE);
  g_clear_pointer (&answer->body, g_bytes_unref);
  if (answer->fd >= 0)
    close (answer->fd);
  g_array_unref (answer->headers);
  if (answer->event_stream != NULL)
    portail_event_stream_detach (answer->event_stream);
  g_clear_pointer (&answer->event_stream, portail_event_stream_unref);
  g_free (answer->user_id);
  g_free (answer);
}

void
portail_answer_add_member (PortailAnswer *answer, const char *name, const char *json)
{
  g_return_if_fail (answer->json != NULL && g_str_has_suffix (answer->json->str, "}"));
  g_string_truncate (answer->json, answer->json->len - 1);
  portail_json_append_name (answer->json, name);
  g_string_append (answer->json, json);
  g_string_append_c (answer->json, '}');
}

void
portail_answer_add_header (PortailAnswer *answer, const char *name, const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      return;
  g_array_append_val (answer->headers, ((Header){ g_strdup (name), g_strdup (value) }));
}

void
portail_answer_set_route (PortailAnswer *answer, const char *route)
{
  answer->route = route;
}

void
portail_answer_set_user_id (PortailAnswer *answer, const char *user_id)
{
  g_free (answer->user_id);
  answer->user_id = g_strdup (user_id);
}

guint
portail_answer_get_status (const PortailAnswer *answer)
{
  return answer->status;
}

const char *
portail_answer_get_content_type (const PortailAnswer *answer)
{
  return answer->content_type;
}

/* A file that ends too early leaves zeros. */
static GBytes *
read_file (const PortailAnswer *answer)
{
  char *bytes = g_malloc0 ((gsize) answer->file_length);
  gint64 n_read = 0;
  ssize_t n = 1;

  while (n > 0 && n_read < answer->file_length)
    {
      n = pread (answer->fd, bytes + n_read, (gsize) (answer->file_length - n_read),
                 answer->file_offset + n_read);
      n_read += MAX (n, 0);
    }
  return g_bytes_new_take (bytes, (gsize) answer->file_length);
}

gboolean
portail_answer_has_file (const PortailAnswer *answer)
{
  return answer->fd >= 0;
}

int
portail_answer_steal_file (PortailAnswer *answer, gint64 *offset, gint64 *length)
{
  int fd = answer->fd;

  answer->fd = -1;
  *offset = answer->file_offset;
  *length = answer->file_length;
  return fd;
}

GBytes *
portail_answer_get_body (PortailAnswer *answer)
{
  if (answer->json != NULL)
    answer->body = g_string_free_to_bytes (g_steal_pointer (&answer->json));
  else if (answer->body == NULL && answer->fd >= 0)
    answer->body = read_file (answer);
  else if (answer->body == NULL)
    answer->body = g_bytes_new_static ("", 0);
  return answer->body;
}

guint
portail_answer_get_n_headers (const PortailAnswer *answer)
{
  return answer->headers->len;
}

const char *
portail_answer_get_header_at (const PortailAnswer *answer, guint index, const char **value)
{
  const Header *header = &g_array_index (answer->headers, Header, index);

  *value = header->value;
  return header->name;
}

const char *
portail_answer_get_header (const PortailAnswer *answer, const char *name)
{
  for (guint i = 0; i < answer->headers->len; i++)
    {
      const Header *header = &g_array_index (answer->headers, Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

PortailEventStream *
portail_answer_get_event_stream (const PortailAnswer *answer)
{
  return answer->event_stream;
}

const char *
portail_answer_get_route (const PortailAnswer *answer)
{
  return answer->route;
}

const char *
portail_answer_get_user_id (const PortailAnswer *answer)
{
  return answer->user_id;
}
