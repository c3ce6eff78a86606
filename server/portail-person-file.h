/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is stored about a person (contract.md §8): to hand it over, and to erase it. */
#pragma once

#include "server/portail-account-edit.h"

/* One JSON object: account, memberships, guilds, sessions, employees, notifications, settings. */
gboolean portail_person_file_append (PortailDatabase *database,
                                     const PortailUser *user,
                                     GString *json,
                                     GError **error);
/* Blanks the columns of user, session and member, ends sessions and roles. What he did stays, by
 * an id that leads to nobody, so every audit chain stays whole. */
gboolean
portail_person_file_erase (const PortailAccountEditor *editor, PortailUser *user, GError **error);
