/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in with Discord in a browser (server.md "Login").
 *
 * Desktop: /auth/authorize keeps the sign-in and names the device; its link leads through
 * /auth/discord/login to Discord, which leads back to the callback, which leads to the loopback
 * address with a one-time code. Web: /auth/discord/login at once, and the program that started it
 * posts code and state.
 *
 * 1. Talking to Discord is prepare's part; it changes nothing. The handler consumes the state
 *    first, so of two equal callbacks one works.
 * 2. When Discord fails, the state lives on and the page offers to try again. */
#pragma once

#include "server/portail-route.h"

PortailAnswer *portail_login_get_authorize (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
PortailAnswer *
portail_login_get_discord (PortailContext *context, const PortailRequest *request, GError **error);

gpointer portail_login_prepare_callback (PortailContext *context,
                                         const PortailRequest *request,
                                         GError **error);
PortailAnswer *
portail_login_get_callback (PortailContext *context, const PortailRequest *request, GError **error);
gpointer
portail_login_prepare_web (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *portail_login_post_callback (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
void portail_login_free_prepared (gpointer prepared);

/* /auth/done?result=…: what the desktop's loopback listener sends the browser to. */
PortailAnswer *
portail_login_get_done (PortailContext *context, const PortailRequest *request, GError **error);
