/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-session-routes.h"

#include "server/portail-access.h"
#include "server/portail-account-edit.h"
#include "server/portail-body.h"
#include "server/portail-login.h"
#include "server/portail-user-answer.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_truth (GString *json, const char *name, gboolean is_true)
{
  portail_json_append_name (json, name);
  g_string_append (json, is_true ? "true" : "false");
}

static void
append_timestamp (GString *json, const char *name, PortailTimestamp timestamp)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  append_text (json, name, portail_timestamp_format (timestamp, text));
}

static gboolean
append_user (GString *json, PortailDatabase *database, const PortailUser *user, GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_user_answer_list_memberships (database, user->base.id,
                                                                            error);

  if (memberships == NULL)
    return FALSE;
  portail_user_answer_append (json, user, memberships, PORTAIL_USER_TO_HIMSELF);
  return TRUE;
}

PortailAnswer *
portail_session_new_token_answer (PortailContext *context,
                                  const PortailSessionGrant *grant,
                                  GError **error)
{
  guint lifetime = portail_server_config_get_token_seconds (context->config);
  g_autofree char *token = portail_token_new (
      context->keys, portail_server_config_get_text (context->config, PORTAIL_SETTING_PUBLIC_URL),
      &grant->claims, context->now, lifetime);
  g_autoptr (PortailAccess) access = portail_access_load (context->database, grant->claims.user_id,
                                                          grant->claims.session_id, error);
  g_autoptr (GString) json = g_string_new ("{");

  if (access == NULL)
    return NULL;
  append_text (json, "access_token", token);
  append_text (json, "token_type", "bearer");
  append_text (json, "refresh_token", grant->refresh_token);
  portail_json_append_name (json, "expires_in");
  portail_json_append_integer (json, lifetime);
  portail_json_append_name (json, "user");
  if (!append_user (json, context->database, portail_access_get_user (access), error))
    return NULL;
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

/* A refusal that leaves something written, so it is an answer and no error. `error` is the word of
 * RFC 6749 §5.2. */
static PortailAnswer *
new_invalid_grant (const PortailRequest *request, PortailErrorCode code, const char *detail)
{
  PortailAnswer *answer = portail_answer_new_problem (request, code, detail, NULL);

  portail_answer_add_member (answer, "error", "\"invalid_grant\"");
  return answer;
}

/* What is missing is wrong, and a wrong exchange burns the code. */
static const char *
get_text_or_nothing (const PortailJsonDocument *body, const char *name)
{
  const char *text = portail_json_get_member_string (portail_json_document_get_root (body), name);

  return text != NULL ? text : "";
}

PortailAnswer *
portail_session_post_token (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) body = portail_body_parse (request, error);
  g_autoptr (PortailSessionGrant) grant = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *device_name = NULL;
  PortailLoginExchange exchange;
  const char *grant_type;

  if (body == NULL || (grant_type = portail_body_get_text (body, "grant_type", error)) == NULL
      || (exchange.code = portail_body_get_text (body, "code", error)) == NULL)
    return NULL;
  exchange.code_verifier = get_text_or_nothing (body, "code_verifier");
  exchange.redirect_uri = get_text_or_nothing (body, "redirect_uri");
  if (!g_str_equal (grant_type, "authorization_code"))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("“grant_type” must be authorization_code."));
      return NULL;
    }
  if (!portail_login_exchange (context, &exchange, &user_id, &device_name, error))
    return NULL;
  if (user_id == NULL)
    return new_invalid_grant (request, PORTAIL_ERROR_MALFORMED,
                              _ ("This sign-in is over. Please start again from the application."));
  grant = portail_session_open (context,
                                &(PortailSessionOpening){
                                    .user_id = user_id,
                                    .client = PORTAIL_CLIENT_DESKTOP,
                                    .device_name = device_name,
                                    .address = portail_request_get_client_address (request),
                                },
                                error);
  return grant != NULL ? portail_session_new_token_answer (context, grant, error) : NULL;
}

static PortailAnswer *
refuse_refresh (PortailContext *context,
                const PortailRequest *request,
                const char *refresh_token,
                GError **error)
{
  const char *revocation;
  g_autofree char *member = NULL;
  PortailAnswer *answer;

  if (!portail_session_find_revocation (context->database, refresh_token, &revocation, error))
    return NULL;
  answer = new_invalid_grant (request, PORTAIL_ERROR_UNAUTHENTICATED, _ ("Please sign in again."));
  if (revocation != NULL)
    portail_answer_add_member (answer, "reason", member = g_strdup_printf ("\"%s\"", revocation));
  return answer;
}

PortailAnswer *
portail_session_post_refresh (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  g_autoptr (PortailJsonDocument) body = portail_body_parse (request, error);
  g_autoptr (PortailSessionGrant) grant = NULL;
  const char *refresh_token;

  if (body == NULL || (refresh_token = portail_body_get_text (body, "refresh_token", error)) == NULL
      || !portail_session_refresh (context, refresh_token,
                                   portail_request_get_client_address (request), &grant, error))
    return NULL;
  if (grant == NULL)
    return refuse_refresh (context, request, refresh_token, error);
  return portail_session_new_token_answer (context, grant, error);
}

PortailAnswer *
portail_session_post_logout (PortailContext *context, const PortailRequest *request, GError **error)
{
  return portail_session_sign_out (context, error) ? portail_answer_new (204) : NULL;
}

/* As @body says: one of the sessions of @user_id, or all. */
static gboolean
end_sessions (PortailContext *context,
              const char *user_id,
              PortailJsonDocument *body,
              GError **error)
{
  const PortailJson *all = portail_json_get (portail_json_document_get_root (body), "all");
  const char *session_id;

  if (all != NULL && all->kind == PORTAIL_JSON_TRUE)
    return portail_session_revoke_all (context->database, user_id, context->now, error);
  session_id = portail_body_get_text (body, "session_id", error);
  return session_id != NULL
         && portail_session_revoke (context->database, user_id, session_id, context->now, error);
}

PortailAnswer *
portail_session_post_revoke (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *user_id = portail_access_get_user (context->access)->base.id;
  const PortailAccountEditor editor = { context->database, user_id, context->now };
  g_autoptr (PortailJsonDocument) body = portail_body_parse (request, error);

  return body != NULL && end_sessions (context, user_id, body, error)
                 && portail_account_note (&editor, user_id, "revoke_sessions", error)
             ? portail_answer_new (204)
             : NULL;
}

PortailAnswer *
portail_session_get_me (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (!append_user (json, context->database, portail_access_get_user (context->access), error))
    return NULL;
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

void
portail_session_append (GString *json, const PortailSession *session, const char *current_id)
{
  g_string_append_c (json, '{');
  append_text (json, "id", session->id);
  append_text (json, "client", session->client);
  append_text (json, "device_name", session->device_name);
  append_text (json, "address", session->address);
  append_timestamp (json, "created_at", session->created_at);
  append_timestamp (json, "last_used_at", session->last_used_at);
  append_truth (json, "is_current", g_strcmp0 (session->id, current_id) == 0);
  g_string_append_c (json, '}');
}

PortailAnswer *
portail_session_get_sessions (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  const PortailUser *user = portail_access_get_user (context->access);
  const char *current_id = portail_access_get_session_id (context->access);
  g_autoptr (GPtrArray) sessions = portail_session_list (context->database, user->base.id,
                                                         context->now, error);
  GString *json;

  if (sessions == NULL)
    return NULL;
  json = g_string_new ("{\"items\":[");
  for (guint i = 0; i < sessions->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_session_append (json, g_ptr_array_index (sessions, i), current_id);
    }
  return portail_answer_new_json (200, g_string_append (json, "]}"));
}
