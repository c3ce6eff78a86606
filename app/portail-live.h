/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listens to the server's event stream (sync.md, `GET /api/sync/live`), which only says that there
 * is something to pull. Main thread.
 *
 * Signals: `reached ()`. Property `is-open` (notified). */
#pragma once

#include "app/portail-api-client.h"

#define PORTAIL_TYPE_LIVE (portail_live_get_type ())
G_DECLARE_FINAL_TYPE (PortailLive, portail_live, PORTAIL, LIVE, GObject)

PortailLive *portail_live_new (PortailApiClient *client);
/* Opens the stream unless it is open or the server lately said that it has none. */
void portail_live_ensure (PortailLive *live);
void portail_live_stop (PortailLive *live);
gboolean portail_live_is_open (PortailLive *live);
