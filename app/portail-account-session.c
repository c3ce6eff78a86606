/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-session.h"

#include "app/portail-account-companies.h"
#include "app/portail-account-view.h"
#include "app/portail-account.h"
#include "app/portail-sign-in.h"
#include "app/portail-sign-out.h"
#include "app/portail-toast.h"
#include "app/portail-trays.h"
#include "shared/portail-i18n.h"

struct _PortailAccountSession
{
  GObject parent_instance;

  GtkApplication *application; /* outlives the session */
  PortailWindow *window;       /* weak */
  PortailTrays *trays;
  char *accounts_directory;
  gboolean is_started;

  PortailAccount *account;
  PortailCache *cache;
  PortailApiClient *client;
  PortailSync *sync;
  PortailAccountCompanies *companies;

  PortailSignIn *sign_in; /* while it runs */
  PortailApiClient *sign_in_client;
  PortailApiSession *granted; /* by a sign-in, not yet adopted */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailAccountSession, portail_account_session, G_TYPE_OBJECT)

static void
set_action (PortailAccountSession *session, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (session->application), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* The account at rest */

static void
close_account (PortailAccountSession *session)
{
  if (session->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (session->sync, session);
      portail_sync_stop (session->sync);
    }
  if (session->client != NULL)
    g_signal_handlers_disconnect_by_data (session->client, session);
  if (session->cache != NULL)
    g_signal_handlers_disconnect_by_data (session->cache, session);
  if (session->window != NULL)
    {
      portail_window_hide_banner (session->window);
      portail_window_settle (session->window);
      portail_trays_set_cache (session->trays, NULL);
      portail_desk_set_account (portail_window_get_desk (session->window), NULL);
    }
  g_clear_object (&session->sync);
  g_clear_object (&session->client);
  if (session->cache != NULL)
    portail_cache_close (session->cache);
  g_clear_object (&session->cache);
  g_clear_pointer (&session->account, portail_account_free);
  g_clear_pointer (&session->companies, portail_account_companies_free);
}

static void
show_sign_in (PortailAccountSession *session, const char *failure)
{
  if (session->window == NULL)
    return;
  set_action (session, "sync", FALSE);
  set_action (session, "sign-out", FALSE);
  portail_sign_in_page_show_ready (portail_window_get_sign_in_page (session->window), failure);
  portail_window_show_view (session->window, PORTAIL_WINDOW_SIGN_IN);
  gtk_window_present (GTK_WINDOW (session->window));
}

/* What the shell shows of it */

static void
show_sync (PortailAccountSession *session)
{
  if (session->window != NULL)
    portail_account_view_show (session->window, session->sync,
                               portail_api_client_get_token_store (session->client));
}

static void
ask_for_sign_in_unless_kept (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autofree char *token = portail_token_store_load_finish (PORTAIL_TOKEN_STORE (object), result,
                                                            NULL);

  if (session->client == NULL
      || portail_api_client_get_token_store (session->client) != PORTAIL_TOKEN_STORE (object))
    return;
  if (token == NULL && portail_cache_get_counts (session->cache).n_to_send == 0)
    {
      close_account (session);
      show_sign_in (session, NULL);
      return;
    }
  portail_window_show_view (session->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (session->window));
}

static void
show_shell (PortailAccountSession *session)
{
  if (session->companies->companies->len == 0 && session->granted == NULL
      && gtk_widget_get_mapped (GTK_WIDGET (session->window)) == FALSE)
    {
      portail_token_store_load_async (portail_api_client_get_token_store (session->client), NULL,
                                      ask_for_sign_in_unless_kept, g_object_ref (session));
      return;
    }
  portail_window_show_view (session->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (session->window));
}

static void
on_companies (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_first;
  PortailAccountCompanies *companies = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                                   &error);

  if (companies == NULL || session->cache != PORTAIL_CACHE (object) || session->window == NULL
      || portail_account_companies_is_equal (companies, session->companies))
    {
      g_clear_pointer (&companies, portail_account_companies_free);
      return;
    }
  is_first = session->companies == NULL;
  g_clear_pointer (&session->companies, portail_account_companies_free);
  session->companies = companies;
  portail_account_view_show_companies (session->window, companies, session->account->username);
  if (is_first)
    show_shell (session);
}

static void
read_companies (PortailAccountSession *session)
{
  if (session->cache != NULL)
    portail_cache_query_async (session->cache,
                               portail_account_companies_query_new (session->account->user_id),
                               NULL, on_companies, g_object_ref (session));
}

static void
on_cache_changed (PortailAccountSession *session, const char *type)
{
  static const char *const types[] = { "enterprise", "enterprise_card", "membership", "user",
                                       NULL };

  if (type == NULL || g_strv_contains (types, type))
    read_companies (session);
}

/* A role may change without a row that changes. */
static void
on_cycle (PortailAccountSession *session)
{
  gboolean is_running;

  g_object_get (session->sync, "is-running", &is_running, NULL);
  if (!is_running)
    read_companies (session);
}

static void
on_fuse_blown (PortailAccountSession *session, const char *scope, guint n_removed, guint n_rows)
{
  if (session->window != NULL)
    portail_account_view_ask_removal (session->window, session->sync, scope,
                                      (guint[]){ n_removed, n_rows });
}

static void
on_device_revoked (PortailAccountSession *session)
{
  close_account (session);
  show_sign_in (session, _ ("This device was signed out by an administrator. What you typed and "
                            "had not sent is kept for your next sign-in."));
}

/* Opening */

static void
make_sync (PortailAccountSession *session)
{
  static const char *const properties[] = { "notify::status",          "notify::n-to-send",
                                            "notify::n-to-resolve",    "notify::n-refused",
                                            "notify::is-clock-skewed", "notify::is-running" };

  session->sync = portail_sync_new (session->cache, session->client);
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_object (session->sync, properties[i], G_CALLBACK (show_sync), session,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (session->sync, "notify::is-running", G_CALLBACK (on_cycle), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session->sync, "fuse-blown", G_CALLBACK (on_fuse_blown), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session->sync, "device-revoked", G_CALLBACK (on_device_revoked), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_api_client_get_token_store (session->client),
                           "notify::is-persistent", G_CALLBACK (show_sync), session,
                           G_CONNECT_SWAPPED);
  show_sync (session);
}

/* Pages show it from now on. */
static void
put_on_desk (PortailAccountSession *session)
{
  const PortailDeskAccount account = {
    .cache = session->cache,
    .client = session->client,
    .sync = session->sync,
    .user_id = session->account->user_id,
    .directory = session->account->directory,
  };

  portail_trays_set_cache (session->trays, session->cache);
  portail_desk_set_account (portail_window_get_desk (session->window), &account);
}

static void
on_adopted (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_api_client_adopt_finish (PORTAIL_API_CLIENT (object), result, &error)
      && session->window != NULL)
    portail_toast_show (GTK_WIDGET (session->window), error->message);
  if (session->client != PORTAIL_API_CLIENT (object))
    return;
  g_clear_pointer (&session->granted, portail_api_session_free);
  portail_sync_start (session->sync);
}

static void
adopt (PortailAccountSession *session)
{
  portail_api_client_adopt_async (session->client, session->granted, NULL, on_adopted,
                                  g_object_ref (session));
}

static void
on_cache_open (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTokenStore) store = NULL;

  session->cache = portail_cache_open_finish (result, &error);
  if (session->cache != NULL)
    session->client = portail_api_client_new (session->account->server, &error);
  if (session->client == NULL || session->window == NULL)
    {
      close_account (session);
      show_sign_in (session, error != NULL ? error->message : NULL);
      return;
    }
  store = portail_token_store_new (session->account->server, session->account->user_id);
  portail_api_client_set_token_store (session->client, store);
  g_signal_connect_object (session->cache, "changed", G_CALLBACK (on_cache_changed), session,
                           G_CONNECT_SWAPPED);
  make_sync (session);
  put_on_desk (session);
  set_action (session, "sync", TRUE);
  set_action (session, "sign-out", TRUE);
  read_companies (session);
  if (session->granted != NULL)
    adopt (session);
  else
    portail_sync_start (session->sync);
}

static void
open_cache (PortailAccountSession *session)
{
  portail_cache_open_async (session->account->directory, NULL, on_cache_open,
                            g_object_ref (session));
}

/* Signing in */

static void
on_account_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (portail_account_save_finish (result, &error))
    open_cache (session);
  else
    show_sign_in (session, error->message);
}

static void
use_account (PortailAccountSession *session, const char *server)
{
  const PortailApiSession *granted = session->granted;
  gboolean is_same = session->cache != NULL && g_str_equal (session->account->server, server)
                     && g_str_equal (session->account->user_id, granted->user_id);

  gtk_window_present (GTK_WINDOW (session->window));
  if (is_same)
    {
      portail_window_show_view (session->window, PORTAIL_WINDOW_SHELL);
      adopt (session);
      return;
    }
  close_account (session);
  session->account = portail_account_new (session->accounts_directory, server, granted->user_id,
                                          granted->username);
  session->account->avatar_url = g_strdup (granted->avatar_url);
  portail_account_save_async (session->account, NULL, on_account_saved, g_object_ref (session));
}

static void
on_signed_in (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiClient) client = g_steal_pointer (&session->sign_in_client);
  PortailApiSession *granted = portail_sign_in_run_finish (PORTAIL_SIGN_IN (object), result,
                                                           &error);

  g_clear_object (&session->sign_in);
  g_clear_object (&session->cancellable);
  if (session->window == NULL)
    g_clear_pointer (&granted, portail_api_session_free);
  else if (granted != NULL)
    {
      g_clear_pointer (&session->granted, portail_api_session_free);
      session->granted = granted;
      portail_sign_in_page_show_ready (portail_window_get_sign_in_page (session->window), NULL);
      use_account (session, portail_api_client_get_server (client));
    }
  else
    {
      gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      portail_sign_in_page_show_ready (portail_window_get_sign_in_page (session->window),
                                       is_cancelled ? NULL : error->message);
      gtk_window_present (GTK_WINDOW (session->window));
      if (session->cache != NULL && !is_cancelled)
        portail_toast_show (GTK_WIDGET (session->window), error->message);
    }
}

static void
begin_sign_in (PortailAccountSession *session, const char *address)
{
  PortailSignInPage *page = portail_window_get_sign_in_page (session->window);
  g_autoptr (GError) error = NULL;

  if (session->sign_in != NULL)
    return;
  session->sign_in_client = portail_api_client_new (address, &error);
  if (session->sign_in_client == NULL)
    {
      portail_sign_in_page_show_ready (page, error->message);
      return;
    }
  session->sign_in = portail_sign_in_new (session->sign_in_client,
                                          portail_account_view_launch_browser, NULL);
  session->cancellable = g_cancellable_new ();
  portail_sign_in_page_show_waiting (page);
  portail_sign_in_run_async (session->sign_in, session->cancellable, on_signed_in,
                             g_object_ref (session));
}

static void
on_sign_in_cancelled (PortailAccountSession *session)
{
  g_cancellable_cancel (session->cancellable);
}

static void
activate_sign_in (PortailAccountSession *session)
{
  if (session->account != NULL && session->window != NULL)
    begin_sign_in (session, session->account->server);
}

/* Signing out */

static void
on_wiped (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_wipe_finish (PORTAIL_CACHE (object), result, &error)
      && session->window != NULL)
    portail_toast_show (GTK_WIDGET (session->window), error->message);
  if (session->cache != PORTAIL_CACHE (object))
    return;
  close_account (session);
  show_sign_in (session, NULL);
}

static void
on_signed_out (GObject *object, GAsyncResult *result, gpointer user_data)
{
  portail_api_client_sign_out_finish (PORTAIL_API_CLIENT (object), result, NULL);
}

static void
sign_out (PortailAccountSession *session, PortailWipe wipe)
{
  if (session->cache == NULL)
    return;
  portail_sync_stop (session->sync);
  portail_api_client_sign_out_async (session->client, NULL, on_signed_out, NULL);
  portail_cache_wipe_async (session->cache, wipe, NULL, on_wiped, g_object_ref (session));
}

static void
on_sign_out_decided (PortailWipe wipe, gpointer owner)
{
  sign_out (PORTAIL_ACCOUNT_SESSION (owner), wipe);
}

static void
activate_sign_out (PortailAccountSession *session)
{
  if (session->cache == NULL || session->sync == NULL)
    return;
  portail_window_settle (session->window);
  portail_sign_out_ask (session->trays, session->cache, session->sync, on_sign_out_decided,
                        G_OBJECT (session));
}

static void
activate_sync (PortailAccountSession *session)
{
  if (session->sync != NULL)
    portail_sync_now (session->sync);
}

/* Starting */

static gboolean
on_window_closed (PortailAccountSession *session)
{
  /* What is being typed in a cell is work, too. */
  if (session->window != NULL)
    portail_window_settle (session->window);
  return GDK_EVENT_PROPAGATE;
}

static void
portail_account_session_dispose (GObject *object)
{
  PortailAccountSession *session = PORTAIL_ACCOUNT_SESSION (object);

  g_cancellable_cancel (session->cancellable);
  close_account (session);
  g_clear_weak_pointer (&session->window);
  g_clear_object (&session->trays);
  g_clear_object (&session->sign_in);
  g_clear_object (&session->sign_in_client);
  g_clear_object (&session->cancellable);
  g_clear_pointer (&session->granted, portail_api_session_free);
  g_clear_pointer (&session->accounts_directory, g_free);
  G_OBJECT_CLASS (portail_account_session_parent_class)->dispose (object);
}

static void
portail_account_session_class_init (PortailAccountSessionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_account_session_dispose;
}

static void
portail_account_session_init (PortailAccountSession *session)
{
}

static void
follow_action (PortailAccountSession *session, const char *name, GCallback callback)
{
  g_signal_connect_object (g_action_map_lookup_action (G_ACTION_MAP (session->application), name),
                           "activate", callback, session, G_CONNECT_SWAPPED);
}

PortailAccountSession *
portail_account_session_new (GtkApplication *application,
                             PortailWindow *window,
                             const char *accounts_directory)
{
  PortailAccountSession *session = g_object_new (PORTAIL_TYPE_ACCOUNT_SESSION, NULL);
  PortailSignInPage *page = portail_window_get_sign_in_page (window);

  session->application = application;
  g_set_weak_pointer (&session->window, window);
  session->accounts_directory = g_strdup (accounts_directory);
  session->trays = PORTAIL_TRAYS (
      g_object_ref_sink (portail_trays_new (portail_window_get_context (window))));
  portail_window_set_trays (window, GTK_WIDGET (session->trays));
  g_signal_connect_swapped (session->trays, "map", G_CALLBACK (portail_trays_show_urgent),
                            session->trays);
  g_signal_connect_object (page, "sign-in", G_CALLBACK (begin_sign_in), session, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "cancel", G_CALLBACK (on_sign_in_cancelled), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_window_closed), session,
                           G_CONNECT_SWAPPED);
  follow_action (session, "sync", G_CALLBACK (activate_sync));
  follow_action (session, "sign-out", G_CALLBACK (activate_sign_out));
  follow_action (session, "sign-in", G_CALLBACK (activate_sign_in));
  return session;
}

static void
on_accounts (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GPtrArray) accounts = portail_account_list_finish (result, NULL);

  if (session->window == NULL || session->account != NULL)
    return;
  if (accounts != NULL && accounts->len > 0)
    {
      session->account = portail_account_copy (accounts->pdata[0]);
      portail_sign_in_page_set_address (portail_window_get_sign_in_page (session->window),
                                        session->account->server);
      open_cache (session);
    }
  else
    show_sign_in (session, NULL);
}

void
portail_account_session_start (PortailAccountSession *session)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_SESSION (session));
  if (session->is_started)
    return;
  session->is_started = TRUE;
  portail_account_list_async (session->accounts_directory, NULL, on_accounts,
                              g_object_ref (session));
}

PortailCache *
portail_account_session_get_cache (PortailAccountSession *session)
{
  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_SESSION (session), NULL);
  return session->cache;
}

PortailSync *
portail_account_session_get_sync (PortailAccountSession *session)
{
  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_SESSION (session), NULL);
  return session->sync;
}
