/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, sessions and the account of who is signed in (server.md "Login", contract.md §11). */
#pragma once

#include "server/portail-route.h"
#include "server/portail-session.h"

/* {access_token, token_type, refresh_token, expires_in, user} for @grant. */
PortailAnswer *portail_session_new_token_answer (PortailContext *context,
                                                 const PortailSessionGrant *grant,
                                                 GError **error);

/* One device of a list; @current_id NULL: it is another user's. */
void portail_session_append (GString *json, const PortailSession *session, const char *current_id);

/* POST /auth/token {grant_type, code, code_verifier, redirect_uri} */
PortailAnswer *
portail_session_post_token (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /auth/refresh {refresh_token} */
PortailAnswer *portail_session_post_refresh (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
/* POST /auth/logout: this device. */
PortailAnswer *portail_session_post_logout (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
/* POST /auth/revoke {session_id} or {all: true} */
PortailAnswer *portail_session_post_revoke (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
PortailAnswer *
portail_session_get_me (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /auth/sessions: {items: […]} */
PortailAnswer *portail_session_get_sessions (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
