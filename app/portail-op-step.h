/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One op as a deed of a person: done, told in a toast, taken back by its inverse and done again. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-draft.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *within; /* whose window shows toasts; may go before the end */
  PortailCache *cache;
  PortailUndoStack *stack;
  const char *title; /* translated, of the step; static */
  const char *done;  /* translated, of the toast with its button Undo; NULL for none */
  /* Of a page that shows what it saves as saved at once; both NULL for none. Where the op fails,
   * what was typed is a draft again, and @failed shows what is stored and then the draft. */
  const PortailDraft *typed;
  void (*failed) (GtkWidget *within);
} PortailOpStepPlace;

/* Takes @op. A failure is told in a toast, and then there is no step; nor is there one for an op
 * without a way back. */
void portail_op_step_do (const PortailOpStepPlace *place, PortailSyncOp *op);

G_END_DECLS
