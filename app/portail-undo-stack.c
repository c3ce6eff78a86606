/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-undo-stack.h"

typedef struct
{
  char *title;
  const PortailUndoKind *kind;
  gpointer step;
} Entry;

struct _PortailUndoStack
{
  GObject parent_instance;

  GPtrArray *entries; /* of Entry, oldest first */
  guint n_done;       /* the first ones are done, the rest was taken back */
  guint era;
  gboolean is_replaying;
};

G_DEFINE_FINAL_TYPE (PortailUndoStack, portail_undo_stack, G_TYPE_OBJECT)

static guint changed_signal;

static void
free_entry (gpointer pointer)
{
  Entry *entry = pointer;

  entry->kind->free (entry->step);
  g_free (entry->title);
  g_free (entry);
}

static void
portail_undo_stack_finalize (GObject *object)
{
  PortailUndoStack *stack = PORTAIL_UNDO_STACK (object);

  g_ptr_array_unref (stack->entries);
  G_OBJECT_CLASS (portail_undo_stack_parent_class)->finalize (object);
}

static void
portail_undo_stack_class_init (PortailUndoStackClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_undo_stack_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_undo_stack_init (PortailUndoStack *stack)
{
  stack->entries = g_ptr_array_new_with_free_func (free_entry);
}

PortailUndoStack *
portail_undo_stack_new (void)
{
  return g_object_new (PORTAIL_TYPE_UNDO_STACK, NULL);
}

void
portail_undo_stack_push (PortailUndoStack *stack,
                         const char *title,
                         const PortailUndoKind *kind,
                         gpointer step)
{
  Entry *entry;

  g_return_if_fail (PORTAIL_IS_UNDO_STACK (stack));
  g_return_if_fail (!stack->is_replaying);
  entry = g_new0 (Entry, 1);
  entry->title = g_strdup (title);
  entry->kind = kind;
  entry->step = step;
  g_ptr_array_set_size (stack->entries, (int) stack->n_done);
  if (stack->entries->len == PORTAIL_UNDO_STACK_MAX_STEPS)
    g_ptr_array_remove_index (stack->entries, 0);
  g_ptr_array_add (stack->entries, entry);
  stack->n_done = stack->entries->len;
  g_signal_emit (stack, changed_signal, 0);
}

gboolean
portail_undo_stack_can_undo (PortailUndoStack *stack)
{
  g_return_val_if_fail (PORTAIL_IS_UNDO_STACK (stack), FALSE);
  return stack->n_done > 0;
}

gboolean
portail_undo_stack_can_redo (PortailUndoStack *stack)
{
  g_return_val_if_fail (PORTAIL_IS_UNDO_STACK (stack), FALSE);
  return stack->n_done < stack->entries->len;
}

static Entry *
get_entry (PortailUndoStack *stack, guint index)
{
  return g_ptr_array_index (stack->entries, index);
}

gboolean
portail_undo_stack_undo (PortailUndoStack *stack)
{
  Entry *entry;

  if (!portail_undo_stack_can_undo (stack) || stack->is_replaying)
    return FALSE;
  stack->is_replaying = TRUE;
  entry = get_entry (stack, --stack->n_done);
  entry->kind->undo (entry->step);
  stack->is_replaying = FALSE;
  g_signal_emit (stack, changed_signal, 0);
  return TRUE;
}

gboolean
portail_undo_stack_redo (PortailUndoStack *stack)
{
  Entry *entry;

  if (!portail_undo_stack_can_redo (stack) || stack->is_replaying)
    return FALSE;
  stack->is_replaying = TRUE;
  entry = get_entry (stack, stack->n_done++);
  entry->kind->redo (entry->step);
  stack->is_replaying = FALSE;
  g_signal_emit (stack, changed_signal, 0);
  return TRUE;
}

void
portail_undo_stack_clear (PortailUndoStack *stack)
{
  g_return_if_fail (PORTAIL_IS_UNDO_STACK (stack));
  g_return_if_fail (!stack->is_replaying);
  g_ptr_array_set_size (stack->entries, 0);
  stack->n_done = 0;
  stack->era++;
  g_signal_emit (stack, changed_signal, 0);
}

guint
portail_undo_stack_get_era (PortailUndoStack *stack)
{
  g_return_val_if_fail (PORTAIL_IS_UNDO_STACK (stack), 0);
  return stack->era;
}
