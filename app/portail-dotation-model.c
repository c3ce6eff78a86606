/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-model.h"

#include "app/portail-dotation-model-private.h"
#include "app/portail-week-lock.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

G_DEFINE_FINAL_TYPE (PortailDotationModel, portail_dotation_model, G_TYPE_OBJECT)

enum
{
  RECORDS_REPLACED,
  RECORDS_EDITED,
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_again (PortailDotationModel *model);

static void
forget_places (PortailDotationModel *model, PortailSheetTable table)
{
  g_clear_pointer (&model->places[table], g_hash_table_unref);
}

static PortailLiveSheet *
get_live (PortailDotationModel *model)
{
  return model->snapshot != NULL ? model->snapshot->live : NULL;
}

static void
portail_dotation_model_dispose (GObject *object)
{
  PortailDotationModel *model = PORTAIL_DOTATION_MODEL (object);

  g_cancellable_cancel (model->cancellable);
  g_clear_handle_id (&model->reread_source, g_source_remove);
  g_clear_object (&model->queue);
  g_clear_object (&model->cache);
  g_clear_object (&model->undo_stack);
  G_OBJECT_CLASS (portail_dotation_model_parent_class)->dispose (object);
}

static void
portail_dotation_model_finalize (GObject *object)
{
  PortailDotationModel *model = PORTAIL_DOTATION_MODEL (object);

  for (int table = 0; table < PORTAIL_N_SHEET_TABLES; table++)
    forget_places (model, (PortailSheetTable) table);
  g_clear_object (&model->cancellable);
  g_clear_pointer (&model->step, portail_sheet_step_free);
  g_clear_pointer (&model->employees, g_hash_table_unref);
  g_clear_pointer (&model->snapshot, portail_sheet_snapshot_free);
  g_hash_table_unref (model->drafts);
  g_free (model->id);
  g_free (model->fault);
  G_OBJECT_CLASS (portail_dotation_model_parent_class)->finalize (object);
}

static void
portail_dotation_model_class_init (PortailDotationModelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = portail_dotation_model_dispose;
  object_class->finalize = portail_dotation_model_finalize;
  signals[RECORDS_REPLACED] = g_signal_new ("records-replaced", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_UINT,
                                            G_TYPE_UINT, G_TYPE_UINT);
  signals[RECORDS_EDITED] = g_signal_new ("records-edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                          G_TYPE_UINT);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_dotation_model_init (PortailDotationModel *model)
{
  model->cancellable = g_cancellable_new ();
  model->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
portail_dotation_model_tell_changed (PortailDotationModel *model)
{
  g_signal_emit (model, signals[CHANGED], 0);
}

void
portail_dotation_model_tell (PortailDotationModel *model, const PortailSheetDifference *difference)
{
  if (difference->is_edit && difference->n_added > 0)
    g_signal_emit (model, signals[RECORDS_EDITED], 0, (guint) difference->table,
                   difference->position, difference->n_added);
  if (difference->is_edit)
    return;
  forget_places (model, difference->table);
  g_signal_emit (model, signals[RECORDS_REPLACED], 0, (guint) difference->table,
                 difference->position, difference->n_removed, difference->n_added);
}

/* Reading */

/* What only this page has goes into the new reading too. */
static void
carry_drafts (PortailDotationModel *model, PortailLiveSheet *to)
{
  const PortailLiveSheet *from = get_live (model);

  for (int t = 0; from != NULL && t < PORTAIL_N_SHEET_TABLES; t++)
    for (guint i = 0; i < portail_sheet_table_get_n (from, (PortailSheetTable) t); i++)
      {
        const PortailRecord *record = portail_sheet_table_get (from, (PortailSheetTable) t, i);
        guint n = portail_sheet_table_get_n (to, (PortailSheetTable) t);

        if (g_hash_table_contains (model->drafts, record->id)
            && !portail_sheet_table_insert (to, MIN (i, n), portail_record_copy (record), NULL))
          g_hash_table_remove (model->drafts, record->id);
      }
}

static void
list_employees (PortailDotationModel *model)
{
  const GPtrArray *employees = model->snapshot->employees;

  g_hash_table_remove_all (model->employees);
  for (guint i = 0; i < employees->len; i++)
    {
      const PortailEmployee *employee = employees->pdata[i];

      if (employee->name != NULL)
        g_hash_table_insert (model->employees, portail_text_fold (employee->name),
                             (gpointer) employee);
    }
}

/* What another person did to the status or the week ends what can be taken back here. */
static void
follow_status (PortailDotationModel *model, const PortailSheetSnapshot *before)
{
  PortailDotationStatus status = model->snapshot->live->sheet->dotation->status;
  gboolean is_theirs = before != NULL && status != before->live->sheet->dotation->status
                       && status != model->own_status;

  if (is_theirs || portail_dotation_model_get_week_lock (model) != NULL)
    portail_undo_stack_clear (model->undo_stack);
  model->own_status = 0;
}

/* Takes @snapshot. */
static void
adopt (PortailDotationModel *model, PortailSheetSnapshot *snapshot)
{
  g_autoptr (PortailSheetSnapshot) before = model->snapshot;
  g_autoptr (PortailLiveSheet) empty = NULL;
  g_autoptr (GArray) differences = NULL;

  carry_drafts (model, snapshot->live);
  if (before == NULL)
    empty = portail_live_sheet_new (
        portail_dotation_sheet_new (portail_record_new (&portail_dotation_type)));
  differences = portail_sheet_table_compare (before != NULL ? before->live : empty, snapshot->live);
  model->snapshot = snapshot;
  model->state = PORTAIL_DOTATION_MODEL_READY;
  for (int table = 0; table < PORTAIL_N_SHEET_TABLES; table++)
    forget_places (model, (PortailSheetTable) table);
  list_employees (model);
  follow_status (model, before);
  for (guint i = 0; i < differences->len; i++)
    portail_dotation_model_tell (model, &g_array_index (differences, PortailSheetDifference, i));
  portail_dotation_model_tell_changed (model);
}

static void
become_unreadable (PortailDotationModel *model, const GError *error)
{
  if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    model->state = PORTAIL_DOTATION_MODEL_GONE;
  else
    {
      model->state = PORTAIL_DOTATION_MODEL_FAILED;
      g_free (model->fault);
      model->fault = g_strdup (error->message);
    }
  portail_dotation_model_tell_changed (model);
}

typedef struct
{
  PortailDotationModel *model;
  guint n_edits; /* when it began */
} Reading;

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (PortailDotationModel) model = reading->model;
  g_autoptr (GError) error = NULL;
  PortailSheetSnapshot *snapshot = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                               &error);

  model->is_read = FALSE;
  if (g_cancellable_is_cancelled (model->cancellable))
    g_clear_pointer (&snapshot, portail_sheet_snapshot_free);
  else if (snapshot == NULL)
    become_unreadable (model, error);
  else if (model->step != NULL || reading->n_edits != model->n_edits
           || portail_op_queue_is_busy (model->queue))
    {
      portail_sheet_snapshot_free (snapshot);
      portail_dotation_model_read_soon (model);
    }
  else
    adopt (model, snapshot);
}

static void
read_again (PortailDotationModel *model)
{
  Reading *reading;

  g_clear_handle_id (&model->reread_source, g_source_remove);
  if (model->cache == NULL)
    return;
  if (model->is_read || model->step != NULL || portail_op_queue_is_busy (model->queue))
    {
      /* The end of what is under way reads. */
      model->n_edits++;
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->model = g_object_ref (model);
  reading->n_edits = model->n_edits;
  model->is_read = TRUE;
  portail_cache_query_async (model->cache, portail_sheet_snapshot_query_new (g_strdup (model->id)),
                             model->cancellable, on_read, reading);
}

static gboolean
on_reread (gpointer user_data)
{
  PortailDotationModel *model = PORTAIL_DOTATION_MODEL (user_data);

  model->reread_source = 0;
  read_again (model);
  return G_SOURCE_REMOVE;
}

/* Several signals of one commit are one reading. */
void
portail_dotation_model_read_soon (PortailDotationModel *model)
{
  if (model->reread_source == 0)
    model->reread_source = g_idle_add_full (G_PRIORITY_LOW, on_reread, model, NULL);
}

static void
on_cache_changed (PortailDotationModel *model,
                  const char *type,
                  const char *id,
                  const char *enterprise_id)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (model);

  if (dotation != NULL && enterprise_id != NULL
      && g_strcmp0 (enterprise_id, dotation->base.enterprise_id) != 0)
    return;
  if (g_strcmp0 (type, "dotation") == 0 && id != NULL && !g_str_equal (id, model->id))
    return;
  portail_dotation_model_read_soon (model);
}

static void
on_queue_failed (PortailDotationModel *model, const char *message)
{
  g_signal_emit (model, signals[FAILED], 0, message);
}

PortailDotationModel *
portail_dotation_model_new (PortailCache *cache,
                            const char *dotation_id,
                            PortailUndoStack *undo_stack)
{
  PortailDotationModel *model = g_object_new (PORTAIL_TYPE_DOTATION_MODEL, NULL);

  model->cache = g_object_ref (cache);
  model->id = g_strdup (dotation_id);
  model->undo_stack = g_object_ref (undo_stack);
  model->queue = portail_op_queue_new (cache);
  model->employees = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), model,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cache, "outbox-changed", G_CALLBACK (portail_dotation_model_read_soon),
                           model, G_CONNECT_SWAPPED);
  g_signal_connect_object (model->queue, "settled", G_CALLBACK (portail_dotation_model_read_soon),
                           model, G_CONNECT_SWAPPED);
  g_signal_connect_object (model->queue, "failed", G_CALLBACK (on_queue_failed), model,
                           G_CONNECT_SWAPPED);
  read_again (model);
  return model;
}

/* What is known */

PortailCache *
portail_dotation_model_get_cache (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->cache;
}

const char *
portail_dotation_model_get_id (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->id;
}

PortailUndoStack *
portail_dotation_model_get_undo_stack (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->undo_stack;
}

PortailDotationModelState
portail_dotation_model_get_state (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), PORTAIL_DOTATION_MODEL_GONE);
  return model->state;
}

const char *
portail_dotation_model_get_fault (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->state == PORTAIL_DOTATION_MODEL_FAILED ? model->fault : NULL;
}

const PortailLiveSheet *
portail_dotation_model_get_live (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return get_live (model);
}

const PortailDotation *
portail_dotation_model_get_dotation (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->snapshot != NULL ? model->snapshot->live->sheet->dotation : NULL;
}

const char *
portail_dotation_model_get_enterprise_name (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), "");
  return model->snapshot != NULL ? model->snapshot->enterprise_name : "";
}

gboolean
portail_dotation_model_is_provisional (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  return portail_op_queue_is_busy (model->queue)
         || (model->snapshot != NULL && model->snapshot->n_unsent > 0);
}

guint
portail_dotation_model_get_n_drafts (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), 0);
  return g_hash_table_size (model->drafts);
}

gboolean
portail_dotation_model_is_draft (PortailDotationModel *model, const char *id)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  return g_hash_table_contains (model->drafts, id);
}

gboolean
portail_dotation_model_has_conflict (PortailDotationModel *model, const char *id, const char *field)
{
  g_autofree char *member = NULL;
  const char *fields;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  fields = model->snapshot != NULL ? g_hash_table_lookup (model->snapshot->conflicts, id) : NULL;
  if (fields == NULL)
    return FALSE;
  member = g_strdup_printf ("\"%s\":", field);
  return strstr (fields, member) != NULL;
}

void
portail_dotation_model_set_role (PortailDotationModel *model, PortailRole role)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_MODEL (model));
  if (role == model->role)
    return;
  model->role = role;
  portail_dotation_model_tell_changed (model);
}

PortailRole
portail_dotation_model_get_role (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), PORTAIL_ROLE_NONE);
  return model->role;
}

const char *
portail_dotation_model_get_week_lock (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return model->snapshot != NULL && portail_week_lock_binds (model->role)
             ? model->snapshot->week_lock
             : NULL;
}

const char *
portail_dotation_model_get_lock_reason (PortailDotationModel *model)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (model);

  if (dotation == NULL || model->state != PORTAIL_DOTATION_MODEL_READY)
    return _ ("The sheet is not there yet.");
  if (!(portail_permission_get (PORTAIL_MODULE_DOTATIONS, model->role) & PORTAIL_RIGHT_WRITE))
    return _ ("Your role may read this sheet, not change it.");
  if (portail_dotation_model_get_week_lock (model) != NULL)
    return portail_dotation_model_get_week_lock (model);
  switch (dotation->status)
    {
    case PORTAIL_DOTATION_BROUILLON:
    case PORTAIL_DOTATION_REFUSE:
      return NULL;
    case PORTAIL_DOTATION_EN_ATTENTE:
      return _ ("The sheet has been submitted: withdraw it to change it.");
    default:
      return _ ("The sheet is closed: staff can reopen it.");
    }
}

gboolean
portail_dotation_model_is_editable (PortailDotationModel *model)
{
  return portail_dotation_model_get_lock_reason (model) == NULL;
}

const PortailEmployee *
portail_dotation_model_find_employee (PortailDotationModel *model, const char *name)
{
  g_autofree char *key = portail_text_fold (name);

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  return g_hash_table_lookup (model->employees, key);
}

guint
portail_dotation_model_get_n (PortailDotationModel *model, PortailSheetTable table)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), 0);
  return model->snapshot != NULL ? portail_sheet_table_get_n (get_live (model), table) : 0;
}

const PortailRecord *
portail_dotation_model_get (PortailDotationModel *model, PortailSheetTable table, guint index)
{
  g_return_val_if_fail (index < portail_dotation_model_get_n (model, table), NULL);
  return portail_sheet_table_get (get_live (model), table, index);
}

gboolean
portail_dotation_model_find (PortailDotationModel *model,
                             PortailSheetTable table,
                             const char *id,
                             guint *index)
{
  guint n = portail_dotation_model_get_n (model, table);
  guint place;

  if (model->places[table] == NULL)
    {
      model->places[table] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < n; i++)
        g_hash_table_insert (model->places[table],
                             g_strdup (portail_dotation_model_get (model, table, i)->id),
                             GUINT_TO_POINTER (i + 1));
    }
  place = GPOINTER_TO_UINT (g_hash_table_lookup (model->places[table], id));
  if (place == 0)
    return FALSE;
  *index = place - 1;
  return TRUE;
}

gboolean
portail_dotation_model_is_busy (PortailDotationModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  return model->is_read || model->reread_source != 0 || portail_op_queue_is_busy (model->queue);
}
