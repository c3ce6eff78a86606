/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all deliveries over libcurl have in common: they end in time, end at once when we stop, and
 * tell of failures without an address or a receiver's words. */
#pragma once

#include <curl/curl.h>
#include <gio/gio.h>

#include "server/portail-delivery.h"

/* Far below PORTAIL_DELIVERY_LEASE_SECONDS. */
#define PORTAIL_OUTBOUND_TIMEOUT_SECONDS 30

/* @cancellable may be NULL and must outlive the transfer. Certificates are checked against the
 * system's authorities, or those of the file that the environment names in SSL_CERT_FILE. */
void portail_outbound_prepare (CURL *curl, GCancellable *cancellable);

typedef enum
{
  PORTAIL_OUTBOUND_ANYWHERE,
  PORTAIL_OUTBOUND_PUBLIC, /* no address of this machine or of its networks, whatever names say */
} PortailOutboundReach;
void portail_outbound_set_reach (CURL *curl, PortailOutboundReach reach);
/* What became of an attempt that ended with @code without an answer that says more. */
void portail_outbound_fail (PortailAttempt *attempt, CURLcode code);
void portail_outbound_end (PortailAttempt *attempt,
                           PortailAttemptVerdict verdict,
                           const char *reason_format,
                           ...) G_GNUC_PRINTF (3, 4);
