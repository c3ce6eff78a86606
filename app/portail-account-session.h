/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins an account to the window: signing in, the cache, the sync, signing out.
 *
 * 1. An account that was used before opens at once, without network or keyring (desktop.md, First
 *    minute). Only a cache without any company waits for the keyring, to ask for a sign-in.
 * 2. An ended session never closes the shell: reading and writing go on, a line says how to sign
 *    in again.
 * 3. Signing out with unsent work asks: send, keep, export or discard (sync.md, Identity).
 * Main thread. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-sync.h"
#include "app/portail-window.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ACCOUNT_SESSION (portail_account_session_get_type ())
G_DECLARE_FINAL_TYPE (PortailAccountSession,
                      portail_account_session,
                      PORTAIL,
                      ACCOUNT_SESSION,
                      GObject)

/* Uses the window's actions app.sync, app.sign-out and app.sign-in of @application, which it
 * enables. @accounts_directory: the folder of all accounts. */
PortailAccountSession *portail_account_session_new (GtkApplication *application,
                                                    PortailWindow *window,
                                                    const char *accounts_directory);
/* Opens the account used last, or the sign-in page; then presents the window. Once. */
void portail_account_session_start (PortailAccountSession *session);
/* NULL while there is none. Borrowed. */
PortailCache *portail_account_session_get_cache (PortailAccountSession *session);
PortailSync *portail_account_session_get_sync (PortailAccountSession *session);
/* Whether the account that is shown is one of the server at @address. */
gboolean portail_account_session_is_at (PortailAccountSession *session, const char *address);

G_END_DECLS
