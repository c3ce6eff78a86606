/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an archive holds of its source (domain.md §6), read back out of its payload: the record as
 * it was, and for a dotation or a declaration the whole sheet with everything that its figures
 * depend on. */
#pragma once

#include "shared/portail-dotation-sheet.h"
#include "shared/portail-json.h"

typedef struct
{
  PortailJsonDocument *document; /* of the payload */
  PortailRecord *record;         /* NULL: of no type that this version knows */
  PortailDotationSheet *sheet;   /* NULL: there is none */
} PortailArchiveSnapshot;

/* Never fails on what a newer server wrote: what is not understood is only in the document. Errors
 * are those of portail_json_parse(). Any thread. Owned. */
PortailArchiveSnapshot *portail_archive_snapshot_read (const char *payload, GError **error);
void portail_archive_snapshot_free (PortailArchiveSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailArchiveSnapshot, portail_archive_snapshot_free)
