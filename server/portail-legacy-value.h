/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the old portal (contract.md §7 "Legacy import"): texts of a row of its file as this
 * portal has them. Pure functions. */
#pragma once

#include "shared/portail-money.h"
#include "shared/portail-timestamp.h"
#include "shared/portail-week.h"

/* What the old portal called its states. */
typedef enum
{
  PORTAIL_LEGACY_PENDING,
  PORTAIL_LEGACY_APPROVED,
  PORTAIL_LEGACY_REJECTED,
  PORTAIL_LEGACY_PAID,
  PORTAIL_LEGACY_N_STATUSES,
} PortailLegacyStatus;

/* Each answers FALSE for what it cannot read; NULL is such. */
gboolean portail_legacy_read_status (const char *text, PortailLegacyStatus *status);
/* `2024-S03`, and `2024-W03`. */
gboolean portail_legacy_read_week (const char *text, PortailWeek *week);
/* `2024-01-02 05:12:00.000000`, in UTC. */
gboolean portail_legacy_read_time (const char *text, PortailTimestamp *timestamp);
/* Dollars with any number of decimals, rounded half away from zero to the cent. */
gboolean portail_legacy_read_cents (const char *text, gint64 *cents);
/* @id where it is a UUID, else one made of the table's name and it. NULL for an empty one. Owned.
 */
char *portail_legacy_make_id (const char *table, const char *id);
