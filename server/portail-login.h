/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-in on its way (RFC 8252, RFC 7636): what is kept between its pages, and the code that the
 * desktop exchanges (server.md "Login", contract.md §3).
 *
 * 1. A state is 256 random bits, stored hashed, good for ten minutes and for one callback. The PKCE
 *    verifier towards Discord follows from it by a key of the server, so it is stored nowhere.
 * 2. A code is bound to client, redirect address and challenge, lives 60 s, and is burnt by the
 *    first attempt to exchange it, right or wrong.
 * 3. The desktop is reached at a loopback address only.
 * 4. A sign-in of the web belongs to the browser that began it, which shows the cookie that it was
 *    given: else one person could make another's browser finish his sign-in. */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_LOGIN_STATE_SECONDS 600
#define PORTAIL_LOGIN_CODE_SECONDS  60

#define PORTAIL_CLIENT_DESKTOP "desktop"
#define PORTAIL_CLIENT_WEB     "web"

/* Texts are owned. All but client and browser are NULL for the web. */
typedef struct
{
  char *client;
  char *redirect_uri;
  char *code_challenge;
  char *client_state; /* goes back as it came */
  char *device_name;  /* or NULL */
  char *browser;      /* S256 of the cookie of who began it; NULL for the desktop */
} PortailLogin;

void portail_login_free (PortailLogin *login);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLogin, portail_login_free)

/* The desktop's sign-in from the parameters of /auth/authorize; MALFORMED names the wrong one. */
PortailLogin *portail_login_new_desktop (const PortailRequest *request, GError **error);
/* `http://127.0.0.1:PORT/…` or `http://[::1]:PORT/…`, without query, fragment or user. */
gboolean portail_login_is_loopback (const char *redirect_uri);

/* Keeps the sign-in. Returns: its state. Owned. */
char *portail_login_begin (PortailContext *context, const PortailLogin *login, GError **error);
/* UNAUTHENTICATED for a state that is unknown, used or too old. Read-only. Owned. */
PortailLogin *portail_login_find (PortailContext *context, const char *state, GError **error);
/* Takes the state out of the world; UNAUTHENTICATED when another callback did. */
gboolean portail_login_consume (PortailContext *context, const char *state, GError **error);
/* The verifier of our own request to Discord. Owned. */
char *portail_login_make_verifier (const PortailServerKeys *keys, const char *state);

/* A code for the user. Owned. */
char *portail_login_new_code (PortailContext *context,
                              const PortailLogin *login,
                              const char *user_id,
                              GError **error);

typedef struct
{
  const char *code;
  const char *code_verifier;
  const char *redirect_uri;
} PortailLoginExchange;

/* Burns the code. *@user_id stays NULL for an exchange that is refused, which is to be committed
 * and so is no error; *@device_name may be NULL. FALSE only when the database fails. */
gboolean portail_login_exchange (PortailContext *context,
                                 const PortailLoginExchange *exchange,
                                 char **user_id,
                                 char **device_name,
                                 GError **error);
/* Forgets states and codes whose time is over. */
gboolean portail_login_purge (PortailDatabase *database, PortailTimestamp now, GError **error);
