/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-in through the system browser (server.md, Login; RFC 8252, RFC 7636): a one-shot listener on
 * loopback, PKCE S256 and a state of our own; the code is exchanged once. The desktop holds no
 * secret of Discord. */
#pragma once

#include "app/portail-api-client.h"

/* Why it failed; each has a page of its own with a retry (contract.md §11). */
typedef enum
{
  PORTAIL_SIGN_IN_ERROR_ACCESS_DENIED, /* the user or Discord said no */
  PORTAIL_SIGN_IN_ERROR_TIMED_OUT,     /* nobody came back in time */
  PORTAIL_SIGN_IN_ERROR_NO_BROWSER,
  PORTAIL_SIGN_IN_ERROR_NO_ROLE,     /* a good account that has no role anywhere */
  PORTAIL_SIGN_IN_ERROR_WRONG_STATE, /* an answer to another question */
  PORTAIL_SIGN_IN_ERROR_UNREACHABLE, /* no network, no server */
  PORTAIL_SIGN_IN_ERROR_REFUSED,     /* the server did not take the code */
  PORTAIL_SIGN_IN_ERROR_NO_LISTENER, /* no port on loopback */
} PortailSignInError;

#define PORTAIL_SIGN_IN_ERROR (portail_sign_in_error_quark ())
GQuark portail_sign_in_error_quark (void);

#define PORTAIL_SIGN_IN_TIMEOUT_SECONDS 120

#define PORTAIL_TYPE_SIGN_IN (portail_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (PortailSignIn, portail_sign_in, PORTAIL, SIGN_IN, GObject)

/* Opens @uri in a browser. May call portail_sign_in_report_no_browser() at once or later. */
typedef void (*PortailSignInLauncher) (PortailSignIn *sign_in, const char *uri, gpointer user);

/* @user goes to @launcher. */
PortailSignIn *
portail_sign_in_new (PortailApiClient *client, PortailSignInLauncher launcher, gpointer user);
void portail_sign_in_set_timeout (PortailSignIn *sign_in, guint milliseconds);
void portail_sign_in_report_no_browser (PortailSignIn *sign_in, const GError *reason);

/* May be run again after it ended. finish: the session, which nobody uses so far: the caller makes
 * the account and its token store, then portail_api_client_adopt_async(). */
void portail_sign_in_run_async (PortailSignIn *sign_in,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
PortailApiSession *
portail_sign_in_run_finish (PortailSignIn *sign_in, GAsyncResult *result, GError **error);
/* The address that the browser was sent to, while it runs: for a "copy the link" button. */
const char *portail_sign_in_get_uri (PortailSignIn *sign_in);
