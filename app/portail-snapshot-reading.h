/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what an archive keeps, for the threads of the cache. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-archive-snapshot.h"
#include "shared/records/portail-archive.h"
#include "shared/report/portail-report.h"

typedef struct
{
  PortailArchive *archive;
  PortailArchiveSnapshot *snapshot; /* NULL without a payload that can be read */
  PortailDotationFigures *figures;  /* of the snapshot's sheet; NULL where it has none */
  char *enterprise;                 /* the company's name */
  char *code;                       /* by which a paper is verified; NULL without a payload */
} PortailSnapshotReading;

void portail_snapshot_reading_free (PortailSnapshotReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSnapshotReading, portail_snapshot_reading_free)

/* PortailSnapshotReading, or PORTAIL_ERROR_NOT_FOUND. */
PortailQuery *portail_snapshot_reading_new (const char *archive_id);
/* The report that the sheet gave: the « FICHE IMPÔT » of a declaration, else the sheet itself; with
 * the code at its end. NULL without a sheet. Owned. */
PortailReport *portail_snapshot_reading_make_report (const PortailSnapshotReading *reading);
