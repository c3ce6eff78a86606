/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-oauth.h"

#include "tests/discord/portail-discord-page.h"

#define COOKIE_NAME "discord_test_user"

enum
{
  CHALLENGE_LENGTH = 43,
};

static const char *const known_scopes[] = { "identify", "email", "guilds", "guilds.members.read",
                                            NULL };

static const char *const carried_parameters[] = { "response_type",
                                                  "client_id",
                                                  "scope",
                                                  "state",
                                                  "redirect_uri",
                                                  "prompt",
                                                  "code_challenge",
                                                  "code_challenge_method",
                                                  NULL };

typedef enum
{
  AUTHORIZE_FINE,
  AUTHORIZE_WRONG_RESPONSE_TYPE,
  AUTHORIZE_WRONG_SCOPE,
  AUTHORIZE_WRONG_METHOD,
  AUTHORIZE_WRONG_CHALLENGE,
  AUTHORIZE_DENIED,
} AuthorizeFault;

static const struct
{
  const char *error;
  const char *description;
} authorize_faults[] = {
  [AUTHORIZE_WRONG_RESPONSE_TYPE] = { "unsupported_response_type",
                                      "The authorization server does not support obtaining an "
                                      "authorization code using this "
                                      "method" },
  [AUTHORIZE_WRONG_SCOPE] = { "invalid_scope",
                              "The requested scope is invalid, unknown, or malformed." },
  [AUTHORIZE_WRONG_METHOD] = { "invalid_request", "Unsupported \"code_challenge_method\"" },
  [AUTHORIZE_WRONG_CHALLENGE] = { "invalid_request", "Invalid \"code_challenge\"" },
  [AUTHORIZE_DENIED] = { "access_denied",
                         "The resource owner or authorization server denied the request" },
};

static const struct
{
  const char *error;
  const char *description;
} outcomes[] = {
  [PORTAIL_DISCORD_UNKNOWN_CODE] = { "invalid_grant", "Invalid \"code\" in request." },
  [PORTAIL_DISCORD_WRONG_REDIRECT] = { "invalid_grant", "Invalid \"redirect_uri\" in request." },
  [PORTAIL_DISCORD_MISSING_VERIFIER] = { "invalid_request", "Missing \"code_verifier\"" },
  [PORTAIL_DISCORD_MALFORMED_VERIFIER] = { "invalid_request", "Invalid \"code_verifier\"" },
  [PORTAIL_DISCORD_WRONG_VERIFIER] = { "invalid_grant", "Invalid \"code_verifier\" in request." },
  [PORTAIL_DISCORD_UNKNOWN_REFRESH_TOKEN] = { "invalid_grant",
                                              "Invalid \"refresh_token\" in request." },
};

static PortailDiscordAnswer *
answer_page (const char *title, const char *detail)
{
  return portail_discord_answer_new_page (400, portail_discord_page_new_error (title, detail));
}

/* An error page for what must never redirect; NULL when the address may be redirected to. */
static PortailDiscordAnswer *
refuse_address (PortailDiscordWorld *world, GHashTable *parameters)
{
  const char *client_id = g_hash_table_lookup (parameters, "client_id");
  const char *redirect_uri = g_hash_table_lookup (parameters, "redirect_uri");
  if (g_strcmp0 (client_id, world->client_id) != 0)
    return answer_page ("Unknown Application", "No application has this client_id.");
  if (redirect_uri == NULL
      || !g_strv_contains ((const char *const *) world->redirect_uris, redirect_uri))
    return answer_page ("Invalid OAuth2 redirect_uri",
                        "The redirect_uri is not exactly one of those registered.");
  return NULL;
}

static gboolean
is_scope_known (const char *scope)
{
  g_auto (GStrv) words = g_strsplit (scope != NULL ? scope : "", " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (!g_strv_contains (known_scopes, *word))
      return FALSE;
  return words[0] != NULL;
}

static gboolean
is_challenge (const char *challenge)
{
  gsize length = strspn (challenge, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");
  return length == CHALLENGE_LENGTH && challenge[length] == '\0';
}

static AuthorizeFault
check_parameters (GHashTable *parameters)
{
  const char *response_type = g_hash_table_lookup (parameters, "response_type");
  const char *challenge = g_hash_table_lookup (parameters, "code_challenge");
  const char *method = g_hash_table_lookup (parameters, "code_challenge_method");
  if (g_strcmp0 (response_type, "code") != 0)
    return AUTHORIZE_WRONG_RESPONSE_TYPE;
  if (!is_scope_known (g_hash_table_lookup (parameters, "scope")))
    return AUTHORIZE_WRONG_SCOPE;
  if (challenge != NULL && g_strcmp0 (method, "S256") != 0)
    return AUTHORIZE_WRONG_METHOD;
  if (challenge != NULL && !is_challenge (challenge))
    return AUTHORIZE_WRONG_CHALLENGE;
  return AUTHORIZE_FINE;
}

static void
append_parameter (GString *location, const char *name, const char *value)
{
  g_string_append_c (location, strchr (location->str, '?') != NULL ? '&' : '?');
  g_string_append_printf (location, "%s=", name);
  g_string_append_uri_escaped (location, value, NULL, FALSE);
}

static PortailDiscordAnswer *
redirect_back (GHashTable *parameters, GString *location)
{
  const char *state = g_hash_table_lookup (parameters, "state");
  if (state != NULL)
    append_parameter (location, "state", state);
  PortailDiscordAnswer *answer = portail_discord_answer_new_redirect (location->str);
  g_string_free (location, TRUE);
  return answer;
}

static PortailDiscordAnswer *
redirect_with_fault (GHashTable *parameters, AuthorizeFault fault)
{
  GString *location = g_string_new (g_hash_table_lookup (parameters, "redirect_uri"));
  append_parameter (location, "error", authorize_faults[fault].error);
  append_parameter (location, "error_description", authorize_faults[fault].description);
  return redirect_back (parameters, location);
}

static PortailDiscordAnswer *
redirect_with_code (PortailDiscordWorld *world, GHashTable *parameters, const char *user_id)
{
  PortailDiscordConsent consent = {
    .user_id = user_id,
    .redirect_uri = g_hash_table_lookup (parameters, "redirect_uri"),
    .scope = g_hash_table_lookup (parameters, "scope"),
    .code_challenge = g_hash_table_lookup (parameters, "code_challenge"),
  };
  gint64 now_us = portail_discord_world_get_now_us (world);
  g_autofree char *code = portail_discord_grants_make_code (world->grants, &consent, now_us);
  GString *location = g_string_new (consent.redirect_uri);
  append_parameter (location, "code", code);
  PortailDiscordAnswer *answer = redirect_back (parameters, location);
  g_autofree char *cookie = g_strdup_printf (COOKIE_NAME "=%s; Path=/; HttpOnly; SameSite=Lax",
                                             user_id);
  portail_discord_answer_add_header (answer, "Set-Cookie", cookie);
  return answer;
}

/* The user whom this browser picked before, borrowed from @world, or NULL. */
static PortailDiscordUser *
find_cookie_user (PortailDiscordWorld *world, const char *cookies)
{
  g_auto (GStrv) pairs = g_strsplit (cookies != NULL ? cookies : "", ";", -1);
  for (char **pair = pairs; *pair != NULL; pair++)
    {
      const char *text = g_strstrip (*pair);
      if (g_str_has_prefix (text, COOKIE_NAME "="))
        return portail_discord_directory_find_user (world->directory,
                                                    text + strlen (COOKIE_NAME "="));
    }
  return NULL;
}

static PortailDiscordAnswer *
show_page (PortailDiscordWorld *world, GHashTable *parameters)
{
  g_autoptr (GHashTable) carried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; carried_parameters[i] != NULL; i++)
    {
      char *value = g_hash_table_lookup (parameters, carried_parameters[i]);
      if (value != NULL)
        g_hash_table_insert (carried, g_strdup (carried_parameters[i]), value);
    }
  PortailDiscordChoice choice = {
    .application_name = world->application_name,
    .scope = g_hash_table_lookup (parameters, "scope"),
    .users = portail_discord_directory_get_users (world->directory),
    .query = carried,
  };
  return portail_discord_answer_new_page (200, portail_discord_page_new_choice (&choice));
}

PortailDiscordAnswer *
portail_discord_oauth_ask (PortailDiscordWorld *world,
                           const PortailDiscordRequest *request,
                           const char *const *arguments)
{
  PortailDiscordAnswer *refusal = refuse_address (world, request->query);
  if (refusal != NULL)
    return refusal;
  AuthorizeFault fault = check_parameters (request->query);
  if (fault != AUTHORIZE_FINE)
    return redirect_with_fault (request->query, fault);

  const char *prompt = g_hash_table_lookup (request->query, "prompt");
  const char *scope = g_hash_table_lookup (request->query, "scope");
  PortailDiscordUser *user = find_cookie_user (world, request->cookie);
  if (g_strcmp0 (prompt, "none") == 0 && user != NULL
      && portail_discord_grants_has_consent (world->grants, user->id, scope))
    return redirect_with_code (world, request->query, user->id);
  return show_page (world, request->query);
}

PortailDiscordAnswer *
portail_discord_oauth_decide (PortailDiscordWorld *world,
                              const PortailDiscordRequest *request,
                              const char *const *arguments)
{
  if (request->form == NULL)
    return answer_page ("Bad Request", "The form is missing.");
  PortailDiscordAnswer *refusal = refuse_address (world, request->form);
  if (refusal != NULL)
    return refusal;
  AuthorizeFault fault = check_parameters (request->form);
  if (g_strcmp0 (g_hash_table_lookup (request->form, "decision"), "cancel") == 0)
    fault = AUTHORIZE_DENIED;
  if (fault != AUTHORIZE_FINE)
    return redirect_with_fault (request->form, fault);

  const char *user_id = g_hash_table_lookup (request->form, "user_id");
  if (user_id == NULL || portail_discord_directory_find_user (world->directory, user_id) == NULL)
    return answer_page ("Unknown User", "Nobody has this user id.");
  return redirect_with_code (world, request->form, user_id);
}

/* *@user and *@password are owned by the caller; FALSE when @authorization is no Basic header. */
static gboolean
read_basic (const char *authorization, char **user, char **password)
{
  if (authorization == NULL
      || g_ascii_strncasecmp (authorization, "Basic ", strlen ("Basic ")) != 0)
    return FALSE;
  gsize length = 0;
  g_autofree guchar *decoded = g_base64_decode (authorization + strlen ("Basic "), &length);
  g_autofree char *text = g_strndup ((const char *) decoded, length);
  char *colon = strchr (text, ':');
  if (colon == NULL)
    return FALSE;
  *user = g_strndup (text, colon - text);
  *password = g_strdup (colon + 1);
  return TRUE;
}

static gboolean
is_client (PortailDiscordWorld *world, const PortailDiscordRequest *request)
{
  g_autofree char *client_id = NULL;
  g_autofree char *client_secret = NULL;
  if (!read_basic (request->authorization, &client_id, &client_secret))
    {
      client_id = g_strdup (g_hash_table_lookup (request->form, "client_id"));
      client_secret = g_strdup (g_hash_table_lookup (request->form, "client_secret"));
    }
  return g_strcmp0 (client_id, world->client_id) == 0
         && g_strcmp0 (client_secret, world->client_secret) == 0;
}

static PortailDiscordAnswer *
answer_tokens (const PortailDiscordTokens *tokens)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "access_token", tokens->access_token);
  json_object_set_int_member (object, "expires_in", PORTAIL_DISCORD_TOKEN_LIFE_SECONDS);
  if (tokens->refresh_token != NULL)
    json_object_set_string_member (object, "refresh_token", tokens->refresh_token);
  json_object_set_string_member (object, "scope", tokens->scope);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  PortailDiscordAnswer *answer = portail_discord_answer_new_json (200, root);
  portail_discord_answer_add_header (answer, "Cache-Control", "no-store");
  return answer;
}

/* A parameter that RFC 6749 requires, "" when absent: an empty code is an unknown one. */
static const char *
get_required (GHashTable *form, const char *name)
{
  const char *value = g_hash_table_lookup (form, name);
  return value != NULL ? value : "";
}

static PortailDiscordOutcome
exchange_code (PortailDiscordWorld *world, GHashTable *form, PortailDiscordTokens *tokens)
{
  PortailDiscordExchange exchange = {
    .code = get_required (form, "code"),
    .redirect_uri = g_hash_table_lookup (form, "redirect_uri"),
    .code_verifier = g_hash_table_lookup (form, "code_verifier"),
  };
  return portail_discord_grants_exchange (world->grants, &exchange,
                                          portail_discord_world_get_now_us (world), tokens);
}

static PortailDiscordOutcome
refresh_token (PortailDiscordWorld *world, GHashTable *form, PortailDiscordTokens *tokens)
{
  return portail_discord_grants_refresh (world->grants, get_required (form, "refresh_token"),
                                         portail_discord_world_get_now_us (world), tokens);
}

/* The application asks for itself. The token opens nothing here. */
static PortailDiscordOutcome
grant_to_client (PortailDiscordWorld *world, GHashTable *form, PortailDiscordTokens *tokens)
{
  tokens->access_token = g_uuid_string_random ();
  tokens->scope = g_strdup (get_required (form, "scope"));
  return PORTAIL_DISCORD_GRANTED;
}

static const struct
{
  const char *grant_type;
  PortailDiscordOutcome (*grant) (PortailDiscordWorld *world,
                                  GHashTable *form,
                                  PortailDiscordTokens *tokens);
} grant_types[] = {
  { "authorization_code", exchange_code },
  { "refresh_token", refresh_token },
  { "client_credentials", grant_to_client },
};

PortailDiscordAnswer *
portail_discord_oauth_token (PortailDiscordWorld *world,
                             const PortailDiscordRequest *request,
                             const char *const *arguments)
{
  const char *grant_type = request->form != NULL ? g_hash_table_lookup (request->form, "grant_type")
                                                 : NULL;
  gsize i = 0;
  while (i < G_N_ELEMENTS (grant_types) && g_strcmp0 (grant_type, grant_types[i].grant_type) != 0)
    i++;
  if (i == G_N_ELEMENTS (grant_types))
    {
      g_autofree char *description = g_strdup_printf ("Grant type %s is not supported",
                                                      grant_type != NULL ? grant_type : "None");
      return portail_discord_answer_new_oauth_error (400, "unsupported_grant_type", description);
    }
  if (!is_client (world, request))
    return portail_discord_answer_new_oauth_error (401, "invalid_client", NULL);

  g_auto (PortailDiscordTokens) tokens = { NULL };
  PortailDiscordOutcome outcome = grant_types[i].grant (world, request->form, &tokens);
  if (outcome != PORTAIL_DISCORD_GRANTED)
    return portail_discord_answer_new_oauth_error (400, outcomes[outcome].error,
                                                   outcomes[outcome].description);
  return answer_tokens (&tokens);
}

PortailDiscordAnswer *
portail_discord_oauth_revoke (PortailDiscordWorld *world,
                              const PortailDiscordRequest *request,
                              const char *const *arguments)
{
  const char *token = request->form != NULL ? g_hash_table_lookup (request->form, "token") : NULL;
  if (token == NULL)
    return portail_discord_answer_new_oauth_error (400, "invalid_request", NULL);
  if (!is_client (world, request))
    return portail_discord_answer_new_oauth_error (401, "invalid_client", NULL);
  portail_discord_grants_revoke (world->grants, token);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, json_object_new ());
  return portail_discord_answer_new_json (200, root);
}
