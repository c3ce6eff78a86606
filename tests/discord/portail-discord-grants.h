/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and tokens of the provider (RFC 6749, RFC 7636 as Discord applies them).
 *
 * 1. A code dies 100 s after it was made and at its first exchange attempt, right or wrong.
 * 2. A code made with a challenge needs its verifier, and only S256 exists.
 * 3. A refresh token is good for one use and gives a new pair of tokens of the same scope.
 * Times are µs of the provider's clock, given by the caller. */
#pragma once

#include <glib.h>

#define PORTAIL_DISCORD_CODE_LIFE_US       (100 * G_USEC_PER_SEC)
#define PORTAIL_DISCORD_TOKEN_LIFE_SECONDS 604800

/* What a user agreed to on the authorize page. */
typedef struct
{
  const char *user_id;
  const char *redirect_uri;
  const char *scope;          /* as asked, separated by single spaces */
  const char *code_challenge; /* S256, or NULL */
} PortailDiscordConsent;

typedef struct
{
  const char *code;
  const char *redirect_uri;  /* may be NULL, which is wrong */
  const char *code_verifier; /* may be NULL */
} PortailDiscordExchange;

typedef enum
{
  PORTAIL_DISCORD_GRANTED,
  PORTAIL_DISCORD_UNKNOWN_CODE,
  PORTAIL_DISCORD_WRONG_REDIRECT,
  PORTAIL_DISCORD_MISSING_VERIFIER,
  PORTAIL_DISCORD_MALFORMED_VERIFIER,
  PORTAIL_DISCORD_WRONG_VERIFIER,
  PORTAIL_DISCORD_UNKNOWN_REFRESH_TOKEN,
} PortailDiscordOutcome;

typedef struct
{
  char *access_token;
  char *refresh_token;
  char *scope;
} PortailDiscordTokens;

typedef struct _PortailDiscordGrants PortailDiscordGrants;

PortailDiscordGrants *portail_discord_grants_new (void);
void portail_discord_grants_free (PortailDiscordGrants *self);

void portail_discord_tokens_clear (PortailDiscordTokens *tokens);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailDiscordTokens, portail_discord_tokens_clear)

/* A new code, owned by the caller. */
char *portail_discord_grants_make_code (PortailDiscordGrants *self,
                                        const PortailDiscordConsent *consent,
                                        gint64 now_us);
/* Whether this user once agreed to exactly this scope (prompt=none). */
gboolean portail_discord_grants_has_consent (PortailDiscordGrants *self,
                                             const char *user_id,
                                             const char *scope);
/* @tokens is filled when the outcome is GRANTED. */
PortailDiscordOutcome portail_discord_grants_exchange (PortailDiscordGrants *self,
                                                       const PortailDiscordExchange *exchange,
                                                       gint64 now_us,
                                                       PortailDiscordTokens *tokens);
PortailDiscordOutcome portail_discord_grants_refresh (PortailDiscordGrants *self,
                                                      const char *refresh_token,
                                                      gint64 now_us,
                                                      PortailDiscordTokens *tokens);
/* Forgets an access or refresh token; an unknown one is ignored (RFC 7009). */
void portail_discord_grants_revoke (PortailDiscordGrants *self, const char *token);

/* User id of a living access token, borrowed, or NULL. *@scope is borrowed too. */
const char *portail_discord_grants_find_user (PortailDiscordGrants *self,
                                              const char *access_token,
                                              gint64 now_us,
                                              const char **scope);

/* Whether @scope, separated by spaces, has the word @wanted. */
gboolean portail_discord_scope_has (const char *scope, const char *wanted);
