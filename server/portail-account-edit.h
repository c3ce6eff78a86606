/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who administer accounts do to them: by REST, by `admin …`, and when a local account is
 * made. It asks no rights; whoever calls did.
 *
 * 1. What is given by hand is a row of source `manual`; Discord's rows are not touched.
 * 2. Disabling an account ends its sessions and its access tokens (contract.md §2).
 * 3. The last superadmin who is active stays one: CONFLICT.
 * 4. Every change is audited in the scope of the user, in the caller's transaction. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-role.h"
#include "shared/portail-timestamp.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-user.h"

/* All borrowed. */
typedef struct
{
  PortailDatabase *database; /* the writer's, in a transaction */
  const char *user_id;       /* who does it; NULL: whoever sits at the server */
  PortailTimestamp now;
} PortailAccountEditor;

typedef enum
{
  PORTAIL_ACCOUNT_DISABLED,
  PORTAIL_ACCOUNT_ENABLED,
} PortailAccountState;

typedef enum
{
  PORTAIL_ACCOUNT_ORDINARY,
  PORTAIL_ACCOUNT_SUPERADMIN,
} PortailAccountRank;

/* The account with the id, the Discord id, or else the one user name @who. NOT_FOUND for none,
 * CONFLICT where several have that name. Read-only. Owned. */
PortailUser *portail_account_find (PortailDatabase *database, const char *who, GError **error);

/* An account for somebody who has not signed in yet; he is called by his Discord id until then.
 * DUPLICATE_KEY where he has one. Owned. */
PortailUser *
portail_account_invite (const PortailAccountEditor *editor, const char *discord_id, GError **error);
/* The server-wide role given by hand: STAFF, DOT, or NONE. */
gboolean portail_account_set_role (const PortailAccountEditor *editor,
                                   const char *user_id,
                                   PortailRole role,
                                   GError **error);
/* Sets rev of @user. */
gboolean portail_account_set_state (const PortailAccountEditor *editor,
                                    PortailUser *user,
                                    PortailAccountState state,
                                    GError **error);
/* What was done to the account and left no trace in a record: "revoke_sessions", "password". */
gboolean portail_account_note (const PortailAccountEditor *editor,
                               const char *user_id,
                               const char *action,
                               GError **error);
/* Until the next sign-in with Discord, where SUPERADMIN_DISCORD_IDS decides. Sets rev of @user. */
gboolean portail_account_set_rank (const PortailAccountEditor *editor,
                                   PortailUser *user,
                                   PortailAccountRank rank,
                                   GError **error);

/* The role in a company given by hand; replaces one that was. Owned. */
PortailMembership *portail_account_grant (const PortailAccountEditor *editor,
                                          const char *user_id,
                                          const char *enterprise_id,
                                          PortailRole role,
                                          GError **error);
/* NOT_FOUND where nothing was given by hand. */
gboolean portail_account_withdraw (const PortailAccountEditor *editor,
                                   const char *user_id,
                                   const char *enterprise_id,
                                   GError **error);
