/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which op of which user ended how, and how far each device has come (contract.md §4).
 *
 * 1. The ledger is keyed by (user, op_id), so an op counts once whichever device brings it.
 * 2. Sequence numbers of a device have no gaps: last_seq rises by one with each answer that is
 *    kept. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-json.h"
#include "shared/portail-timestamp.h"

typedef struct
{
  char *payload_hash;
  char *status; /* "applied", "merged", "conflict", "rejected" */
  char *code;   /* of a conflict or rejection; or NULL */
  gint64 rev;
  char *enterprise_id; /* whose scope the result is of; NULL outside a company */
  char *body;          /* the result as it was answered; NULL once it has expired */
} PortailLedgerEntry;

void portail_ledger_entry_free (PortailLedgerEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLedgerEntry, portail_ledger_entry_free)

/* Where an op comes from. */
typedef struct
{
  const char *user_id;
  const char *device_id;
  const char *op_id;
  gint64 seq;
} PortailLedgerKey;

/* What is the same whenever the same op is sent again: its JSON without seq, which a reinstalled
 * client counts anew. Owned. */
char *portail_op_ledger_hash (const PortailJson *op);
/* *@entry is NULL for an op that nobody sent yet. */
gboolean portail_op_ledger_find (PortailDatabase *database,
                                 const PortailLedgerKey *key,
                                 PortailLedgerEntry **entry,
                                 GError **error);
gboolean portail_op_ledger_store (PortailDatabase *database,
                                  const PortailLedgerKey *key,
                                  const PortailLedgerEntry *entry,
                                  PortailTimestamp now,
                                  GError **error);

/* Makes the device known. PORTAIL_ERROR_CONFLICT for one of another user. */
gboolean portail_op_ledger_open_device (PortailDatabase *database,
                                        const PortailLedgerKey *key,
                                        PortailTimestamp now,
                                        gint64 *last_seq,
                                        GError **error);
gboolean portail_op_ledger_set_last_seq (PortailDatabase *database,
                                         const char *device_id,
                                         gint64 last_seq,
                                         GError **error);
