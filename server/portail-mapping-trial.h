/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mapping would change for whom, without changing anything: by what Discord last said of
 * each account, and by what the bot sees now where there is one. */
#pragma once

#include "server/portail-role-mapping.h"

typedef struct
{
  char *user_id;
  char *discord_id;
  char *name;
  char *enterprise_id;   /* NULL: server-wide */
  char *enterprise_name; /* likewise */
  PortailRole before;
  PortailRole after;
} PortailMappingEffect;

typedef struct
{
  GPtrArray *effects; /* of owned PortailMappingEffect, by account */
  guint n_users;      /* that were looked at */
  gboolean is_live;   /* the bot was asked */
} PortailMappingTrial;

/* @bot may be NULL. Errors of portail-discord-bot.h. Blocks where there is a bot. Owned. */
PortailMappingTrial *portail_mapping_trial_run (PortailDatabase *reader,
                                                const PortailRoleMapping *mapping,
                                                PortailDiscordBot *bot,
                                                GCancellable *cancellable,
                                                GError **error);
void portail_mapping_trial_free (PortailMappingTrial *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMappingTrial, portail_mapping_trial_free)

/* One JSON object: {items: [{user_id, discord_id, display_name, enterprise_id, enterprise_name,
 * before, after}], users, is_live}. */
void portail_mapping_trial_append_json (const PortailMappingTrial *trial, GString *json);
/* A line an effect, as people read it. */
void portail_mapping_trial_append_text (const PortailMappingTrial *trial, GString *text);
