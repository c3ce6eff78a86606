/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing out with work that the server does not have: send, keep, export or discard; nothing of
 * it goes without being asked (sync.md, Identity). */
#pragma once

#include "app/portail-sync.h"
#include "app/portail-trays.h"

G_BEGIN_DECLS

/* What is kept on this computer once it is decided to sign out of the account of @cache, which may
 * not be the one that is open by then. */
typedef void (*PortailSignOutDecided) (PortailCache *cache, PortailWipe wipe, gpointer owner);

/* Asks where there is something to ask; @decided is called when one may sign out now, unless @owner
 * is gone. Exporting and a failed sending leave one signed in. */
void portail_sign_out_ask (PortailTrays *trays,
                           PortailCache *cache,
                           PortailSync *sync,
                           PortailSignOutDecided decided,
                           GObject *owner);

G_END_DECLS
