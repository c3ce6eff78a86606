/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the server (contract.md §3).
 *
 * 1. Refresh and cursor keys are random and live in the database, so backups carry them.
 * 2. Signing keys are HKDF (JWT_SECRET_KEY, kid): the database alone signs nothing. The newest kid
 *    signs; a retired one verifies for as long as a token may live.
 * 3. Any thread. Loading anew adds a set and keeps the old ones, so what a thread holds stays good.
 */
#pragma once

#include "server/portail-secret.h"
#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

typedef struct _PortailServerKeys PortailServerKeys;

typedef enum
{
  PORTAIL_SERVER_KEY_REFRESH, /* successors of refresh tokens */
  PORTAIL_SERVER_KEY_LOGIN,   /* PKCE verifiers towards Discord */
  PORTAIL_SERVER_KEY_CURSOR,
  PORTAIL_N_SERVER_KEYS,
} PortailServerKey;

/* Makes the keys that the database has not yet; a step of its migration. */
gboolean portail_server_keys_create_missing (PortailDatabase *database,
                                             PortailTimestamp now,
                                             GError **error);
/* Retires the kid in use for a new one; a server takes notice when it loads its keys. */
gboolean
portail_server_keys_rotate (PortailDatabase *database, PortailTimestamp now, GError **error);
/* Ends @kid at once, and all tokens that it signed; another one takes its place where it was in
 * use. NOT_FOUND for one that ended already. */
gboolean portail_server_keys_retire (PortailDatabase *database,
                                     const char *kid,
                                     PortailTimestamp now,
                                     GError **error);
/* A line a kid that still verifies: kid, when it was made, what it is for. */
gboolean portail_server_keys_describe (PortailDatabase *database,
                                       PortailTimestamp now,
                                       GString *text,
                                       GError **error);

/* @master is JWT_SECRET_KEY. Fails with STORAGE for a database without keys. Owned. */
PortailServerKeys *portail_server_keys_load (PortailDatabase *database,
                                             const char *master,
                                             PortailTimestamp now,
                                             GError **error);
/* The signing keys as they are now. On an error the old ones stay. */
gboolean portail_server_keys_reload (PortailServerKeys *keys,
                                     PortailDatabase *database,
                                     PortailTimestamp now,
                                     GError **error);
void portail_server_keys_free (PortailServerKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailServerKeys, portail_server_keys_free)

const PortailKey *portail_server_keys_get (const PortailServerKeys *keys, PortailServerKey which);
const char *portail_server_keys_get_kid (const PortailServerKeys *keys);
/* NULL for a kid that signs no more, or never did. */
const PortailKey *portail_server_keys_find_signing_key (const PortailServerKeys *keys,
                                                        const char *kid);
