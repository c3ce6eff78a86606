/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-system-setting.h"

#include <string.h>

#include "server/portail-mail-text.h"
#include "server/portail-secret.h"
#include "server/portail-setting-check.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_URL 2000
/* Of a secret as it is stored; no value begins so. */
#define SEALED "sealed:"

static gboolean
is_discord_id (const char *value)
{
  return portail_discord_id_is_valid (value);
}

static gboolean
is_list_of_discord_ids (const char *value)
{
  g_auto (GStrv) ids = g_strsplit (value, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!portail_discord_id_is_valid (ids[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_switch (const char *value)
{
  return g_str_equal (value, "0") || g_str_equal (value, "1");
}

static gboolean
is_minutes (const char *value)
{
  return g_ascii_string_to_unsigned (value, 10, 1, 24 * 60, NULL, NULL);
}

static gboolean
is_webhook_url (const char *value)
{
  return strlen (value) <= MAX_URL && portail_setting_check_safe_url (value) == NULL;
}

static const struct
{
  const char *name;
  gboolean (*is_valid) (const char *value); /* NULL: a whole number within the limits */
  gboolean is_secret;
  guint min;
  guint max;
} settings[PORTAIL_N_SYSTEM_SETTINGS] = {
  [PORTAIL_SYSTEM_MAIN_GUILD] = { "discord.main_guild_id", is_discord_id },
  [PORTAIL_SYSTEM_STAFF_ROLES] = { "discord.staff_role_ids", is_list_of_discord_ids },
  [PORTAIL_SYSTEM_DOT_ROLES] = { "discord.dot_role_ids", is_list_of_discord_ids },
  [PORTAIL_SYSTEM_MATCH_NAMES] = { "discord.match_role_names", is_switch },
  [PORTAIL_SYSTEM_REFRESH_MINUTES] = { "discord.refresh_minutes", is_minutes },
  [PORTAIL_SYSTEM_WEBHOOK_URL] = { "discord.webhook_url", is_webhook_url, TRUE },
  [PORTAIL_SYSTEM_MAIL_FROM] = { "mail.from", portail_mail_address_is_valid },
  [PORTAIL_SYSTEM_RETENTION_SESSIONS] = { "retention.session_days", NULL, FALSE, 30, 365 },
  [PORTAIL_SYSTEM_RETENTION_LEDGER] = { "retention.ledger_days", NULL, FALSE, 30, 365 },
  [PORTAIL_SYSTEM_RETENTION_TRASH] = { "retention.trash_days", NULL, FALSE, 30, 3650 },
  [PORTAIL_SYSTEM_RETENTION_HISTORY] = { "retention.history_days", NULL, FALSE, 180, 3650 },
  [PORTAIL_SYSTEM_RETENTION_AUDIT] = { "retention.audit_days", NULL, FALSE, 1827, 36500 },
  [PORTAIL_SYSTEM_RETENTION_DELIVERIES] = { "retention.delivery_days", NULL, FALSE, 7, 365 },
};

const char *
portail_system_setting_get_name (PortailSystemSetting setting)
{
  return settings[setting].name;
}

gboolean
portail_system_setting_is_secret (PortailSystemSetting setting)
{
  return settings[setting].is_secret;
}

void
portail_system_setting_get_limits (PortailSystemSetting setting, guint *min, guint *max)
{
  *min = settings[setting].min;
  *max = settings[setting].max;
}

PortailSystemSetting
portail_system_setting_from_name (const char *name)
{
  for (int i = 0; i < PORTAIL_N_SYSTEM_SETTINGS; i++)
    if (g_str_equal (settings[i].name, name))
      return (PortailSystemSetting) i;
  return PORTAIL_N_SYSTEM_SETTINGS;
}

gboolean
portail_system_setting_load (PortailDatabase *database,
                             PortailSystemSetting setting,
                             char **value,
                             GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT value FROM server_setting WHERE key = ?", "t",
      settings[setting].name);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *value = step == PORTAIL_STEP_ROW ? portail_statement_dup_text (statement, 0) : g_strdup ("");
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_system_setting_is_valid (PortailSystemSetting setting, const char *value)
{
  if (*value == '\0')
    return TRUE;
  if (settings[setting].is_valid != NULL)
    return settings[setting].is_valid (value);
  return g_ascii_string_to_unsigned (value, 10, settings[setting].min, settings[setting].max, NULL,
                                     NULL);
}

gboolean
portail_system_setting_check (PortailSystemSetting setting, const char *value, GError **error)
{
  if (portail_system_setting_is_valid (setting, value))
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("%s cannot be “%s”."),
               settings[setting].name, settings[setting].is_secret ? "…" : value);
  return FALSE;
}

static gboolean
is_sealed (PortailSystemSetting setting, const char *stored)
{
  return settings[setting].is_secret && g_str_has_prefix (stored, SEALED);
}

gboolean
portail_system_setting_save (PortailDatabase *database,
                             PortailSystemSetting setting,
                             const char *value,
                             PortailTimestamp now,
                             GError **error)
{
  if (!is_sealed (setting, value) && !portail_system_setting_check (setting, value, error))
    return FALSE;
  return portail_database_run (
      database, error,
      "INSERT INTO server_setting (key, value, updated_at) VALUES (?, ?, ?)"
      " ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
      "tti", settings[setting].name, value, now.milliseconds);
}

/* Each setting has a key of its own, so that the value of one is none of another. */
static void
derive_key (PortailSystemSetting setting, const char *master, PortailKey *key)
{
  g_autofree char *use = g_strconcat ("portail setting ", settings[setting].name, NULL);

  portail_secret_derive_key (master, use, key);
}

char *
portail_system_setting_seal (PortailSystemSetting setting, const char *value, const char *master)
{
  g_autofree char *sealed = NULL;
  PortailKey key;

  if (!settings[setting].is_secret || *value == '\0')
    return g_strdup (value);
  derive_key (setting, master, &key);
  sealed = portail_secret_seal (&key, value);
  return g_strconcat (SEALED, sealed, NULL);
}

char *
portail_system_setting_unseal (PortailSystemSetting setting, const char *stored, const char *master)
{
  char *value;
  PortailKey key;

  if (!is_sealed (setting, stored))
    return g_strdup (stored);
  derive_key (setting, master, &key);
  value = portail_secret_unseal (&key, stored + strlen (SEALED));
  if (value != NULL)
    return value;
  g_message ("%s was sealed with another JWT_SECRET_KEY: it must be set again",
             settings[setting].name);
  return g_strdup ("");
}

gboolean
portail_system_setting_seal_all (PortailDatabase *database,
                                 const char *master,
                                 PortailTimestamp now,
                                 GError **error)
{
  for (int i = 0; i < PORTAIL_N_SYSTEM_SETTINGS; i++)
    {
      g_autofree char *stored = NULL;
      g_autofree char *sealed = NULL;

      if (!settings[i].is_secret)
        continue;
      if (!portail_system_setting_load (database, i, &stored, error))
        return FALSE;
      if (is_sealed (i, stored))
        continue;
      sealed = portail_system_setting_seal (i, stored, master);
      if (*stored != '\0' && !portail_system_setting_save (database, i, sealed, now, error))
        return FALSE;
    }
  return TRUE;
}
