/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON body of a request. */
#pragma once

#include "server/portail-request.h"
#include "shared/portail-json.h"

/* MALFORMED unless the body is one JSON object. Owned. */
PortailJsonDocument *portail_body_parse (const PortailRequest *request, GError **error);
/* The text of a member that must be there; INVALID names it. Borrowed. */
const char *
portail_body_get_text (const PortailJsonDocument *body, const char *name, GError **error);
