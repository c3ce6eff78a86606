/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Talks to one server for one session.
 *
 * 1. The access token lives in memory only; the refresh token in the token store.
 * 2. One refresh is in flight at a time, and its new token is stored before it is used.
 * 3. A refused refresh ends the session (`signed-out`); a network failure never does.
 *
 * Signals:
 *   signed-out (const char *reason)
 *     The server ended the session: the member `reason` of its answer, else its code. After
 *     PORTAIL_API_REASON_REVOKED and _WIPED portail_api_client_forget_ended() is the receiver's. */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "app/portail-token-store.h"

#define PORTAIL_TYPE_API_CLIENT (portail_api_client_get_type ())
G_DECLARE_FINAL_TYPE (PortailApiClient, portail_api_client, PORTAIL, API_CLIENT, GObject)

/* What the server answered, whatever its status. */
typedef struct
{
  guint status;
  GBytes *body;
  guint retry_after_seconds; /* 0: not said */
  gboolean is_from_cache;    /* something between here and the server kept it */
} PortailApiAnswer;

void portail_api_answer_free (PortailApiAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailApiAnswer, portail_api_answer_free)
/* FALSE for a status that is no success: @error has the code and the sentence of the problem
 * document; without one PORTAIL_ERROR_BAD_GATEWAY (the page of a proxy), NOT_FOUND, TOO_LARGE or
 * UNAVAILABLE. A success whose body was lost is UNAVAILABLE. */
gboolean portail_api_answer_check (const PortailApiAnswer *answer, GError **error);
/* A string of the JSON object that the body is; NULL where there is none. Owned. */
char *portail_api_answer_dup_member (const PortailApiAnswer *answer, const char *name);

/* This device was revoked; and is to be emptied. */
#define PORTAIL_API_REASON_REVOKED "revoked"
#define PORTAIL_API_REASON_WIPED   "wiped"

/* The answer of /auth/token and /auth/refresh. */
typedef struct
{
  char *access_token;
  char *refresh_token;
  gint64 expires_in_seconds;
  char *user_id;
  char *username;
  char *avatar_url;
  char *role; /* NULL: the account has none */
} PortailApiSession;

void portail_api_session_free (PortailApiSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailApiSession, portail_api_session_free)
/* PORTAIL_ERROR_BAD_GATEWAY for what no server of ours answers. Owned. */
PortailApiSession *portail_api_session_parse (GBytes *body, GError **error);

/* @server: `https://host[:port]`; plain http only for loopback addresses, else
 * PORTAIL_ERROR_INVALID and NULL. */
PortailApiClient *portail_api_client_new (const char *server, GError **error);
const char *portail_api_client_get_server (PortailApiClient *client);
/* The session's refresh token is kept there from now on. NULL: signed out. */
void portail_api_client_set_token_store (PortailApiClient *client, PortailTokenStore *store);
PortailTokenStore *portail_api_client_get_token_store (PortailApiClient *client);
/* Takes the token of a session that the server ended out of the keyring, unless somebody has signed
 * in since. What this device has to do because it was revoked or is to be wiped comes first: as
 * long as the token is there, the server says it again to a program that was killed meanwhile. */
void portail_api_client_forget_ended (PortailApiClient *client);

/* After a sign-in: stores the refresh token, then uses the session. */
void portail_api_client_adopt_async (PortailApiClient *client,
                                     const PortailApiSession *session,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
portail_api_client_adopt_finish (PortailApiClient *client, GAsyncResult *result, GError **error);

/* One request. */
typedef struct
{
  const char *method; /* static */
  char *path;         /* begins with a slash */
  GBytes *body;       /* JSON unless @headers names another Content-Type; or NULL */
  char **headers;     /* names and values in turn, NULL at the end; or NULL */
  gboolean is_public; /* goes without an access token */
} PortailApiRequest;

/* Takes @body. Owned. */
PortailApiRequest *portail_api_request_new (const char *method, const char *path, GBytes *body);
void
portail_api_request_add_header (PortailApiRequest *request, const char *name, const char *value);
/* Takes @request. Refreshes the access token where needed.
 * PORTAIL_ERROR_UNAVAILABLE without a network or server, PORTAIL_ERROR_UNAUTHENTICATED when signed
 * out. */
void portail_api_client_send_async (PortailApiClient *client,
                                    PortailApiRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PortailApiAnswer *
portail_api_client_send_finish (PortailApiClient *client, GAsyncResult *result, GError **error);
/* GET @path as an open stream, for server-sent events. Any status that is no 200 is an error of its
 * code. Owned. */
void portail_api_client_open_async (PortailApiClient *client,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GInputStream *
portail_api_client_open_finish (PortailApiClient *client, GAsyncResult *result, GError **error);

/* Ends the session here and, where it can be reached, on the server. Never fails but by
 * cancellation. */
void portail_api_client_sign_out_async (PortailApiClient *client,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
portail_api_client_sign_out_finish (PortailApiClient *client, GAsyncResult *result, GError **error);
