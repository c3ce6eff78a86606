/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-sender.h"

#include "app/portail-server-ask.h"
#include "shared/portail-error.h"

/* After a failure; the server may say later. */
#define RETRY_SECONDS 300

struct _PortailErrorSender
{
  GObject parent_instance;

  PortailErrorReporter *reporter;
  PortailDesk *desk;
  PortailSync *sync; /* the desk's, as it was last */
  GCancellable *cancellable;
  guint timer;
  gboolean is_sending;
  gboolean had_contact; /* while it was sending */
};

G_DEFINE_FINAL_TYPE (PortailErrorSender, portail_error_sender, G_TYPE_OBJECT)

static void send_next (PortailErrorSender *sender);

static gboolean
on_timer (gpointer user_data)
{
  PortailErrorSender *sender = user_data;

  sender->timer = 0;
  send_next (sender);
  return G_SOURCE_REMOVE;
}

static void
wait (PortailErrorSender *sender)
{
  if (sender->timer == 0)
    sender->timer = g_timeout_add_seconds (RETRY_SECONDS, on_timer, sender);
}

static gboolean
may_come_later (const GError *error)
{
  PortailErrorCode code = portail_error_get_code (error);

  return portail_error_code_is_transient (code) || code == PORTAIL_ERROR_UNAUTHENTICATED
         || code == PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE || code == PORTAIL_ERROR_BAD_GATEWAY
         || code == PORTAIL_ERROR_RATE_LIMITED;
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailErrorSender) sender = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);
  gboolean is_taken = answer != NULL && portail_api_answer_check (answer, &error);

  sender->is_sending = FALSE;
  if (sender->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!is_taken && may_come_later (error))
    {
      if (sender->had_contact)
        send_next (sender);
      else
        wait (sender);
      return;
    }
  if (!is_taken)
    g_message ("An error report is dropped: %s", error->message);
  portail_error_reporter_drop_next (sender->reporter);
  send_next (sender);
}

static void
send_next (PortailErrorSender *sender)
{
  const PortailErrorReport *report = portail_error_reporter_get_next (sender->reporter);

  if (report == NULL || sender->is_sending || sender->desk == NULL
      || portail_desk_get_client (sender->desk) == NULL)
    return;
  sender->is_sending = TRUE;
  sender->had_contact = FALSE;
  portail_api_client_send_async (
      portail_desk_get_client (sender->desk),
      portail_api_request_new ("POST", "/api/client-errors", portail_error_report_to_body (report)),
      sender->cancellable, on_sent, g_object_ref (sender));
}

/* A whole cycle went well: the server is there. */
static void
on_contact (PortailErrorSender *sender)
{
  g_clear_handle_id (&sender->timer, g_source_remove);
  sender->had_contact = TRUE;
  send_next (sender);
}

static void
follow_sync (PortailErrorSender *sender, PortailSync *sync)
{
  if (sender->sync != NULL)
    g_signal_handlers_disconnect_by_data (sender->sync, sender);
  g_set_object (&sender->sync, sync);
  if (sync != NULL)
    g_signal_connect_swapped (sync, "contact", G_CALLBACK (on_contact), sender);
}

static void
on_account_changed (PortailErrorSender *sender)
{
  follow_sync (sender, portail_desk_get_sync (sender->desk));
  on_contact (sender);
}

static void
portail_error_sender_dispose (GObject *object)
{
  PortailErrorSender *sender = PORTAIL_ERROR_SENDER (object);

  g_cancellable_cancel (sender->cancellable);
  g_clear_object (&sender->cancellable);
  g_clear_handle_id (&sender->timer, g_source_remove);
  follow_sync (sender, NULL);
  g_clear_object (&sender->reporter);
  g_clear_object (&sender->desk);
  G_OBJECT_CLASS (portail_error_sender_parent_class)->dispose (object);
}

static void
portail_error_sender_class_init (PortailErrorSenderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_error_sender_dispose;
}

static void
portail_error_sender_init (PortailErrorSender *sender)
{
  sender->cancellable = g_cancellable_new ();
}

PortailErrorSender *
portail_error_sender_new (PortailErrorReporter *reporter, PortailDesk *desk)
{
  PortailErrorSender *sender = g_object_new (PORTAIL_TYPE_ERROR_SENDER, NULL);

  sender->reporter = g_object_ref (reporter);
  sender->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), sender,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reporter, "queue-changed", G_CALLBACK (send_next), sender,
                           G_CONNECT_SWAPPED);
  on_account_changed (sender);
  return sender;
}
