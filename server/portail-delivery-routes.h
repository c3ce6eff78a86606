/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff sees and sets of messages that leave the server. The address of the webhook is a
 * secret: it comes in and never goes out. */
#pragma once

#include "server/portail-route.h"

/* GET /api/config/notifications: `{has_webhook, mail_from, has_mail}`. */
PortailAnswer *portail_delivery_get_settings (PortailContext *context,
                                              const PortailRequest *request,
                                              GError **error);
/* PUT: `webhook_url`, `mail_from`; null unsets, what is not named stays. */
PortailAnswer *portail_delivery_put_settings (PortailContext *context,
                                              const PortailRequest *request,
                                              GError **error);
/* POST …/test: a message to the webhook and to the caller's own address, where there are such;
 * `{webhook, email}` says which were queued, with 202. */
PortailAnswer *
portail_delivery_post_test (PortailContext *context, const PortailRequest *request, GError **error);

/* GET /api/config/deliveries?state&limit: `{items, counts}`, the newest first, without texts and
 * addresses. */
PortailAnswer *
portail_delivery_get_list (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /api/config/deliveries/{id}/retry: of one that waits or was given up. 204. */
PortailAnswer *portail_delivery_post_retry (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
