/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of every module: rows of one type with search, filters, order, columns and totals.
 *
 * 1. What it shows is a PortailRecordModel's; what it remembers is portail-table-settings.h's.
 * 2. Below 660 px rows are cards; a click opens; everything works with the keyboard: Enter opens,
 *    Delete asks for the trash, Ctrl+A and Shift select, the menu key shows the menu of a row.
 *    Until somebody chooses columns, those are shown that need no scrolling.
 * 3. Loading, empty, without a match, failed and refused are states of their own with their next
 *    step.
 *
 * Signals: "open" (PortailRecordItem), "trash" (), for the selected rows, and "next-step" (), when
 * the button of the empty state is pressed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-record-columns.h"
#include "app/portail-record-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_TABLE (portail_record_table_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordTable, portail_record_table, PORTAIL, RECORD_TABLE, AdwBin)

GtkWidget *portail_record_table_new (const PortailRecordTableSpec *spec);

/* NULL for none. */
void portail_record_table_set_cache (PortailRecordTable *table, PortailCache *cache);
/* NULL: of all companies; then a column tells which. */
void portail_record_table_set_company (PortailRecordTable *table, const char *enterprise_id);
/* What is on the shelf; the live rows at first. */
void portail_record_table_set_shelf (PortailRecordTable *table, PortailShelf shelf);
/* Exactly these chosen filters: a{ss} as by portail_page_show_rows(), where a name may be that of a
 * condition of the table. Other names of no field are passed over. */
void portail_record_table_set_filters (PortailRecordTable *table, GVariant *filters);
/* Columns of other fields are not there: what a role may not read. */
void portail_record_table_set_readable (PortailRecordTable *table, PortailFieldSet readable);
/* See portail-record-columns.h; @user_data outlives the table. */
void portail_record_table_set_text (PortailRecordTable *table,
                                    PortailRecordText text,
                                    gpointer user_data);
/* The names of ids, that of a company first of all; @user_data outlives the table. */
void portail_record_table_set_names (PortailRecordTable *table,
                                     PortailRecordText names,
                                     gpointer user_data);
/* Columns that are not there at present, whatever people chose. Copies @names; NULL ends them. */
void portail_record_table_set_absent (PortailRecordTable *table, const char *const *names);
/* What stands out in the texts; @user_data outlives the table. NULL for nothing. */
void portail_record_table_set_marks (PortailRecordTable *table,
                                     PortailRecordMarks marks,
                                     gpointer user_data);
typedef enum
{
  PORTAIL_RECORD_TABLE_ALONE,
  PORTAIL_RECORD_TABLE_BESIDE_RECORD,
} PortailRecordTablePlace;

/* Beside a record that is shown whole, columns that people chose give way too until the others need
 * no scrolling: the last ones first, those of a card after all others; title and pills stay. */
void portail_record_table_set_place (PortailRecordTable *table, PortailRecordTablePlace place);
/* Texts of cells that are no record's have changed. */
void portail_record_table_refresh_texts (PortailRecordTable *table);
/* @view, a GtkScrollable over the table's selection, in place of the columns; NULL for these. Takes
 * the floating widget. */
void portail_record_table_set_view (PortailRecordTable *table, GtkWidget *view);
/* Behind search and filters. Takes the floating widget. */
void portail_record_table_add_button (PortailRecordTable *table, GtkWidget *button);
/* Between them and the rows. Takes the floating widget. */
void portail_record_table_add_line (PortailRecordTable *table, GtkWidget *line);
/* What the foot says behind the totals; NULL for nothing. Translated; copied. */
void portail_record_table_set_foot (PortailRecordTable *table, const char *text);
/* What a right click on a row shows, with actions of the page. NULL for none. */
void portail_record_table_set_row_menu (PortailRecordTable *table, GMenuModel *menu);

/* A state that is no list. All texts translated; @button NULL for none. */
typedef struct
{
  const char *icon_name;
  const char *title;
  const char *description;
  const char *button;
} PortailRecordTableStatus;

/* What is shown while there is no row and no filter. Copies the texts. */
void portail_record_table_set_empty (PortailRecordTable *table,
                                     const PortailRecordTableStatus *status);
/* Instead of everything, as where one may not read; NULL for the list again. */
void portail_record_table_set_refusal (PortailRecordTable *table,
                                       const PortailRecordTableStatus *status);

/* Puts the keyboard into the search entry. */
void portail_record_table_find (PortailRecordTable *table);
/* The keyboard to the row that had it last. */
void portail_record_table_focus_rows (PortailRecordTable *table);
void portail_record_table_clear_filters (PortailRecordTable *table);
/* Takes words, filters and order of @query over, of the same type; the company stays. */
void portail_record_table_show_query (PortailRecordTable *table, const PortailRecordQuery *query);
/* All borrowed. */
GtkWidget *portail_record_table_get_search_entry (PortailRecordTable *table);
PortailRecordModel *portail_record_table_get_model (PortailRecordTable *table);
GtkSelectionModel *portail_record_table_get_selection (PortailRecordTable *table);
/* The columns that are shown where it is wide, in their order: GPtrArray of const PortailField.
 * Owned. */
GPtrArray *portail_record_table_list_columns (PortailRecordTable *table);
/* Selects the row of that record alone and brings it into view. FALSE where it is not listed. */
gboolean portail_record_table_reveal (PortailRecordTable *table, const char *id);
/* GPtrArray of PortailRecordItem whose records have come, in their order. Owned. */
GPtrArray *portail_record_table_list_selected (PortailRecordTable *table);

G_END_DECLS
