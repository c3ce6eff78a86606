/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table of records, derived from the field table: title, alignment, text by kind.
 *
 * 1. A cell is a GtkInscription, which costs much less than a label; a status is a pill.
 * 2. A cell whose record has not come yet is empty and fills in by itself.
 * 3. Where it is narrow one column of cards takes the place of the others.
 * 4. A figure that no field holds is an extra column: it has the text of the hook, and no order.
 * 5. Records of companies have a second column for the company, `enterprise_id`, without an order.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-record-item.h"
#include "app/portail-record-query.h"

G_BEGIN_DECLS

/* The look of a choice's value. */
typedef struct
{
  int value;
  const char *css_class; /* of the pill: "draft", "waiting", "good", "bad", "paid" */
} PortailRecordPill;

/* The css class of the pill in the column `level_field`: one of those above; NULL for plain text.
 * @user_data is that of the texts. */
typedef const char *(*PortailRecordLevel) (gconstpointer record, gpointer user_data);

/* How many letters of a column are to be seen: least, and where there is room. */
typedef struct
{
  const char *name; /* field */
  guint least;
  guint natural;
} PortailRecordLetters;

/* What a table is of. Static. */
typedef struct
{
  const PortailRecordType *type;
  const char *name;                    /* of its settings: "employees" */
  const char *label;                   /* N_ (), what a screen reader calls the list */
  const char *search_hint;             /* N_ () */
  const char *sort;                    /* field of the first order; NULL: the ids */
  PortailSortOrder order;              /* likewise */
  const char *const *columns;          /* fields, NULL at the end; NULL: those of every list */
  const char *card_title;              /* field */
  const char *const *card_fields;      /* of the second line, NULL at the end; an amount first:
                                        * the end of the line may be cut */
  const char *pill_field;              /* a choice, or NULL */
  const PortailRecordPill *pills;      /* value 0 ends the list */
  const PortailField *extras;          /* name, kind and title of extra columns, which `columns` may
                                        * name; a NULL name ends them; or NULL */
  const PortailRecordLetters *letters; /* other than those of the kind; a NULL name ends; or NULL */
  const char *level_field;             /* a column whose text is a pill of its own, or NULL */
  PortailRecordLevel get_level;        /* of level_field */
  const PortailRecordCondition *conditions; /* a NULL name ends them; or NULL */
  PortailRecordFind find;                   /* how words are found; NULL: in the searched fields */
} PortailRecordTableSpec;

/* The text of a cell where it is not portail_field_to_text()'s: a name for an id. Owned, or NULL
 * for the ordinary one. */
typedef char *(*PortailRecordText) (const PortailField *field,
                                    gconstpointer record,
                                    gpointer user_data);

/* The parts of a text that stand out, as what was searched: GArray of PortailTextRange
 * (portail-search-excerpt.h). Owned; NULL for none. */
typedef GArray *(*PortailRecordMarks) (const char *text, gpointer user_data);

typedef struct _PortailRecordColumns PortailRecordColumns;

/* Adds the columns to @view, which outlives the result. */
PortailRecordColumns *portail_record_columns_new (GtkColumnView *view,
                                                  const PortailRecordTableSpec *spec);
void portail_record_columns_free (PortailRecordColumns *columns);

void portail_record_columns_set_text (PortailRecordColumns *columns,
                                      PortailRecordText text,
                                      gpointer user_data);
/* Of ids, asked before the other texts. */
void portail_record_columns_set_names (PortailRecordColumns *columns,
                                       PortailRecordText names,
                                       gpointer user_data);
void portail_record_columns_set_marks (PortailRecordColumns *columns,
                                       PortailRecordMarks marks,
                                       gpointer user_data);
/* Owned. */
char *portail_record_columns_dup_text (PortailRecordColumns *columns,
                                       const PortailField *field,
                                       gconstpointer record);

guint portail_record_columns_get_n (PortailRecordColumns *columns);
const PortailField *portail_record_columns_get_field (PortailRecordColumns *columns, guint index);
/* Borrowed. */
GtkColumnViewColumn *portail_record_columns_get_column (PortailRecordColumns *columns, guint index);
/* Letters of the longest amount that the column has shown; 0 for another. */
guint portail_record_columns_get_longest (PortailRecordColumns *columns, guint index);
/* The column of @name, or G_MAXUINT. */
guint portail_record_columns_find (PortailRecordColumns *columns, const char *name);

typedef enum
{
  PORTAIL_RECORD_COLUMNS_TABLE,
  PORTAIL_RECORD_COLUMNS_CARDS,
} PortailRecordColumnsShape;

/* @shown: which columns people want, by index. */
void portail_record_columns_show (PortailRecordColumns *columns,
                                  PortailRecordColumnsShape shape,
                                  guint64 shown);
/* The column by which the header sorts; NULL for none. */
const PortailField *portail_record_columns_get_sort (PortailRecordColumns *columns,
                                                     PortailSortOrder *order);

G_END_DECLS
