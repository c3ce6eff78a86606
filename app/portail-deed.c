/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-deed.h"

#include "app/portail-toast.h"

/* On the stack, and once more while an op is on its way. */
typedef struct
{
  PortailCache *cache;
  GtkWidget *within;   /* weak */
  PortailSyncOp *next; /* that undoes, or does again; NULL while one is on its way */
  gboolean is_busy;
  gboolean is_wanted; /* to be turned once more */
} Step;

static void
clear_step (gpointer pointer)
{
  Step *step = pointer;

  g_clear_object (&step->cache);
  g_clear_weak_pointer (&step->within);
  g_clear_pointer (&step->next, portail_sync_op_free);
}

static void
unref_step (gpointer step)
{
  g_rc_box_release_full (step, clear_step);
}

static void turn (gpointer pointer);

static void
on_turned (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_wanted = step->is_wanted;

  step->is_busy = step->is_wanted = FALSE;
  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, &step->next, &error)
      && step->within != NULL)
    portail_toast_show (step->within, error->message);
  if (is_wanted)
    turn (step);
  unref_step (step);
}

static void
turn (gpointer pointer)
{
  Step *step = pointer;

  if (step->is_busy)
    step->is_wanted = !step->is_wanted;
  if (step->is_busy || step->next == NULL)
    return;
  step->is_busy = TRUE;
  portail_cache_apply_async (step->cache, g_steal_pointer (&step->next), NULL, on_turned,
                             g_rc_box_acquire (step));
}

static const PortailUndoKind kind = { turn, turn, unref_step };

typedef struct
{
  PortailUndoStack *undo_stack;
  guint era; /* of the stack when it began */
  char *title;
  Step *step;
} Deed;

static void
free_deed (gpointer pointer)
{
  Deed *deed = pointer;

  g_object_unref (deed->undo_stack);
  g_free (deed->title);
  g_clear_pointer (&deed->step, unref_step);
  g_free (deed);
}

static void
on_applied (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Deed *deed = g_task_get_task_data (task);
  GError *error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, &deed->step->next, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* The page may show another account or company by now, whose steps are its own. */
  if (deed->step->next == NULL || portail_undo_stack_get_era (deed->undo_stack) != deed->era)
    {
      g_task_return_int (task, PORTAIL_DEED_DONE);
      return;
    }
  portail_undo_stack_push (deed->undo_stack, deed->title, &kind, g_steal_pointer (&deed->step));
  g_task_return_int (task, PORTAIL_DEED_UNDOABLE);
}

void
portail_deed_do_async (const PortailDeedPlace *place,
                       PortailSyncOp *op,
                       const char *title,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (place->within, NULL, callback, user_data);
  Deed *deed = g_new0 (Deed, 1);

  deed->undo_stack = g_object_ref (place->undo_stack);
  deed->era = portail_undo_stack_get_era (place->undo_stack);
  deed->title = g_strdup (title);
  deed->step = g_rc_box_new0 (Step);
  deed->step->cache = g_object_ref (place->cache);
  g_set_weak_pointer (&deed->step->within, place->within);
  g_task_set_source_tag (task, portail_deed_do_async);
  g_task_set_task_data (task, deed, free_deed);
  portail_cache_apply_async (place->cache, op, NULL, on_applied, task);
}

PortailDeedResult
portail_deed_do_finish (GAsyncResult *result, GError **error)
{
  gssize value = g_task_propagate_int (G_TASK (result), error);

  return value > 0 ? (PortailDeedResult) value : PORTAIL_DEED_FAILED;
}
