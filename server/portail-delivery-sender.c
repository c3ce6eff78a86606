/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-delivery-sender.h"

#include "server/portail-notification-delivery.h"

/* Marked at once; they must be sent well within their lease. */
#define MAX_TAKEN 5
#define SAVEPOINT "deliveries"

/* The way of one kind. */
typedef struct
{
  PortailDeliverySender *sender;
  PortailDeliveryKind kind;
  PortailWorker *worker; /* sends */
  gint is_busy;          /* atomic: from the look for deliveries until the last is settled */
} Lane;

struct _PortailDeliverySender
{
  PortailDeliverySenderParts parts;
  GCancellable *cancellable;
  Lane lanes[PORTAIL_N_DELIVERY_KINDS];
};

/* Some deliveries on their way through writer, lane and writer again. */
typedef struct
{
  Lane *lane;
  GPtrArray *taken;         /* PortailDelivery; NULL until the writer took them */
  PortailAttempt *attempts; /* of each */
} Round;

static void
round_free (Round *round)
{
  g_clear_pointer (&round->taken, g_ptr_array_unref);
  g_free (round->attempts);
  g_free (round);
}

static void
end_round (Round *round)
{
  g_atomic_int_set (&round->lane->is_busy, 0);
  round_free (round);
}

static PortailTimestamp
get_now (const Round *round)
{
  const PortailDeliverySenderParts *parts = &round->lane->sender->parts;

  return parts->get_now (parts->user);
}

static void
report (const char *what, const GError *error)
{
  g_message ("deliveries: %s: %s", what, error->message);
}

static void
run_settle (gpointer pointer, gpointer writer)
{
  Round *round = pointer;
  PortailTimestamp now = get_now (round);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; error == NULL && i < round->taken->len; i++)
    portail_delivery_queue_settle (writer, g_ptr_array_index (round->taken, i), &round->attempts[i],
                                   now, &error);
  if (error != NULL)
    report ("settle", error);
}

/* A full round is followed by another; a failed one waits for the lease to end. */
static void
complete_settle (gpointer pointer, const GError *error, gpointer writer)
{
  Round *round = pointer;
  PortailDeliverySender *sender = round->lane->sender;
  gboolean was_full = round->taken->len == MAX_TAKEN;

  if (error != NULL)
    report ("settle", error);
  end_round (round);
  if (was_full)
    portail_delivery_sender_poke (sender);
}

/* On the lane's thread. */
static void
run_send (gpointer pointer, gpointer unused)
{
  Round *round = pointer;
  PortailDeliverySender *sender = round->lane->sender;

  for (guint i = 0; i < round->taken->len; i++)
    portail_delivery_send (sender->parts.config, g_ptr_array_index (round->taken, i),
                           get_now (round), sender->cancellable, &round->attempts[i]);
}

static void
complete_send (gpointer pointer, const GError *error, gpointer unused)
{
  Round *round = pointer;

  if (!portail_worker_submit (round->lane->sender->parts.writer, run_settle, complete_settle,
                              round))
    end_round (round);
}

static GPtrArray *
take (Round *round, PortailDatabase *writer, GError **error)
{
  const PortailServerConfig *config = round->lane->sender->parts.config;
  g_autoptr (GPtrArray) taken = portail_delivery_queue_take (writer, round->lane->kind, MAX_TAKEN,
                                                             get_now (round), error);

  for (guint i = 0; taken != NULL && i < taken->len; i++)
    if (!portail_delivery_find_address (config, writer, g_ptr_array_index (taken, i), error))
      return NULL;
  return g_steal_pointer (&taken);
}

/* In the writer's transaction, which may run again. */
static void
run_take (gpointer pointer, gpointer writer)
{
  Round *round = pointer;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&round->taken, g_ptr_array_unref);
  if (!portail_database_savepoint (writer, SAVEPOINT, &error))
    {
      report ("take", error);
      return;
    }
  round->taken = take (round, writer, &error);
  if (round->taken != NULL && portail_database_release (writer, SAVEPOINT, &error))
    return;
  report ("take", error);
  portail_database_rollback_to (writer, SAVEPOINT);
  g_clear_pointer (&round->taken, g_ptr_array_unref);
}

static void
complete_take (gpointer pointer, const GError *error, gpointer writer)
{
  Round *round = pointer;

  if (error != NULL)
    report ("take", error);
  if (error != NULL || round->taken == NULL || round->taken->len == 0)
    {
      end_round (round);
      return;
    }
  round->attempts = g_new0 (PortailAttempt, round->taken->len);
  if (!portail_worker_submit (round->lane->worker, run_send, complete_send, round))
    end_round (round);
}

static void
begin_round (Lane *lane)
{
  Round *round;

  if (!g_atomic_int_compare_and_exchange (&lane->is_busy, 0, 1))
    return;
  round = g_new0 (Round, 1);
  round->lane = lane;
  if (!portail_worker_submit (lane->sender->parts.writer, run_take, complete_take, round))
    end_round (round);
}

void
portail_delivery_sender_poke (PortailDeliverySender *sender)
{
  if (g_cancellable_is_cancelled (sender->cancellable))
    return;
  for (int kind = 0; kind < PORTAIL_N_DELIVERY_KINDS; kind++)
    begin_round (&sender->lanes[kind]);
}

/* Of the process before, if it died; and what later transactions need to know. */
static void
run_start (gpointer pointer, gpointer writer)
{
  PortailDeliverySender *sender = pointer;
  const PortailDeliverySenderParts *parts = &sender->parts;
  const char *smtp = portail_server_config_get_text (parts->config, PORTAIL_SETTING_SMTP_URL);
  g_autoptr (GError) error = NULL;

  if (!portail_notification_delivery_set_mail (
          writer, smtp != NULL ? PORTAIL_MAIL_ON : PORTAIL_MAIL_OFF, &error)
      || !portail_delivery_queue_recover (writer, parts->get_now (parts->user), &error))
    report ("start", error);
}

PortailDeliverySender *
portail_delivery_sender_new (const PortailDeliverySenderParts *parts)
{
  static const char *const names[PORTAIL_N_DELIVERY_KINDS] = {
    [PORTAIL_DELIVERY_EMAIL] = "mail",
    [PORTAIL_DELIVERY_WEBHOOK] = "webhooks",
  };
  PortailDeliverySender *sender = g_new0 (PortailDeliverySender, 1);

  sender->parts = *parts;
  sender->cancellable = g_cancellable_new ();
  for (int kind = 0; kind < PORTAIL_N_DELIVERY_KINDS; kind++)
    sender->lanes[kind] = (Lane){
      .sender = sender,
      .kind = (PortailDeliveryKind) kind,
      .worker = portail_worker_new (names[kind], NULL, NULL),
    };
  portail_worker_submit (parts->writer, run_start, NULL, sender);
  return sender;
}

void
portail_delivery_sender_stop (PortailDeliverySender *sender)
{
  g_cancellable_cancel (sender->cancellable);
  for (int kind = 0; kind < PORTAIL_N_DELIVERY_KINDS; kind++)
    portail_worker_stop (sender->lanes[kind].worker);
}

void
portail_delivery_sender_free (PortailDeliverySender *sender)
{
  if (sender == NULL)
    return;
  portail_delivery_sender_stop (sender);
  for (int kind = 0; kind < PORTAIL_N_DELIVERY_KINDS; kind++)
    portail_worker_free (sender->lanes[kind].worker);
  g_object_unref (sender->cancellable);
  g_free (sender);
}
