/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's ops in order, in outbox.db: data, not cache (sync.md, Three layers).
 *
 * 1. An op is first stored here, then shown; it leaves only after the server's answer is in the
 *    cache. What a crash leaves in between is healed by rebasing at opening and by the server's
 *    ledger, which answers a repeated op_id with the stored result.
 * 2. `seq` is given when an op is first put into a request; from then on it is neither coalesced
 *    nor cancelled (contract.md §4).
 * 3. conflict, rejected and quarantined ops stay until the user acts.
 * Everything here runs on the thread of the connection. */
#pragma once

#include "app/portail-edit.h"
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

typedef struct
{
  gint64 number; /* order of making on this device */
  char *op_id;
  gint64 seq; /* 0: not sent so far */
  char *enterprise_id;
  GPtrArray *edits;  /* of PortailEdit */
  GArray *base_revs; /* of gint64, one an edit */
  char **depends_on; /* op_ids */
  PortailTimestamp made_at;
  PortailOpState state;
  char *answer; /* the server's result, JSON, or NULL */
  char *code;   /* of a conflict or rejection: `duplicate_key`, `locked`, … */
  char *detail; /* sentence for people */
} PortailOp;

void portail_op_free (PortailOp *op);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailOp, portail_op_free)

typedef struct
{
  guint n_to_send;
  guint n_to_resolve;
  guint n_refused; /* rejected and quarantined */
} PortailOutboxCounts;
