/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends e-mail over libcurl's SMTP.
 *
 * 1. The password of SMTP_URL goes to libcurl alone; no reason, log or error has it.
 * 2. Outside this machine nothing is said before TLS stands, so neither password nor text ever
 *    leaves in the clear.
 * 3. A 5xx for the recipient or the message is final; 4xx, a refused login and everything about the
 *    network may change. */
#pragma once

#include "server/portail-mail-text.h"
#include "server/portail-outbound.h"

/* @smtp_url as portail_setting_check_smtp_url () lets it pass. Blocks; any thread. */
void portail_mail_send (const char *smtp_url,
                        const PortailMailText *mail,
                        GCancellable *cancellable,
                        PortailAttempt *attempt);
