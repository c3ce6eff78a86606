/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole server for tests: database with the demo's two companies, keys, core, and the Discord
 * provider with the demo's people. Asked inline by default, over HTTP once it serves. Its clock is
 * the machine's plus what a test adds. */
#pragma once

#include "server/portail-blob-store.h"
#include "server/portail-dispatcher.h"
#include "shared/portail-json.h"
#include "tests/discord/portail-discord-provider.h"

#define FIXTURE_HUGO    "800000000000000001" /* superadmin, staff */
#define FIXTURE_CAMILLE "800000000000000002" /* patronne of the garage, owner of its guild */
#define FIXTURE_BASTIEN "800000000000000003" /* co-patron of the garage */
#define FIXTURE_LEA     "800000000000000004" /* employée of the garage */
#define FIXTURE_INES    "800000000000000006" /* dot */
#define FIXTURE_THEO    "800000000000000007" /* nothing */

#define FIXTURE_MAIN_GUILD   "900000000000000001"
#define FIXTURE_GARAGE_GUILD "900000000000000101"

#define FIXTURE_BOT_TOKEN "the.bot.token"

#define FIXTURE_REDIRECT "http://127.0.0.1:43210/callback"
/* RFC 7636, appendix B. */
#define FIXTURE_VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define FIXTURE_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define FIXTURE_ORIGIN    "https://portail.example.org"

typedef struct
{
  char *folder;
  char *database_path;
  PortailDiscordProvider *provider;
  PortailServerConfig *config;
  PortailServerKeys *keys;
  PortailDiscord *discord;
  PortailBlobStore *blobs; /* in the folder's "blobs" */
  PortailLiveHub *live;
  PortailServer *server;
  PortailDatabase *writer; /* NULL while it serves */
  PortailDatabase *reader;
  PortailDispatcher *dispatcher; /* NULL until it serves */
  char *garage_id;
  char *taxi_id;
  gint clock_offset; /* atomic; s */
  gssize story_time; /* atomic; ms since 1970, a second later at each look; 0: the real time */
} ServerFixture;

/* For g_test_add (); its argument may be one more setting, "NAME=value". */
void server_fixture_set_up (ServerFixture *fixture, gconstpointer variable);
void server_fixture_tear_down (ServerFixture *fixture, gconstpointer unused);

/* From here on requests go over HTTP, and writes through the worker. */
void server_fixture_serve (ServerFixture *fixture);
void server_fixture_advance_clock (ServerFixture *fixture, gint seconds);
PortailTimestamp server_fixture_get_now (ServerFixture *fixture);
/* A handler's context on the writer's connection. */
PortailContext server_fixture_get_context (ServerFixture *fixture);
/* The number in the first column of the first row; 0 without row. */
gint64 server_fixture_query (ServerFixture *fixture, const char *sql);

typedef struct
{
  guint status;
  GHashTable *headers; /* name in lower case → value */
  char *body;          /* ends with a NUL of its own */
  gsize length;
  PortailJsonDocument *json; /* NULL when the body is none */
} ServerReply;

typedef struct
{
  const char *method;
  const char *path;
  const char *token;          /* or NULL */
  const char *body;           /* or NULL */
  GBytes *bytes;              /* instead of body; or NULL */
  const char *content_type;   /* NULL: JSON */
  const char *accept;         /* or NULL */
  const char *origin;         /* or NULL */
  const char *language;       /* or NULL */
  const char *cookie;         /* or NULL */
  const char *if_match;       /* or NULL */
  const char *const *headers; /* others: names and values by turns, ends with NULL; or NULL */
} ServerAsk;

ServerReply *server_fixture_ask (ServerFixture *fixture, const ServerAsk *ask);
ServerReply *server_fixture_get (ServerFixture *fixture, const char *path, const char *token);
/* @body with ' for ". */
ServerReply *
server_fixture_post (ServerFixture *fixture, const char *path, const char *token, const char *body);
void server_reply_free (ServerReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerReply, server_reply_free)
const char *server_reply_get_header (ServerReply *reply, const char *name);
/* @method with @body, of which ' stands for ", or NULL. */
ServerReply *server_fixture_send (ServerFixture *fixture,
                                  const char *method,
                                  const char *path,
                                  const char *token,
                                  const char *body);
/* Its access token after a whole sign-in. Owned. */
char *server_fixture_dup_token (ServerFixture *fixture, const char *discord_id);
/* The text of a member, "" where there is none. Borrowed. */
const char *server_reply_get_text (ServerReply *reply, const char *member);
const PortailJson *server_reply_get_root (ServerReply *reply);
/* The answer is a problem of that status and code. */
void server_reply_assert_problem (ServerReply *reply, guint status, const char *code);

/* Where the browser goes from the desktop's consent page: Discord's authorize address. Owned. */
char *server_fixture_begin_desktop (ServerFixture *fixture);
/* The person presses the button on Discord's page; NULL cancels.
 * Returns: path and query of our callback. Owned. */
char *server_fixture_press (const char *authorize_url, const char *discord_id);
/* The Location of the callback's redirect to the desktop. Owned. */
char *server_fixture_sign_in_to_code (ServerFixture *fixture, const char *discord_id);
/* The body of /auth/token. Owned. */
char *server_fixture_make_exchange (const char *code, const char *verifier, const char *redirect);
/* A whole sign-in of the desktop; the answer of /auth/token. Owned. */
ServerReply *server_fixture_sign_in (ServerFixture *fixture, const char *discord_id);
