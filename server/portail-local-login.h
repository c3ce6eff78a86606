/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /auth/local {username, password, device_name?}: a session without Discord. With LOCAL_LOGIN
 * off, and for everybody who is not at the server's machine itself, there is no such address. */
#pragma once

#include "server/portail-route.h"

/* Guessing must be hopeless. */
#define PORTAIL_LOCAL_LOGIN_PER_MINUTE 5

gpointer portail_local_login_prepare (PortailContext *context,
                                      const PortailRequest *request,
                                      GError **error);
PortailAnswer *
portail_local_login_post (PortailContext *context, const PortailRequest *request, GError **error);
void portail_local_login_free (gpointer prepared);
