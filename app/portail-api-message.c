/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-api-message.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

#define MAX_RETRY_AFTER_SECONDS 3600

void
portail_api_answer_free (PortailApiAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

/* The code that a status stands for where no problem document names one: that is the page of a
 * proxy, whose limit counts, and whose refusal is none of the server's. */
static PortailErrorCode
code_from_status (guint status)
{
  if (status >= 500 && status != 502)
    return PORTAIL_ERROR_UNAVAILABLE;
  if (status == 404)
    return PORTAIL_ERROR_NOT_FOUND;
  return status == 413 ? PORTAIL_ERROR_TOO_LARGE : PORTAIL_ERROR_BAD_GATEWAY;
}

/* A reply that is cut in its head looks like a success without a body. */
static gboolean
check_success (const PortailApiAnswer *answer, GError **error)
{
  if (answer->status != 200 || g_bytes_get_size (answer->body) > 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                       _ ("The server's answer was cut off."));
  return FALSE;
}

char *
portail_api_answer_dup_member (const PortailApiAnswer *answer, const char *name)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);

  return document != NULL ? g_strdup (
             portail_json_get_member_string (portail_json_document_get_root (document), name))
                          : NULL;
}

gboolean
portail_api_answer_check (const PortailApiAnswer *answer, GError **error)
{
  PortailErrorCode code = code_from_status (answer->status);
  g_autofree char *name = NULL;
  g_autofree char *detail = NULL;

  if (answer->status >= 200 && answer->status < 300)
    return check_success (answer, error);
  name = portail_api_answer_dup_member (answer, "code");
  detail = portail_api_answer_dup_member (answer, "detail");
  if (name != NULL && portail_error_code_from_name (name) != PORTAIL_ERROR_INTERNAL)
    code = portail_error_code_from_name (name);
  if (detail != NULL)
    g_set_error_literal (error, PORTAIL_ERROR, (int) code, detail);
  else
    g_set_error (error, PORTAIL_ERROR, (int) code, _ ("The server answered %u."), answer->status);
  return FALSE;
}

void
portail_api_session_free (PortailApiSession *session)
{
  g_free (session->access_token);
  g_free (session->refresh_token);
  g_free (session->user_id);
  g_free (session->username);
  g_free (session->avatar_url);
  g_free (session->role);
  g_free (session);
}

PortailApiSession *
portail_api_session_parse (GBytes *body, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);
  g_autoptr (PortailApiSession) session = g_new0 (PortailApiSession, 1);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  const PortailJson *user = portail_json_get (root, "user");

  session->access_token = g_strdup (portail_json_get_member_string (root, "access_token"));
  session->refresh_token = g_strdup (portail_json_get_member_string (root, "refresh_token"));
  session->user_id = g_strdup (portail_json_get_member_string (user, "id"));
  session->username = g_strdup (portail_json_get_member_string (user, "username"));
  session->avatar_url = g_strdup (portail_json_get_member_string (user, "avatar_url"));
  session->role = g_strdup (portail_json_get_member_string (user, "role"));
  portail_json_get_integer (portail_json_get (root, "expires_in"), &session->expires_in_seconds);
  /* Its folder is named after it. */
  if (session->access_token != NULL && session->refresh_token != NULL
      && (session->user_id == NULL || portail_id_is_valid (session->user_id)))
    return g_steal_pointer (&session);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY,
                       _ ("This is not the answer of a Flashback Fa server."));
  return NULL;
}

PortailApiRequest *
portail_api_request_new (const char *method, const char *path, GBytes *body)
{
  PortailApiRequest *request = g_new0 (PortailApiRequest, 1);

  request->method = method;
  request->path = g_strdup (path);
  request->body = body;
  return request;
}

void
portail_api_request_add_header (PortailApiRequest *request, const char *name, const char *value)
{
  guint n = request->headers != NULL ? g_strv_length (request->headers) : 0;

  request->headers = g_renew (char *, request->headers, n + 3);
  request->headers[n] = g_strdup (name);
  request->headers[n + 1] = g_strdup (value);
  request->headers[n + 2] = NULL;
}

void
portail_api_request_free (PortailApiRequest *request)
{
  g_free (request->path);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_strfreev (request->headers);
  g_free (request);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

char *
portail_api_message_clean_server (const char *server, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (server, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "";
  gboolean is_safe = g_str_equal (scheme, "https")
                     || (g_str_equal (scheme, "http") && is_loopback (host));
  int port;

  if (!is_safe || *host == '\0')
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("The address of a server begins with https://."));
      return NULL;
    }
  port = g_uri_get_port (uri);
  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port, "", NULL, NULL);
}

SoupMessage *
portail_api_message_new (const char *server,
                         const PortailApiRequest *request,
                         const char *access_token)
{
  g_autofree char *address = g_strconcat (server, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  for (char **header = request->headers; header != NULL && *header != NULL; header += 2)
    soup_message_headers_replace (headers, header[0], header[1]);
  if (access_token != NULL && !request->is_public)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", access_token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  return message;
}

/* Seconds or a date. */
static guint
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) now = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return (guint) MIN (seconds, MAX_RETRY_AFTER_SECONDS);
  moment = soup_date_time_new_from_http_string (text);
  now = g_date_time_new_now_utc ();
  if (moment == NULL || g_date_time_compare (moment, now) <= 0)
    return 0;
  return (guint) MIN (g_date_time_difference (moment, now) / G_USEC_PER_SEC + 1,
                      MAX_RETRY_AFTER_SECONDS);
}

PortailApiAnswer *
portail_api_message_read_answer (SoupMessage *message, GBytes *body)
{
  PortailApiAnswer *answer = g_new0 (PortailApiAnswer, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  answer->status = soup_message_get_status (message);
  answer->body = body != NULL ? body : g_bytes_new (NULL, 0);
  answer->retry_after_seconds = read_retry_after (headers);
  answer->is_from_cache = soup_message_headers_get_one (headers, "Age") != NULL;
  return answer;
}

GError *
portail_api_message_read_error (GError *fault)
{
  g_autoptr (GError) owned = fault;

  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);
  return g_error_new (PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                      _ ("The server cannot be reached: %s"), fault->message);
}

GBytes *
portail_api_message_make_token_body (const char *refresh_token)
{
  GString *json = g_string_new ("{\"refresh_token\":");

  portail_json_append_string (json, refresh_token);
  g_string_append_c (json, '}');
  return g_string_free_to_bytes (json);
}

gboolean
portail_api_message_ends_session (const PortailApiAnswer *answer)
{
  g_autofree char *word = portail_api_answer_dup_member (answer, "error");

  return (answer->status == 400 || answer->status == 401) && g_strcmp0 (word, "invalid_grant") == 0;
}

char *
portail_api_message_find_reason (const PortailApiAnswer *answer, const GError *error)
{
  char *reason = portail_api_answer_dup_member (answer, "reason");

  return reason != NULL ? reason
                        : g_strdup (portail_error_code_name (portail_error_get_code (error)));
}
