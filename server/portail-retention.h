/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the server keeps what (contract.md §4, §8), as one table with the functions that let go
 * of it (portail-purge.h). An admin may keep more, or less down to what the contract promises: the
 * settings retention.… of portail-system-setting.h. */
#pragma once

#include "server/portail-system-setting.h"
#include "server/portail-tick.h"

typedef enum
{
  PORTAIL_RETENTION_SESSIONS,   /* ended sessions and their addresses */
  PORTAIL_RETENTION_LEDGER,     /* bodies of answers to ops */
  PORTAIL_RETENTION_TRASH,      /* deleted rows */
  PORTAIL_RETENTION_HISTORY,    /* superseded changes and tombstones */
  PORTAIL_RETENTION_AUDIT,      /* audit entries */
  PORTAIL_RETENTION_DELIVERIES, /* messages that were sent or given up */
  PORTAIL_N_RETENTIONS,
} PortailRetention;

/* `sessions`, `ledger`, `trash`, `history`, `audit`, `deliveries`. */
const char *portail_retention_get_name (PortailRetention retention);
/* N_RETENTIONS for a name that is none. */
PortailRetention portail_retention_from_name (const char *name);
/* The setting that overrides its days. */
PortailSystemSetting portail_retention_get_setting (PortailRetention retention);
/* The days that hold now, whatever stands in the settings: never below the least. */
gboolean portail_retention_load_days (PortailDatabase *database,
                                      PortailRetention retention,
                                      guint *days,
                                      GError **error);
/* One batch, in the caller's transaction. */
gboolean
portail_retention_run_batch (PortailTick *tick, PortailRetention retention, GError **error);

typedef enum
{
  PORTAIL_RETENTION_RUN,
  PORTAIL_RETENTION_TRY, /* in one transaction that is taken back */
} PortailRetentionMode;

/* All batches one after the other on the one connection that writes, outside of a transaction: for
 * the command line. tick->n_rows tells how many rows went, or would go. */
gboolean portail_retention_run (PortailTick *tick,
                                PortailRetention retention,
                                PortailRetentionMode mode,
                                GError **error);
