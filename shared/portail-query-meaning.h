/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the thread's language what a query (portail-archive-query.h) asks for, as it was
 * understood: `type:facture montant:>1000 -x` is “type: invoice, amount above 1 000 $, without x”.
 */
#pragma once

#include "shared/portail-archive-query.h"

/* NULL for a query that asks for nothing. Owned. */
char *portail_query_meaning_new (const PortailArchiveQuery *query);
