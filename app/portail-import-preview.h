/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import before it happens: every line of the source with its values, before and after where it
 * replaces something, or with the reason why it is not taken (domain.md §3.7).
 *
 * 1. A GListModel of PortailImportItem, in the order of the source, filtered by what one looks for.
 * 2. Made in any thread, then belongs to one.
 * 3. Applying is one step of the dotation, undone at once; nothing is changed before. */
#pragma once

#include "app/portail-dotation-model.h"
#include "shared/portail-dotation-import.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_IMPORT_PREVIEW (portail_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailImportPreview,
                      portail_import_preview,
                      PORTAIL,
                      IMPORT_PREVIEW,
                      GObject)

#define PORTAIL_TYPE_IMPORT_ITEM (portail_import_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailImportItem, portail_import_item, PORTAIL, IMPORT_ITEM, GObject)

/* What a table of the dotation is imported as. Static. */
const PortailImportFormat *portail_import_preview_get_format (PortailSheetTable target);

/* @rows: PortailDotationRow that the sheet has, copied; used where @target is PORTAIL_SHEET_ROWS.
 */
PortailImportPreview *portail_import_preview_new (const PortailTextTable *table,
                                                  PortailSheetTable target,
                                                  const GPtrArray *rows);

typedef enum
{
  PORTAIL_IMPORT_SHOW_ALL,
  PORTAIL_IMPORT_SHOW_WRONG,
  PORTAIL_IMPORT_SHOW_IGNORED,
} PortailImportShow;

void portail_import_preview_show (PortailImportPreview *preview, PortailImportShow show);

typedef struct
{
  guint n_good;    /* those that come twice included */
  guint n_wrong;   /* left out */
  guint n_ignored; /* no rows */
  guint n_twice;   /* good lines whose name comes more than once */
  guint n_replacing;
} PortailImportCounts;

PortailImportCounts portail_import_preview_get_counts (PortailImportPreview *preview);
/* Puts the good lines into the sheet. FALSE, with nothing changed, when a sum is too large. *@n,
 * which may be NULL, is how many rows came or changed. */
gboolean portail_import_preview_apply (PortailImportPreview *preview,
                                       PortailDotationModel *model,
                                       PortailImportTwice twice,
                                       guint *n,
                                       GError **error);

/* Line of the source, from 1. */
guint portail_import_item_get_line (PortailImportItem *item);
PortailImportLineKind portail_import_item_get_kind (PortailImportItem *item);
/* As it shows: “12 500 $ → 13 000 $” where it replaces. Owned. */
char *portail_import_item_dup_cell (PortailImportItem *item, guint column);
/* Why that cell is wrong, a sentence; NULL when it is not. Borrowed. */
const char *portail_import_item_get_fault (PortailImportItem *item, guint column);
/* All that is to be said about the line; "" for nothing. Owned. */
char *portail_import_item_dup_remark (PortailImportItem *item);

G_END_DECLS
