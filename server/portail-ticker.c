/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-ticker.h"

#include "shared/portail-error.h"

#define SAVEPOINT            "tick"
#define FAILED_RETRY_SECONDS 60

typedef struct
{
  PortailTicker *ticker;
  const PortailTickerJob *job;
  gint64 due_at; /* milliseconds; 0: at once */
  gboolean is_running;
  char *position; /* of the next batch */
} Slot;

struct _PortailTicker
{
  const PortailServerConfig *config;
  PortailWorker *writer;
  GMutex lock;
  GArray *slots;
};

/* A batch between two threads. */
typedef struct
{
  Slot *slot;
  PortailTimestamp now;
  PortailTick tick;
  gboolean is_good;
} Batch;

static void submit (Slot *slot, PortailTimestamp now);

static void
slot_clear (gpointer slot)
{
  g_free (((Slot *) slot)->position);
}

PortailTicker *
portail_ticker_new (const PortailTickerJob *jobs,
                    const PortailServerConfig *config,
                    PortailWorker *writer)
{
  PortailTicker *ticker = g_new0 (PortailTicker, 1);

  ticker->config = config;
  ticker->writer = writer;
  g_mutex_init (&ticker->lock);
  ticker->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_array_set_clear_func (ticker->slots, slot_clear);
  for (; jobs->name != NULL; jobs++)
    {
      Slot slot = { .ticker = ticker, .job = jobs };

      g_array_append_val (ticker->slots, slot);
    }
  return ticker;
}

void
portail_ticker_free (PortailTicker *ticker)
{
  if (ticker == NULL)
    return;
  g_array_unref (ticker->slots);
  g_mutex_clear (&ticker->lock);
  g_free (ticker);
}

/* Invariant 3. */
static gboolean
run_in_savepoint (const PortailTickerJob *job, PortailTick *tick, GError **error)
{
  if (!portail_database_is_in_transaction (tick->database))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "the transaction is lost");
      return FALSE;
    }
  if (!portail_database_savepoint (tick->database, SAVEPOINT, error))
    return FALSE;
  if (job->run (tick, error) && portail_database_release (tick->database, SAVEPOINT, error))
    return TRUE;
  portail_database_rollback_to (tick->database, SAVEPOINT);
  return FALSE;
}

static void
run_batch (gpointer pointer, gpointer writer)
{
  Batch *batch = pointer;
  g_autoptr (GError) error = NULL;

  g_free (batch->tick.position);
  batch->tick = (PortailTick){
    .database = writer,
    .config = batch->slot->ticker->config,
    .now = batch->now,
    .position = g_strdup (batch->slot->position),
  };
  batch->is_good = run_in_savepoint (batch->slot->job, &batch->tick, &error);
  if (!batch->is_good)
    g_message ("job %s: %s", batch->slot->job->name, error->message);
}

static void
complete_batch (gpointer pointer, const GError *error, gpointer writer)
{
  Batch *batch = pointer;
  Slot *slot = batch->slot;
  gboolean has_more = FALSE;

  g_mutex_lock (&slot->ticker->lock);
  g_clear_pointer (&slot->position, g_free);
  if (error != NULL || !batch->is_good)
    slot->due_at = MIN (slot->due_at, batch->now.milliseconds + FAILED_RETRY_SECONDS * 1000);
  else
    slot->position = g_steal_pointer (&batch->tick.position);
  has_more = slot->position != NULL;
  slot->is_running = has_more;
  g_mutex_unlock (&slot->ticker->lock);
  if (error != NULL)
    g_message ("job %s: %s", slot->job->name, error->message);
  if (has_more)
    submit (slot, batch->now);
  g_free (batch->tick.position);
  g_free (batch);
}

static void
submit (Slot *slot, PortailTimestamp now)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->slot = slot;
  batch->now = now;
  if (!portail_worker_submit (slot->ticker->writer, run_batch, complete_batch, batch))
    g_free (batch);
}

/* Whether it is to be submitted now: its time has come, or the clock was set back. */
static gboolean
begin (Slot *slot, PortailTimestamp now)
{
  gint64 interval = (gint64) slot->job->every_seconds * 1000;
  gboolean is_due;

  g_mutex_lock (&slot->ticker->lock);
  is_due = !slot->is_running
           && (now.milliseconds >= slot->due_at || slot->due_at - now.milliseconds > interval);
  if (is_due)
    {
      slot->is_running = TRUE;
      slot->due_at = now.milliseconds + interval;
    }
  g_mutex_unlock (&slot->ticker->lock);
  return is_due;
}

void
portail_ticker_tick (PortailTicker *ticker, PortailTimestamp now)
{
  for (guint i = 0; i < ticker->slots->len; i++)
    {
      Slot *slot = &g_array_index (ticker->slots, Slot, i);

      if (begin (slot, now))
        submit (slot, now);
    }
}

static gboolean
run_alone (const PortailTickerJob *job, PortailTick *tick, GError **error)
{
  if (!portail_database_begin (tick->database, error))
    return FALSE;
  if (job->run (tick, error) && portail_database_commit (tick->database, error))
    return TRUE;
  portail_database_rollback (tick->database);
  return FALSE;
}

gboolean
portail_ticker_run_job (const PortailTickerJob *job,
                        PortailTick *tick,
                        gint64 *n_rows,
                        GError **error)
{
  g_clear_pointer (&tick->position, g_free);
  tick->n_rows = 0;
  do
    if (!run_alone (job, tick, error))
      return FALSE;
  while (tick->position != NULL);
  if (n_rows != NULL)
    *n_rows = tick->n_rows;
  return TRUE;
}
