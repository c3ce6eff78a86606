/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /api/sync/push and /api/sync/pull, GET /api/sync/live, protocol 1 (sync.md "Wire format").
 */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_SYNC_PROTOCOL 1
/* A cursor is about 70 bytes and a scope 50, for some hundred companies. */
#define PORTAIL_PULL_MAX_BODY (256 * 1024)

PortailAnswer *
portail_sync_post_push (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_sync_post_pull (PortailContext *context, const PortailRequest *request, GError **error);
/* An event stream until the caller's token expires. */
PortailAnswer *
portail_sync_get_live (PortailContext *context, const PortailRequest *request, GError **error);
