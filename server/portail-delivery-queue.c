/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-delivery-queue.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

#define FIRST_WAIT_SECONDS 30
#define MAX_WAIT_SECONDS   (6 * 60 * 60)
/* Nothing waits longer, scatter included: what seems to was written before the clock was set back.
 */
#define LONGEST_WAIT_SECONDS (2 * MAX_WAIT_SECONDS)
/* The rate of a recipient is looked at again after this. */
#define RATE_WAIT_SECONDS       10
#define MAX_RETRY_AFTER_SECONDS (60 * 60)
#define COLUMNS                                                                                    \
  "id, kind, recipient, payload, state, attempts, not_before, created_at, done_at, last_error"

/* Owned. */
static char *
write_payload (const PortailDeliveryText *text)
{
  g_autofree char *subject = portail_delivery_clean_line (text->subject);
  g_autofree char *body = g_utf8_make_valid (text->body != NULL ? text->body : "", -1);
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "subject");
  portail_json_append_string (json, subject);
  portail_json_append_name (json, "body");
  portail_json_append_string (json, body);
  portail_json_append_name (json, "level");
  portail_json_append_integer (json, text->level);
  return g_string_free (g_string_append_c (json, '}'), FALSE);
}

static void
read_payload (PortailDelivery *delivery, const char *payload)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (payload, strlen (payload), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  const PortailJson *level = portail_json_get (root, "level");
  gint64 number = PORTAIL_LEVEL_INFO;

  delivery->subject = g_strdup (portail_json_get_member_string (root, "subject"));
  delivery->body = g_strdup (portail_json_get_member_string (root, "body"));
  if (level != NULL)
    portail_json_get_integer (level, &number);
  delivery->level = (PortailNotificationLevel) CLAMP (number, PORTAIL_LEVEL_INFO,
                                                      PORTAIL_LEVEL_URGENT);
}

static PortailTimestamp
read_time (PortailStatement *statement, guint column)
{
  return portail_statement_is_null (statement, column)
             ? PORTAIL_TIMESTAMP_NULL
             : (PortailTimestamp){ portail_statement_get_int64 (statement, column) };
}

/* The row of COLUMNS at which @statement stands. Owned. */
static PortailDelivery *
read_delivery (PortailStatement *statement)
{
  PortailDelivery *delivery = g_new0 (PortailDelivery, 1);
  const char *email = portail_delivery_kind_get_name (PORTAIL_DELIVERY_EMAIL);

  delivery->id = portail_statement_dup_text (statement, 0);
  delivery->kind = g_str_equal (portail_statement_get_text (statement, 1), email)
                       ? PORTAIL_DELIVERY_EMAIL
                       : PORTAIL_DELIVERY_WEBHOOK;
  delivery->recipient = portail_statement_dup_text (statement, 2);
  read_payload (delivery, portail_statement_get_text (statement, 3));
  delivery->state = portail_delivery_state_from_name (portail_statement_get_text (statement, 4));
  delivery->attempts = (guint) portail_statement_get_int64 (statement, 5);
  delivery->not_before = read_time (statement, 6);
  delivery->created_at = read_time (statement, 7);
  delivery->done_at = read_time (statement, 8);
  delivery->last_error = portail_statement_dup_text (statement, 9);
  return delivery;
}

/* All rows; @statement may be NULL after an error. Owned. */
static GPtrArray *
read_deliveries (PortailStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_delivery_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (deliveries, read_delivery (statement));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&deliveries);
}

gboolean
portail_delivery_queue_add (PortailDatabase *database,
                            const PortailDeliveryOrder *order,
                            PortailTimestamp now,
                            GError **error)
{
  g_autofree char *id = portail_id_new ();
  g_autofree char *payload = write_payload (&order->text);

  return portail_database_run (
      database, error,
      "INSERT INTO delivery (id, kind, recipient, payload, dedup_key, state, attempts, not_before,"
      " created_at) VALUES (?,?,?,?,?,'pending',0,?,?) ON CONFLICT (dedup_key) DO NOTHING",
      "tttttii", id, portail_delivery_kind_get_name (order->kind), order->recipient, payload,
      order->dedup_key, now.milliseconds, now.milliseconds);
}

static gboolean
query_number (PortailStatement *statement, gint64 *number, GError **error)
{
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *number = step == PORTAIL_STEP_ROW ? portail_statement_get_int64 (statement, 0) : 0;
  portail_statement_reset (statement);
  return TRUE;
}

/* How many attempts began for @recipient in the last minute. */
static gboolean
count_recent (PortailDatabase *database,
              const char *recipient,
              PortailTimestamp now,
              gint64 *n_recent,
              GError **error)
{
  return query_number (portail_database_query (
                           database, error,
                           "SELECT count (*) FROM delivery WHERE recipient = ? AND attempted_at > ?"
                           " AND attempted_at <= ?",
                           "tii", recipient, portail_timestamp_add_seconds (now, -60).milliseconds,
                           now.milliseconds),
                       n_recent, error);
}

/* All that waits for @recipient, so that whoever gets much is in nobody's way. */
static gboolean
put_off (PortailDatabase *database, const char *recipient, PortailTimestamp until, GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE delivery SET not_before = ? WHERE recipient = ?"
                               " AND state = 'pending' AND not_before < ?",
                               "iti", until.milliseconds, recipient, until.milliseconds);
}

static gboolean
mark (PortailDatabase *database, PortailDelivery *delivery, PortailTimestamp now, GError **error)
{
  delivery->attempts++;
  delivery->state = PORTAIL_DELIVERY_SENDING;
  return portail_database_run (
      database, error,
      "UPDATE delivery SET state = 'sending', attempts = ?, attempted_at = ?, not_before = ?"
      " WHERE id = ?",
      "iiit", (gint64) delivery->attempts, now.milliseconds,
      portail_timestamp_add_seconds (now, PORTAIL_DELIVERY_LEASE_SECONDS).milliseconds,
      delivery->id);
}

/* One that was lost with its process at each attempt. */
static gboolean
bury (PortailDatabase *database,
      const PortailDelivery *delivery,
      PortailTimestamp now,
      GError **error)
{
  return portail_database_run (
      database, error,
      "UPDATE delivery SET state = 'dead', last_error = 'lost', done_at = ? WHERE id = ?", "it",
      now.milliseconds, delivery->id);
}

/* Marks @delivery, or puts it off for the rate of its recipient. */
static gboolean
take_one (PortailDatabase *database,
          PortailDelivery *delivery,
          PortailTimestamp now,
          gboolean *is_taken,
          GError **error)
{
  gint64 n_recent;

  *is_taken = FALSE;
  if (delivery->attempts >= PORTAIL_DELIVERY_MAX_ATTEMPTS)
    return bury (database, delivery, now, error);
  if (!count_recent (database, delivery->recipient, now, &n_recent, error))
    return FALSE;
  *is_taken = n_recent < PORTAIL_DELIVERY_PER_MINUTE;
  return *is_taken ? mark (database, delivery, now, error)
                   : put_off (database, delivery->recipient,
                              portail_timestamp_add_seconds (now, RATE_WAIT_SECONDS), error);
}

GPtrArray *
portail_delivery_queue_take (PortailDatabase *database,
                             PortailDeliveryKind kind,
                             guint max,
                             PortailTimestamp now,
                             GError **error)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_delivery_free);

  waiting = read_deliveries (
      portail_database_query (
          database, error,
          "SELECT " COLUMNS " FROM delivery"
          " WHERE state IN ('pending', 'sending')"
          " AND (not_before <= ? OR not_before > ?)"
          " AND kind = ? ORDER BY created_at, id LIMIT ?",
          "iiti", now.milliseconds,
          portail_timestamp_add_seconds (now, LONGEST_WAIT_SECONDS).milliseconds,
          portail_delivery_kind_get_name (kind), (gint64) max),
      error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      gboolean is_taken;

      if (!take_one (database, g_ptr_array_index (waiting, i), now, &is_taken, error))
        return NULL;
      if (is_taken)
        g_ptr_array_add (taken, g_steal_pointer (&waiting->pdata[i]));
    }
  return waiting != NULL ? g_steal_pointer (&taken) : NULL;
}

guint
portail_delivery_get_wait_seconds (const char *id, guint attempts)
{
  guint64 doubled = (guint64) FIRST_WAIT_SECONDS << MIN (attempts > 0 ? attempts - 1 : 0, 20);
  guint wait = (guint) MIN (doubled, MAX_WAIT_SECONDS);
  g_autofree char *seed = g_strdup_printf ("%s %u", id, attempts);

  return wait + g_str_hash (seed) % (wait / 4 + 1);
}

/* What becomes of a delivery. */
typedef struct
{
  PortailDeliveryState state;
  guint attempts;
  PortailTimestamp not_before;
  const char *reason; /* NULL: it arrived */
} Fate;

static gboolean
is_too_old (const PortailDelivery *delivery, PortailTimestamp now)
{
  return now.milliseconds - delivery->created_at.milliseconds
         > (gint64) PORTAIL_DELIVERY_MAX_AGE_SECONDS * 1000;
}

static Fate
decide (const PortailDelivery *delivery, const PortailAttempt *attempt, PortailTimestamp now)
{
  Fate fate = { PORTAIL_DELIVERY_PENDING, delivery->attempts, now, attempt->reason };
  guint wait = portail_delivery_get_wait_seconds (delivery->id, delivery->attempts);

  switch (attempt->verdict)
    {
    case PORTAIL_ATTEMPT_DELIVERED:
      fate.state = PORTAIL_DELIVERY_DONE;
      fate.reason = NULL;
      break;
    case PORTAIL_ATTEMPT_FAILED:
      fate.not_before = portail_timestamp_add_seconds (now, wait);
      if (delivery->attempts >= PORTAIL_DELIVERY_MAX_ATTEMPTS || is_too_old (delivery, now))
        fate.state = PORTAIL_DELIVERY_DEAD;
      break;
    case PORTAIL_ATTEMPT_BUSY:
      fate.attempts--;
      wait = CLAMP (attempt->retry_after_seconds, 1, MAX_RETRY_AFTER_SECONDS);
      fate.not_before = portail_timestamp_add_seconds (now, wait);
      if (is_too_old (delivery, now))
        fate.state = PORTAIL_DELIVERY_DEAD;
      break;
    case PORTAIL_ATTEMPT_STOPPED:
      fate.attempts--;
      break;
    case PORTAIL_ATTEMPT_REFUSED:
    default:
      fate.state = PORTAIL_DELIVERY_DEAD;
    }
  return fate;
}

static gboolean
write_fate (PortailDatabase *database,
            const PortailDelivery *delivery,
            const Fate *fate,
            PortailTimestamp now,
            GError **error)
{
  const char *state = portail_delivery_state_get_name (fate->state);

  return portail_database_run (
      database, error,
      "UPDATE delivery SET state = ?, attempts = ?, not_before = ?, last_error = ?,"
      " done_at = CASE WHEN ? IN ('done', 'dead') THEN ? END"
      " WHERE id = ? AND state = 'sending' AND attempts = ?",
      "tiittiti", state, (gint64) fate->attempts, fate->not_before.milliseconds, fate->reason,
      state, now.milliseconds, delivery->id, (gint64) delivery->attempts);
}

gboolean
portail_delivery_queue_settle (PortailDatabase *database,
                               const PortailDelivery *delivery,
                               const PortailAttempt *attempt,
                               PortailTimestamp now,
                               GError **error)
{
  Fate fate = decide (delivery, attempt, now);

  if (!write_fate (database, delivery, &fate, now, error))
    return FALSE;
  if (portail_database_count_changes (database) == 0)
    return TRUE;
  if (fate.state == PORTAIL_DELIVERY_DEAD)
    g_message ("delivery %s by %s is dead after %u attempts: %s", delivery->id,
               portail_delivery_kind_get_name (delivery->kind), fate.attempts, attempt->reason);
  if (attempt->verdict != PORTAIL_ATTEMPT_BUSY)
    return TRUE;
  return put_off (database, delivery->recipient, fate.not_before, error);
}

gboolean
portail_delivery_queue_recover (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  return portail_database_run (
      database, error,
      "UPDATE delivery SET state = 'pending', not_before = ? WHERE state = 'sending'", "i",
      now.milliseconds);
}

GPtrArray *
portail_delivery_queue_list (PortailDatabase *database,
                             PortailDeliveryState state,
                             guint limit,
                             GError **error)
{
  const char *name = state < PORTAIL_N_DELIVERY_STATES ? portail_delivery_state_get_name (state)
                                                       : NULL;

  return read_deliveries (portail_database_query (database, error,
                                                  "SELECT " COLUMNS
                                                  " FROM delivery WHERE state = coalesce (?, state)"
                                                  " ORDER BY created_at DESC, id DESC LIMIT ?",
                                                  "ti", name, (gint64) limit),
                          error);
}

gboolean
portail_delivery_queue_count (PortailDatabase *database,
                              gint64 counts[PORTAIL_N_DELIVERY_STATES],
                              GError **error)
{
  for (int i = 0; i < PORTAIL_N_DELIVERY_STATES; i++)
    if (!query_number (portail_database_query (
                           database, error, "SELECT count (*) FROM delivery WHERE state = ?", "t",
                           portail_delivery_state_get_name ((PortailDeliveryState) i)),
                       &counts[i], error))
      return FALSE;
  return TRUE;
}

gboolean
portail_delivery_queue_retry (PortailDatabase *database,
                              const char *id,
                              PortailTimestamp now,
                              GError **error)
{
  if (!portail_database_run (
          database, error,
          "UPDATE delivery SET attempts = CASE state WHEN 'dead' THEN 0 ELSE attempts END,"
          " created_at = CASE state WHEN 'dead' THEN ? ELSE created_at END,"
          " state = 'pending', not_before = ?, done_at = NULL"
          " WHERE id = ? AND state IN ('dead', 'pending')",
          "iit", now.milliseconds, now.milliseconds, id))
    return FALSE;
  if (portail_database_count_changes (database) > 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("No message of that id waits or was given up."));
  return FALSE;
}
