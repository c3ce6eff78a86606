/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: one device of one user, and its chain of refresh tokens (server.md "Login",
 * contract.md §3).
 *
 * 1. Only hashes of refresh tokens are stored. A successor is HMAC (server key, presented token),
 *    so a repeated refresh can be answered again without keeping the token.
 * 2. Within 60 s, and only until the successor has itself been presented, an old token gives the
 *    same successor. Any later use of it means that two parties hold the chain: the session ends,
 *    the user's access tokens end, and the user is told.
 * 3. A session ends after 30 days without use, 180 days after sign-in, or by revocation.
 * 4. Each access token carries the user's epoch; raising the epoch ends them all at once.
 * Functions that write run on the writer's connection, in a transaction. */
#pragma once

#include "server/portail-route.h"
#include "server/portail-token.h"

#define PORTAIL_SESSION_RETRY_SECONDS    60
#define PORTAIL_SESSION_IDLE_SECONDS     (30 * 24 * 60 * 60)
#define PORTAIL_SESSION_ABSOLUTE_SECONDS (180 * 24 * 60 * 60)

/* What a device is given. */
typedef struct
{
  PortailTokenClaims claims;
  char *refresh_token;
} PortailSessionGrant;

/* One row of the list that the user sees. */
typedef struct
{
  char *id;
  char *client;      /* "desktop" or "web" */
  char *device_name; /* NULL where it gave none */
  char *address;
  PortailTimestamp created_at;
  PortailTimestamp last_used_at;
} PortailSession;

typedef struct
{
  const char *user_id;
  const char *client;
  const char *device_name; /* or NULL */
  const char *address;
} PortailSessionOpening;

/* Owned. */
PortailSessionGrant *portail_session_open (PortailContext *context,
                                           const PortailSessionOpening *opening,
                                           GError **error);
void portail_session_grant_free (PortailSessionGrant *grant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSessionGrant, portail_session_grant_free)

/* *@grant is NULL for a token that gives nothing more; what that changed (invariant 2) is to be
 * committed, so it is no error. FALSE only when the database fails. */
gboolean portail_session_refresh (PortailContext *context,
                                  const char *refresh_token,
                                  const char *address,
                                  PortailSessionGrant **grant,
                                  GError **error);
/* Why the device of @refresh_token loses what it holds at this contact (sync.md, Identity):
 * "revoked", by its user or a superadmin; "wiped", with what it has not sent too (contract.md §9).
 * *@revocation is NULL where it loses nothing. Static. */
gboolean portail_session_find_revocation (PortailDatabase *database,
                                          const char *refresh_token,
                                          const char **revocation,
                                          GError **error);

/* UNAUTHENTICATED when the session of @claims ended or their epoch passed. Read-only. */
gboolean portail_session_check (PortailDatabase *database,
                                const PortailTokenClaims *claims,
                                PortailTimestamp now,
                                GError **error);

/* Those that still run, the last used first. GPtrArray of owned PortailSession. */
GPtrArray *portail_session_list (PortailDatabase *database,
                                 const char *user_id,
                                 PortailTimestamp now,
                                 GError **error);
/* Ends the session that asks, which is no revocation: the device keeps what it holds. */
gboolean portail_session_sign_out (PortailContext *context, GError **error);
/* NOT_FOUND for one that is not @user_id's or does not run. */
gboolean portail_session_revoke (PortailDatabase *database,
                                 const char *user_id,
                                 const char *session_id,
                                 PortailTimestamp now,
                                 GError **error);
gboolean portail_session_revoke_all (PortailDatabase *database,
                                     const char *user_id,
                                     PortailTimestamp now,
                                     GError **error);
/* All borrowed. */
typedef struct
{
  const char *user_id;
  const char *session_id; /* NULL: all of the user's */
  PortailTimestamp now;
} PortailSessionEnd;

/* As revoking, of a device that was stolen: what it has not sent goes too. */
gboolean
portail_session_wipe (PortailDatabase *database, const PortailSessionEnd *end, GError **error);
/* Of an account that is disabled: no device goes on, and none loses what it holds. */
gboolean portail_session_disable_all (PortailDatabase *database,
                                      const char *user_id,
                                      PortailTimestamp now,
                                      GError **error);
/* Forgets sessions that ended or were last used before @before, with their addresses (contract.md
 * §8), and tokens that expired. */
gboolean portail_session_purge (PortailDatabase *database,
                                PortailTimestamp before,
                                PortailTimestamp now,
                                GError **error);
