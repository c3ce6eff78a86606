/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts with a password, for when Discord is down (server.md "Login"): made at the server's
 * machine, each with an account of its own that has the role staff by hand.
 *
 * 1. Passwords are stored as libsodium's Argon2id text and nothing else.
 * 2. A name that is not there costs as much time as one that is.
 * 3. The Discord id of such an account begins with 9 and has 20 digits, which no snowflake has. */
#pragma once

#include "server/portail-account-edit.h"

#define PORTAIL_LOCAL_PASSWORD_MIN_BYTES 12
#define PORTAIL_LOCAL_PASSWORD_MAX_BYTES 1000

/* Small letters, digits, `.`, `-` and `_`, 3 to 50. */
gboolean portail_local_account_is_name (const char *username);
/* INVALID for one that is too short or too long. Slow on purpose. Owned. */
char *portail_local_account_hash (const char *password, GError **error);

/* DUPLICATE_KEY for a name that is taken. In a transaction, as those below. */
gboolean portail_local_account_create (const PortailAccountEditor *editor,
                                       const char *username,
                                       const char *password_hash,
                                       GError **error);
/* Another password; enables the account. */
gboolean portail_local_account_set_password (const PortailAccountEditor *editor,
                                             const char *username,
                                             const char *password_hash,
                                             GError **error);
/* Ends its sessions. */
gboolean portail_local_account_disable (const PortailAccountEditor *editor,
                                        const char *username,
                                        GError **error);
/* A line an account. FALSE when the database fails. */
gboolean portail_local_account_list (PortailDatabase *database, GString *text, GError **error);

/* *@user_id, owned, stays NULL for a wrong name or password. Read-only, slow (invariant 2). */
gboolean portail_local_account_check (PortailDatabase *reader,
                                      const char *username,
                                      const char *password,
                                      char **user_id,
                                      GError **error);
