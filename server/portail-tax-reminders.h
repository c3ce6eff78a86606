/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders of what a company owes (domain.md §4): to patrons and co-patrons at J-2, on the day and
 * once it is late, each level once a declaration, in the table `reminder`.
 *
 * 1. What is reminded of, and until when, is portail-tax-reminder.h's to say.
 * 2. A level that was missed, because the server slept or the declaration came late, is not made up
 *    for: the present level is told, and the earlier ones count as told. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

/* Gives what is due at @now, at most @max declarations, in the caller's transaction. *@n_given
 * below @max means that nothing is left. */
gboolean portail_tax_reminders_give (PortailDatabase *database,
                                     PortailTimestamp now,
                                     guint max,
                                     guint *n_given,
                                     GError **error);
