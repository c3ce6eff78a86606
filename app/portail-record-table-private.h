/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailRecordTable share. */
#pragma once

#include "app/portail-record-table.h"

/* Owned texts of a PortailRecordTableStatus. */
typedef struct
{
  char *icon_name;
  char *title;
  char *description;
  char *button;
} PortailRecordTableTexts;

struct _PortailRecordTable
{
  AdwBin parent_instance;

  GtkEditable *search;
  GtkMenuButton *filter_button;
  GtkMenuButton *columns_button;
  GtkBox *buttons;
  GtkFlowBox *chips;
  GtkStack *stack;
  AdwStatusPage *status_page;
  GtkButton *status_button;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkLabel *foot;
  char *foot_text;            /* or NULL */
  GMenuModel *row_menu_model; /* or NULL */
  GtkWidget *row_menu;        /* GtkPopoverMenu; NULL until it is asked for */
  GtkWidget *filter_popover;  /* PortailFilterPopover; NULL until it is asked for */

  const PortailRecordTableSpec *spec;
  GSettings *settings; /* or NULL */
  PortailRecordModel *model;
  GtkMultiSelection *selection;
  PortailRecordColumns *columns;
  GSimpleActionGroup *actions;
  PortailFieldSet readable;
  char **absent; /* names of columns; or NULL */
  PortailRecordTableTexts empty;
  PortailRecordTableTexts refusal;
  PortailRecordTablePlace place;
  guint64 shown;      /* columns, where they are no cards */
  guint64 unwanted;   /* columns that need scrolling while nobody chose any */
  double start;       /* of the scrolling, where people read from right to left */
  int room;           /* of the columns, in pixels */
  int whole_room;     /* without a record beside them */
  guint fitting;      /* source that waits for the layout to end, or 0 */
  gboolean is_of_all; /* companies */
  gboolean is_refused;
  gboolean is_narrow;
  gboolean is_at_start;
  gboolean is_settled; /* it follows the header */
  gboolean is_entered; /* the keyboard goes to the rows that are found */
};

/* Takes the texts of @from, or none where it is NULL. */
void portail_record_table_set_texts (PortailRecordTableTexts *texts,
                                     const PortailRecordTableStatus *from);
gboolean portail_record_table_is_filtered (PortailRecordTable *table);
/* Brings state and foot up to the model. */
void portail_record_table_update (PortailRecordTable *table);
/* Once the rows that were searched for are there. */
void portail_record_table_enter_rows (PortailRecordTable *table);
/* Makes the columns' menu and gives them the widths that people chose. */
void portail_record_table_set_up_columns (PortailRecordTable *table);
void portail_record_table_show_columns (PortailRecordTable *table);

/* portail-record-table-query.c */
/* Shows what @query (taken) asks for. */
void portail_record_table_use_query (PortailRecordTable *table, PortailRecordQuery *query);
PortailRecordQuery *portail_record_table_copy_query (PortailRecordTable *table);
void portail_record_table_on_sort_changed (PortailRecordTable *table);
void portail_record_table_set_up_sort (PortailRecordTable *table);
void portail_record_table_set_up_filters (PortailRecordTable *table);
void portail_record_table_set_up_filter_actions (PortailRecordTable *table);
void portail_record_table_bind_search (GtkWidgetClass *class);
