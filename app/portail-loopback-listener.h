/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits on loopback for the one request by which the browser brings the answer of a sign-in
 * (RFC 8252 §7.3).
 *
 * 1. Listens on 127.0.0.1 and, where there is IPv6, on ::1, on one random port, and nowhere else.
 * 2. Whatever is no GET of /callback gets 404 or 400 and does not end the waiting; browsers open
 *    connections ahead and ask for icons.
 * 3. After the one answer it closes. Main thread. */
#pragma once

#include <gio/gio.h>

typedef struct _PortailLoopbackListener PortailLoopbackListener;

/* Gets the parameters of the query, decoded (name → value), and returns the sentence that the
 * browser shows. Called once. */
typedef const char *(*PortailLoopbackAnswer) (GHashTable *parameters, gpointer user);

PortailLoopbackListener *
portail_loopback_listener_new (PortailLoopbackAnswer answer, gpointer user, GError **error);
void portail_loopback_listener_free (PortailLoopbackListener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLoopbackListener, portail_loopback_listener_free)
/* `http://127.0.0.1:PORT/callback`. */
const char *portail_loopback_listener_get_uri (PortailLoopbackListener *listener);
