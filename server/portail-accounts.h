/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's own writes to users and what belongs to them, through the same bookkeeping as all
 * records: number, change log, audit. On the writer's connection, in a transaction. */
#pragma once

#include "server/portail-discord.h"
#include "server/portail-route.h"
#include "shared/records/portail-user.h"

/* The user with the Discord id, made or brought up to date, with the memberships that follow from
 * Discord; superadmin where SUPERADMIN_DISCORD_IDS says so. FORBIDDEN for a disabled account.
 * Owned. */
PortailUser *portail_accounts_sign_in (PortailContext *context,
                                       const PortailDiscordIdentity *identity,
                                       GError **error);

typedef struct
{
  const char *kind;  /* stable word for programs */
  const char *title; /* N_() */
  const char *body;  /* N_() */
} PortailAccountNotice;

/* A warning among the user's notifications. */
gboolean portail_accounts_notify (PortailContext *context,
                                  const char *user_id,
                                  const PortailAccountNotice *notice,
                                  GError **error);
