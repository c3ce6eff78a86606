/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server as a process: its database, and `serve`. */
#pragma once

#include "server/portail-server-config.h"
#include "shared/portail-database.h"

/* The database for writing, migrated, with its keys, and locked against every other process of
 * ours. */
typedef struct _PortailStore PortailStore;

/* Makes what is missing. UNAVAILABLE when another process holds the database. Owned. */
PortailStore *portail_store_open (const PortailServerConfig *config, GError **error);
void portail_store_close (PortailStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailStore, portail_store_close)
PortailDatabase *portail_store_get_database (PortailStore *store);

/* Answers requests until SIGTERM or SIGINT, then finishes what was begun. Prints `listening
 * * ADDRESS` on standard output once it answers. Once in a process. */
gboolean portail_service_serve (const PortailServerConfig *config, GError **error);
