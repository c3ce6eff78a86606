/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to misbehave, armed for an endpoint and a number of requests, and the requests counted.
 *
 * 1. The faults of one endpoint wait in a row: the first serves its count, then the next.
 * 2. A fault marked "instead" answers without doing the request: a code is not burnt by it.
 * 3. A fault marked "after" first does the request whole, then spoils the answer: a code is burnt,
 *    so LOSE and HOLD give the lost reply of a request that took effect.
 * 4. HTTP clients repeat a GET by themselves when a kept connection closes under it: DROP and LOSE
 *    may need a count of 2 there. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_DISCORD_AUTHORIZE,   /* "authorize": GET and POST of /oauth2/authorize */
  PORTAIL_DISCORD_TOKEN,       /* "token": /oauth2/token */
  PORTAIL_DISCORD_REVOKE,      /* "revoke": /oauth2/token/revoke */
  PORTAIL_DISCORD_AVATAR,      /* "avatar": /avatars/{user}/{name}.png */
  PORTAIL_DISCORD_USER,        /* "user": /users/@me */
  PORTAIL_DISCORD_GUILDS,      /* "guilds": /users/@me/guilds */
  PORTAIL_DISCORD_MEMBER,      /* "member": /users/@me/guilds/{id}/member */
  PORTAIL_DISCORD_BOT_MEMBER,  /* "bot-member": /guilds/{id}/members/{user} */
  PORTAIL_DISCORD_BOT_MEMBERS, /* "bot-members": /guilds/{id}/members */
  PORTAIL_DISCORD_BOT_GUILD,   /* "bot-guild": /guilds/{id} */
  PORTAIL_DISCORD_N_ENDPOINTS,
} PortailDiscordEndpoint;

/* What `amount` means stands beside each; 0 takes the default in brackets. */
typedef enum
{
  PORTAIL_DISCORD_FAIL,           /* "fail", instead: a 5xx as JSON; amount = status [500] */
  PORTAIL_DISCORD_RATE_LIMITED,   /* "rate-limited", instead: 429; amount = seconds [1] */
  PORTAIL_DISCORD_GLOBAL_LIMITED, /* "global-limited", instead: 429 with global: true */
  PORTAIL_DISCORD_FORBIDDEN,      /* "forbidden", instead: 403, code 50001 */
  PORTAIL_DISCORD_UNAUTHORIZED,   /* "unauthorized", instead: 401, code 0 */
  PORTAIL_DISCORD_HTML,           /* "html", instead: a web page; amount = status [200] */
  PORTAIL_DISCORD_HUGE,           /* "huge", instead: 200 and amount MiB of JSON, streamed [64] */
  PORTAIL_DISCORD_DROP,           /* "drop", instead: the connection closes without an answer */
  PORTAIL_DISCORD_LOSE,           /* "lose", after: the connection closes without an answer */
  PORTAIL_DISCORD_HOLD,           /* "hold", after: the answer waits until released */
  PORTAIL_DISCORD_DELAY,          /* "delay", after: the answer waits amount ms [1000] */
  PORTAIL_DISCORD_TRUNCATED,      /* "truncated", after: the first half of the body */
  PORTAIL_DISCORD_NUMERIC_IDS,    /* "numeric-ids", after: every id is a JSON number */
  PORTAIL_DISCORD_WRONG_ROLES,    /* "wrong-roles", after: roles hold a number, an object, null */
  PORTAIL_DISCORD_N_FAULT_KINDS,
} PortailDiscordFaultKind;

/* For `times`: until cleared. */
#define PORTAIL_DISCORD_ALWAYS G_MAXUINT

typedef struct
{
  PortailDiscordEndpoint endpoint;
  PortailDiscordFaultKind kind;
  guint times; /* > 0 */
  guint amount;
} PortailDiscordFault;

typedef struct _PortailDiscordFaults PortailDiscordFaults;

PortailDiscordFaults *portail_discord_faults_new (void);
void portail_discord_faults_free (PortailDiscordFaults *self);

void portail_discord_faults_add (PortailDiscordFaults *self, const PortailDiscordFault *fault);
void portail_discord_faults_clear (PortailDiscordFaults *self);
/* Counts a request; TRUE when @fault, its amount defaulted, is to be applied to it. */
gboolean portail_discord_faults_take (PortailDiscordFaults *self,
                                      PortailDiscordEndpoint endpoint,
                                      PortailDiscordFault *fault);
/* Requests that still meet a fault: ALWAYS when there is no end. */
guint portail_discord_faults_count_armed (PortailDiscordFaults *self);
guint64 portail_discord_faults_get_requests (PortailDiscordFaults *self,
                                             PortailDiscordEndpoint endpoint);
void portail_discord_faults_reset_requests (PortailDiscordFaults *self);

/* Wire names, static. */
const char *portail_discord_endpoint_get_name (PortailDiscordEndpoint endpoint);
/* N_ENDPOINTS or N_FAULT_KINDS for a name that is none. */
PortailDiscordEndpoint portail_discord_endpoint_from_name (const char *name);
PortailDiscordFaultKind portail_discord_fault_kind_from_name (const char *name);
