/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How `portail-server admin …` reaches the server that runs (server.md "Store"): a socket file
 * beside the database, on which the server reads one request a connection, a line of JSON, and
 * answers with another: {"output": text} or {"error": word, "detail": text}.
 *
 * 1. Only the server's own user and root are heard: mode 0600, and SO_PEERCRED.
 * 2. Commands run one after the other, on a thread of their own. */
#pragma once

#include "server/portail-admin.h"
#include "server/portail-server-keys.h"
#include "shared/portail-worker.h"

typedef struct _PortailAdminSocket PortailAdminSocket;

/* All borrowed, and must outlive it. */
typedef struct
{
  const PortailServerConfig *config;
  PortailServerKeys *keys;
  PortailWorker *writer; /* whose user is the writing connection */
} PortailAdminSocketParts;

/* Listens. Whoever calls holds the database, so a file that is there is nobody's. Owned. */
PortailAdminSocket *portail_admin_socket_new (const PortailAdminSocketParts *parts, GError **error);
/* Ends what runs, and removes the file. Before the writer is stopped. */
void portail_admin_socket_free (PortailAdminSocket *socket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAdminSocket, portail_admin_socket_free)

/* Asks the server that uses the database of @config. *@is_running is FALSE, without error, where
 * none does. *@output is owned. Blocks. */
gboolean portail_admin_socket_ask (const PortailServerConfig *config,
                                   const PortailAdminRequest *request,
                                   gboolean *is_running,
                                   char **output,
                                   GError **error);
