/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the clients of /api/sync/live how far their scopes have reached (sync.md "Pull"); what
 * changed they pull.
 *
 * 1. A thread of its own watches the database for commits of whoever writes, so nothing is said
 *    before COMMIT and no writer knows of live clients.
 * 2. Who may hear of a scope is read anew with every commit; a session or account that is gone ends
 *    its streams.
 * 3. At most PORTAIL_LIVE_MAX_STREAMS a user. */
#pragma once

#include "server/portail-event-stream.h"

#define PORTAIL_LIVE_MAX_STREAMS 4

typedef struct _PortailLiveHub PortailLiveHub;

/* @path of the SQLite database, which exists. */
PortailLiveHub *portail_live_hub_new (const char *path);
/* Ends the thread; streams that are open stay with whoever else holds them. */
void portail_live_hub_free (PortailLiveHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLiveHub, portail_live_hub_free)

typedef struct
{
  const char *user_id;
  const char *session_id; /* NULL: no session that could be revoked */
} PortailLiveListener;

/* Any thread. Takes a reference of @stream; its first events are where all scopes are now. FALSE
 * when the user has as many as he may. */
gboolean portail_live_hub_subscribe (PortailLiveHub *hub,
                                     const PortailLiveListener *listener,
                                     PortailEventStream *stream);
