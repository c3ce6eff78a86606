/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sign-in-flow.h"

#include "app/portail-account-view.h"
#include "app/portail-toast.h"

struct _PortailSignInFlow
{
  GObject parent_instance;

  PortailWindow *window; /* weak */
  PortailApiSession *granted;

  PortailSignIn *sign_in; /* while it runs */
  PortailApiClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailSignInFlow, portail_sign_in_flow, G_TYPE_OBJECT)

static guint granted_signal;

static void
portail_sign_in_flow_dispose (GObject *object)
{
  PortailSignInFlow *flow = PORTAIL_SIGN_IN_FLOW (object);

  g_cancellable_cancel (flow->cancellable);
  g_clear_weak_pointer (&flow->window);
  g_clear_object (&flow->sign_in);
  g_clear_object (&flow->client);
  g_clear_object (&flow->cancellable);
  g_clear_pointer (&flow->granted, portail_api_session_free);
  G_OBJECT_CLASS (portail_sign_in_flow_parent_class)->dispose (object);
}

static void
portail_sign_in_flow_class_init (PortailSignInFlowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_sign_in_flow_dispose;
  granted_signal = g_signal_new ("granted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_sign_in_flow_init (PortailSignInFlow *flow)
{
}

PortailSignInFlow *
portail_sign_in_flow_new (PortailWindow *window)
{
  PortailSignInFlow *flow = g_object_new (PORTAIL_TYPE_SIGN_IN_FLOW, NULL);
  PortailSignInPage *page = portail_window_get_sign_in_page (window);

  g_set_weak_pointer (&flow->window, window);
  g_signal_connect_object (page, "sign-in", G_CALLBACK (portail_sign_in_flow_begin), flow,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "cancel", G_CALLBACK (portail_sign_in_flow_cancel), flow,
                           G_CONNECT_SWAPPED);
  return flow;
}

static void
show_failure (PortailSignInFlow *flow, const GError *error)
{
  gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  portail_sign_in_page_show_ready (portail_window_get_sign_in_page (flow->window),
                                   is_cancelled ? NULL : error->message);
  gtk_window_present (GTK_WINDOW (flow->window));
  if (!is_cancelled
      && !gtk_widget_get_mapped (GTK_WIDGET (portail_window_get_sign_in_page (flow->window))))
    portail_toast_show (GTK_WIDGET (flow->window), error->message);
}

static void
on_signed_in (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSignInFlow) flow = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiClient) client = g_steal_pointer (&flow->client);
  g_autoptr (PortailApiSession) granted = portail_sign_in_run_finish (PORTAIL_SIGN_IN (object),
                                                                      result, &error);

  g_clear_object (&flow->sign_in);
  g_clear_object (&flow->cancellable);
  if (flow->window == NULL)
    return;
  if (granted == NULL)
    {
      show_failure (flow, error);
      return;
    }
  portail_sign_in_page_show_ready (portail_window_get_sign_in_page (flow->window), NULL);
  g_clear_pointer (&flow->granted, portail_api_session_free);
  flow->granted = g_steal_pointer (&granted);
  g_signal_emit (flow, granted_signal, 0, portail_api_client_get_server (client));
}

void
portail_sign_in_flow_begin (PortailSignInFlow *flow, const char *address)
{
  PortailSignInPage *page;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (PORTAIL_IS_SIGN_IN_FLOW (flow));
  if (flow->sign_in != NULL || flow->window == NULL)
    return;
  page = portail_window_get_sign_in_page (flow->window);
  flow->client = portail_api_client_new (address, &error);
  if (flow->client == NULL)
    {
      portail_sign_in_page_show_ready (page, error->message);
      return;
    }
  flow->sign_in = portail_sign_in_new (flow->client, portail_account_view_launch_browser, NULL);
  flow->cancellable = g_cancellable_new ();
  portail_sign_in_page_show_waiting (page);
  portail_sign_in_run_async (flow->sign_in, flow->cancellable, on_signed_in, g_object_ref (flow));
}

void
portail_sign_in_flow_cancel (PortailSignInFlow *flow)
{
  g_return_if_fail (PORTAIL_IS_SIGN_IN_FLOW (flow));
  g_cancellable_cancel (flow->cancellable);
}

PortailApiSession *
portail_sign_in_flow_take (PortailSignInFlow *flow)
{
  g_return_val_if_fail (PORTAIL_IS_SIGN_IN_FLOW (flow), NULL);
  return g_steal_pointer (&flow->granted);
}
