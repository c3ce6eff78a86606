/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-faults.h"

static const char *const endpoint_names[PORTAIL_DISCORD_N_ENDPOINTS] = {
  [PORTAIL_DISCORD_AUTHORIZE] = "authorize",   [PORTAIL_DISCORD_TOKEN] = "token",
  [PORTAIL_DISCORD_REVOKE] = "revoke",         [PORTAIL_DISCORD_USER] = "user",
  [PORTAIL_DISCORD_GUILDS] = "guilds",         [PORTAIL_DISCORD_MEMBER] = "member",
  [PORTAIL_DISCORD_BOT_MEMBER] = "bot-member", [PORTAIL_DISCORD_BOT_MEMBERS] = "bot-members",
  [PORTAIL_DISCORD_BOT_GUILD] = "bot-guild",   [PORTAIL_DISCORD_AVATAR] = "avatar",
};

static const struct
{
  const char *name;
  guint default_amount;
} kinds[PORTAIL_DISCORD_N_FAULT_KINDS] = {
  [PORTAIL_DISCORD_FAIL] = { "fail", 500 },
  [PORTAIL_DISCORD_RATE_LIMITED] = { "rate-limited", 1 },
  [PORTAIL_DISCORD_GLOBAL_LIMITED] = { "global-limited", 1 },
  [PORTAIL_DISCORD_FORBIDDEN] = { "forbidden", 0 },
  [PORTAIL_DISCORD_UNAUTHORIZED] = { "unauthorized", 0 },
  [PORTAIL_DISCORD_HTML] = { "html", 200 },
  [PORTAIL_DISCORD_HUGE] = { "huge", 64 },
  [PORTAIL_DISCORD_DROP] = { "drop", 0 },
  [PORTAIL_DISCORD_LOSE] = { "lose", 0 },
  [PORTAIL_DISCORD_HOLD] = { "hold", 0 },
  [PORTAIL_DISCORD_DELAY] = { "delay", 1000 },
  [PORTAIL_DISCORD_TRUNCATED] = { "truncated", 0 },
  [PORTAIL_DISCORD_NUMERIC_IDS] = { "numeric-ids", 0 },
  [PORTAIL_DISCORD_WRONG_ROLES] = { "wrong-roles", 0 },
};

struct _PortailDiscordFaults
{
  GQueue rows[PORTAIL_DISCORD_N_ENDPOINTS]; /* of PortailDiscordFault */
  guint64 requests[PORTAIL_DISCORD_N_ENDPOINTS];
};

PortailDiscordFaults *
portail_discord_faults_new (void)
{
  PortailDiscordFaults *self = g_new0 (PortailDiscordFaults, 1);
  for (guint i = 0; i < PORTAIL_DISCORD_N_ENDPOINTS; i++)
    g_queue_init (&self->rows[i]);
  return self;
}

void
portail_discord_faults_free (PortailDiscordFaults *self)
{
  portail_discord_faults_clear (self);
  g_free (self);
}

void
portail_discord_faults_add (PortailDiscordFaults *self, const PortailDiscordFault *fault)
{
  PortailDiscordFault *armed = g_memdup2 (fault, sizeof *fault);
  if (armed->amount == 0)
    armed->amount = kinds[armed->kind].default_amount;
  g_queue_push_tail (&self->rows[armed->endpoint], armed);
}

void
portail_discord_faults_clear (PortailDiscordFaults *self)
{
  for (guint i = 0; i < PORTAIL_DISCORD_N_ENDPOINTS; i++)
    g_queue_clear_full (&self->rows[i], g_free);
}

gboolean
portail_discord_faults_take (PortailDiscordFaults *self,
                             PortailDiscordEndpoint endpoint,
                             PortailDiscordFault *fault)
{
  self->requests[endpoint]++;
  PortailDiscordFault *armed = g_queue_peek_head (&self->rows[endpoint]);
  if (armed == NULL)
    return FALSE;
  *fault = *armed;
  if (armed->times != PORTAIL_DISCORD_ALWAYS && --armed->times == 0)
    g_free (g_queue_pop_head (&self->rows[endpoint]));
  return TRUE;
}

guint
portail_discord_faults_count_armed (PortailDiscordFaults *self)
{
  guint64 count = 0;
  for (guint i = 0; i < PORTAIL_DISCORD_N_ENDPOINTS; i++)
    for (GList *link = self->rows[i].head; link != NULL; link = link->next)
      count += ((PortailDiscordFault *) link->data)->times;
  return MIN (count, PORTAIL_DISCORD_ALWAYS);
}

guint64
portail_discord_faults_get_requests (PortailDiscordFaults *self, PortailDiscordEndpoint endpoint)
{
  return self->requests[endpoint];
}

void
portail_discord_faults_reset_requests (PortailDiscordFaults *self)
{
  for (guint i = 0; i < PORTAIL_DISCORD_N_ENDPOINTS; i++)
    self->requests[i] = 0;
}

const char *
portail_discord_endpoint_get_name (PortailDiscordEndpoint endpoint)
{
  return endpoint_names[endpoint];
}

PortailDiscordEndpoint
portail_discord_endpoint_from_name (const char *name)
{
  guint i = 0;
  while (i < PORTAIL_DISCORD_N_ENDPOINTS && !g_str_equal (endpoint_names[i], name))
    i++;
  return i;
}

PortailDiscordFaultKind
portail_discord_fault_kind_from_name (const char *name)
{
  guint i = 0;
  while (i < PORTAIL_DISCORD_N_FAULT_KINDS && !g_str_equal (kinds[i].name, name))
    i++;
  return i;
}
