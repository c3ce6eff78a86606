/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's ops in order, in outbox.db: data, not cache (sync.md, Three layers).
 *
 * 1. An op is first stored here, then shown; it leaves only after the server's answer is in the
 *    cache. What a crash leaves in between is healed by rebasing at opening and by the server's
 *    ledger, which answers a repeated op_id with the stored result.
 * 2. `seq` is given when an op is first put into a request; from then on it is neither coalesced
 *    nor cancelled (contract.md §4).
 * 3. conflict, rejected and quarantined ops stay until the user acts; what depends on them waits.
 * Everything here runs on the thread of the connection, whose schema `main` or `outbox` it is;
 * the caller owns the transaction. */
#pragma once

#include "shared/portail-change.h"
#include "shared/portail-database.h"

typedef enum
{
  PORTAIL_OP_PENDING = 1, /* never sent, or sent without an answer so far */
  PORTAIL_OP_CONFLICT,
  PORTAIL_OP_REJECTED,
  PORTAIL_OP_QUARANTINED, /* its record is no longer the user's to see */
} PortailOpState;

/* A set of states, as 1 << state. */
typedef guint PortailOpStates;
#define PORTAIL_OP_STATES(state) (1u << PORTAIL_OP_##state)

/* An op as it is stored. */
typedef struct
{
  gint64 number; /* order of making on this device */
  PortailSyncOp *op;
  PortailOpState state;
  gboolean is_sent; /* the server may know it */
  char *answer;     /* the server's result, JSON, or NULL */
  char *code;       /* of a conflict or rejection: `duplicate_key`, `locked`, … */
  char *detail;     /* sentence for people */
} PortailOutboxOp;

void portail_outbox_op_free (PortailOutboxOp *op);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailOutboxOp, portail_outbox_op_free)

typedef struct
{
  guint n_to_send;
  guint n_to_resolve;
  guint n_refused; /* rejected and quarantined */
} PortailOutboxCounts;

/* Creates the tables of outbox.db, whose connection has it as `main`, and a device id.
 * PORTAIL_ERROR_UPGRADE_REQUIRED for a file of a newer program. */
gboolean portail_outbox_migrate (PortailDatabase *database, GError **error);

/* Stores @op at the end, or joins it to the op before it on the same record where both are unsent,
 * single and based on the same revision. *@is_gone tells that a create and its delete left
 * nothing. */
gboolean portail_outbox_add (PortailDatabase *database,
                             const PortailSyncOp *op,
                             gboolean *is_gone,
                             GError **error);
/* Stores @op at the end, joined to nothing. */
gboolean portail_outbox_append (PortailDatabase *database, const PortailSyncOp *op, GError **error);
gboolean portail_outbox_remove (PortailDatabase *database, gint64 number, GError **error);
/* PORTAIL_ERROR_NOT_FOUND. Owned. */
PortailOutboxOp *portail_outbox_find (PortailDatabase *database, const char *op_id, GError **error);
/* In order. GPtrArray of owned PortailOutboxOp. */
GPtrArray *portail_outbox_list (PortailDatabase *database, PortailOpStates states, GError **error);
gboolean
portail_outbox_count (PortailDatabase *database, PortailOutboxCounts *counts, GError **error);

/* A pending change of one record. */
typedef struct
{
  PortailChange *change;
  char *op_id;
  char *enterprise_id;
  PortailTimestamp made_at;
} PortailPendingChange;

/* In order. GPtrArray of owned PortailPendingChange. */
GPtrArray *portail_outbox_list_changes (PortailDatabase *database,
                                        const PortailRecordType *type,
                                        const char *id,
                                        GError **error);
/* Every (type, id) that an op of @states changes, once: GPtrArray of owned PortailChange without
 * fields. */
GPtrArray *
portail_outbox_list_records (PortailDatabase *database, PortailOpStates states, GError **error);

/* Has an answer: the op stays with it in @state, or waits anew where that is PENDING. */
gboolean
portail_outbox_set_state (PortailDatabase *database, const PortailOutboxOp *op, GError **error);
/* Under a new op_id, never sent; what depends on it follows. */
gboolean portail_outbox_renew_op (PortailDatabase *database, gint64 number, GError **error);
/* Whatever depends on @op_id depends on @other from now on; on nothing where that is NULL. */
gboolean portail_outbox_replace_dependency (PortailDatabase *database,
                                            const char *op_id,
                                            const char *other,
                                            GError **error);
/* Replaces the id of a record wherever an unsent or refused op names it. */
gboolean portail_outbox_replace_id (PortailDatabase *database,
                                    const char *id,
                                    const char *other,
                                    GError **error);
/* Unsent changes of the record are based on at most @rev. */
gboolean portail_outbox_lower_base_rev (PortailDatabase *database,
                                        const PortailChange *record,
                                        gint64 rev,
                                        GError **error);

/* Owned. */
char *portail_outbox_dup_device (PortailDatabase *database, GError **error);
/* A reinstall is a new device that starts at seq 1 (contract.md §4). Ops without an answer are
 * unsent again and keep their op_ids. */
gboolean portail_outbox_renew_device (PortailDatabase *database, GError **error);

typedef struct
{
  guint max_ops;
  gsize max_bytes;
} PortailPushLimits;

/* Gives a seq to the ops that may go now and writes the request. NULL without an error when there
 * is nothing to send. @epoch may be NULL. Owned. */
GBytes *portail_outbox_make_request (PortailDatabase *database,
                                     const PortailPushLimits *limits,
                                     const char *epoch,
                                     guint *n_ops,
                                     GError **error);

/* Ops in conflict or refused whose edits the server will not have in their way; see
 * portail-resolve.h for what a user may do with them. */
gboolean portail_outbox_wipe (PortailDatabase *database, GError **error);
