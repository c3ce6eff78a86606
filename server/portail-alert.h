/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whoever runs the server that something is wrong (server.md "Operations"): by e-mail to
 * ALERT_EMAIL and to the webhook ALERT_WEBHOOK_URL, as far as they are set, through the queue. */
#pragma once

#include "server/portail-delivery.h"
#include "server/portail-tick.h"

/* All borrowed. */
typedef struct
{
  const char *key; /* what is wrong: it is told once a day of Europe/Paris */
  PortailDeliveryText text;
} PortailAlert;

/* In the caller's transaction; tick->config, database and now count. */
gboolean portail_alert_raise (const PortailTick *tick, const PortailAlert *alert, GError **error);
/* A job of the ticker: raises an alert where messages were given up since a day ago. Alerts that
 * were themselves given up raise none. */
gboolean portail_alert_check_deliveries (PortailTick *tick, GError **error);
