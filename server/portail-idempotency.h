/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `Idempotency-Key` on POST: the same key of the same user gives the same answer, whether the first
 * one arrived or not. Kept in the op ledger, in the request's transaction. */
#pragma once

#include "server/portail-op-ledger.h"
#include "server/portail-route.h"

/* TRUE with the kept answer in *@answer, or NULL where the request has no key or is new; FALSE with
 * OP_REUSED when the key was used for another request. */
gboolean portail_idempotency_find (PortailContext *context,
                                   const PortailRequest *request,
                                   PortailAnswer **answer,
                                   GError **error);
/* Keeps @answer where the request has a key. */
gboolean portail_idempotency_keep (PortailContext *context,
                                   const PortailRequest *request,
                                   PortailAnswer *answer,
                                   GError **error);
