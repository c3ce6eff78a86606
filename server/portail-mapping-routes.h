/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /api/config/discord-mapping: staff's, as role ids say who may become what. */
#pragma once

#include "server/portail-route.h"

PortailAnswer *
portail_mapping_get (PortailContext *context, const PortailRequest *request, GError **error);
/* PUT, with If-Match: members that are not named stay. */
PortailAnswer *
portail_mapping_put (PortailContext *context, const PortailRequest *request, GError **error);
/* POST …/dry-run: what the body, or the stored mapping, would change for whom. */
gpointer portail_mapping_prepare_trial (PortailContext *context,
                                        const PortailRequest *request,
                                        GError **error);
PortailAnswer *
portail_mapping_post_trial (PortailContext *context, const PortailRequest *request, GError **error);
void portail_mapping_free_trial (gpointer prepared);
