/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookie that binds a sign-in of the web to the browser that began it (login CSRF).
 *
 * A browser says that it is one, by Origin or Sec-Fetch-Site, and then must show the cookie. Any
 * other program has no pages of strangers to mislead it and need not keep cookies; one that it
 * sends must be right. */
#pragma once

#include "server/portail-answer.h"
#include "server/portail-server-config.h"

/* A Set-Cookie header with @secret, for the time of a sign-in. Owned. */
char *portail_login_cookie_make (const PortailServerConfig *config, const char *secret);
/* Whether the sender of @request began the sign-in whose cookie has the S256 @browser. Over TLS
 * only a __Host- cookie counts: another one may come from a neighbour's host. */
gboolean portail_login_cookie_fits (const PortailServerConfig *config,
                                    const PortailRequest *request,
                                    const char *browser);
