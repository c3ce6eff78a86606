/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong in somebody's program (server.md "Operations"). The program asks its user first,
 * and sends no more than these fields.
 *
 * 1. What looks like an address, a token, a Discord id or somebody's home folder is taken out of
 *    the texts before they are stored, whatever the program did.
 * 2. One account leaves at most PORTAIL_CLIENT_ERROR_A_DAY a day, and all go after 90 days. */
#pragma once

#include "server/portail-route.h"
#include "server/portail-tick.h"

#define PORTAIL_CLIENT_ERROR_MAX_BODY   (64 * 1024)
#define PORTAIL_CLIENT_ERROR_PER_MINUTE 30
#define PORTAIL_CLIENT_ERROR_A_DAY      200
#define PORTAIL_CLIENT_ERROR_DAYS       90

/* POST /api/client-errors {version, platform, kind, message, stack?, occurred_at}: 201 {id}. */
PortailAnswer *
portail_client_error_post (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /api/client-errors?kind=&version=&user_id=&limit=&cursor=, newest first, for staff. */
PortailAnswer *portail_client_error_get_list (PortailContext *context,
                                              const PortailRequest *request,
                                              GError **error);
/* A job of the ticker. */
gboolean portail_client_error_purge (PortailTick *tick, GError **error);

/* @text without what must not be stored. Owned. */
char *portail_client_error_redact (const char *text);
