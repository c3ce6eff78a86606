/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of records and their cells share. */
#pragma once

#include "app/portail-due-queue.h"
#include "app/portail-record-columns.h"

G_BEGIN_DECLS

typedef struct
{
  PortailRecordColumns *columns;
  const PortailField *field; /* NULL: the cards */
  GtkColumnViewColumn *column;
  GPtrArray *spare; /* of cells: torn down, for the next row */
  guint longest;    /* letters of the longest amount that it has shown */
} PortailRecordColumn;

struct _PortailRecordColumns
{
  GtkColumnView *view;
  const PortailRecordTableSpec *spec;
  GPtrArray *list; /* of PortailRecordColumn; the cards are not in it */
  PortailRecordColumn cards;
  const PortailField *pill_field;
  PortailRecordText text;
  gpointer text_user_data;
  PortailRecordText names;
  gpointer names_user_data;
  PortailRecordMarks marks;
  gpointer marks_user_data;
  const PortailRecordColumn *asked; /* by the sorter of the view */
  gboolean has_company;
  PortailDueQueue *due; /* of cells that show another row than theirs */
};

/* The second column of records of companies. */
extern const PortailField portail_record_column_company;

/* A field of the type or an extra column; NULL for neither. */
const PortailField *portail_record_column_find (const PortailRecordTableSpec *spec,
                                                const char *name);
gboolean portail_record_column_is_number (const PortailField *field);
gboolean portail_record_column_is_extra (const PortailRecordTableSpec *spec,
                                         const PortailField *field);
gboolean portail_record_column_is_level (const PortailRecordTableSpec *spec,
                                         const PortailField *field);

/* Makes the cells of @column, which outlives it. Owned. */
GtkListItemFactory *portail_record_cell_new_factory (PortailRecordColumn *column);
/* Of the spare ones of a column. */
void portail_record_cell_free (gpointer cell);
/* A PortailDueWork. */
void portail_record_cell_fill_due (PortailDue *due);

G_END_DECLS
