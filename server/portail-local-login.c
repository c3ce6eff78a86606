/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-local-login.h"

#include "server/portail-audit.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-local-account.h"
#include "server/portail-session-routes.h"
#include "server/portail-setting-check.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define CLIENT                "local"
#define MAX_DEVICE_CHARACTERS 100

/* What prepare found. */
typedef struct
{
  PortailProblems *problems;
  char *user_id; /* NULL for a wrong name or password */
  char *device_name;
} Prepared;

void
portail_local_login_free (gpointer pointer)
{
  Prepared *prepared = pointer;

  g_ptr_array_unref (prepared->problems);
  g_free (prepared->user_id);
  g_free (prepared->device_name);
  g_free (prepared);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Prepared, portail_local_login_free)

/* Whoever comes through a proxy is not at this machine, whatever the proxy says. */
static gboolean
is_local (const PortailRequest *request)
{
  return portail_setting_is_loopback (portail_request_get_client_address (request))
         && portail_request_get_header (request, "X-Forwarded-For") == NULL
         && portail_request_get_header (request, "Forwarded") == NULL
         && portail_request_get_header (request, "X-Real-IP") == NULL;
}

typedef struct
{
  const char *username;
  const char *password;
  const char *device_name;
} Body;

static const PortailBodyField fields[] = {
  { "username", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, username), TRUE },
  { "password", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, password), TRUE },
  { "device_name", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, device_name), FALSE },
  { 0 },
};

static gboolean
read_body (const PortailJsonDocument *document, Body *body, PortailProblems *problems)
{
  portail_body_read (portail_json_document_get_root (document), fields, body, problems);
  if (problems->len == 0 && (body->username == NULL || body->password == NULL))
    portail_problems_add (problems, body->username == NULL ? "username" : "password", "required",
                          _ ("This field is required."));
  if (problems->len == 0 && body->device_name != NULL
      && g_utf8_strlen (body->device_name, -1) > MAX_DEVICE_CHARACTERS)
    portail_problems_add (problems, "device_name", "too_long", _ ("This text is too long."));
  return problems->len == 0;
}

gpointer
portail_local_login_prepare (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (Prepared) prepared = g_new0 (Prepared, 1);
  g_autoptr (PortailJsonDocument) document = NULL;
  Body body = { 0 };

  prepared->problems = portail_problems_new ();
  if (!portail_server_config_is_on (context->config, PORTAIL_SETTING_LOCAL_LOGIN)
      || !is_local (request))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is nothing at this address."));
      return NULL;
    }
  document = portail_body_parse (request, error);
  if (document == NULL)
    return NULL;
  if (!read_body (document, &body, prepared->problems))
    return g_steal_pointer (&prepared);
  prepared->device_name = g_strdup (body.device_name);
  return portail_local_account_check (context->database, body.username, body.password,
                                      &prepared->user_id, error)
             ? g_steal_pointer (&prepared)
             : NULL;
}

/* Who came in without Discord must be found later. */
static gboolean
audit (PortailContext *context, const char *user_id, GError **error)
{
  g_autofree char *scope = portail_scope_of_user (user_id);
  const PortailAuditEvent event = {
    .scope = scope,
    .user_id = user_id,
    .action = "local_sign_in",
    .target_type = "user",
    .target_id = user_id,
    .at = context->now,
  };

  return portail_audit_append (context->database, &event, error);
}

PortailAnswer *
portail_local_login_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Prepared *prepared = context->prepared;
  const PortailSessionOpening opening = {
    .user_id = prepared->user_id,
    .client = CLIENT,
    .device_name = prepared->device_name,
    .address = portail_request_get_client_address (request),
  };
  g_autoptr (PortailSessionGrant) grant = NULL;

  if (prepared->problems->len > 0)
    return portail_body_refuse (request, prepared->problems);
  if (prepared->user_id == NULL)
    {
      g_message ("request %s: a local sign-in failed", portail_request_get_id (request));
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                           _ ("The name or the password is wrong."));
      return NULL;
    }
  if (!audit (context, prepared->user_id, error))
    return NULL;
  grant = portail_session_open (context, &opening, error);
  return grant != NULL ? portail_session_new_token_answer (context, grant, error) : NULL;
}
