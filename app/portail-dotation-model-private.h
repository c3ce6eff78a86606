/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What portail-dotation-model.c (reading) and portail-dotation-edit.c (writing) share. */
#pragma once

#include "app/portail-dotation-model.h"
#include "app/portail-op-queue.h"
#include "app/portail-sheet-step.h"

struct _PortailDotationModel
{
  GObject parent_instance;

  PortailCache *cache;
  PortailUndoStack *undo_stack;
  PortailOpQueue *queue;
  GCancellable *cancellable;
  char *id;
  PortailRole role;
  PortailDotationModelState state;
  char *fault;

  PortailSheetSnapshot *snapshot;             /* NULL before READY */
  GHashTable *employees;                      /* folded name → PortailEmployee of the snapshot */
  GHashTable *places[PORTAIL_N_SHEET_TABLES]; /* id → index + 1; NULL: to be made anew */
  GHashTable *drafts;                         /* ids */

  PortailSheetStep *step; /* being done now, or NULL */
  guint step_depth;
  PortailStepUndo step_undo;
  PortailDotationStatus own_status; /* that a command of this page leads to; or 0 */

  guint n_edits;    /* rises with each: a reading that began before one is of no use */
  gboolean is_read; /* being read now */
  guint reread_source;
};

void portail_dotation_model_tell (PortailDotationModel *model,
                                  const PortailSheetDifference *difference);
void portail_dotation_model_tell_changed (PortailDotationModel *model);
/* Several causes of one turn of the main loop are one reading. */
void portail_dotation_model_read_soon (PortailDotationModel *model);
