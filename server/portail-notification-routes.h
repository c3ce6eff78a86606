/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one's notifications; they are listed as every record is. */
#pragma once

#include "server/portail-route.h"

/* `POST /api/notifications/{id}/read`: the notification. */
PortailAnswer *portail_notification_post_read (PortailContext *context,
                                               const PortailRequest *request,
                                               GError **error);
/* `POST /api/notifications/read`: `{"read": n}`, how many were still unread. */
PortailAnswer *portail_notification_post_read_all (PortailContext *context,
                                                   const PortailRequest *request,
                                                   GError **error);
