/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `Idempotency-Key` on POST: what was done under a key of a user is not done again but answered
 * again, whether the first answer arrived or not. Kept in the op ledger, in the request's
 * transaction. A refusal did nothing and frees its key. */
#pragma once

#include "server/portail-op-ledger.h"
#include "server/portail-route.h"

/* TRUE with the kept answer in *@answer, or NULL where the request has no key or is new; FALSE with
 * OP_REUSED when the key was used for another request, MALFORMED when it is too long, NOT_FOUND
 * when the caller may no longer know what he did. */
gboolean portail_idempotency_find (PortailContext *context,
                                   const PortailRequest *request,
                                   PortailAnswer **answer,
                                   GError **error);
/* Keeps @answer, which shows something of @enterprise_id (NULL: of no company), where the request
 * has a key. */
gboolean portail_idempotency_keep (PortailContext *context,
                                   const PortailRequest *request,
                                   PortailAnswer *answer,
                                   const char *enterprise_id,
                                   GError **error);
