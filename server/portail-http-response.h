/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <microhttpd.h>

#include "server/portail-answer.h"
#include "server/portail-request.h"

/* What libmicrohttpd sends of @answer: its headers, X-Request-Id and the security headers that it
 * does not set itself. @reader reads the answer's event stream, with @exchange; NULL sends none. */
struct MHD_Response *portail_http_response_new (PortailAnswer *answer,
                                                const PortailRequest *request,
                                                MHD_ContentReaderCallback reader,
                                                gpointer exchange);
