/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be taken back, step by step.
 *
 * 1. A step is one deed of a person, whatever it touched: one edit, one paste, one fill.
 * 2. Pushing a step drops what was taken back before; the oldest step goes when there are too many.
 * 3. Signal "changed" comes after every change of what can be undone or redone.
 * 4. Main thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_UNDO_STACK (portail_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (PortailUndoStack, portail_undo_stack, PORTAIL, UNDO_STACK, GObject)

#define PORTAIL_UNDO_STACK_MAX_STEPS 500

/* How a step is taken back and done again. Neither may push. */
typedef struct
{
  void (*undo) (gpointer step);
  void (*redo) (gpointer step);
  GDestroyNotify free;
} PortailUndoKind;

PortailUndoStack *portail_undo_stack_new (void);

/* The step has been done already. @title is translated: “Paste”. @kind is static. Takes @step. */
void portail_undo_stack_push (PortailUndoStack *stack,
                              const char *title,
                              const PortailUndoKind *kind,
                              gpointer step);
gboolean portail_undo_stack_can_undo (PortailUndoStack *stack);
gboolean portail_undo_stack_can_redo (PortailUndoStack *stack);
/* FALSE when there is nothing. */
gboolean portail_undo_stack_undo (PortailUndoStack *stack);
gboolean portail_undo_stack_redo (PortailUndoStack *stack);
void portail_undo_stack_clear (PortailUndoStack *stack);
/* Another number after each portail_undo_stack_clear(): what was begun before one is no step after
 * it. */
guint portail_undo_stack_get_era (PortailUndoStack *stack);

G_END_DECLS
