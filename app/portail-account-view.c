/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-view.h"

#include "shared/portail-i18n.h"

void
portail_account_view_show_companies (PortailWindow *window,
                                     const PortailAccountCompanies *companies,
                                     const char *username)
{
  const char *name = companies->person_name != NULL ? companies->person_name : username;

  portail_shell_context_set_role_everywhere (portail_window_get_context (window),
                                             companies->role_everywhere);
  portail_shell_context_set_companies (
      portail_window_get_context (window),
      (const PortailShellCompany *) (gconstpointer) companies->companies->data,
      companies->companies->len);
  portail_window_set_person (window, name != NULL ? name : "");
}

static const struct
{
  PortailSyncStatus status;
  PortailSyncState state;
} states[] = {
  { PORTAIL_SYNC_STATUS_OFFLINE, PORTAIL_SYNC_OFFLINE },
  { PORTAIL_SYNC_STATUS_IN_SYNC, PORTAIL_SYNC_IN_SYNC },
  { PORTAIL_SYNC_STATUS_TO_SEND, PORTAIL_SYNC_TO_SEND },
  { PORTAIL_SYNC_STATUS_ACTION_NEEDED, PORTAIL_SYNC_ACTION_NEEDED },
  { PORTAIL_SYNC_STATUS_SIGNED_OUT, PORTAIL_SYNC_OFFLINE },
};

static void
show_banner (PortailWindow *window, PortailSync *sync, PortailTokenStore *store)
{
  gboolean is_clock_skewed;
  guint n_unread;
  g_autofree char *unread = NULL;

  g_object_get (sync, "is-clock-skewed", &is_clock_skewed, "n-unread", &n_unread, NULL);
  if (n_unread > 0)
    unread = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "%u record of the server cannot be read. It is missing here or out of date: "
                     "ask staff.",
                     "%u records of the server cannot be read. They are missing here or out of "
                     "date: ask staff.",
                     n_unread),
        n_unread);
  if (portail_sync_get_status (sync) == PORTAIL_SYNC_STATUS_SIGNED_OUT)
    portail_window_show_banner (window,
                                _ ("Your session has ended. You can go on working; sign in again "
                                   "to send your changes."),
                                _ ("Sign in again"), "app.sign-in");
  else if (is_clock_skewed)
    portail_window_show_banner (window,
                                _ ("The clock of this computer is more than five minutes wrong. "
                                   "Nothing is lost, but times may look odd."),
                                NULL, NULL);
  else if (unread != NULL)
    portail_window_show_banner (window, unread, NULL, NULL);
  else if (store != NULL && !portail_token_store_is_persistent (store))
    portail_window_show_banner (window,
                                _ ("There is no keyring to keep your session: you will have to "
                                   "sign in again next time."),
                                NULL, NULL);
  else
    portail_window_hide_banner (window);
}

void
portail_account_view_show (PortailWindow *window, PortailSync *sync, PortailTokenStore *store)
{
  PortailSyncStatus status = portail_sync_get_status (sync);
  PortailSyncState state = PORTAIL_SYNC_OFFLINE;
  gboolean is_running;
  gint64 last_success;
  guint n_to_send;
  guint n_to_resolve;
  guint n_refused;

  g_object_get (sync, "is-running", &is_running, "n-to-send", &n_to_send, "n-to-resolve",
                &n_to_resolve, "n-refused", &n_refused, "last-success", &last_success, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].status == status)
      state = states[i].state;
  /* The look at the server every half a minute is not worth a spinner. */
  if (is_running && (status == PORTAIL_SYNC_STATUS_TO_SEND || last_success == 0))
    state = PORTAIL_SYNC_RUNNING;
  portail_sync_indicator_set_state (portail_window_get_sync_indicator (window), state,
                                    state == PORTAIL_SYNC_ACTION_NEEDED ? n_to_resolve + n_refused
                                                                        : n_to_send);
  show_banner (window, sync, store);
}

static void
on_removal_answer (AdwMessageDialog *dialog, const char *response, PortailSync *sync)
{
  if (g_str_equal (response, "allow"))
    portail_sync_allow_removal (sync, g_object_get_data (G_OBJECT (dialog), "scope"));
}

void
portail_account_view_ask_removal (PortailWindow *window,
                                  PortailSync *sync,
                                  const char *scope,
                                  const guint numbers[2])
{
  g_autofree char *text = g_strdup_printf (
      _ ("The server asks to remove %1$u of %2$u rows from this computer. If you do not know why, "
         "keep them and ask staff."),
      numbers[0], numbers[1]);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window),
                                              _ ("Remove most of what is here?"), text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep"), "allow",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "allow",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "scope", g_strdup (scope), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_removal_answer), sync, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_browser (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSignIn) sign_in = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    portail_sign_in_report_no_browser (sign_in, error);
}

void
portail_account_view_launch_browser (PortailSignIn *sign_in, const char *uri, gpointer user_data)
{
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_browser, g_object_ref (sign_in));
}
