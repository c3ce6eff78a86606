/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-edit-dialog.h"

#include <adwaita.h>

#include "app/portail-op-details.h"
#include "app/portail-op-words.h"
#include "app/portail-record-form.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

/* The dialog owns it; while the op is on its way, the call. */
typedef struct
{
  GtkWidget *within; /* weak */
  PortailDesk *desk;
  PortailCache *cache; /* the op's, whatever the desk shows by the time of the answer */
  PortailOutboxItem *item;
  AdwMessageDialog *dialog;
  PortailRecordForm *form;
  GArray *fields; /* of PortailFormField, a NULL name at the end */
  PortailFormSection sections[2];
} Edit;

/* What was typed when the cache would not take it. */
typedef struct
{
  GtkWidget *within;
  PortailDesk *desk;
  PortailCache *cache;
  PortailOutboxItem *item;
  char *draft;
} Attempt;

static void run (const Attempt *attempt, const char *fault);

static void
free_edit (gpointer pointer)
{
  Edit *edit = pointer;

  g_clear_weak_pointer (&edit->within);
  g_object_unref (edit->desk);
  g_object_unref (edit->cache);
  g_object_unref (edit->item);
  g_array_unref (edit->fields);
  g_free (edit);
}

static void
free_attempt (Attempt *attempt)
{
  g_object_unref (attempt->within);
  g_object_unref (attempt->desk);
  g_object_unref (attempt->cache);
  g_object_unref (attempt->item);
  g_free (attempt->draft);
  g_free (attempt);
}

static const PortailOutboxPart *
get_part (PortailOutboxItem *item)
{
  return portail_outbox_item_get_part (item, portail_outbox_item_get_index (item));
}

/* A value that the server has refused stays refused until it is another. */
static void
check (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  Edit *edit = user_data;
  const PortailChange *change = portail_outbox_item_get_change (edit->item);
  guint index = portail_outbox_item_get_index (edit->item);

  for (guint i = 0; i < portail_record_type_get_n_fields (change->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (change->type, i);
      const char *fault = portail_outbox_item_get_fault (edit->item, index, field->name);

      if (fault != NULL && portail_field_is_equal (field, record, change->record))
        portail_problems_add (problems, field->name, "refused", "%s", fault);
    }
}

/* Fields of the form as typed, those that it does not show as they were. */
static PortailFieldSet
get_written (Edit *edit, const PortailChange *change, gconstpointer values)
{
  PortailFieldSet shown = 0;
  PortailFieldSet written = portail_record_form_get_changed (edit->form);

  for (guint i = 0; i + 1 < edit->fields->len; i++)
    shown |= portail_record_type_field_bit (change->type,
                                            g_array_index (edit->fields, PortailFormField, i).name);
  if (change->kind == PORTAIL_CHANGE_CREATE)
    written |= change->fields & shown;
  return written | (change->fields & ~shown);
}

static PortailSyncOp *
make_op (Edit *edit)
{
  PortailSyncOp *op = portail_sync_op_repeat (portail_outbox_item_get_op (edit->item)->op);
  guint index = portail_outbox_item_get_index (edit->item);
  PortailChange *change = g_ptr_array_index (op->changes, index);
  g_autoptr (PortailRecord) values = portail_record_form_dup_record (edit->form);

  change->fields = get_written (edit, change, values);
  portail_record_copy_fields (change->record, values, change->fields);
  if (change->kind == PORTAIL_CHANGE_UPDATE && change->fields == 0)
    g_ptr_array_remove_index (op->changes, index);
  return op;
}

static void
on_resolved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_resolve_finish (PORTAIL_CACHE (object), result, &error))
    {
      if (attempt->draft != NULL && gtk_widget_get_root (attempt->within) != NULL)
        run (attempt, error->message);
      else
        portail_toast_show (attempt->within, error->message);
    }
  free_attempt (attempt);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Edit *edit)
{
  const char *op_id = portail_outbox_item_get_op (edit->item)->op->op_id;
  g_autoptr (PortailSyncOp) op = NULL;
  Attempt *attempt;

  if (!g_str_equal (response, "do") || edit->within == NULL)
    return;
  attempt = g_new (Attempt, 1);
  *attempt = (Attempt){ g_object_ref (edit->within), g_object_ref (edit->desk),
                        g_object_ref (edit->cache), g_object_ref (edit->item),
                        portail_record_form_dup_draft (edit->form) };
  op = make_op (edit);
  if (op->changes->len > 0)
    portail_cache_resend_async (edit->cache, op_id, g_steal_pointer (&op), on_resolved, attempt);
  else
    portail_cache_resolve_async (edit->cache, op_id, PORTAIL_RESOLVE_DISCARD, on_resolved, attempt);
}

static void
update (Edit *edit)
{
  adw_message_dialog_set_response_enabled (edit->dialog, "do",
                                           portail_record_form_is_valid (edit->form));
}

static void
on_submit (Edit *edit)
{
  if (portail_record_form_validate (edit->form))
    adw_message_dialog_response (edit->dialog, "do");
}

static void
on_cancel (Edit *edit)
{
  adw_message_dialog_response (edit->dialog, "cancel");
}

/* What a person may write into such a record, and where it is there already, still change. */
static PortailFieldSet
get_open_fields (Edit *edit, PortailFormRights *rights)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (edit->item);
  const PortailChange *change = portail_outbox_item_get_change (edit->item);
  PortailRole role = portail_desk_get_role (edit->desk, op->op->enterprise_id);
  PortailFieldSet open = portail_permission_get_writable (change->type, role);

  *rights = (PortailFormRights){ portail_permission_get_readable (change->type, role), open, NULL };
  open &= ~portail_record_type_get_flagged_fields (change->type, PORTAIL_FIELD_COMPUTED);
  open &= ~portail_record_type_get_flagged_fields (change->type, PORTAIL_FIELD_PARENT);
  if (change->kind == PORTAIL_CHANGE_UPDATE)
    open &= ~portail_record_type_get_flagged_fields (change->type, PORTAIL_FIELD_IMMUTABLE);
  return open;
}

static void
list_fields (Edit *edit, PortailFieldSet open)
{
  const PortailRecordType *type = portail_outbox_item_get_change (edit->item)->type;
  const PortailFormField end = { NULL, NULL };

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);
      const PortailFormField shown = { field->name, NULL };

      if (portail_field_set_has (open, i) && field->title != NULL
          && field->kind != PORTAIL_KIND_JSON)
        g_array_append_val (edit->fields, shown);
    }
  g_array_append_val (edit->fields, end);
  edit->sections[0].fields = (const PortailFormField *) (gpointer) edit->fields->data;
}

static void
fill_form (Edit *edit)
{
  const PortailOutboxPart *part = get_part (edit->item);
  const PortailChange *change = part->change;

  if (change->kind == PORTAIL_CHANGE_UPDATE && part->before != NULL)
    {
      portail_record_form_set_record (edit->form, part->before, PORTAIL_FORM_EDIT);
      portail_record_form_put (edit->form, change->record, change->fields);
    }
  else
    portail_record_form_set_record (edit->form, change->record,
                                    change->kind == PORTAIL_CHANGE_CREATE ? PORTAIL_FORM_CREATE
                                                                          : PORTAIL_FORM_EDIT);
}

static void
add_form (Edit *edit)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (edit->item);
  const PortailChange *change = portail_outbox_item_get_change (edit->item);
  PortailFormRights rights;

  list_fields (edit, get_open_fields (edit, &rights));
  edit->form = PORTAIL_RECORD_FORM (portail_record_form_new (change->type, edit->sections));
  portail_record_form_set_cache (edit->form, edit->cache);
  portail_record_form_set_company (edit->form, op->op->enterprise_id);
  portail_record_form_set_rights (edit->form, &rights);
  portail_record_form_set_check (edit->form, check, edit);
  fill_form (edit);
  adw_message_dialog_set_extra_child (edit->dialog,
                                      portail_op_details_new_scroller (GTK_WIDGET (edit->form)));
  g_signal_connect_swapped (edit->form, "changed", G_CALLBACK (update), edit);
  g_signal_connect_swapped (edit->form, "submit", G_CALLBACK (on_submit), edit);
  g_signal_connect_swapped (edit->form, "cancel", G_CALLBACK (on_cancel), edit);
}

/* What is wrong with it is shown at once: that is why one is here. */
static void
show_faults (Edit *edit)
{
  if (portail_outbox_item_get_op (edit->item)->state == PORTAIL_OP_PENDING)
    portail_record_form_focus (edit->form, NULL);
  else if (portail_record_form_validate (edit->form))
    portail_record_form_focus (edit->form, NULL);
  update (edit);
}

static void
run (const Attempt *attempt, const char *fault)
{
  GtkRoot *root = gtk_widget_get_root (attempt->within);
  g_autofree char *heading = portail_op_words_describe_part (
      attempt->item, portail_outbox_item_get_index (attempt->item));
  Edit *edit = g_new0 (Edit, 1);

  g_set_weak_pointer (&edit->within, attempt->within);
  edit->desk = g_object_ref (attempt->desk);
  edit->cache = g_object_ref (attempt->cache);
  edit->item = g_object_ref (attempt->item);
  edit->fields = g_array_new (FALSE, FALSE, sizeof (PortailFormField));
  edit->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, fault));
  adw_message_dialog_add_responses (edit->dialog, "cancel", _ ("_Cancel"), "do", _ ("_Send"), NULL);
  adw_message_dialog_set_response_appearance (edit->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (edit->dialog, "cancel");
  g_object_set_data_full (G_OBJECT (edit->dialog), "edit", edit, free_edit);
  add_form (edit);
  if (attempt->draft != NULL)
    portail_record_form_restore_draft (edit->form, attempt->draft);
  g_signal_connect (edit->dialog, "response", G_CALLBACK (on_response), edit);
  gtk_window_present (GTK_WINDOW (edit->dialog));
  show_faults (edit);
}

void
portail_op_edit_dialog_run (GtkWidget *within, PortailDesk *desk, PortailOutboxItem *item)
{
  const Attempt first = { within, desk, portail_desk_get_cache (desk), item, NULL };

  if (first.cache != NULL)
    run (&first, portail_outbox_item_get_reason (item));
}
