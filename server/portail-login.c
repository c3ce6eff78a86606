/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-login.h"

#include <string.h>

#include "server/portail-secret.h"
#include "server/portail-server-keys.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define CHALLENGE_LENGTH         43
#define MIN_VERIFIER_LENGTH      43
#define MAX_VERIFIER_LENGTH      128
#define MAX_STATE_LENGTH         512
#define MAX_REDIRECT_LENGTH      200
#define MAX_DEVICE_CHARACTERS    100
#define UNRESERVED_PUNCTUATION   "-._~"
#define REDIRECT_PATH_CHARACTERS "/" UNRESERVED_PUNCTUATION

void
portail_login_free (PortailLogin *login)
{
  if (login == NULL)
    return;
  g_free (login->client);
  g_free (login->redirect_uri);
  g_free (login->code_challenge);
  g_free (login->client_state);
  g_free (login->device_name);
  g_free (login->browser);
  g_free (login);
}

/* Letters, digits and @punctuation only. */
static gboolean
consists_of (const char *text, const char *punctuation)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (punctuation, *text) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
portail_login_is_loopback (const char *redirect_uri)
{
  static const char *const hosts[] = { "http://127.0.0.1:", "http://[::1]:" };
  const char *port = NULL;
  guint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_str_has_prefix (redirect_uri, hosts[i]))
      port = redirect_uri + strlen (hosts[i]);
  if (port == NULL || strlen (redirect_uri) > MAX_REDIRECT_LENGTH || *port == '0')
    return FALSE;
  for (; g_ascii_isdigit (*port) && number <= G_MAXUINT16; port++)
    number = number * 10 + (guint64) g_ascii_digit_value (*port);
  return number > 0 && number <= G_MAXUINT16 && *port == '/'
         && consists_of (port, REDIRECT_PATH_CHARACTERS);
}

static gboolean
is_challenge (const char *text)
{
  return strlen (text) == CHALLENGE_LENGTH && consists_of (text, "-_");
}

static gboolean
is_verifier (const char *text)
{
  gsize length = strlen (text);

  return length >= MIN_VERIFIER_LENGTH && length <= MAX_VERIFIER_LENGTH
         && consists_of (text, UNRESERVED_PUNCTUATION);
}

static gboolean
is_client_state (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length > 0 && length <= MAX_STATE_LENGTH;
}

static gboolean
is_desktop (const char *text)
{
  return g_str_equal (text, PORTAIL_CLIENT_DESKTOP);
}

static gboolean
is_device_name (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return FALSE;
  return g_utf8_strlen (text, -1) <= MAX_DEVICE_CHARACTERS;
}

static gboolean
is_s256 (const char *text)
{
  return g_str_equal (text, "S256");
}

/* What /auth/authorize is given. */
static const struct
{
  const char *name;
  gboolean is_optional;
  gboolean (*is_valid) (const char *text);
  gsize offset; /* of the member that keeps it; G_MAXSIZE for none */
} parameters[] = {
  { "client", FALSE, is_desktop, G_STRUCT_OFFSET (PortailLogin, client) },
  { "redirect_uri", FALSE, portail_login_is_loopback,
    G_STRUCT_OFFSET (PortailLogin, redirect_uri) },
  { "code_challenge", FALSE, is_challenge, G_STRUCT_OFFSET (PortailLogin, code_challenge) },
  { "code_challenge_method", TRUE, is_s256, G_MAXSIZE },
  { "state", FALSE, is_client_state, G_STRUCT_OFFSET (PortailLogin, client_state) },
  { "device_name", TRUE, is_device_name, G_STRUCT_OFFSET (PortailLogin, device_name) },
};

PortailLogin *
portail_login_new_desktop (const PortailRequest *request, GError **error)
{
  g_autoptr (PortailLogin) login = g_new0 (PortailLogin, 1);

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      const char *value = portail_request_get_parameter (request, parameters[i].name);

      if (value == NULL && parameters[i].is_optional)
        continue;
      if (value == NULL || !parameters[i].is_valid (value))
        {
          g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The sign-in request is not a valid one (%s)."), parameters[i].name);
          return NULL;
        }
      if (parameters[i].offset != G_MAXSIZE)
        G_STRUCT_MEMBER (char *, login, parameters[i].offset) = g_strdup (value);
    }
  return g_steal_pointer (&login);
}

char *
portail_login_make_verifier (const PortailServerKeys *keys, const char *state)
{
  return portail_secret_derive_token (portail_server_keys_get (keys, PORTAIL_SERVER_KEY_LOGIN),
                                      state);
}

char *
portail_login_begin (PortailContext *context, const PortailLogin *login, GError **error)
{
  g_autofree char *state = portail_secret_new_token ();
  g_autoptr (GBytes) hash = portail_secret_hash (state);
  PortailTimestamp expires_at = portail_timestamp_add_seconds (context->now,
                                                               PORTAIL_LOGIN_STATE_SECONDS);

  if (!portail_database_run (context->database, error,
                             "INSERT INTO login_state (hash, client, redirect_uri, code_challenge,"
                             " client_state, device_name, browser, expires_at)"
                             " VALUES (?,?,?,?,?,?,?,?)",
                             "btttttti", hash, login->client, login->redirect_uri,
                             login->code_challenge, login->client_state, login->device_name,
                             login->browser, expires_at.milliseconds))
    return NULL;
  return g_steal_pointer (&state);
}

static gboolean
fail_for_state (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("This sign-in is over. Please start again from the application."));
  return FALSE;
}

static PortailLogin *
read_login (PortailStatement *statement)
{
  PortailLogin *login = g_new0 (PortailLogin, 1);

  login->client = portail_statement_dup_text (statement, 0);
  login->redirect_uri = portail_statement_dup_text (statement, 1);
  login->code_challenge = portail_statement_dup_text (statement, 2);
  login->client_state = portail_statement_dup_text (statement, 3);
  login->device_name = portail_statement_dup_text (statement, 4);
  login->browser = portail_statement_dup_text (statement, 5);
  return login;
}

PortailLogin *
portail_login_find (PortailContext *context, const char *state, GError **error)
{
  g_autoptr (GBytes) hash = portail_secret_hash (state);
  PortailStatement *statement = portail_database_query (
      context->database, error,
      "SELECT client, redirect_uri, code_challenge, client_state, device_name, browser"
      " FROM login_state WHERE hash = ? AND expires_at > ?",
      "bi", hash, context->now.milliseconds);
  PortailLogin *login = NULL;
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  if (step == PORTAIL_STEP_ROW)
    login = read_login (statement);
  else
    fail_for_state (error);
  portail_statement_reset (statement);
  return login;
}

gboolean
portail_login_consume (PortailContext *context, const char *state, GError **error)
{
  g_autoptr (GBytes) hash = portail_secret_hash (state);

  if (!portail_database_run (context->database, error,
                             "DELETE FROM login_state WHERE hash = ? AND expires_at > ?", "bi",
                             hash, context->now.milliseconds))
    return FALSE;
  return portail_database_count_changes (context->database) == 1 || fail_for_state (error);
}

char *
portail_login_new_code (PortailContext *context,
                        const PortailLogin *login,
                        const char *user_id,
                        GError **error)
{
  g_autofree char *code = portail_secret_new_token ();
  g_autoptr (GBytes) hash = portail_secret_hash (code);
  PortailTimestamp expires_at = portail_timestamp_add_seconds (context->now,
                                                               PORTAIL_LOGIN_CODE_SECONDS);

  if (!portail_database_run (context->database, error,
                             "INSERT INTO login_code (hash, user_id, client, redirect_uri,"
                             " code_challenge, device_name, expires_at) VALUES (?,?,?,?,?,?,?)",
                             "bttttti", hash, user_id, login->client, login->redirect_uri,
                             login->code_challenge, login->device_name, expires_at.milliseconds))
    return NULL;
  return g_steal_pointer (&code);
}

/* A code as it was stored. */
typedef struct
{
  char *user_id;
  char *redirect_uri;
  char *code_challenge;
  char *device_name;
} StoredCode;

static void
stored_code_clear (StoredCode *stored)
{
  g_free (stored->user_id);
  g_free (stored->redirect_uri);
  g_free (stored->code_challenge);
  g_free (stored->device_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StoredCode, stored_code_clear)

/* Empty for a code that is not there or too old. */
static gboolean
take_code (PortailContext *context, const char *code, StoredCode *stored, GError **error)
{
  g_autoptr (GBytes) hash = portail_secret_hash (code);
  PortailStatement *statement = portail_database_query (
      context->database, error,
      "SELECT user_id, redirect_uri, code_challenge, device_name FROM login_code"
      " WHERE hash = ? AND expires_at > ?",
      "bi", hash, context->now.milliseconds);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *stored = (StoredCode){
      portail_statement_dup_text (statement, 0),
      portail_statement_dup_text (statement, 1),
      portail_statement_dup_text (statement, 2),
      portail_statement_dup_text (statement, 3),
    };
  portail_statement_reset (statement);
  return portail_database_run (context->database, error, "DELETE FROM login_code WHERE hash = ?",
                               "b", hash);
}

static gboolean
fits (const StoredCode *stored, const PortailLoginExchange *exchange)
{
  g_autofree char *challenge = NULL;

  if (stored->user_id == NULL || !is_verifier (exchange->code_verifier))
    return FALSE;
  challenge = portail_secret_make_challenge (exchange->code_verifier);
  return portail_secret_is_equal (challenge, stored->code_challenge)
         && portail_secret_is_equal (exchange->redirect_uri, stored->redirect_uri);
}

gboolean
portail_login_exchange (PortailContext *context,
                        const PortailLoginExchange *exchange,
                        char **user_id,
                        char **device_name,
                        GError **error)
{
  g_auto (StoredCode) stored = { 0 };

  *user_id = *device_name = NULL;
  if (!take_code (context, exchange->code, &stored, error))
    return FALSE;
  if (fits (&stored, exchange))
    {
      *user_id = g_steal_pointer (&stored.user_id);
      *device_name = g_steal_pointer (&stored.device_name);
    }
  return TRUE;
}

gboolean
portail_login_purge (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  return portail_database_run (database, error, "DELETE FROM login_state WHERE expires_at <= ?",
                               "i", now.milliseconds)
         && portail_database_run (database, error, "DELETE FROM login_code WHERE expires_at <= ?",
                                  "i", now.milliseconds);
}
