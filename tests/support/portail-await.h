/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits in a test for what an asynchronous call brings; the main loop runs meanwhile. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  GAsyncResult *result;
} PortailAwait;

/* The callback of the call; its user data is the PortailAwait. */
void portail_await_ready (GObject *source, GAsyncResult *result, gpointer await);
/* Borrowed until portail_await_clear(). Fails the test after half a minute. */
GAsyncResult *portail_await (PortailAwait *await);
void portail_await_clear (PortailAwait *await);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailAwait, portail_await_clear)
/* Until @is_true says so. */
void portail_await_until (gboolean (*is_true) (gpointer user), gpointer user);
/* Gives up the reference to @object, which must be its last but for those that threads and
 * cancelled requests hold until they have come back. Fails the test when it stays alive. */
void portail_await_finalize (gpointer object);
/* Runs what is due in the main loop. */
void portail_await_idle (void);
