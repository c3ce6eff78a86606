/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_COMPUTE_MAX_BODY (1024 * 1024)
#define PORTAIL_COMPUTE_MAX_ROWS 2000

/* POST /api/dotations/compute: the figures of a sheet that is not saved (server.md "REST"), with
 * the barème of this week. */
PortailAnswer *
portail_compute_post (PortailContext *context, const PortailRequest *request, GError **error);
