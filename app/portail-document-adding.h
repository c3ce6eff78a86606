/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New documents as one step that can be undone, but an op each: one whose content the server does
 * not take holds up none of the others. Main thread. */
#pragma once

#include "app/portail-deed.h"
#include "shared/records/portail-document.h"

G_BEGIN_DECLS

/* @documents: GPtrArray of PortailDocument with ids, taken; their contents are in the blob cache.
 */
void portail_document_adding_run (const PortailDeedPlace *place,
                                  const char *enterprise_id,
                                  GPtrArray *documents);

G_END_DECLS
