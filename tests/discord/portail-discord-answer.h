/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer of the provider before it meets a socket: status, headers, body, and how to send it. */
#pragma once

#include <json-glib/json-glib.h>

#include "tests/discord/portail-discord-faults.h"
#include "tests/discord/portail-discord-limiter.h"

typedef enum
{
  PORTAIL_DISCORD_SEND,
  PORTAIL_DISCORD_SEND_WHEN_RELEASED,
  PORTAIL_DISCORD_SEND_LATER, /* after `amount` ms */
  PORTAIL_DISCORD_SEND_FLOOD, /* `amount` MiB, whatever the body */
  PORTAIL_DISCORD_SEND_NOTHING,
} PortailDiscordDelivery;

typedef struct
{
  guint status;
  const char *content_type; /* static */
  char *text;               /* the body, or NULL when it is json */
  JsonNode *json;           /* may be NULL */
  GBytes *bytes;            /* the body that is neither, or NULL */
  GPtrArray *headers;       /* name, value, name, value … */
  PortailDiscordDelivery delivery;
  guint amount;
} PortailDiscordAnswer;

void portail_discord_answer_free (PortailDiscordAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordAnswer, portail_discord_answer_free)

/* Takes @root. */
PortailDiscordAnswer *portail_discord_answer_new_json (guint status, JsonNode *root);
/* Takes @html. Has the headers that keep a page from being framed, sniffed or scripted. */
PortailDiscordAnswer *portail_discord_answer_new_page (guint status, char *html);
/* 200 with @bytes (taken). @content_type is static. */
PortailDiscordAnswer *portail_discord_answer_new_bytes (const char *content_type, GBytes *bytes);
/* 302 to @location. */
PortailDiscordAnswer *portail_discord_answer_new_redirect (const char *location);
/* {"message": …, "code": …}: the shape of Discord's API errors. */
PortailDiscordAnswer *
portail_discord_answer_new_error (guint status, int code, const char *message);
/* {"error": …, "error_description": …} of RFC 6749 §5.2; @description may be NULL. */
PortailDiscordAnswer *
portail_discord_answer_new_oauth_error (guint status, const char *error, const char *description);
/* 429 of the user's own limit that ends in @retry_after_seconds. */
PortailDiscordAnswer *portail_discord_answer_new_limited (double retry_after_seconds);
/* For a fault that answers instead of the request; NULL for one that spoils the answer after. */
PortailDiscordAnswer *portail_discord_answer_new_fault (const PortailDiscordFault *fault);

void
portail_discord_answer_add_header (PortailDiscordAnswer *self, const char *name, const char *value);
/* X-RateLimit-Limit, -Remaining, -Reset, -Reset-After, -Bucket. */
void portail_discord_answer_add_rate (PortailDiscordAnswer *self,
                                      const PortailDiscordRate *rate,
                                      const char *bucket);
/* Applies a fault of the "after" sort. */
void portail_discord_answer_spoil (PortailDiscordAnswer *self, const PortailDiscordFault *fault);
/* The body as it goes out, owned by the caller. */
GBytes *portail_discord_answer_dup_body (PortailDiscordAnswer *self);
