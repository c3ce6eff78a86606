/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every write that somebody asks for, by REST or by sync, is an op that goes through here
 * (contract.md §4).
 *
 * 1. One op is one savepoint: ledger aside, everything that it does stands or nothing does.
 * 2. The order of questions is fixed: does it exist for this person, may he, is it open, did others
 *    change it, is it valid, does it refer to what is his, is its key free.
 * 3. Figures, cards and notices follow in the same savepoint; so does one audit entry. */
#pragma once

#include "server/portail-access.h"
#include "shared/portail-change.h"

/* Who writes. All borrowed. */
typedef struct
{
  PortailDatabase *database; /* in a transaction */
  const PortailAccess *access;
  const char *device_id; /* NULL outside sync */
  PortailTimestamp now;
} PortailActor;

/* What became of an op. */
typedef struct
{
  GPtrArray *rows; /* of owned records as they stand now, in the order of the changes, each followed
                    * by those that its command brought; after a conflict the one row that stands
                    * against it, if any */
  gint64 rev;      /* of the row of a single op, of the last row of a batch */
  gboolean is_merged;
  PortailFieldSet kept;        /* of a merged update: what others wrote and stays */
  PortailFieldSet conflicting; /* of a conflict */
  PortailProblems *problems;
  char *awaited; /* of BLOB_MISSING: what must come first, "blob:<sha256>" */
} PortailOutcome;

/* The company whose rows @op is about; NULL for none. */
const char *portail_record_store_get_company (const PortailSyncOp *op);

PortailOutcome *portail_outcome_new (void);
void portail_outcome_free (PortailOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailOutcome, portail_outcome_free)
/* NULL where there is none: deleted, or a conflict without a row that the user may see. */
const PortailRecord *portail_outcome_get_row (const PortailOutcome *outcome);

/* Fills @outcome. A conflict is one of CONFLICT, DELETED, DUPLICATE_KEY, BAREME_CHANGED and
 * WRONG_STATUS (portail_record_store_is_conflict()); a refusal NOT_FOUND, FORBIDDEN, LOCKED,
 * INVALID, OUT_OF_RANGE or BLOB_MISSING; anything else is a failure of the store and says nothing
 * about the op.
 */
gboolean portail_record_store_apply (const PortailActor *actor,
                                     const PortailSyncOp *op,
                                     PortailOutcome *outcome,
                                     GError **error);
gboolean portail_record_store_is_conflict (const GError *error);
/* Whether the store failed, not the op: the same op may succeed later. */
gboolean portail_record_store_is_failure (const GError *error);
