/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which account a command works with. */
#pragma once

#include "app/portail-account.h"

/* The one of @name (user name, user id or server), or the one used last where that is NULL. Waits
 * for the disk: for commands, before any window. PORTAIL_ERROR_NOT_FOUND. Owned. */
PortailAccount *
portail_account_choose (const char *accounts_directory, const char *name, GError **error);
/* Whether its local copy may be used without a sign-in; PORTAIL_ERROR_UNAUTHENTICATED. */
gboolean portail_account_check_open (const PortailAccount *account, GError **error);
/* Whether it has met its server within the last @n_days (portail-absence.h), so that its data may
 * be shown; PORTAIL_ERROR_UNAUTHENTICATED. Waits for the disk. */
gboolean portail_account_check_present (const char *accounts_directory,
                                        const PortailAccount *account,
                                        guint n_days,
                                        GError **error);
