/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-in as the window lives it: the browser, waiting, what went wrong. One at a time. Main
 * thread.
 *
 * Signal "granted" (const char *server): portail_sign_in_flow_take() has the session. */
#pragma once

#include "app/portail-sign-in.h"
#include "app/portail-window.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SIGN_IN_FLOW (portail_sign_in_flow_get_type ())
G_DECLARE_FINAL_TYPE (PortailSignInFlow, portail_sign_in_flow, PORTAIL, SIGN_IN_FLOW, GObject)

/* Follows the sign-in page of @window. */
PortailSignInFlow *portail_sign_in_flow_new (PortailWindow *window);
/* At the server @address; nothing while one runs. */
void portail_sign_in_flow_begin (PortailSignInFlow *flow, const char *address);
void portail_sign_in_flow_cancel (PortailSignInFlow *flow);
/* What was granted, once; NULL for nothing. Owned. */
PortailApiSession *portail_sign_in_flow_take (PortailSignInFlow *flow);

G_END_DECLS
