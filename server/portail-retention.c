/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-retention.h"

#include "server/portail-purge.h"

#define SECONDS_A_DAY G_GINT64_CONSTANT (86400)

static const struct
{
  const char *name;
  guint days;
  PortailSystemSetting setting; /* overrides days, within its limits */
  gboolean (*purge) (PortailTick *tick, PortailTimestamp before, GError **error);
} retentions[PORTAIL_N_RETENTIONS] = {
  [PORTAIL_RETENTION_SESSIONS] = { "sessions", 90, PORTAIL_SYSTEM_RETENTION_SESSIONS,
                                   portail_purge_sessions },
  [PORTAIL_RETENTION_LEDGER] = { "ledger", 30, PORTAIL_SYSTEM_RETENTION_LEDGER,
                                 portail_purge_ledger },
  [PORTAIL_RETENTION_TRASH] = { "trash", 30, PORTAIL_SYSTEM_RETENTION_TRASH, portail_purge_trash },
  [PORTAIL_RETENTION_HISTORY] = { "history", 180, PORTAIL_SYSTEM_RETENTION_HISTORY,
                                  portail_purge_history },
  /* Five years, with a leap day or two. */
  [PORTAIL_RETENTION_AUDIT] = { "audit", 1827, PORTAIL_SYSTEM_RETENTION_AUDIT,
                                portail_purge_audit },
  [PORTAIL_RETENTION_DELIVERIES] = { "deliveries", 30, PORTAIL_SYSTEM_RETENTION_DELIVERIES,
                                     portail_purge_deliveries },
};

const char *
portail_retention_get_name (PortailRetention retention)
{
  return retentions[retention].name;
}

PortailRetention
portail_retention_from_name (const char *name)
{
  for (int i = 0; i < PORTAIL_N_RETENTIONS; i++)
    if (g_str_equal (retentions[i].name, name))
      return (PortailRetention) i;
  return PORTAIL_N_RETENTIONS;
}

PortailSystemSetting
portail_retention_get_setting (PortailRetention retention)
{
  return retentions[retention].setting;
}

gboolean
portail_retention_load_days (PortailDatabase *database,
                             PortailRetention retention,
                             guint *days,
                             GError **error)
{
  g_autofree char *value = NULL;
  guint64 number;
  guint min;
  guint max;

  if (!portail_system_setting_load (database, retentions[retention].setting, &value, error))
    return FALSE;
  portail_system_setting_get_limits (retentions[retention].setting, &min, &max);
  *days = g_ascii_string_to_unsigned (value, 10, min, max, &number, NULL)
              ? (guint) number
              : retentions[retention].days;
  return TRUE;
}

gboolean
portail_retention_run_batch (PortailTick *tick, PortailRetention retention, GError **error)
{
  PortailTimestamp before;
  guint days;

  if (!portail_retention_load_days (tick->database, retention, &days, error))
    return FALSE;
  before = portail_timestamp_add_seconds (tick->now, -SECONDS_A_DAY * days);
  return retentions[retention].purge (tick, before, error);
}

static gboolean
run_alone (PortailTick *tick, PortailRetention retention, GError **error)
{
  if (!portail_database_begin (tick->database, error))
    return FALSE;
  if (portail_retention_run_batch (tick, retention, error)
      && portail_database_commit (tick->database, error))
    return TRUE;
  portail_database_rollback (tick->database);
  return FALSE;
}

static gboolean
run_all (PortailTick *tick,
         PortailRetention retention,
         gboolean (*run) (PortailTick *tick, PortailRetention retention, GError **error),
         GError **error)
{
  g_clear_pointer (&tick->position, g_free);
  tick->n_rows = 0;
  do
    if (!run (tick, retention, error))
      return FALSE;
  while (tick->position != NULL);
  return TRUE;
}

gboolean
portail_retention_run (PortailTick *tick,
                       PortailRetention retention,
                       PortailRetentionMode mode,
                       GError **error)
{
  gboolean is_good;

  if (mode == PORTAIL_RETENTION_RUN)
    return run_all (tick, retention, run_alone, error);
  if (!portail_database_begin (tick->database, error))
    return FALSE;
  is_good = run_all (tick, retention, portail_retention_run_batch, error);
  portail_database_rollback (tick->database);
  return is_good;
}
