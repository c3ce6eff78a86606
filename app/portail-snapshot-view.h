/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an archive keeps of its source, for reading: the record as it was, a sheet with its figures,
 * what this version does not know as a tree. A payload that is not here says why.
 *
 * 1. It is read and computed on a thread of the cache.
 * 2. A sheet can be seen and printed as the report that it would have given then; the report bears
 *    the code by which it is verified (contract.md §9). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blob-cache.h"
#include "app/portail-cache.h"
#include "shared/records/portail-archive.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SNAPSHOT_VIEW (portail_snapshot_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailSnapshotView, portail_snapshot_view, PORTAIL, SNAPSHOT_VIEW, AdwBin)

GtkWidget *portail_snapshot_view_new (void);
/* Where the contents of archived documents come from; NULL for none. */
void portail_snapshot_view_set_blobs (PortailSnapshotView *view, PortailBlobCache *blobs);
/* Both NULL for none. */
void portail_snapshot_view_show (PortailSnapshotView *view,
                                 PortailCache *cache,
                                 const PortailArchive *archive);
/* Whether there is a report to see and to print. */
gboolean portail_snapshot_view_has_report (PortailSnapshotView *view);
/* Opens its preview. */
void portail_snapshot_view_preview (PortailSnapshotView *view);

G_END_DECLS
