/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-adding.h"

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

/* Those that were added. */
typedef struct
{
  PortailCache *cache;
  char *enterprise_id;
  GPtrArray *documents;
  GtkWidget *within; /* weak */
} Step;

/* The data of its task. */
typedef struct
{
  Step *step; /* NULL once it is the stack's */
  PortailUndoStack *undo_stack;
  guint era; /* of the stack when it began */
  GHashTable *faults;
  guint n_working;
} Adding;

/* One document on its way. */
typedef struct
{
  GTask *adding; /* NULL: it is undone or done again */
  GtkWidget *within;
  char *id;
  char *filename;
} Turn;

static void
free_step (gpointer pointer)
{
  Step *step = pointer;

  g_object_unref (step->cache);
  g_free (step->enterprise_id);
  g_ptr_array_unref (step->documents);
  g_clear_weak_pointer (&step->within);
  g_free (step);
}

static void
free_adding (gpointer pointer)
{
  Adding *adding = pointer;

  g_clear_pointer (&adding->step, free_step);
  g_object_unref (adding->undo_stack);
  g_hash_table_unref (adding->faults);
  g_free (adding);
}

static void
free_turn (Turn *turn)
{
  g_clear_object (&turn->adding);
  g_clear_weak_pointer (&turn->within);
  g_free (turn->id);
  g_free (turn->filename);
  g_free (turn);
}

/* What the person gave; a field without value is left to the server. */
static PortailFieldSet
get_fields (const PortailDocument *document)
{
  PortailFieldSet writable = portail_record_type_get_all_fields (&portail_document_type)
                             & ~portail_record_type_get_flagged_fields (&portail_document_type,
                                                                        PORTAIL_FIELD_COMPUTED);
  PortailFieldSet given = 0;

  for (guint i = PORTAIL_N_COMMON_FIELDS;
       i < portail_record_type_get_n_fields (&portail_document_type); i++)
    if (portail_field_set_has (writable, i)
        && !portail_field_is_null (portail_record_type_get_field (&portail_document_type, i),
                                   document))
      given |= (PortailFieldSet) 1 << i;
  return given;
}

static void
apply_all (Step *step, PortailChangeKind kind, GTask *adding, GAsyncReadyCallback callback)
{
  for (guint i = 0; i < step->documents->len; i++)
    {
      const PortailDocument *document = g_ptr_array_index (step->documents, i);
      PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, step->enterprise_id);
      PortailChange *change = portail_change_new (kind, &portail_document_type, document->base.id);
      Turn *turn = g_new0 (Turn, 1);

      if (kind == PORTAIL_CHANGE_CREATE)
        portail_change_set_fields (change, document, get_fields (document));
      portail_sync_op_take_change (op, change);
      g_set_object (&turn->adding, adding);
      g_set_weak_pointer (&turn->within, step->within);
      turn->id = g_strdup (document->base.id);
      turn->filename = g_strdup (document->filename);
      portail_cache_apply_async (step->cache, op, NULL, callback, turn);
    }
}

/* Whatever cannot be undone, or done again, leaves the others as they were asked to be. */
static void
on_turned (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error)
      && turn->within != NULL)
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", turn->filename, error->message);

      portail_toast_show (turn->within, message);
    }
  free_turn (turn);
}

static void
undo (gpointer step)
{
  apply_all (step, PORTAIL_CHANGE_DELETE, NULL, on_turned);
}

/* What is in the trash by now comes back from there. */
static void
redo (gpointer step)
{
  apply_all (step, PORTAIL_CHANGE_CREATE, NULL, on_turned);
}

/* The page may show another account or company by now, whose steps are its own. */
static void
finish (Adding *adding)
{
  static const PortailUndoKind kind = { undo, redo, free_step };
  GPtrArray *documents = adding->step->documents;
  GtkWidget *within = adding->step->within;
  g_autofree char *done = NULL;

  for (guint i = documents->len; i > 0; i--)
    {
      const PortailDocument *document = g_ptr_array_index (documents, i - 1);

      if (g_hash_table_contains (adding->faults, document->base.id))
        g_ptr_array_remove_index (documents, i - 1);
    }
  if (documents->len == 0 || portail_undo_stack_get_era (adding->undo_stack) != adding->era)
    return;
  done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u document added", "%u documents added", documents->len),
      documents->len);
  portail_undo_stack_push (adding->undo_stack, _ ("Add documents"), &kind,
                           g_steal_pointer (&adding->step));
  if (within != NULL)
    portail_toast_show_undo (within, done);
}

static void
on_added (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&turn->adding);
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error))
    g_hash_table_insert (adding->faults, g_steal_pointer (&turn->id), g_strdup (error->message));
  free_turn (turn);
  if (--adding->n_working > 0)
    return;
  finish (adding);
  g_task_return_pointer (task, g_hash_table_ref (adding->faults),
                         (GDestroyNotify) g_hash_table_unref);
}

void
portail_document_adding_run_async (const PortailDeedPlace *place,
                                   const char *enterprise_id,
                                   GPtrArray *documents,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Adding *adding = g_new0 (Adding, 1);
  Step *step = g_new0 (Step, 1);

  g_return_if_fail (documents->len > 0);
  step->cache = g_object_ref (place->cache);
  step->enterprise_id = g_strdup (enterprise_id);
  step->documents = documents;
  g_set_weak_pointer (&step->within, place->within);
  adding->step = step;
  adding->undo_stack = g_object_ref (place->undo_stack);
  adding->era = portail_undo_stack_get_era (place->undo_stack);
  adding->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  adding->n_working = documents->len;
  g_task_set_source_tag (task, portail_document_adding_run_async);
  g_task_set_task_data (task, adding, free_adding);
  apply_all (step, PORTAIL_CHANGE_CREATE, task, on_added);
}

GHashTable *
portail_document_adding_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
