/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the server keeps what (portail-retention.h), for staff. */
#pragma once

#include "server/portail-route.h"

/* GET /api/config/retention: `{sessions: {days, min, max}, …}`. */
PortailAnswer *
portail_retention_get (PortailContext *context, const PortailRequest *request, GError **error);
/* PUT: days by name; null is the usual, what is not named stays. */
PortailAnswer *
portail_retention_put (PortailContext *context, const PortailRequest *request, GError **error);
