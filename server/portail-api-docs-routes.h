/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes of the API's description and of the pages that show it, which work without network and
 * load nothing from elsewhere. */
#pragma once

#include "server/portail-route.h"

PortailAnswer *portail_api_docs_get_openapi (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
PortailAnswer *
portail_api_docs_get_docs (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_api_docs_get_redoc (PortailContext *context, const PortailRequest *request, GError **error);
/* What the pages load; their addresses carry the version, so browsers keep them for ever. */
PortailAnswer *
portail_api_docs_get_asset (PortailContext *context, const PortailRequest *request, GError **error);
