/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-choice.h"

#include "app/portail-absence.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

typedef struct
{
  GPtrArray *accounts;
  GError *error;
  GMainLoop *loop;
} Listing;

static void
on_accounts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listing *listing = user_data;

  listing->accounts = portail_account_list_finish (result, &listing->error);
  g_main_loop_quit (listing->loop);
}

/* A command has no main loop yet: one of its own runs until the answer is there. */
static GPtrArray *
list_accounts (const char *directory, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  Listing listing = { NULL, NULL, loop };

  g_main_context_push_thread_default (context);
  portail_account_list_async (directory, NULL, on_accounts, &listing);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);
  if (listing.error != NULL)
    g_propagate_error (error, listing.error);
  return listing.accounts;
}

static gboolean
is_account (const PortailAccount *account, const char *name)
{
  g_autofree char *key = portail_text_fold (name);
  g_autofree char *username = portail_text_fold (account->username != NULL ? account->username
                                                                           : "");

  return g_str_equal (username, key) || g_strcmp0 (account->user_id, name) == 0
         || g_strcmp0 (account->server, name) == 0;
}

PortailAccount *
portail_account_choose (const char *accounts_directory, const char *name, GError **error)
{
  g_autoptr (GPtrArray) accounts = list_accounts (accounts_directory, error);

  if (accounts == NULL)
    return NULL;
  if (accounts->len == 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("Nobody has signed in on this machine yet: start Portail first."));
      return NULL;
    }
  for (guint i = 0; i < accounts->len; i++)
    if (name == NULL || is_account (g_ptr_array_index (accounts, i), name))
      return portail_account_copy (g_ptr_array_index (accounts, i));
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
               _ ("No account “%s” has signed in on this machine."), name);
  return NULL;
}

gboolean
portail_account_check_present (const char *accounts_directory,
                               const PortailAccount *account,
                               guint n_days,
                               GError **error)
{
  g_autoptr (GPtrArray) accounts = list_accounts (accounts_directory, error);
  PortailAbsence absence;

  if (accounts == NULL)
    return FALSE;
  absence = portail_absence_begin (accounts, g_get_monotonic_time);
  if (!portail_absence_is_too_long (&absence, account, n_days))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("This account has not met its server for too long: sync it first."));
  return FALSE;
}

gboolean
portail_account_check_open (const PortailAccount *account, GError **error)
{
  if (account->lock == PORTAIL_ACCOUNT_OPEN)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("This account is signed out: start Portail to sign in."));
  return FALSE;
}
