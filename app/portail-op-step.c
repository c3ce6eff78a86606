/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-step.h"

#include "app/portail-toast.h"

/* A step as the stack has it. Between a deed and its answer there is nothing to take back. */
typedef struct
{
  gatomicrefcount n_references;
  GtkWidget *within; /* weak */
  PortailCache *cache;
  PortailSyncOp *other_way; /* undoes what was done last, or NULL */
} Step;

/* An op on its way for the first time. */
typedef struct
{
  Step *step;
  PortailUndoStack *stack;
  char *title;
  char *done;
} Deed;

static void
unref_step (gpointer pointer)
{
  Step *step = pointer;

  if (!g_atomic_ref_count_dec (&step->n_references))
    return;
  g_clear_weak_pointer (&step->within);
  g_clear_pointer (&step->other_way, portail_sync_op_free);
  g_object_unref (step->cache);
  g_free (step);
}

static void
tell (Step *step, const char *message)
{
  if (step->within != NULL)
    portail_toast_show (step->within, message);
}

static void
on_turned (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, &step->other_way, &error))
    tell (step, error->message);
  unref_step (step);
}

/* Undo and redo are the same: what was done last is taken back. */
static void
turn (gpointer pointer)
{
  Step *step = pointer;

  if (step->other_way == NULL)
    return;
  g_atomic_ref_count_inc (&step->n_references);
  portail_cache_apply_async (step->cache, g_steal_pointer (&step->other_way), NULL, on_turned,
                             step);
}

static void
free_deed (Deed *deed)
{
  g_clear_pointer (&deed->step, unref_step);
  g_object_unref (deed->stack);
  g_free (deed->title);
  g_free (deed->done);
  g_free (deed);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  static const PortailUndoKind kind = { turn, turn, unref_step };
  Deed *deed = user_data;
  Step *step = deed->step;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, &step->other_way, &error))
    tell (step, error->message);
  else
    {
      if (deed->done != NULL && step->within != NULL && step->other_way != NULL)
        portail_toast_show_undo (step->within, deed->done);
      else if (deed->done != NULL)
        tell (step, deed->done);
      if (step->other_way != NULL)
        portail_undo_stack_push (deed->stack, deed->title, &kind, g_steal_pointer (&deed->step));
    }
  free_deed (deed);
}

void
portail_op_step_do (const PortailOpStepPlace *place, PortailSyncOp *op)
{
  Deed *deed = g_new0 (Deed, 1);
  Step *step = g_new0 (Step, 1);

  g_atomic_ref_count_init (&step->n_references);
  g_set_weak_pointer (&step->within, place->within);
  step->cache = g_object_ref (place->cache);
  deed->step = step;
  deed->stack = g_object_ref (place->stack);
  deed->title = g_strdup (place->title);
  deed->done = g_strdup (place->done);
  portail_cache_apply_async (place->cache, op, NULL, on_done, deed);
}
