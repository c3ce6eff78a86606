/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what was typed into a dotation and is not in it: texts that no cell takes, rows that are
 * not complete, a balance or notes with a fault. A draft (portail-draft.h) of the type
 * PORTAIL_SHEET_DRAFT_TYPE:
 *
 * 1. It is kept a moment after each change, and put back when the sheet is opened again.
 * 2. What can no longer be put anywhere, because the sheet was closed, deleted or taken away while
 *    one typed, is left over: it stays in the draft until the person discards it.
 * Signal "left-changed" (). Main thread. */
#pragma once

#include "app/portail-dotation-model.h"
#include "app/portail-grid.h"
#include "app/portail-sheet-inputs.h"

G_BEGIN_DECLS

#define PORTAIL_SHEET_DRAFT_TYPE "dotation/sheet"

#define PORTAIL_TYPE_SHEET_KEEPER (portail_sheet_keeper_get_type ())
G_DECLARE_FINAL_TYPE (PortailSheetKeeper, portail_sheet_keeper, PORTAIL, SHEET_KEEPER, GObject)

PortailSheetKeeper *portail_sheet_keeper_new (PortailDotationModel *model);
/* Both before portail_sheet_keeper_start(). */
void portail_sheet_keeper_follow_grid (PortailSheetKeeper *keeper,
                                       PortailSheetTable table,
                                       PortailGrid *grid);
void portail_sheet_keeper_follow_inputs (PortailSheetKeeper *keeper, PortailSheetInputs *inputs);
/* Once the model is READY: puts back what there is, then keeps. */
void portail_sheet_keeper_start (PortailSheetKeeper *keeper);
/* Now instead of in a moment. */
void portail_sheet_keeper_flush (PortailSheetKeeper *keeper);

/* What is left over, a line each; NULL for nothing. Owned. */
char *portail_sheet_keeper_dup_left (PortailSheetKeeper *keeper);
void portail_sheet_keeper_discard_left (PortailSheetKeeper *keeper);

G_END_DECLS
