/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts messages to a Discord webhook over libcurl.
 *
 * 1. A message pings nobody (allowed_mentions), and names that people chose show as they are: what
 *    Discord would read as formatting is escaped. It keeps within Discord's lengths.
 * 2. The address is a secret: no reason, log or error has it.
 * 3. https only, except to this machine; no redirect is followed; what is answered is not kept.
 * 4. 429 is obeyed; other 4xx are final but 408; everything else may change. */
#pragma once

#include "server/portail-outbound.h"

/* Discord's limits, in characters. */
#define PORTAIL_WEBHOOK_MAX_TITLE       256
#define PORTAIL_WEBHOOK_MAX_DESCRIPTION 2000

/* The JSON of a message. Owned. */
char *portail_webhook_format (const PortailDeliveryText *text);
/* Blocks; any thread. */
void portail_webhook_send (const char *url,
                           const PortailDeliveryText *text,
                           PortailOutboundReach reach,
                           GCancellable *cancellable,
                           PortailAttempt *attempt);
