/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent to the archives (domain.md §6): a record of another type that has been validated.
 * The archive keeps it as it is at that moment, with its parts. */
#pragma once

#include "server/portail-op-run.h"
#include "shared/records/portail-archive.h"

/* Fills @archive, a new row with source_type and source_id, from that record: its kind and payload,
 * and where they were not given title, amount, date and period. Adds a problem for a source that
 * the person may not see, or of a type that is not archived; WRONG_STATUS for one that is not
 * validated.
 */
gboolean portail_archive_source_take (PortailOpRun *run, PortailArchive *archive, GError **error);
