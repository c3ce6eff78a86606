/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP request to Discord, over libcurl: invariants 1 and 3 of portail-discord.h as far as they
 * are about HTTP. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-json.h"

/* More than any answer that we ask for: 200 guilds are some 60 kB. */
#define PORTAIL_DISCORD_MAX_ANSWER (1024 * 1024)

/* Whose requests go through a gate. */
typedef enum
{
  /* Each with a token of his own; somebody waits for the answer, so not for long. */
  PORTAIL_DISCORD_PEOPLE,
  /* One token for all; nobody waits, so a bucket that is empty (X-RateLimit-Remaining) is not asked
   * before it is full again. */
  PORTAIL_DISCORD_BOT,
} PortailDiscordCaller;

/* Shared by the calls of one client; any thread. */
typedef struct
{
  GMutex lock;
  PortailDiscordCaller caller;
  gint64 silent_until; /* monotonic µs; no request leaves before */
  guint n_refusals;    /* 401 and 403 in a row */
} PortailDiscordGate;

typedef struct
{
  PortailDiscordGate *gate;
  const char *url;
  const char *authorization; /* "Bearer …", or NULL */
  const char *form;          /* a body to POST; NULL for GET */
  guint timeout_milliseconds;
  GCancellable *cancellable;
} PortailDiscordCall;

typedef struct
{
  guint status;
  PortailJsonDocument *json; /* NULL where the body is none */
} PortailDiscordReply;

/* FALSE with UNAVAILABLE when the gate is shut, 429 included, or nothing was answered in time;
 * BAD_GATEWAY for an answer that is too large. Blocks. */
gboolean
portail_discord_call (const PortailDiscordCall *call, PortailDiscordReply *reply, GError **error);
void portail_discord_reply_clear (PortailDiscordReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailDiscordReply, portail_discord_reply_clear)

void portail_discord_gate_init (PortailDiscordGate *gate, PortailDiscordCaller caller);
void portail_discord_gate_clear (PortailDiscordGate *gate);
/* Whole seconds until it opens. */
guint portail_discord_gate_get_wait (PortailDiscordGate *gate);
