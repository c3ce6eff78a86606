/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does on a page of records: each deed is one op and one step. */
#include "app/portail-command-manner.h"
#include "app/portail-record-page-private.h"
#include "app/portail-record-picking.h"
#include "app/portail-toast.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

/* A deed on its way. */
typedef struct
{
  PortailRecordPage *page;
  char *done;           /* for a toast; or NULL */
  PortailRecord *saved; /* what the panel has saved by it; or NULL */
} Doing;

static void
free_doing (Doing *doing)
{
  g_object_unref (doing->page);
  g_free (doing->done);
  g_clear_pointer (&doing->saved, portail_record_free);
  g_free (doing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Doing, free_doing)

/* What is unique in the record: the first text that its natural key changes with. NULL for none. */
static const PortailField *
find_key_field (const PortailRecord *record, const char *key)
{
  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (record->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (record->type, i);
      g_autoptr (PortailRecord) other = portail_record_copy (record);
      g_autofree char *other_key = NULL;

      if (!portail_field_is_string (field))
        continue;
      portail_field_set_string (field, other, portail_field_is_null (field, record) ? "?" : "");
      other_key = record->type->make_natural_key (other);
      if (g_strcmp0 (key, other_key) != 0)
        return field;
    }
  return NULL;
}

void
portail_record_page_check (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);
  g_autofree char *key = page->taken_key != NULL ? page->type->make_natural_key (record) : NULL;
  const PortailField *field = NULL;

  if (page->hooks.check != NULL)
    page->hooks.check (record, problems, page->user_data);
  portail_record_page_check_lock (page, record, problems);
  if (key != NULL && g_str_equal (key, page->taken_key))
    field = find_key_field (record, key);
  if (field != NULL)
    portail_problems_add (problems, field->name, "duplicate_key",
                          _ ("There is already one of that name or week."));
}

/* Where the form can say it, it does. */
static void
tell_failure (PortailRecordPage *page, const PortailRecord *saved, const GError *error)
{
  if (saved != NULL && saved->type->make_natural_key != NULL
      && g_strcmp0 (page->open_id, saved->id) == 0
      && g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY))
    {
      g_free (page->taken_key);
      page->taken_key = saved->type->make_natural_key (saved);
      if (!portail_record_form_validate (page->form))
        return;
    }
  portail_toast_show (GTK_WIDGET (page), error->message);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Doing) doing = user_data;
  PortailRecordPage *page = doing->page;
  g_autoptr (GError) error = NULL;
  PortailDeedResult done = portail_deed_do_finish (result, &error);

  if (doing->saved != NULL)
    page->is_saving = FALSE;
  if (done == PORTAIL_DEED_FAILED && doing->saved != NULL && page->form != NULL)
    portail_record_form_note_unsent (page->form, doing->saved);
  if (done == PORTAIL_DEED_FAILED)
    tell_failure (page, doing->saved, error);
  else if (doing->saved != NULL)
    portail_record_page_note_saved (page, doing->saved);
  if (done == PORTAIL_DEED_UNDOABLE && doing->done != NULL)
    portail_toast_show_undo (GTK_WIDGET (page), doing->done);
  else if (done == PORTAIL_DEED_DONE && doing->done != NULL)
    portail_toast_show (GTK_WIDGET (page), doing->done);
  portail_record_page_update_actions (page);
}

static void
do_op (PortailRecordPage *page, PortailSyncOp *op, const char *title, Doing *doing)
{
  PortailDeedPlace place = { page->cache, page->undo_stack, GTK_WIDGET (page) };

  portail_deed_do_async (&place, op, title, on_done, doing);
}

static Doing *
doing_new (PortailRecordPage *page, const char *done, gconstpointer saved)
{
  Doing *doing = g_new (Doing, 1);

  *doing = (Doing){ g_object_ref (page), g_strdup (done),
                    saved != NULL ? portail_record_copy (saved) : NULL };
  return doing;
}

void
portail_record_page_do (PortailRecordPage *page,
                        PortailSyncOp *op,
                        const char *title,
                        const char *done)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  if (page->cache != NULL)
    do_op (page, op, title, doing_new (page, done, NULL));
  else
    portail_sync_op_free (op);
}

/* Save */

static PortailFieldSet
get_creatable_fields (PortailRecordPage *page, const PortailRecord *record)
{
  PortailRole role = portail_record_page_get_role (page, record->enterprise_id);
  PortailFieldSet writable = portail_permission_get_writable (page->type, role);
  PortailFieldSet set = 0;

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (page->type); i++)
    if (portail_field_set_has (writable, i)
        && !portail_field_is_null (portail_record_type_get_field (page->type, i), record))
      set |= (PortailFieldSet) 1 << i;
  return set;
}

static PortailChange *
make_save (PortailRecordPage *page, const PortailRecord *record)
{
  PortailChange *change;

  if (page->fresh != NULL)
    {
      change = portail_change_new (PORTAIL_CHANGE_CREATE, page->type, page->open_id);
      portail_change_set_fields (change, record, get_creatable_fields (page, record));
      return change;
    }
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, page->type, page->open_id);
  portail_change_set_fields (change, record,
                             portail_record_form_get_changed (page->form)
                                 & ~(((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1));
  return change;
}

gboolean
portail_record_page_save (PortailRecordPage *page)
{
  g_autoptr (PortailRecord) record = NULL;
  gboolean is_new = page->fresh != NULL;
  PortailSyncOp *op;

  g_return_val_if_fail (PORTAIL_IS_RECORD_PAGE (page), FALSE);
  if (page->open_id == NULL || page->is_saving
      || (!is_new && !portail_record_form_is_changed (page->form)))
    return TRUE;
  if (page->cache == NULL || !portail_record_form_validate (page->form))
    return FALSE;
  record = portail_record_form_dup_record (page->form);
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, record->enterprise_id);
  portail_sync_op_take_change (op, make_save (page, record));
  if (page->hooks.extend_save != NULL)
    page->hooks.extend_save (page, op, page->user_data);
  if (op->changes->len > 1)
    op->shape = PORTAIL_SYNC_OP_BATCH;
  page->is_saving = TRUE;
  portail_record_form_note_sent (page->form, record);
  do_op (page, op, is_new ? _ ("Create") : _ ("Change"),
         doing_new (page, is_new ? _ ("Created.") : _ ("Saved."), record));
  portail_record_page_update_actions (page);
  return TRUE;
}

/* Several rows at once */

GPtrArray *
portail_record_page_list_selected_ids (PortailRecordPage *page)
{
  GListModel *model = G_LIST_MODEL (portail_record_table_get_model (page->table));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
      portail_record_table_get_selection (page->table));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_there = gtk_bitset_iter_init_first (&iter, selected, &position); is_there;
       is_there = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PortailRecordItem) item = g_list_model_get_item (model, position);
      char id[PORTAIL_ID_TEXT_SIZE];

      if (item != NULL)
        g_ptr_array_add (
            ids, g_strdup (portail_record_key_format (portail_record_item_get_key (item), id)));
    }
  return ids;
}

/* What is to be done with each of the rows, once their records have come. */
typedef PortailChange *(*MakeChange) (const PortailRecord *record, gconstpointer input);

typedef struct
{
  PortailRecordPage *page;
  MakeChange make;
  gpointer input; /* of the maker */
  GDestroyNotify free_input;
  const char *title;
} Bulk;

static void
free_bulk (Bulk *bulk)
{
  g_object_unref (bulk->page);
  if (bulk->free_input != NULL)
    bulk->free_input (bulk->input);
  g_free (bulk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bulk, free_bulk)

/* A batch is of one company. */
static gboolean
are_together (const GPtrArray *records)
{
  for (guint i = 1; i < records->len; i++)
    if (g_strcmp0 (((const PortailRecord *) records->pdata[0])->enterprise_id,
                   ((const PortailRecord *) records->pdata[i])->enterprise_id)
        != 0)
      return FALSE;
  return TRUE;
}

static void
do_bulk (Bulk *bulk, const GPtrArray *records)
{
  PortailSyncOp *op = portail_sync_op_new (
      records->len > 1 ? PORTAIL_SYNC_OP_BATCH : PORTAIL_SYNC_OP_SINGLE,
      ((const PortailRecord *) records->pdata[0])->enterprise_id);
  g_autofree char *done = NULL;
  g_autofree char *lock = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *own = portail_record_page_dup_week_lock (bulk->page, records->pdata[i]);
      PortailChange *change = own == NULL ? bulk->make (records->pdata[i], bulk->input) : NULL;

      if (change != NULL)
        portail_sync_op_take_change (op, change);
      else if (lock == NULL)
        lock = g_steal_pointer (&own);
    }
  if (op->changes->len == 0)
    {
      portail_sync_op_free (op);
      portail_toast_show (GTK_WIDGET (bulk->page),
                          lock != NULL ? lock : _ ("None of the rows lets this be done."));
      return;
    }
  /* Translators: a deed and of how many rows: “Delete: 3 rows”. */
  done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u row", "%1$s: %2$u rows", op->changes->len),
      bulk->title, op->changes->len);
  do_op (bulk->page, op, bulk->title, doing_new (bulk->page, done, NULL));
}

static void
on_picked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Bulk) bulk = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);

  /* Meanwhile another account is open. */
  if (PORTAIL_CACHE (object) != bulk->page->cache)
    return;
  if (records == NULL)
    portail_toast_show (GTK_WIDGET (bulk->page), error->message);
  else if (!are_together (records))
    portail_toast_show (GTK_WIDGET (bulk->page),
                        _ ("Choose rows of one company: one step changes one company."));
  else if (records->len > 0)
    do_bulk (bulk, records);
}

/* Takes @ids and, where it has a @free_input, the input of @bulk. */
static void
begin_bulk (PortailRecordPage *page, GPtrArray *ids, const Bulk *bulk)
{
  Bulk *copy;

  if (ids->len == 0 || ids->len > PORTAIL_BATCH_MAX_CHANGES || page->cache == NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("One step changes between 1 and %d rows."),
                                               PORTAIL_BATCH_MAX_CHANGES);

      portail_toast_show (GTK_WIDGET (page), text);
      g_ptr_array_unref (ids);
      if (bulk->free_input != NULL)
        bulk->free_input (bulk->input);
      return;
    }
  copy = g_memdup2 (bulk, sizeof *bulk);
  copy->page = g_object_ref (page);
  portail_cache_query_async (page->cache,
                             portail_record_picking_new (page->type, ids,
                                                         page->is_in_trash
                                                             ? PORTAIL_RECORD_PICKING_TRASH
                                                             : PORTAIL_RECORD_PICKING_LIVE),
                             NULL, on_picked, copy);
}

/* Delete and restore */

static PortailChange *
make_delete (const PortailRecord *record, gconstpointer page)
{
  PortailRights rights = portail_record_page_get_rights ((PortailRecordPage *) page,
                                                         record->enterprise_id);

  return portail_change_rights_suffice (PORTAIL_CHANGE_DELETE, NULL, record, rights)
             ? portail_change_new (PORTAIL_CHANGE_DELETE, record->type, record->id)
             : NULL;
}

static PortailChange *
make_restore (const PortailRecord *record, gconstpointer page)
{
  return portail_change_new_command (record->type, record->id, "restore", NULL);
}

static void
delete_ids (PortailRecordPage *page, GPtrArray *ids)
{
  begin_bulk (page, ids, &(Bulk){ .make = make_delete, .input = page, .title = _ ("Delete") });
}

/* What is selected; with nothing selected, what is open. */
static void
activate_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);
  GPtrArray *ids = portail_record_page_list_selected_ids (page);

  if (ids->len == 0 && page->record != NULL)
    g_ptr_array_add (ids, g_strdup (page->open_id));
  delete_ids (page, ids);
}

static void
activate_delete_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (page->open_id));
  delete_ids (page, ids);
}

static void
activate_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  begin_bulk (page, portail_record_page_list_selected_ids (page),
              &(Bulk){ .make = make_restore, .input = page, .title = _ ("Restore") });
}

/* Commands */

typedef struct
{
  const PortailTransition *transition;
  PortailArguments *arguments;
} Command;

static void
free_command (gpointer pointer)
{
  Command *command = pointer;

  portail_record_free (command->arguments);
  g_free (command);
}

static PortailChange *
make_command (const PortailRecord *record, gconstpointer input)
{
  const Command *command = input;

  return portail_command_manner_make_change (command->transition, record->id, command->arguments);
}

static void
run_command (PortailRecordPage *page, GPtrArray *ids, const char *name, gconstpointer arguments)
{
  Command *command = g_new (Command, 1);

  *command = (Command){ portail_transition_find (page->type->name, name),
                        portail_record_copy (arguments) };
  begin_bulk (page, ids,
              &(Bulk){ .make = make_command,
                       .input = command,
                       .free_input = free_command,
                       .title = _ (command->transition->title) });
}

void
portail_record_page_on_command (PortailRecordPage *page,
                                const char *command,
                                gconstpointer arguments)
{
  GPtrArray *ids;

  /* The record may have gone while the command was asked about. It is about the record as it was
   * typed. */
  if (page->record == NULL
      || (portail_record_form_is_changed (page->form) && !portail_record_page_save (page)))
    return;
  ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (ids, g_strdup (page->open_id));
  run_command (page, ids, command, arguments);
}

void
portail_record_page_on_selection_command (PortailRecordPage *page,
                                          const char *command,
                                          gconstpointer arguments)
{
  run_command (page, portail_record_page_list_selected_ids (page), command, arguments);
}

/* Bulk edit */

static PortailChange *
make_update (const PortailRecord *record, gconstpointer input)
{
  const PortailChange *wanted = input;
  PortailFieldSet differing = portail_record_get_differing_fields (record, wanted->record)
                              & wanted->fields;
  PortailChange *change;

  if (differing == 0 || !portail_transition_is_editable (record))
    return NULL;
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, record->type, record->id);
  portail_change_set_fields (change, wanted->record, differing);
  return change;
}

static void
free_change (gpointer change)
{
  portail_change_free (change);
}

void
portail_record_page_edit_ids (PortailRecordPage *page, GPtrArray *ids, PortailChange *wanted)
{
  begin_bulk (
      page, ids,
      &(Bulk){
          .make = make_update, .input = wanted, .free_input = free_change, .title = _ ("Change") });
}

/* Duplicate */

static void
activate_duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);
  g_autoptr (PortailRecord) record = page->form != NULL
                                         ? portail_record_form_dup_record (page->form)
                                         : NULL;
  const PortailField *state = portail_transition_get_state_field (page->type);
  PortailFieldSet fields;

  if (record == NULL || page->fresh != NULL)
    return;
  fields = get_creatable_fields (page, record);
  if (state != NULL)
    fields &= ~portail_record_type_field_bit (page->type, state->name);
  portail_record_page_begin_new (page, record, fields);
}

static void
activate_discard (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_page_discard (PORTAIL_RECORD_PAGE (user_data));
}

static void
activate_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_page_close (PORTAIL_RECORD_PAGE (user_data));
}

static void
activate_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_page_save (PORTAIL_RECORD_PAGE (user_data));
}

const GActionEntry portail_record_page_deeds[] = {
  { .name = "save", .activate = activate_save },
  { .name = "discard", .activate = activate_discard },
  { .name = "close", .activate = activate_close },
  { .name = "delete", .activate = activate_delete },
  { .name = "delete-open", .activate = activate_delete_open },
  { .name = "restore", .activate = activate_restore },
  { .name = "duplicate", .activate = activate_duplicate },
  { NULL },
};
