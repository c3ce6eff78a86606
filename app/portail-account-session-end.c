/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an open account leaves the window: hidden after a long absence, or signed out. */
#include "app/portail-account-session-private.h"

#include "app/portail-account-view.h"
#include "app/portail-sign-out.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

void
portail_account_session_present (PortailAccountSession *session, PortailWindowView view)
{
  portail_window_show_view (session->window, view);
  gtk_window_present (GTK_WINDOW (session->window));
}

/* Pages show it from now on, unless it was away for too long: then nothing shows it. */
void
portail_account_session_put_on_desk (PortailAccountSession *session)
{
  const PortailDeskAccount account = {
    .cache = session->cache,
    .client = session->client,
    .sync = session->sync,
    .user_id = session->account->user_id,
    .directory = session->account->directory,
  };

  portail_trays_set_cache (session->trays, session->is_locked ? NULL : session->cache);
  portail_desk_set_account (portail_window_get_desk (session->window),
                            session->is_locked ? NULL : &account);
}

gboolean
portail_account_session_is_absent (PortailAccountSession *session)
{
  GSettings *settings = portail_desk_get_settings (portail_window_get_desk (session->window));

  return portail_account_book_is_absent (session->book, session->account,
                                         portail_absence_get_days (settings));
}

static void
set_locked (PortailAccountSession *session, gboolean is_locked)
{
  if (session->is_locked == is_locked)
    return;
  if (is_locked)
    portail_window_settle (session->window);
  session->is_locked = is_locked;
  portail_account_session_put_on_desk (session);
  if (!is_locked && session->is_begun)
    portail_account_view_show_companies (session->window,
                                         portail_company_reader_get (session->companies),
                                         session->account->username);
  portail_account_session_present (session,
                                   is_locked ? PORTAIL_WINDOW_LOCKED : PORTAIL_WINDOW_SHELL);
}

void
portail_account_session_lock (PortailAccountSession *session)
{
  set_locked (session, TRUE);
}

void
portail_account_session_unlock (PortailAccountSession *session)
{
  set_locked (session, FALSE);
}

gboolean
portail_account_session_look_at_absence (gpointer user_data)
{
  PortailAccountSession *session = user_data;

  if (session->cache != NULL && session->window != NULL)
    {
      portail_account_book_note (session->book, session->account);
      if (portail_account_session_is_absent (session))
        portail_account_session_lock (session);
    }
  return G_SOURCE_CONTINUE;
}

void
portail_account_session_note_contact (PortailAccountSession *session, gint64 milliseconds)
{
  PortailTimestamp before = session->account->contact_at;

  portail_account_book_note_contact (session->book, session->account,
                                     (PortailTimestamp){ milliseconds });
  /* Every cycle is a contact; the timer writes the others. */
  if (session->is_locked || portail_timestamp_is_null (before))
    portail_account_book_note (session->book, session->account);
  if (session->window != NULL)
    portail_account_session_unlock (session);
}

/* Of an account whose wipe may end when another one is shown. */
typedef struct
{
  PortailAccountBook *book;
  PortailAccount *account;
} Sealing;

static void
free_sealing (gpointer pointer, GClosure *closure)
{
  Sealing *sealing = pointer;

  g_object_unref (sealing->book);
  portail_account_free (sealing->account);
  g_free (sealing);
}

static void
seal (Sealing *sealing)
{
  portail_account_book_lock (sealing->book, sealing->account, PORTAIL_ACCOUNT_SEALED);
}

void
portail_account_session_seal_when_revoked (PortailAccountSession *session)
{
  Sealing *sealing = g_new (Sealing, 1);

  *sealing = (Sealing){ g_object_ref (session->book), portail_account_copy (session->account) };
  g_signal_connect_data (session->sync, "device-revoked", G_CALLBACK (seal), sealing, free_sealing,
                         G_CONNECT_SWAPPED);
}

/* Not before: who signs in again at once would have the new databases removed. */
static void
on_removed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAccountSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_account_remove_finish (result, &error))
    g_message ("The folder of the account stays: %s", error->message);
  if (session != NULL && session->book != NULL && session->account == NULL)
    portail_account_session_show_sign_in (session, NULL);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  portail_account_save_finish (result, NULL);
}

/* What was wiped; the account goes with it unless some of its work is kept. */
typedef struct
{
  PortailAccountSession *session;
  PortailAccount *account;
  PortailWipe wipe;
} Wiping;

/* @shown: where it is what the window showed, the session; else NULL. */
static void
end_account (PortailAccountSession *session, Wiping *wiping, PortailAccountSession *shown)
{
  PortailAccount *account = wiping->account;

  if (wiping->wipe != PORTAIL_WIPE_EVERYTHING)
    {
      portail_account_book_lock (session->book, account, PORTAIL_ACCOUNT_SIGNED_OUT);
      if (shown != NULL)
        portail_account_session_show_sign_in (shown, NULL);
      return;
    }
  /* Locked first: what a kill leaves of the folder does not open by itself. */
  account->lock = PORTAIL_ACCOUNT_SIGNED_OUT;
  portail_account_book_forget (session->book, account->directory);
  portail_account_save_async (account, NULL, on_saved, NULL);
  portail_account_remove_async (account, NULL, on_removed,
                                shown != NULL ? g_object_ref (shown) : NULL);
}

static void
on_wiped (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Wiping *wiping = user_data;
  g_autoptr (PortailAccountSession) session = wiping->session;
  g_autoptr (PortailAccount) account = wiping->account;
  gboolean is_shown = session->cache == PORTAIL_CACHE (object);
  g_autoptr (GError) error = NULL;

  if (!portail_cache_wipe_finish (PORTAIL_CACHE (object), result, &error)
      && session->window != NULL)
    portail_toast_show (GTK_WIDGET (session->window), error->message);
  if (session->book == NULL)
    return;
  if (is_shown)
    portail_account_session_close (session);
  /* Unless it was opened anew. */
  if (session->account == NULL || !g_str_equal (session->account->directory, account->directory))
    end_account (session, wiping, is_shown ? session : NULL);
}

static void
on_signed_out (GObject *object, GAsyncResult *result, gpointer user_data)
{
  portail_api_client_sign_out_finish (PORTAIL_API_CLIENT (object), result, NULL);
}

static void
sign_out (PortailAccountSession *session, PortailWipe wipe)
{
  Wiping *wiping = g_new (Wiping, 1);

  portail_sync_stop (session->sync);
  portail_api_client_sign_out_async (session->client, NULL, on_signed_out, NULL);
  if (session->window != NULL)
    portail_account_session_show_leaving (session);
  *wiping = (Wiping){ g_object_ref (session), portail_account_copy (session->account), wipe };
  portail_cache_wipe_async (session->cache, wipe, NULL, on_wiped, wiping);
}

static void
on_sign_out_decided (PortailCache *cache, PortailWipe wipe, gpointer owner)
{
  PortailAccountSession *session = PORTAIL_ACCOUNT_SESSION (owner);

  if (session->cache == cache)
    sign_out (session, wipe);
}

void
portail_account_session_sign_out (PortailAccountSession *session)
{
  if (session->cache == NULL || session->sync == NULL)
    return;
  portail_window_settle (session->window);
  portail_sign_out_ask (session->trays, session->cache, session->sync, on_sign_out_decided,
                        G_OBJECT (session));
}

/* The keyring forgets the account, and its server the session. */
static void
end_session (const PortailAccount *account)
{
  g_autoptr (PortailApiClient) client = portail_api_client_new (account->server, NULL);
  g_autoptr (PortailTokenStore) store = portail_token_store_new (account->server, account->user_id);

  if (client == NULL)
    return;
  portail_api_client_set_token_store (client, store);
  portail_api_client_sign_out_async (client, NULL, on_signed_out, NULL);
}

void
portail_account_session_forget (PortailAccountSession *session, GVariant *directory)
{
  const char *path = g_variant_get_string (directory, NULL);
  const PortailAccount *account = portail_account_book_find (session->book, path);

  if (account != NULL)
    end_session (account);
  if (session->account != NULL && g_str_equal (session->account->directory, path))
    {
      portail_account_session_close (session);
      portail_account_session_show_sign_in (session, NULL);
    }
  portail_account_book_forget (session->book, path);
}
