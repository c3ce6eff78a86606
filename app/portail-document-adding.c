/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-adding.h"

#include "app/portail-op-queue.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef struct
{
  PortailOpQueue *queue;
  char *enterprise_id;
  GPtrArray *documents;
  GtkWidget *within; /* weak */
} Step;

static void
free_step (gpointer pointer)
{
  Step *step = pointer;

  g_object_unref (step->queue);
  g_free (step->enterprise_id);
  g_ptr_array_unref (step->documents);
  g_clear_weak_pointer (&step->within);
  g_free (step);
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
push_all (Step *step, PortailChangeKind kind)
{
  for (guint i = 0; i < step->documents->len; i++)
    {
      const PortailDocument *document = g_ptr_array_index (step->documents, i);
      PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, step->enterprise_id);
      PortailChange *change = portail_change_new (kind, &portail_document_type, document->base.id);

      if (kind == PORTAIL_CHANGE_CREATE)
        portail_change_set_fields (change, document, get_fields (document));
      portail_sync_op_take_change (op, change);
      portail_op_queue_push (step->queue, op);
    }
}

static void
undo (gpointer step)
{
  push_all (step, PORTAIL_CHANGE_DELETE);
}

/* What is in the trash by now comes back from there. */
static void
redo (gpointer step)
{
  push_all (step, PORTAIL_CHANGE_CREATE);
}

static void
on_failed (GtkWidget *within, const char *message)
{
  portail_toast_show (within, message);
}

void
portail_document_adding_run (const PortailDeedPlace *place,
                             const char *enterprise_id,
                             GPtrArray *documents)
{
  static const PortailUndoKind kind = { undo, redo, free_step };
  Step *step = g_new0 (Step, 1);
  g_autofree char *done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u document added", "%u documents added", documents->len),
      documents->len);

  step->queue = portail_op_queue_new (place->cache);
  step->enterprise_id = g_strdup (enterprise_id);
  step->documents = documents;
  g_set_weak_pointer (&step->within, place->within);
  g_signal_connect_object (step->queue, "failed", G_CALLBACK (on_failed), place->within,
                           G_CONNECT_SWAPPED);
  push_all (step, PORTAIL_CHANGE_CREATE);
  portail_undo_stack_push (place->undo_stack, _ ("Add documents"), &kind, step);
  portail_toast_show_undo (place->within, done);
}
