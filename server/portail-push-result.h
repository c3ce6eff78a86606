/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a push on the wire (sync.md "Wire format"). */
#pragma once

#include "server/portail-record-store.h"

/* applied or merged. */
void portail_push_result_append_applied (const PortailActor *actor,
                                         const PortailSyncOp *op,
                                         const PortailOutcome *outcome,
                                         GString *json);
/* conflict or rejected, by the code of @failure. */
void portail_push_result_append_failed (const PortailActor *actor,
                                        const PortailSyncOp *op,
                                        const PortailOutcome *outcome,
                                        const GError *failure,
                                        GString *json);
void portail_push_result_append_deferred (const char *op_id, const char *on, GString *json);
/* All that somebody hears who may no longer read the scope. */
void
portail_push_result_append_brief (const char *op_id, const char *status, gint64 rev, GString *json);
/* "conflict" or "rejected". Static. */
const char *portail_push_result_get_status (const GError *failure);
/* A row as @access may read it: `null` for NULL and for what he may not. */
void portail_push_result_append_row (const PortailAccess *access,
                                     const PortailRecord *row,
                                     GString *json);
