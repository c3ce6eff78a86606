/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-login-routes.h"

#include <string.h>

#include "server/portail-accounts.h"
#include "server/portail-body.h"
#include "server/portail-login-cookie.h"
#include "server/portail-login.h"
#include "server/portail-role-mapping.h"
#include "server/portail-secret.h"
#include "server/portail-session-routes.h"
#include "server/portail-web-page.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define SCOPES "identify guilds guilds.members.read"
/* An address is asked for only where mail can be sent (server.md "Login"). */
#define SCOPES_WITH_MAIL SCOPES " email"

/* What prepare found out for a callback. Texts and objects are owned. */
typedef struct
{
  PortailLogin *login; /* NULL where no state is needed */
  char *state;
  PortailDiscordIdentity *identity; /* NULL when somebody did not go on */
  GError *failure;                  /* of Discord, which may pass */
} Callback;

void
portail_login_free_prepared (gpointer prepared)
{
  Callback *callback = prepared;

  if (callback == NULL)
    return;
  portail_login_free (callback->login);
  g_free (callback->state);
  portail_discord_identity_free (callback->identity);
  g_clear_error (&callback->failure);
  g_free (callback);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Callback, portail_login_free_prepared)

PortailAnswer *
portail_login_get_authorize (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailLogin) login = portail_login_new_desktop (request, error);
  g_autofree char *state = NULL;
  g_autofree char *address = NULL;
  g_autofree char *what = NULL;
  const char *device;

  if (login == NULL)
    return NULL;
  state = portail_login_begin (context, login, error);
  if (state == NULL)
    return NULL;
  device = login->device_name != NULL && *login->device_name != '\0' ? login->device_name
                                                                     : _ ("this computer");
  what = g_strdup_printf (
      _ ("The application Portail on “%s” wants to sign in with your Discord account."), device);
  address = g_strconcat ("/auth/discord/login?ticket=", state, NULL);
  return portail_web_page_new_answer (
      request, 200,
      &(PortailWebPage){
          .title = _ ("Sign in"),
          .paragraphs = (const char *const[]){ what,
                                               _ ("Portail learns your Discord name and your "
                                                  "roles; it never sees your password."),
                                               _ ("Go on only if you have just asked for this on "
                                                  "that device; otherwise close this"
                                                  " page."),
                                               NULL },
          .link_label = _ ("Continue with Discord"),
          .link_address = address,
      });
}

static void
append_parameter (GString *address, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (address, "%c%s=%s", strchr (address->str, '?') != NULL ? '&' : '?', name,
                          escaped);
}

/* Discord's page, with the server's own state and challenge. */
static PortailAnswer *
new_redirect_to_discord (PortailContext *context, const char *state)
{
  const PortailServerConfig *config = context->config;
  g_autoptr (GString) address = g_string_new (
      portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_AUTHORIZE_URL));
  g_autofree char *verifier = portail_login_make_verifier (context->keys, state);
  g_autofree char *challenge = portail_secret_make_challenge (verifier);
  gboolean has_mail = portail_server_config_get_text (config, PORTAIL_SETTING_SMTP_URL) != NULL;

  append_parameter (address, "response_type", "code");
  append_parameter (address, "client_id",
                    portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_CLIENT_ID));
  append_parameter (address, "redirect_uri",
                    portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_REDIRECT_URI));
  append_parameter (address, "scope", has_mail ? SCOPES_WITH_MAIL : SCOPES);
  append_parameter (address, "state", state);
  append_parameter (address, "code_challenge", challenge);
  append_parameter (address, "code_challenge_method", "S256");
  return portail_answer_new_redirect (302, address->str);
}

/* A sign-in of the web begins here, and belongs to this browser. */
static PortailAnswer *
begin_web (PortailContext *context, GError **error)
{
  g_autofree char *secret = portail_secret_new_token ();
  g_autofree char *browser = portail_secret_make_challenge (secret);
  g_autofree char *cookie = portail_login_cookie_make (context->config, secret);
  const PortailLogin web = { .client = (char *) PORTAIL_CLIENT_WEB, .browser = browser };
  g_autofree char *state = portail_login_begin (context, &web, error);
  PortailAnswer *answer;

  if (state == NULL)
    return NULL;
  answer = new_redirect_to_discord (context, state);
  portail_answer_add_header (answer, "Set-Cookie", cookie);
  return answer;
}

PortailAnswer *
portail_login_get_discord (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *ticket = portail_request_get_parameter (request, "ticket");
  g_autoptr (PortailLogin) login = NULL;

  if (portail_server_config_get_text (context->config, PORTAIL_SETTING_DISCORD_CLIENT_ID) == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("Signing in with Discord is not set up on this server."));
      return NULL;
    }
  if (ticket == NULL)
    return begin_web (context, error);
  login = portail_login_find (context, ticket, error);
  return login != NULL ? new_redirect_to_discord (context, ticket) : NULL;
}

/* Asks Discord who @code stands for. @state NULL: the code was made without PKCE. */
static PortailDiscordIdentity *
identify (PortailContext *context, const char *code, const char *state, GError **error)
{
  g_autoptr (PortailRoleMapping) mapping = portail_role_mapping_load (context->database, error);
  g_autoptr (GPtrArray) guild_ids = NULL;
  g_autofree char *verifier = NULL;
  PortailDiscordGrant grant = { .code = code };

  if (mapping == NULL)
    return NULL;
  guild_ids = portail_role_mapping_list_guild_ids (mapping);
  grant.guild_ids = guild_ids;
  if (context->discord == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("Signing in with Discord is not set up on this server."));
      return NULL;
    }
  if (state != NULL)
    grant.code_verifier = verifier = portail_login_make_verifier (context->keys, state);
  return portail_discord_identify (context->discord, &grant, context->cancellable, error);
}

/* Of a state that this sender did not get: he learns no more than of one that is over. */
static gboolean
fail_for_browser (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("This sign-in is over. Please start again from the application."));
  return FALSE;
}

gpointer
portail_login_prepare_callback (PortailContext *context,
                                const PortailRequest *request,
                                GError **error)
{
  const char *state = portail_request_get_parameter (request, "state");
  const char *code = portail_request_get_parameter (request, "code");
  g_autoptr (Callback) callback = g_new0 (Callback, 1);
  g_autoptr (GError) failure = NULL;

  callback->login = portail_login_find (context, state != NULL ? state : "", error);
  if (callback->login == NULL)
    return NULL;
  if (callback->login->browser != NULL
      && !portail_login_cookie_fits (context->config, request, callback->login->browser))
    {
      fail_for_browser (error);
      return NULL;
    }
  callback->state = g_strdup (state);
  if (code == NULL || g_str_equal (callback->login->client, PORTAIL_CLIENT_WEB))
    return g_steal_pointer (&callback);
  callback->identity = identify (context, code, state, &failure);
  if (failure != NULL && !portail_error_code_is_transient (portail_error_get_code (failure)))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  callback->failure = g_steal_pointer (&failure);
  return g_steal_pointer (&callback);
}

static PortailAnswer *
new_retry_page (const PortailRequest *request, const Callback *callback)
{
  g_autofree char *address = g_strconcat ("/auth/discord/login?ticket=", callback->state, NULL);
  const char *const paragraphs[] = {
    callback->failure->message,
    _ ("What you entered in the application is safe there."),
    NULL,
  };
  const PortailWebPage page = {
    .title = _ ("Discord does not answer as it should"),
    .paragraphs = paragraphs,
    .link_label = _ ("Try again"),
    .link_address = address,
  };
  guint status = portail_error_code_http_status (portail_error_get_code (callback->failure));

  return portail_web_page_new_answer (request, status, &page);
}

/* Where the desktop listens; @name is "code" or "error". */
static PortailAnswer *
new_redirect_to_desktop (const PortailLogin *login, const char *name, const char *value)
{
  g_autoptr (GString) address = g_string_new (login->redirect_uri);

  append_parameter (address, name, value);
  append_parameter (address, "state", login->client_state);
  return portail_answer_new_redirect (302, address->str);
}

/* The program that asked reads code and state from this page's address and posts them. */
static PortailAnswer *
new_web_page (const PortailRequest *request)
{
  const char *const paragraphs[] = {
    _ ("Discord has answered. The program that began this sign-in finishes it; you can go back to"
       " it."),
    NULL,
  };
  const PortailWebPage page = { .title = _ ("Almost signed in"), .paragraphs = paragraphs };

  return portail_web_page_new_answer (request, 200, &page);
}

PortailAnswer *
portail_login_get_callback (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Callback *callback = context->prepared;
  g_autoptr (PortailUser) user = NULL;
  g_autofree char *code = NULL;

  if (g_str_equal (callback->login->client, PORTAIL_CLIENT_WEB))
    return new_web_page (request);
  if (callback->failure != NULL)
    return new_retry_page (request, callback);
  if (!portail_login_consume (context, callback->state, error))
    return NULL;
  if (callback->identity == NULL)
    return new_redirect_to_desktop (callback->login, "error", "access_denied");
  user = portail_accounts_sign_in (context, callback->identity, error);
  if (user == NULL)
    return NULL;
  code = portail_login_new_code (context, callback->login, user->base.id, error);
  return code != NULL ? new_redirect_to_desktop (callback->login, "code", code) : NULL;
}

/* {code} alone was the old client's way, which leaves out the protection against forged
 * sign-ins. */
static gboolean
check_stateless (PortailContext *context, GError **error)
{
  if (portail_server_config_is_on (context->config, PORTAIL_SETTING_DISCORD_ALLOW_STATELESS))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("“state” must be a text."));
  return FALSE;
}

static gboolean
find_web_login (PortailContext *context,
                const PortailRequest *request,
                Callback *callback,
                GError **error)
{
  callback->login = portail_login_find (context, callback->state, error);
  if (callback->login == NULL)
    return FALSE;
  return (callback->login->browser != NULL
          && portail_login_cookie_fits (context->config, request, callback->login->browser))
         || fail_for_browser (error);
}

gpointer
portail_login_prepare_web (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) body = portail_body_parse (request, error);
  g_autoptr (Callback) callback = g_new0 (Callback, 1);
  const PortailJson *root;
  const char *code;

  if (body == NULL || (code = portail_body_get_text (body, "code", error)) == NULL)
    return NULL;
  root = portail_json_document_get_root (body);
  callback->state = g_strdup (portail_json_get_member_string (root, "state"));
  if (callback->state == NULL ? !check_stateless (context, error)
                              : !find_web_login (context, request, callback, error))
    return NULL;
  callback->identity = identify (context, code, callback->state, error);
  return callback->identity != NULL ? g_steal_pointer (&callback) : NULL;
}

PortailAnswer *
portail_login_post_callback (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Callback *callback = context->prepared;
  g_autoptr (PortailSessionGrant) grant = NULL;
  g_autoptr (PortailUser) user = NULL;

  if (callback->state != NULL && !portail_login_consume (context, callback->state, error))
    return NULL;
  user = portail_accounts_sign_in (context, callback->identity, error);
  if (user == NULL)
    return NULL;
  grant = portail_session_open (context,
                                &(PortailSessionOpening){
                                    .user_id = user->base.id,
                                    .client = PORTAIL_CLIENT_WEB,
                                    .address = portail_request_get_client_address (request),
                                },
                                error);
  return grant != NULL ? portail_session_new_token_answer (context, grant, error) : NULL;
}

/* The first row stands for every result that is none. */
static const struct
{
  const char *result;
  const char *title;
  const char *text;
} results[] = {
  { "failed", N_ ("The sign-in failed"),
    N_ ("You can close this page and try again in the application.") },
  { "success", N_ ("You are signed in"),
    N_ ("You can close this page and go back to the application.") },
  { "access_denied", N_ ("You did not sign in"),
    N_ ("You cancelled on Discord's page. You can close this page and try again in the"
        " application.") },
  { "timeout", N_ ("This took too long"),
    N_ ("The application no longer waits for this sign-in. You can close this page and try again"
        " there.") },
  { "no_role", N_ ("You have no role yet"),
    N_ ("You are signed in, but your Discord account has no role in any company. Ask your patron or"
        " the staff; the application shows your companies as soon as you have one.") },
};

PortailAnswer *
portail_login_get_done (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *result = portail_request_get_parameter (request, "result");
  guint row = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_strcmp0 (results[i].result, result) == 0)
      row = i;
  return portail_web_page_new_answer (
      request, 200,
      &(PortailWebPage){
          .title = _ (results[row].title),
          .paragraphs = (const char *const[]){ _ (results[row].text), NULL },
      });
}
