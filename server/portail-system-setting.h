/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the whole server that live in its database (domain.md §7.1), empty by default: ids of
 * a real Discord server are never built in. One table (portail-system-setting.c) names them. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

#define PORTAIL_SYSTEM_DEFAULT_REFRESH_MINUTES 15

typedef enum
{
  PORTAIL_SYSTEM_MAIN_GUILD,  /* discord.main_guild_id */
  PORTAIL_SYSTEM_STAFF_ROLES, /* discord.staff_role_ids: of the main guild, comma list */
  PORTAIL_SYSTEM_DOT_ROLES,   /* discord.dot_role_ids: likewise */
  PORTAIL_SYSTEM_MATCH_NAMES, /* discord.match_role_names: 1 lets names of roles count where no id
                               * does (domain.md §2) */
  PORTAIL_SYSTEM_REFRESH_MINUTES, /* discord.refresh_minutes: 1 to 1440; 15 where it is not set */
  PORTAIL_SYSTEM_WEBHOOK_URL,     /* discord.webhook_url: a secret */
  PORTAIL_SYSTEM_MAIL_FROM,       /* mail.from: the address that e-mail comes from */
  /* retention.…: days that portail-retention.h names, overridden within its limits. */
  PORTAIL_SYSTEM_RETENTION_SESSIONS,
  PORTAIL_SYSTEM_RETENTION_LEDGER,
  PORTAIL_SYSTEM_RETENTION_TRASH,
  PORTAIL_SYSTEM_RETENTION_HISTORY,
  PORTAIL_SYSTEM_RETENTION_AUDIT,
  PORTAIL_SYSTEM_RETENTION_DELIVERIES,
  PORTAIL_N_SYSTEM_SETTINGS,
} PortailSystemSetting;

const char *portail_system_setting_get_name (PortailSystemSetting setting);
/* Whether its value is shown to nobody, and stands in no message. */
gboolean portail_system_setting_is_secret (PortailSystemSetting setting);
/* The least and the greatest value of a setting that is a number; both 0 for the others. */
void portail_system_setting_get_limits (PortailSystemSetting setting, guint *min, guint *max);
/* N_SYSTEM_SETTINGS for a name that is none. */
PortailSystemSetting portail_system_setting_from_name (const char *name);

/* "" unsets a setting. */
gboolean portail_system_setting_is_valid (PortailSystemSetting setting, const char *value);
/* INVALID for what is not, without the value of a secret. */
gboolean
portail_system_setting_check (PortailSystemSetting setting, const char *value, GError **error);
/* *@value is owned, "" where it was never set. */
gboolean portail_system_setting_load (PortailDatabase *database,
                                      PortailSystemSetting setting,
                                      char **value,
                                      GError **error);
/* INVALID for a value that the setting cannot have; "" unsets it. A secret is to be sealed first.
 */
gboolean portail_system_setting_save (PortailDatabase *database,
                                      PortailSystemSetting setting,
                                      const char *value,
                                      PortailTimestamp now,
                                      GError **error);

/* Secrets do not stand in the database, nor in its backups, in the clear: what save is given for
 * @value instead, sealed with a key that comes from @master (JWT_SECRET_KEY). Values of other
 * settings, and "", are the same. Owned. */
char *
portail_system_setting_seal (PortailSystemSetting setting, const char *value, const char *master);
/* The value behind what load gave; "" when it was sealed with another key. Owned. */
char *portail_system_setting_unseal (PortailSystemSetting setting,
                                     const char *stored,
                                     const char *master);
/* For the start of a server: seals what an older one left in the clear. */
gboolean portail_system_setting_seal_all (PortailDatabase *database,
                                          const char *master,
                                          PortailTimestamp now,
                                          GError **error);
