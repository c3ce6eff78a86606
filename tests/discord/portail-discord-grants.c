/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-grants.h"

enum
{
  TOKEN_LENGTH = 30,
  VERIFIER_MIN_LENGTH = 43,
  VERIFIER_MAX_LENGTH = 128,
};

static const char alphanumeric[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

typedef struct
{
  char *user_id;
  char *redirect_uri;
  char *scope;
  char *code_challenge;
  gint64 expires_us;
} Grant;

struct _PortailDiscordGrants
{
  GHashTable *codes; /* code or token → Grant */
  GHashTable *access_tokens;
  GHashTable *refresh_tokens;
  GHashTable *consents; /* set of "user id, space, scope" */
};

static void
grant_free (gpointer item)
{
  Grant *grant = item;
  g_free (grant->user_id);
  g_free (grant->redirect_uri);
  g_free (grant->scope);
  g_free (grant->code_challenge);
  g_free (grant);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Grant, grant_free)

PortailDiscordGrants *
portail_discord_grants_new (void)
{
  PortailDiscordGrants *self = g_new0 (PortailDiscordGrants, 1);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grant_free);
  self->access_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grant_free);
  self->refresh_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grant_free);
  self->consents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
portail_discord_grants_free (PortailDiscordGrants *self)
{
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->access_tokens);
  g_hash_table_unref (self->refresh_tokens);
  g_hash_table_unref (self->consents);
  g_free (self);
}

void
portail_discord_tokens_clear (PortailDiscordTokens *tokens)
{
  g_clear_pointer (&tokens->access_token, g_free);
  g_clear_pointer (&tokens->refresh_token, g_free);
  g_clear_pointer (&tokens->scope, g_free);
}

static char *
random_token (void)
{
  char *token = g_malloc (TOKEN_LENGTH + 1);
  for (guint i = 0; i < TOKEN_LENGTH; i++)
    token[i] = alphanumeric[g_random_int_range (0, sizeof alphanumeric - 1)];
  token[TOKEN_LENGTH] = '\0';
  return token;
}

static char *
consent_key (const char *user_id, const char *scope)
{
  return g_strconcat (user_id, " ", scope, NULL);
}

char *
portail_discord_grants_make_code (PortailDiscordGrants *self,
                                  const PortailDiscordConsent *consent,
                                  gint64 now_us)
{
  char *code = random_token ();
  Grant *grant = g_new0 (Grant, 1);
  grant->user_id = g_strdup (consent->user_id);
  grant->redirect_uri = g_strdup (consent->redirect_uri);
  grant->scope = g_strdup (consent->scope);
  grant->code_challenge = g_strdup (consent->code_challenge);
  grant->expires_us = now_us + PORTAIL_DISCORD_CODE_LIFE_US;
  g_hash_table_insert (self->codes, g_strdup (code), grant);
  g_hash_table_add (self->consents, consent_key (consent->user_id, consent->scope));
  return code;
}

gboolean
portail_discord_grants_has_consent (PortailDiscordGrants *self,
                                    const char *user_id,
                                    const char *scope)
{
  g_autofree char *key = consent_key (user_id, scope);
  return g_hash_table_contains (self->consents, key);
}

/* Takes the grant out of @table; NULL when there is none. */
static Grant *
take (GHashTable *table, const char *key)
{
  gpointer stored_key = NULL, grant = NULL;
  if (!g_hash_table_steal_extended (table, key, &stored_key, &grant))
    return NULL;
  g_free (stored_key);
  return grant;
}

static char *
challenge_of (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &size);
  char *text = g_base64_encode (digest, size);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static PortailDiscordOutcome
check_verifier (const char *challenge, const char *verifier)
{
  if (challenge == NULL)
    return PORTAIL_DISCORD_GRANTED;
  if (verifier == NULL)
    return PORTAIL_DISCORD_MISSING_VERIFIER;
  gsize length = strlen (verifier);
  if (length < VERIFIER_MIN_LENGTH || length > VERIFIER_MAX_LENGTH)
    return PORTAIL_DISCORD_MALFORMED_VERIFIER;
  g_autofree char *computed = challenge_of (verifier);
  return g_str_equal (computed, challenge) ? PORTAIL_DISCORD_GRANTED
                                           : PORTAIL_DISCORD_WRONG_VERIFIER;
}

static void
remember_token (GHashTable *table, const char *token, const Grant *source, gint64 expires_us)
{
  Grant *grant = g_new0 (Grant, 1);
  grant->user_id = g_strdup (source->user_id);
  grant->scope = g_strdup (source->scope);
  grant->expires_us = expires_us;
  g_hash_table_insert (table, g_strdup (token), grant);
}

static void
make_tokens (PortailDiscordGrants *self,
             const Grant *grant,
             gint64 now_us,
             PortailDiscordTokens *tokens)
{
  gint64 life_us = PORTAIL_DISCORD_TOKEN_LIFE_SECONDS * (gint64) G_USEC_PER_SEC;
  tokens->access_token = random_token ();
  tokens->refresh_token = random_token ();
  tokens->scope = g_strdup (grant->scope);
  remember_token (self->access_tokens, tokens->access_token, grant, now_us + life_us);
  remember_token (self->refresh_tokens, tokens->refresh_token, grant, G_MAXINT64);
}

PortailDiscordOutcome
portail_discord_grants_exchange (PortailDiscordGrants *self,
                                 const PortailDiscordExchange *exchange,
                                 gint64 now_us,
                                 PortailDiscordTokens *tokens)
{
  g_autoptr (Grant) grant = take (self->codes, exchange->code);
  if (grant == NULL || now_us >= grant->expires_us)
    return PORTAIL_DISCORD_UNKNOWN_CODE;
  if (g_strcmp0 (exchange->redirect_uri, grant->redirect_uri) != 0)
    return PORTAIL_DISCORD_WRONG_REDIRECT;
  PortailDiscordOutcome outcome = check_verifier (grant->code_challenge, exchange->code_verifier);
  if (outcome == PORTAIL_DISCORD_GRANTED)
    make_tokens (self, grant, now_us, tokens);
  return outcome;
}

PortailDiscordOutcome
portail_discord_grants_refresh (PortailDiscordGrants *self,
                                const char *refresh_token,
                                gint64 now_us,
                                PortailDiscordTokens *tokens)
{
  g_autoptr (Grant) grant = take (self->refresh_tokens, refresh_token);
  if (grant == NULL)
    return PORTAIL_DISCORD_UNKNOWN_REFRESH_TOKEN;
  make_tokens (self, grant, now_us, tokens);
  return PORTAIL_DISCORD_GRANTED;
}

void
portail_discord_grants_revoke (PortailDiscordGrants *self, const char *token)
{
  g_hash_table_remove (self->access_tokens, token);
  g_hash_table_remove (self->refresh_tokens, token);
}

const char *
portail_discord_grants_find_user (PortailDiscordGrants *self,
                                  const char *access_token,
                                  gint64 now_us,
                                  const char **scope)
{
  Grant *grant = g_hash_table_lookup (self->access_tokens, access_token);
  if (grant == NULL || now_us >= grant->expires_us)
    return NULL;
  *scope = grant->scope;
  return grant->user_id;
}

gboolean
portail_discord_scope_has (const char *scope, const char *wanted)
{
  g_auto (GStrv) words = g_strsplit (scope, " ", -1);
  return g_strv_contains ((const char *const *) words, wanted);
}
