/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents by who added them: a menu of the members of a company, and the filter that an item of
 * it sets. Main thread. */
#pragma once

#include "app/portail-record-table.h"

/* An item for each member, with the action `documents.author` (ss: id, name). Reads @cache. */
void portail_document_authors_fill (GMenu *menu, PortailCache *cache, const char *enterprise_id);
/* Shows those of that person alone; the same once more takes the filter away, as its chip does.
 * @name: for the chip; NULL for oneself. */
void
portail_document_authors_toggle (PortailRecordTable *table, const char *user_id, const char *name);
