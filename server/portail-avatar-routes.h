/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /auth/avatar: the caller's own picture, so that no client asks Discord (contract.md §11).
 *
 * 1. What a client gets was made anew from the picture by a confined process; no byte that Discord
 *    sent reaches it.
 * 2. The picture is kept beside the account until its name changes; erasing a person takes it
 *    along. */
#pragma once

#include "server/portail-route.h"

/* The longer side, in pixels, at most: two a point of the largest that is shown. */
#define PORTAIL_AVATAR_PIXELS 96

gpointer
portail_avatar_prepare (PortailContext *context, const PortailRequest *request, GError **error);
void portail_avatar_free_prepared (gpointer prepared);
PortailAnswer *
portail_avatar_get (PortailContext *context, const PortailRequest *request, GError **error);
