/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in to which server, and where the data of that account lives. Several accounts have
 * separate folders, hence separate databases and outboxes (sync.md, Identity). */
#pragma once

#include <gio/gio.h>

#include "shared/portail-timestamp.h"

typedef enum
{
  PORTAIL_ACCOUNT_OPEN,       /* its local copy may be shown */
  PORTAIL_ACCOUNT_SIGNED_OUT, /* not before somebody signs in to it */
  PORTAIL_ACCOUNT_SEALED,     /* revoked: unsent work waits for that user to sign in */
  PORTAIL_N_ACCOUNT_LOCKS,
} PortailAccountLock;

typedef struct
{
  char *server;
  char *user_id;
  char *username;
  char *avatar_url; /* may be NULL */
  char *directory;  /* of its databases */
  PortailAccountLock lock;
  /* See portail-absence.h. */
  PortailTimestamp contact_at; /* null: never */
  PortailTimestamp seen_at;
} PortailAccount;

/* @base_directory: the folder of all accounts, `$XDG_DATA_HOME/portail/accounts` in the app. */
PortailAccount *portail_account_new (const char *base_directory,
                                     const char *server,
                                     const char *user_id,
                                     const char *username);
PortailAccount *portail_account_copy (const PortailAccount *account);
void portail_account_free (PortailAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAccount, portail_account_free)

/* `zoe (flashbackfa-entreprise.fr)`. Owned. */
char *portail_account_to_text (const PortailAccount *account);

/* Makes its folder (mode 0700) and remembers it as the one used last. */
void portail_account_save_async (const PortailAccount *account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean portail_account_save_finish (GAsyncResult *result, GError **error);
/* Removes its folder with all that is in it. Nobody has its databases open. */
void portail_account_remove_async (const PortailAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean portail_account_remove_finish (GAsyncResult *result, GError **error);
/* finish: GPtrArray of owned PortailAccount, the one used last first; empty at the first start. */
void portail_account_list_async (const char *base_directory,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *portail_account_list_finish (GAsyncResult *result, GError **error);
