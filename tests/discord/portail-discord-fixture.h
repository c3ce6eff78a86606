/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the provider's own tests share: a running provider with the demo users, requests to it, and
 * one sign-in. A failed request is a failed test. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "tests/discord/portail-discord-provider.h"

#define DISCORD_CLIENT_ID     "700000000000000001"
#define DISCORD_CLIENT_SECRET "the secret of the tests"
#define DISCORD_BOT_TOKEN     "the.bot.token"
#define DISCORD_REDIRECT      "http://127.0.0.1:8000/auth/discord/callback"
#define DISCORD_ALL_SCOPES    "identify email guilds guilds.members.read"
/* RFC 7636, appendix B. */
#define DISCORD_VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define DISCORD_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

#define DISCORD_MAIN_GUILD   "900000000000000001"
#define DISCORD_GARAGE_GUILD "900000000000000101"
#define DISCORD_TAXI_GUILD   "900000000000000102"
#define DISCORD_PATRONNE     "800000000000000002"
#define DISCORD_EMPLOYEE     "800000000000000004"

typedef struct
{
  guint status; /* 0: the connection closed without an answer */
  SoupMessageHeaders *headers;
  char *body;
  gsize length;
  JsonNode *json; /* NULL when the body is none */
} DiscordReply;

/* Fixture functions for g_test_add (). */
typedef struct
{
  PortailDiscordProvider *provider;
} DiscordFixture;

void discord_fixture_set_up (DiscordFixture *fixture, gconstpointer unused);
void discord_fixture_tear_down (DiscordFixture *fixture, gconstpointer unused);

void discord_reply_free (DiscordReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DiscordReply, discord_reply_free)

/* "" when the member is missing or no text; borrowed. */
const char *discord_reply_get_text (DiscordReply *reply, const char *member);
gint64 discord_reply_get_integer (DiscordReply *reply, const char *member);
const char *discord_reply_get_header (DiscordReply *reply, const char *name);

/* @path begins with a slash; @authorization may be NULL. One connection a request. */
DiscordReply *
discord_fixture_get (DiscordFixture *fixture, const char *path, const char *authorization);
DiscordReply *discord_fixture_post (DiscordFixture *fixture,
                                    const char *path,
                                    const char *content_type,
                                    const char *body);
/* POST of pairs name, value; NULL values are left out. */
DiscordReply *
discord_fixture_post_form (DiscordFixture *fixture, const char *path, const char *const *pairs);

/* An authorize address with pairs name, value in front of the usual ones, which they replace; a
 * NULL value leaves a parameter out. */
char *discord_fixture_dup_authorize_url (DiscordFixture *fixture, const char *const *pairs);
/* The code of DISCORD_PATRONNE or another user, with the challenge. */
char *discord_fixture_dup_code (DiscordFixture *fixture, const char *user_id, const char *scope);
/* The exchange of @code as it should be, or with another redirect or verifier. */
DiscordReply *discord_fixture_exchange (DiscordFixture *fixture,
                                        const char *code,
                                        const char *redirect_uri,
                                        const char *verifier);
/* "Bearer <token>" after a whole sign-in. */
char *discord_fixture_sign_in (DiscordFixture *fixture, const char *user_id, const char *scope);
