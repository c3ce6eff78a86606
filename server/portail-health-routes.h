/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server says about itself (server.md "REST", contract.md §7 and §11). All of it is open
 * to everybody and answers without a database too. */
#pragma once

#include "server/portail-route.h"

/* `/`: a page for browsers, {message, version} for programs. */
PortailAnswer *
portail_health_get_root (PortailContext *context, const PortailRequest *request, GError **error);
/* {status, database}, 503 when the database does not answer. */
PortailAnswer *
portail_health_get_health (PortailContext *context, const PortailRequest *request, GError **error);
/* The process runs. */
PortailAnswer *
portail_health_get_live (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_health_get_version (PortailContext *context, const PortailRequest *request, GError **error);
