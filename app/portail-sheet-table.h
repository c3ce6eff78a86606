/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three tables of a dotation under one set of verbs: rows, dépenses and retraits of a live
 * sheet; and how two readings of the same sheet differ. */
#pragma once

#include "app/portail-live-sheet.h"

typedef enum
{
  PORTAIL_SHEET_ROWS,
  PORTAIL_SHEET_DEPENSES,
  PORTAIL_SHEET_RETRAITS,
  PORTAIL_N_SHEET_TABLES,
} PortailSheetTable;

/* Where @record belongs: a PortailDotationRow or PortailDotationEntry. */
PortailSheetTable portail_sheet_table_of_record (const PortailRecord *record);

guint portail_sheet_table_get_n (const PortailLiveSheet *live, PortailSheetTable table);
/* Borrowed. */
PortailRecord *
portail_sheet_table_get (const PortailLiveSheet *live, PortailSheetTable table, guint index);
/* Both take @record in any case; see portail-live-sheet.h for errors. */
gboolean
portail_sheet_table_insert (PortailLiveSheet *live, guint index, gpointer record, GError **error);
gboolean
portail_sheet_table_replace (PortailLiveSheet *live, guint index, gpointer record, GError **error);
/* Owned. */
gpointer portail_sheet_table_steal (PortailLiveSheet *live, PortailSheetTable table, guint index);
/* A record with a fresh id that belongs at @index: parent, kind and position are set, amounts that
 * must not be null are 0. Owned. */
gpointer
portail_sheet_table_new_record (const PortailLiveSheet *live, PortailSheetTable table, guint index);
/* Where @record belongs by its position. */
guint portail_sheet_table_find_place (const PortailLiveSheet *live, const PortailRecord *record);

/* One difference: records that were exchanged for others, or whose contents changed where
 * n_removed equals n_added and `is_edit`. */
typedef struct
{
  PortailSheetTable table;
  gboolean is_edit;
  guint position;
  guint n_removed;
  guint n_added;
} PortailSheetDifference;

/* What turns the tables of @before into those of @after, to be told in this order.
 * GArray of PortailSheetDifference; owned. */
GArray *portail_sheet_table_compare (const PortailLiveSheet *before, const PortailLiveSheet *after);
