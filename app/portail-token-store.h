/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the refresh token of a session in the Secret Service.
 *
 * 1. Never in a file of ours. Without a keyring, or with one that stays locked, the token lives in
 *    memory alone and `is-persistent` is FALSE: the app says so.
 * 2. All calls are asynchronous, and a prompt that nobody answers ends after a time-out: a keyring
 *    never blocks reading or writing. */
#pragma once

#include <gio/gio.h>

#define PORTAIL_TOKEN_STORE_TIMEOUT_SECONDS 60

#define PORTAIL_TYPE_TOKEN_STORE (portail_token_store_get_type ())
G_DECLARE_FINAL_TYPE (PortailTokenStore, portail_token_store, PORTAIL, TOKEN_STORE, GObject)

/* @server, @user_id: whose token. Property `is-persistent` (notified): TRUE until a call found no
 * usable keyring. */
PortailTokenStore *portail_token_store_new (const char *server, const char *user_id);
/* For what the keyring may take to answer, prompts included. */
void portail_token_store_set_timeout (PortailTokenStore *store, guint milliseconds);
gboolean portail_token_store_is_persistent (PortailTokenStore *store);

/* finish: the token, owned; NULL without an error where there is none. */
void portail_token_store_load_async (PortailTokenStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *
portail_token_store_load_finish (PortailTokenStore *store, GAsyncResult *result, GError **error);
/* Whether @token is what was loaded or given to be saved last. */
gboolean portail_token_store_holds (PortailTokenStore *store, const char *token);
/* Fails only when cancelled: what the keyring does not take stays in memory. */
void portail_token_store_save_async (PortailTokenStore *store,
                                     const char *token,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
portail_token_store_save_finish (PortailTokenStore *store, GAsyncResult *result, GError **error);
void portail_token_store_clear_async (PortailTokenStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
portail_token_store_clear_finish (PortailTokenStore *store, GAsyncResult *result, GError **error);
