/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server forgets, batch by batch (contract.md §4, §8). Each function removes what is older
 * than @before, as portail-tick.h says.
 *
 * 1. Old and superseded is not the same: the last entry of a row that is there stays in the history
 *    for ever, as pull replays it; the last entry of a row that is gone is its tombstone.
 * 2. Whoever comes with a cursor from before what was purged gets the scope anew: purged_number of
 *    the scope rises in the same transaction. */
#pragma once

#include "server/portail-tick.h"

/* Bodies of the ledger; what became of an op stays. */
gboolean portail_purge_ledger (PortailTick *tick, PortailTimestamp before, GError **error);
/* Rows of the trash, for ever; their tombstones stay. */
gboolean portail_purge_trash (PortailTick *tick, PortailTimestamp before, GError **error);
/* Superseded entries of the change log, and tombstones. */
gboolean portail_purge_history (PortailTick *tick, PortailTimestamp before, GError **error);
gboolean portail_purge_audit (PortailTick *tick, PortailTimestamp before, GError **error);
/* What was delivered or is dead. */
gboolean portail_purge_deliveries (PortailTick *tick, PortailTimestamp before, GError **error);
/* Sessions that ended, with their addresses. */
gboolean portail_purge_sessions (PortailTick *tick, PortailTimestamp before, GError **error);
