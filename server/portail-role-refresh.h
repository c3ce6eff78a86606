/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings everybody's roles up to date every discord.refresh_minutes, where there is a bot: on a
 * thread of its own, with a reading connection of its own; what it found is applied by the writer
 * in small jobs. A round that fails changes nothing and is tried again at its next time. */
#pragma once

#include "server/portail-discord-bot.h"
#include "server/portail-server-config.h"
#include "shared/portail-worker.h"

typedef struct _PortailRoleRefresh PortailRoleRefresh;

/* All borrowed, and must outlive it. */
typedef struct
{
  const PortailServerConfig *config;
  PortailDiscordBot *bot;
  PortailWorker *writer; /* whose user is the writing connection */
} PortailRoleRefreshParts;

PortailRoleRefresh *portail_role_refresh_new (const PortailRoleRefreshParts *parts);
/* One round, now, on this thread; returns when everything is committed. */
gboolean portail_role_refresh_run (PortailRoleRefresh *refresh, GError **error);
/* Begins the rounds, the first at once. */
void portail_role_refresh_start (PortailRoleRefresh *refresh);
/* Ends a round that runs. Before the writer is stopped. */
void portail_role_refresh_free (PortailRoleRefresh *refresh);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRoleRefresh, portail_role_refresh_free)
