/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the ticker's jobs. */
#include "server/portail-alert.h"
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-blob.h"
#include "server/portail-client-error.h"
#include "server/portail-login.h"
#include "server/portail-retention.h"
#include "server/portail-tax-reminders.h"
#include "server/portail-ticker.h"

#define HOUR (60 * 60)
#define DAY  (24 * HOUR)
/* Declarations that one batch reminds of: each is a few notifications. */
#define REMINDERS_A_BATCH 50

static gboolean
give_reminders (PortailTick *tick, GError **error)
{
  guint n_given;

  if (!portail_tax_reminders_give (tick->database, tick->now, REMINDERS_A_BATCH, &n_given, error))
    return FALSE;
  tick->n_rows += n_given;
  g_free (tick->position);
  tick->position = n_given == REMINDERS_A_BATCH ? g_strdup ("more") : NULL;
  return TRUE;
}

static gboolean
purge_sign_ins (PortailTick *tick, GError **error)
{
  return portail_login_purge (tick->database, tick->now, error);
}

static gboolean
purge_blobs (PortailTick *tick, GError **error)
{
  return portail_blob_purge (tick->database, tick->now, error);
}

#define RETENTION_RUN(name, RETENTION)                                                             \
  static gboolean purge_##name (PortailTick *tick, GError **error)                                 \
  {                                                                                                \
    return portail_retention_run_batch (tick, PORTAIL_RETENTION_##RETENTION, error);               \
  }

RETENTION_RUN (sessions, SESSIONS)
RETENTION_RUN (ledger, LEDGER)
RETENTION_RUN (trash, TRASH)
RETENTION_RUN (history, HISTORY)
RETENTION_RUN (audit, AUDIT)
RETENTION_RUN (deliveries, DELIVERIES)

/* The heads of the audit chains go into the log, which is kept elsewhere: whoever rewrites a chain
 * cannot rewrite that (contract.md §4). */
static gboolean
log_audit_heads (PortailTick *tick, GError **error)
{
  PortailStatement *statement = portail_database_query (
      tick->database, error,
      "SELECT scope, audit_hash FROM scope_counter WHERE audit_hash IS NOT NULL AND scope > ?"
      " ORDER BY scope LIMIT ?",
      "ti", tick->position != NULL ? tick->position : "", (gint64) PORTAIL_TICK_MAX_ROWS);
  g_autofree char *last = NULL;
  PortailStep step = PORTAIL_STEP_ERROR;
  gint64 n_before = tick->n_rows;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_free (last);
      last = portail_statement_dup_text (statement, 0);
      g_message ("audit head of %s: %s", last, portail_statement_get_text (statement, 1));
      tick->n_rows++;
    }
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  g_free (tick->position);
  tick->position = tick->n_rows - n_before == PORTAIL_TICK_MAX_ROWS ? g_steal_pointer (&last)
                                                                    : NULL;
  return TRUE;
}

static const PortailTickerJob jobs[] = {
  { "blanchiment", HOUR, portail_blanchiment_refresh_open },
  { "reminders", HOUR, give_reminders },
  { "sign-ins", HOUR, purge_sign_ins },
  { "sessions", HOUR, purge_sessions },
  { "ledger", DAY, purge_ledger },
  { "trash", DAY, purge_trash },
  { "history", DAY, purge_history },
  { "audit", DAY, purge_audit },
  { "deliveries", DAY, purge_deliveries },
  { "client-errors", DAY, portail_client_error_purge },
  { "blobs", HOUR, purge_blobs },
  { "dead-deliveries", HOUR, portail_alert_check_deliveries },
  { "audit-heads", DAY, log_audit_heads },
  { 0 },
};

const PortailTickerJob *
portail_ticker_get_jobs (void)
{
  return jobs;
}
