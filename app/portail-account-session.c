/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-session.h"

#include "app/portail-account-book.h"
#include "app/portail-account-session-private.h"
#include "app/portail-account-view.h"
#include "app/portail-account.h"
#include "app/portail-company-reader.h"
#include "app/portail-sign-in-flow.h"
#include "app/portail-sign-out.h"
#include "app/portail-toast.h"
#include "app/portail-trays.h"
#include "shared/portail-i18n.h"

G_DEFINE_FINAL_TYPE (PortailAccountSession, portail_account_session, G_TYPE_OBJECT)

static void
set_action (PortailAccountSession *session, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (session->application), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* The account at rest */

void
portail_account_session_close (PortailAccountSession *session)
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
  if (session->companies != NULL)
    g_signal_handlers_disconnect_by_data (session->companies, session);
  g_clear_object (&session->companies);
  session->is_begun = FALSE;
  session->is_locked = FALSE;
}

/* Those that one may switch to. */
static void
show_accounts (PortailAccountSession *session)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (session->application),
                                                "switch-account");
  const char *shown = session->account != NULL ? session->account->directory : "";

  if (session->window == NULL)
    return;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (shown));
  portail_window_set_accounts (session->window, portail_account_book_get_accounts (session->book));
}

void
portail_account_session_show_leaving (PortailAccountSession *session)
{
  set_action (session, "sync", FALSE);
  set_action (session, "sign-out", FALSE);
  portail_window_show_view (session->window, PORTAIL_WINDOW_LEAVING);
}

void
portail_account_session_show_sign_in (PortailAccountSession *session, const char *failure)
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
  /* The keyring may answer when the account is closed. */
  if (session->window != NULL && session->sync != NULL)
    portail_account_view_show (session->window, session->sync,
                               portail_api_client_get_token_store (session->client));
}

static void
ask_for_sign_in_unless_kept (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autofree char *token = portail_token_store_load_finish (PORTAIL_TOKEN_STORE (object), result,
                                                            NULL);

  if (session->client == NULL || session->window == NULL
      || portail_api_client_get_token_store (session->client) != PORTAIL_TOKEN_STORE (object))
    return;
  if (token == NULL && portail_cache_get_counts (session->cache).n_to_send == 0)
    {
      portail_account_session_close (session);
      portail_account_session_show_sign_in (session, NULL);
      return;
    }
  portail_account_session_present (session, PORTAIL_WINDOW_SHELL);
}

static void
show_shell (PortailAccountSession *session)
{
  if (session->is_locked)
    portail_account_session_present (session, PORTAIL_WINDOW_LOCKED);
  else if (portail_company_reader_get (session->companies)->companies->len == 0
           && session->granted == NULL && !gtk_widget_get_mapped (GTK_WIDGET (session->window)))
    portail_token_store_load_async (portail_api_client_get_token_store (session->client), NULL,
                                    ask_for_sign_in_unless_kept, g_object_ref (session));
  else
    portail_account_session_present (session, PORTAIL_WINDOW_SHELL);
}

/* Company and page that the user begins with. */
static void
begin_as_wished (PortailAccountSession *session)
{
  const PortailDesktopSetting *wish = portail_company_reader_get (session->companies)->desktop;

  if (session->is_locked)
    return;
  if (wish->default_company != NULL)
    portail_shell_context_choose_company (portail_window_get_context (session->window),
                                          wish->default_company);
  if (wish->start_page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (session->window), "win.show-module", "s",
                                wish->start_page);
}

static void
on_companies (PortailAccountSession *session)
{
  if (session->window == NULL)
    return;
  if (!session->is_locked)
    portail_account_view_show_companies (session->window,
                                         portail_company_reader_get (session->companies),
                                         session->account->username);
  if (session->is_begun)
    return;
  session->is_begun = TRUE;
  begin_as_wished (session);
  show_shell (session);
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
  portail_account_session_close (session);
  portail_account_session_show_sign_in (
      session, _ ("This device was signed out from elsewhere. What you typed and had not sent is "
                  "kept for your next sign-in."));
}

/* Opening */

static void
make_sync (PortailAccountSession *session)
{
  static const char *const properties[] = { "notify::status",          "notify::n-to-send",
                                            "notify::n-to-resolve",    "notify::n-refused",
                                            "notify::is-clock-skewed", "notify::is-running",
                                            "notify::n-unread" };

  session->sync = portail_sync_new (session->cache, session->client);
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_object (session->sync, properties[i], G_CALLBACK (show_sync), session,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (session->sync, "fuse-blown", G_CALLBACK (on_fuse_blown), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session->sync, "contact",
                           G_CALLBACK (portail_account_session_note_contact), session,
                           G_CONNECT_SWAPPED);
  portail_account_session_seal_when_revoked (session);
  g_signal_connect_object (session->sync, "device-revoked", G_CALLBACK (on_device_revoked), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_api_client_get_token_store (session->client),
                           "notify::is-persistent", G_CALLBACK (show_sync), session,
                           G_CONNECT_SWAPPED);
  show_sync (session);
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

/* The account whose databases have come. */
static void
begin_work (PortailAccountSession *session)
{
  g_autoptr (PortailTokenStore) store = portail_token_store_new (session->account->server,
                                                                 session->account->user_id);

  portail_api_client_set_token_store (session->client, store);
  make_sync (session);
  session->is_locked = portail_account_session_is_absent (session);
  portail_account_session_put_on_desk (session);
  set_action (session, "sync", TRUE);
  set_action (session, "sign-out", TRUE);
  portail_account_book_put (session->book, session->account);
  session->companies = portail_company_reader_new (session->cache, session->sync,
                                                   session->account->user_id);
  g_signal_connect_object (session->companies, "changed", G_CALLBACK (on_companies), session,
                           G_CONNECT_SWAPPED);
  if (session->granted != NULL)
    adopt (session);
  else
    portail_sync_start (session->sync);
}

static void open_cache (PortailAccountSession *session);

static void
on_cache_open (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autofree char *opened = g_steal_pointer (&session->opening);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailCache) cache = portail_cache_open_finish (result, &error);

  if (session->account == NULL || !g_str_equal (session->account->directory, opened))
    {
      /* Meanwhile another one is wanted. */
      if (cache != NULL)
        portail_cache_close (cache);
      if (session->account != NULL)
        open_cache (session);
      return;
    }
  session->cache = g_steal_pointer (&cache);
  if (session->cache != NULL)
    session->client = portail_api_client_new (session->account->server, &error);
  if (session->client != NULL && session->window != NULL)
    begin_work (session);
  else
    {
      portail_account_session_close (session);
      portail_account_session_show_sign_in (session, error != NULL ? error->message : NULL);
    }
}

/* One opening at a time: the next begins when this one has ended. */
static void
open_cache (PortailAccountSession *session)
{
  if (session->opening != NULL)
    return;
  session->opening = g_strdup (session->account->directory);
  portail_cache_open_async (session->opening, NULL, on_cache_open, g_object_ref (session));
}

/* Shows @account (taken) instead of the one that is shown; what is being typed there is kept. */
static void
go_to_account (PortailAccountSession *session, PortailAccount *account)
{
  portail_account_session_close (session);
  session->account = account;
  portail_sign_in_page_set_address (portail_window_get_sign_in_page (session->window),
                                    account->server);
  portail_account_book_note (session->book, session->account);
  open_cache (session);
}

static void
activate_switch (PortailAccountSession *session, GVariant *directory)
{
  const PortailAccount *account = portail_account_book_find (
      session->book, g_variant_get_string (directory, NULL));

  if (account == NULL || session->window == NULL)
    return;
  if (session->account != NULL && g_str_equal (account->directory, session->account->directory))
    portail_account_session_present (session, session->is_locked ? PORTAIL_WINDOW_LOCKED
                                                                 : PORTAIL_WINDOW_SHELL);
  else
    {
      /* What was granted to somebody else, and not yet adopted, is nothing to this account. */
      g_clear_pointer (&session->granted, portail_api_session_free);
      go_to_account (session, portail_account_copy (account));
    }
}

static void
activate_add (PortailAccountSession *session)
{
  if (session->window == NULL)
    return;
  portail_window_settle (session->window);
  portail_sign_in_page_show_ready (portail_window_get_sign_in_page (session->window), NULL);
  portail_account_session_present (session, PORTAIL_WINDOW_SIGN_IN);
}

/* Signing in */

static gboolean
is_granted_to (const PortailAccount *account, const char *server, const char *user_id)
{
  return g_str_equal (account->server, server) && g_str_equal (account->user_id, user_id);
}

/* What is known of the account stays known. Owned. */
static PortailAccount *
make_account (PortailAccountSession *session, const char *server)
{
  PortailAccount *account = portail_account_new (
      session->accounts_directory, server, session->granted->user_id, session->granted->username);

  account->avatar_url = g_strdup (session->granted->avatar_url);
  /* The server has just been met. */
  account->contact_at = portail_account_book_get_least_now (session->book);
  return account;
}

static void
on_granted (PortailAccountSession *session, const char *server)
{
  if (session->window == NULL)
    return;
  g_clear_pointer (&session->granted, portail_api_session_free);
  session->granted = portail_sign_in_flow_take (session->flow);
  gtk_window_present (GTK_WINDOW (session->window));
  if (session->cache != NULL && is_granted_to (session->account, server, session->granted->user_id))
    {
      portail_account_session_unlock (session);
      portail_window_show_view (session->window, PORTAIL_WINDOW_SHELL);
      adopt (session);
    }
  else
    go_to_account (session, make_account (session, server));
}

static void
activate_sign_in (PortailAccountSession *session)
{
  if (session->account != NULL && session->window != NULL)
    portail_sign_in_flow_begin (session->flow, session->account->server);
}

/* Signing out */

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

  g_clear_handle_id (&session->absence_timer, g_source_remove);
  if (session->cache != NULL)
    portail_account_book_note (session->book, session->account);
  portail_account_session_close (session);
  g_clear_weak_pointer (&session->window);
  g_clear_object (&session->trays);
  g_clear_object (&session->flow);
  g_clear_object (&session->book);
  g_clear_pointer (&session->granted, portail_api_session_free);
  g_clear_pointer (&session->accounts_directory, g_free);
  g_clear_pointer (&session->opening, g_free);
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
  session->book = portail_account_book_new ();
  g_signal_connect_object (session->book, "changed", G_CALLBACK (show_accounts), session,
                           G_CONNECT_SWAPPED);
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

  session->application = application;
  g_set_weak_pointer (&session->window, window);
  session->accounts_directory = g_strdup (accounts_directory);
  session->trays = PORTAIL_TRAYS (
      g_object_ref_sink (portail_trays_new (portail_window_get_desk (window))));
  portail_window_set_trays (window, GTK_WIDGET (session->trays));
  g_signal_connect_swapped (session->trays, "map", G_CALLBACK (portail_trays_show_urgent),
                            session->trays);
  session->flow = portail_sign_in_flow_new (window);
  g_signal_connect_object (session->flow, "granted", G_CALLBACK (on_granted), session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_window_closed), session,
                           G_CONNECT_SWAPPED);
  follow_action (session, "sync", G_CALLBACK (activate_sync));
  follow_action (session, "sign-out", G_CALLBACK (portail_account_session_sign_out));
  follow_action (session, "sign-in", G_CALLBACK (activate_sign_in));
  follow_action (session, "switch-account", G_CALLBACK (activate_switch));
  follow_action (session, "forget-account", G_CALLBACK (portail_account_session_forget));
  follow_action (session, "add-account", G_CALLBACK (activate_add));
  return session;
}

static void
on_accounts (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GPtrArray) accounts = portail_account_list_finish (result, NULL);
  const GPtrArray *known;

  if (session->window == NULL || session->account != NULL || accounts == NULL)
    return;
  session->absence_timer = g_timeout_add_seconds (ABSENCE_SECONDS,
                                                  portail_account_session_look_at_absence, session);
  portail_account_book_begin (session->book, accounts);
  known = portail_account_book_get_accounts (session->book);
  if (known->len > 0)
    go_to_account (session, portail_account_copy (known->pdata[0]));
  else
    portail_account_session_show_sign_in (session, NULL);
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

gboolean
portail_account_session_is_at (PortailAccountSession *session, const char *address)
{
  g_autoptr (PortailApiClient) client = NULL;

  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_SESSION (session), FALSE);
  if (session->account == NULL)
    return FALSE;
  client = portail_api_client_new (address, NULL);
  return client != NULL
         && g_str_equal (portail_api_client_get_server (client), session->account->server);
}
