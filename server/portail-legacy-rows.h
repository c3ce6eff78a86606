/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of portail-legacy-import.h: what becomes of a row of each table of the old portal. */
#pragma once

#include "server/portail-legacy-import.h"
#include "server/portail-record-writer.h"

typedef struct
{
  PortailDatabase *database;
  PortailTimestamp now;
  GHashTable *users;       /* id in the file → id here */
  GHashTable *enterprises; /* likewise */
  PortailLegacyReport *report;
  PortailLegacyTable *table;   /* that is read now */
  PortailRecordWriter *writer; /* of the company that is read now; NULL before the first */
  char *scope;                 /* of the writer */
  GPtrArray *touched;          /* operations of the blanchiment that the writer wrote */
} PortailLegacyImport;

typedef struct
{
  const char *name;
  const char *columns; /* the first is the id */
  const char *order;
  gboolean (*take) (PortailLegacyImport *import, PortailStatement *row, GError **error);
} PortailLegacyTableRow;

/* In the order of import; ends with a NULL name. */
const PortailLegacyTableRow *portail_legacy_tables_get (void);
/* Ends the work of the current writer: figures, risks, and one audit entry. */
gboolean portail_legacy_finish_writer (PortailLegacyImport *import, GError **error);
