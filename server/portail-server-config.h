/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration of portail-server (server.md, contract.md §11).
 *
 * 1. One table (portail-server-config.c) names every setting, its kind, default and check. A value
 *    comes from the first of: the environment, a systemd credential of that name, the key file
 *    (group [server], the same names), the default.
 * 2. Settings marked secret may come from a file as well, named by NAME_FILE, and are never shown.
 * 3. An unknown key of the key file or a bad value anywhere is a problem with its name; environment
 *    variables with other names are other programs'. A setting left empty counts as not given. */
#pragma once

#include <gio/gio.h>

#include "server/portail-log.h"
#include "shared/portail-problem.h"

typedef enum
{
  PORTAIL_SETTING_DATABASE_URL,
  PORTAIL_SETTING_API_HOST,
  PORTAIL_SETTING_API_PORT,
  PORTAIL_SETTING_API_ALLOW_PUBLIC,
  PORTAIL_SETTING_PUBLIC_URL,
  PORTAIL_SETTING_JWT_SECRET_KEY,
  PORTAIL_SETTING_JWT_ALGORITHM,
  PORTAIL_SETTING_JWT_EXPIRATION_MINUTES,
  PORTAIL_SETTING_JWT_EXPIRATION_HOURS,
  PORTAIL_SETTING_DISCORD_CLIENT_ID,
  PORTAIL_SETTING_DISCORD_CLIENT_SECRET,
  PORTAIL_SETTING_DISCORD_REDIRECT_URI,
  PORTAIL_SETTING_DISCORD_BOT_TOKEN,
  PORTAIL_SETTING_DISCORD_API_BASE,
  PORTAIL_SETTING_DISCORD_AUTHORIZE_URL,
  PORTAIL_SETTING_DISCORD_CDN_BASE, /* of people's pictures */
  PORTAIL_SETTING_DISCORD_ALLOW_STATELESS,
  PORTAIL_SETTING_CORS_ORIGINS,
  PORTAIL_SETTING_SUPERADMIN_DISCORD_IDS,
  PORTAIL_SETTING_LOCAL_LOGIN, /* local accounts may sign in, at the machine itself */
  PORTAIL_SETTING_BLOB_DIR,
  PORTAIL_SETTING_MAX_FILE_SIZE,
  PORTAIL_SETTING_BLOB_QUOTA,
  PORTAIL_SETTING_SMTP_URL,
  PORTAIL_SETTING_ALERT_EMAIL,
  PORTAIL_SETTING_ALERT_WEBHOOK_URL,
  PORTAIL_SETTING_TRUSTED_PROXIES,
  PORTAIL_SETTING_METRICS_LISTEN,
  PORTAIL_SETTING_LOG_LEVEL,
  PORTAIL_SETTING_THREADS,
  PORTAIL_N_SETTINGS,
} PortailConfigSetting;

typedef struct _PortailServerConfig PortailServerConfig;

/* @key_file may be NULL or missing. @environment as of g_get_environ ().
 * Returns: NULL when @problems were added, each with the setting's name as its field. */
PortailServerConfig *portail_server_config_load (const char *key_file,
                                                 const char *const *environment,
                                                 PortailProblems *problems);
void portail_server_config_free (PortailServerConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailServerConfig, portail_server_config_free)

/* What only `serve` needs: a signing key, and a database of this version. Returns: TRUE when no
 * problem was added. */
gboolean portail_server_config_check_serve (const PortailServerConfig *config,
                                            PortailProblems *problems);

/* The value as text, defaults included; NULL where there is none. */
const char *portail_server_config_get_text (const PortailServerConfig *config,
                                            PortailConfigSetting setting);
/* For numbers; sizes are bytes. THREADS 0 means one a processor. */
gint64 portail_server_config_get_number (const PortailServerConfig *config,
                                         PortailConfigSetting setting);
/* For switches (0 or 1). */
gboolean portail_server_config_is_on (const PortailServerConfig *config,
                                      PortailConfigSetting setting);
/* For comma lists; NULL-terminated, never NULL, without empty members. */
const char *const *portail_server_config_get_list (const PortailServerConfig *config,
                                                   PortailConfigSetting setting);

/* Life of an access token: minutes win over hours (contract.md §3). */
guint portail_server_config_get_token_seconds (const PortailServerConfig *config);
/* The file of a `sqlite:` DATABASE_URL, absolute; NULL for a MySQL one. */
const char *portail_server_config_get_sqlite_path (const PortailServerConfig *config);
/* GInetAddressMask. */
const GPtrArray *portail_server_config_get_trusted_proxies (const PortailServerConfig *config);
PortailLogLevel portail_server_config_get_log_level (const PortailServerConfig *config);

/* All settings and where each comes from, a line each, secrets as "(secret)"; for --check-config.
 * Owned. */
char *portail_server_config_describe (const PortailServerConfig *config);
/* 256 random bits as text, fit for JWT_SECRET_KEY. Owned. */
char *portail_server_config_new_secret (void);
