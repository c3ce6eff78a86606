/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From requests to libsoup's messages, and from what comes back to answers. */
#pragma once

#include "app/portail-api-client.h"

/* @server with its scheme, host and port alone, without a slash at its end. Owned; NULL and
 * PORTAIL_ERROR_INVALID for what is no https address and no http address of loopback. */
char *portail_api_message_clean_server (const char *server, GError **error);
/* Never follows a redirect: a token goes to the one server. @access_token may be NULL. Owned. */
SoupMessage *portail_api_message_new (const char *server,
                                      const PortailApiRequest *request,
                                      const char *access_token);
/* Takes @body, which may be NULL. Owned. */
PortailApiAnswer *portail_api_message_read_answer (SoupMessage *message, GBytes *body);
/* Whatever libsoup or the network says as PORTAIL_ERROR_UNAVAILABLE; a cancellation stays one.
 * Takes @fault. */
GError *portail_api_message_read_error (GError *fault);
void portail_api_request_free (PortailApiRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailApiRequest, portail_api_request_free)
/* `{"refresh_token":"…"}`. Owned. */
GBytes *portail_api_message_make_token_body (const char *refresh_token);
/* Whether the session is over by @answer to a refresh: only the server's own word (RFC 6749 §5.2)
 * ends one; a proxy refuses requests, too. */
gboolean portail_api_message_ends_session (const PortailApiAnswer *answer);
/* The word by which the server says why, else the code of @error. Owned. */
char *portail_api_message_find_reason (const PortailApiAnswer *answer, const GError *error);
