/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the two tables of a barème as the rows of a grid: its columns, the maxima that were typed,
 * and what is wrong with it row by row (domain.md §3.2). Owned by the document. Main thread. */
#pragma once

#include "app/portail-record-grid-model.h"
#include "shared/portail-bareme.h"

G_BEGIN_DECLS

typedef struct
{
  PortailBaremeTable table;
  PortailRecordGridModel *model;
  char *bareme_id;
  PortailProblems *problems; /* of the last evaluation */
  GHashTable *maxima;        /* row id → gint64 cents: typed, and not what they should be */
} PortailBaremeGrid;

PortailBaremeGrid *portail_bareme_grid_new (PortailBaremeTable table, const char *bareme_id);
void portail_bareme_grid_free (PortailBaremeGrid *grid);
/* Puts its rows into the table of @bareme and finds what is wrong with them. */
void portail_bareme_grid_evaluate (PortailBaremeGrid *grid, PortailBareme *bareme);

/* Of its records. */
const PortailRecordType *portail_bareme_grid_get_type_of (PortailBaremeTable table);
/* The column that shows @field, a member of the table or "max"; the first for others. */
guint portail_bareme_grid_find_column (PortailBaremeTable table, const char *field);
/* The rows of @table of @bareme as new records of the version @bareme_id. Owned. */
GPtrArray *portail_bareme_grid_list_rows (const PortailBareme *bareme,
                                          PortailBaremeTable table,
                                          const char *bareme_id);

G_END_DECLS
