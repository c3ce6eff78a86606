/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access tokens: JSON Web Tokens of one shape only (server.md "Login", RFC 9068).
 *
 * 1. The header is {alg: HS256, typ: at+jwt, kid} and nothing else: `none`, other algorithms, keys
 *    inside the token and unknown kids are refused before any signature is looked at.
 * 2. What is signed is believed only after the signature, compared in constant time.
 * 3. The claims name user and session; who they are and may do is read at each request.
 *
 * cjose signs and verifies: the libjwt of Debian 12 can neither write nor read a `typ` but JWT. */
#pragma once

#include "server/portail-server-keys.h"

/* Ours have less than 500 bytes. */
#define PORTAIL_TOKEN_MAX_LENGTH 1024

typedef struct
{
  char *user_id;     /* sub */
  char *session_id;  /* sid */
  gint64 epoch;      /* of the user's tokens */
  gint64 expires_at; /* s since 1970 */
} PortailTokenClaims;

/* A token with the user, session and epoch of @claims, from @now for @lifetime_seconds; @issuer is
 * PUBLIC_URL. Owned. */
char *portail_token_new (const PortailServerKeys *keys,
                         const char *issuer,
                         const PortailTokenClaims *claims,
                         PortailTimestamp now,
                         guint lifetime_seconds);
/* PORTAIL_ERROR_UNAUTHENTICATED for whatever is wrong, without saying what. Owned. */
PortailTokenClaims *portail_token_verify (const PortailServerKeys *keys,
                                          const char *issuer,
                                          const char *token,
                                          PortailTimestamp now,
                                          GError **error);
void portail_token_claims_free (PortailTokenClaims *claims);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTokenClaims, portail_token_claims_free)
