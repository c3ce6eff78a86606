/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-grid-model.h"

#include "app/portail-field-text.h"
#include "app/portail-sheet-cell.h"
#include "shared/portail-change.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

struct _PortailRecordGridModel
{
  GObject parent_instance;

  const PortailRecordGridSpec *spec;
  gpointer owner;
  GPtrArray *rows;    /* of PortailRecord */
  GHashTable *stored; /* id → PortailRecord: what the cache has */
  guint step_depth;
};

static void implement_grid_model (PortailGridModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRecordGridModel,
                               portail_record_grid_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_GRID_MODEL,
                                                      implement_grid_model))

static guint edited_signal;

/* What a person writes: every field of the type itself that is not the server's. */
static PortailFieldSet
get_own_fields (const PortailRecordType *type)
{
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  return portail_record_type_get_all_fields (type) & ~common
         & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED);
}

static PortailRecord *
get_row (PortailGridModel *model, guint row)
{
  return g_ptr_array_index (PORTAIL_RECORD_GRID_MODEL (model)->rows, row);
}

static const PortailField *
get_field (PortailGridModel *model, guint column)
{
  const PortailRecordGridSpec *spec = PORTAIL_RECORD_GRID_MODEL (model)->spec;

  return spec->fields[column] != NULL
             ? portail_sheet_cell_find_field (spec->type, spec->fields[column])
             : NULL;
}

/* As a model of a grid */

static const PortailGridColumn *
get_columns (PortailGridModel *model, guint *n_columns)
{
  const PortailRecordGridSpec *spec = PORTAIL_RECORD_GRID_MODEL (model)->spec;

  *n_columns = spec->n_columns;
  return spec->columns;
}

static guint
get_n_rows (PortailGridModel *model)
{
  return PORTAIL_RECORD_GRID_MODEL (model)->rows->len;
}

static const char *
get_row_id (PortailGridModel *model, guint row)
{
  return get_row (model, row)->id;
}

static gboolean
find_row (PortailGridModel *model, const char *id, guint *row)
{
  for (guint i = 0; i < get_n_rows (model); i++)
    if (g_str_equal (get_row_id (model, i), id))
      {
        *row = i;
        return TRUE;
      }
  return FALSE;
}

static void
get_content (PortailGridModel *model, guint row, guint column, PortailGridContent *content)
{
  PortailRecordGridModel *self = PORTAIL_RECORD_GRID_MODEL (model);
  const PortailField *field = get_field (model, column);

  if (field != NULL)
    portail_sheet_cell_get_content (field, get_row (model, row), content);
  if (field != NULL && field->kind == PORTAIL_KIND_RATE)
    {
      g_free (content->display);
      content->display = portail_field_to_text (field, get_row (model, row));
    }
  if (self->spec->decorate != NULL)
    self->spec->decorate (self, row, column, content);
}

static gboolean
set_field_text (PortailGridModel *model, guint row, guint column, const char *text, char **reason)
{
  g_autoptr (PortailRecord) record = portail_record_copy (get_row (model, row));
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailField *field = get_field (model, column);

  if (!portail_field_text_parse (field, record, text, reason))
    return FALSE;
  portail_field_validate (field, record, problems);
  if (problems->len > 0)
    {
      *reason = g_strdup (portail_problems_get (problems, 0)->detail);
      return FALSE;
    }
  portail_field_copy (field, get_row (model, row), record);
  return TRUE;
}

static gboolean
set_text (PortailGridModel *model, guint row, guint column, const char *text, char **reason)
{
  PortailRecordGridModel *self = PORTAIL_RECORD_GRID_MODEL (model);
  gboolean is_set = get_field (model, column) != NULL
                        ? set_field_text (model, row, column, text, reason)
                        : self->spec->set_text (self, row, column, text, reason);

  if (is_set)
    portail_grid_model_cells_changed (model, row, 0, 1, self->spec->n_columns);
  return is_set;
}

static void
insert_rows (PortailGridModel *model, guint position, guint n_rows)
{
  PortailRecordGridModel *self = PORTAIL_RECORD_GRID_MODEL (model);

  for (guint i = 0; i < n_rows; i++)
    {
      PortailRecord *record = portail_record_new (self->spec->type);

      record->id = portail_id_new ();
      if (self->spec->fill_new != NULL)
        self->spec->fill_new (self, record);
      g_ptr_array_insert (self->rows, (int) (position + i), record);
    }
  portail_grid_model_rows_changed (model, position, 0, n_rows);
}

static GPtrArray *
remove_rows (PortailGridModel *model, guint position, guint n_rows)
{
  GPtrArray *removed = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (removed,
                     g_ptr_array_steal_index (PORTAIL_RECORD_GRID_MODEL (model)->rows, position));
  portail_grid_model_rows_changed (model, position, n_rows, 0);
  return removed;
}

static void
restore_rows (PortailGridModel *model, guint position, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_insert (PORTAIL_RECORD_GRID_MODEL (model)->rows, (int) (position + i),
                        portail_record_copy (rows->pdata[i]));
  portail_grid_model_rows_changed (model, position, 0, rows->len);
}

static void
begin_step (PortailGridModel *model, const char *title)
{
  PORTAIL_RECORD_GRID_MODEL (model)->step_depth++;
}

static void
end_step (PortailGridModel *model)
{
  if (--PORTAIL_RECORD_GRID_MODEL (model)->step_depth == 0)
    g_signal_emit (model, edited_signal, 0);
}

static void
implement_grid_model (PortailGridModelInterface *interface)
{
  interface->get_columns = get_columns;
  interface->get_n_rows = get_n_rows;
  interface->get_row_id = get_row_id;
  interface->find_row = find_row;
  interface->get_content = get_content;
  interface->set_text = set_text;
  interface->insert_rows = insert_rows;
  interface->remove_rows = remove_rows;
  interface->restore_rows = restore_rows;
  interface->begin_step = begin_step;
  interface->end_step = end_step;
}

static void
portail_record_grid_model_finalize (GObject *object)
{
  PortailRecordGridModel *model = PORTAIL_RECORD_GRID_MODEL (object);

  g_ptr_array_unref (model->rows);
  g_hash_table_unref (model->stored);
  G_OBJECT_CLASS (portail_record_grid_model_parent_class)->finalize (object);
}

static void
portail_record_grid_model_class_init (PortailRecordGridModelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_record_grid_model_finalize;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_grid_model_init (PortailRecordGridModel *model)
{
  model->rows = g_ptr_array_new_with_free_func (portail_record_free);
  model->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, portail_record_free);
}

PortailRecordGridModel *
portail_record_grid_model_new (const PortailRecordGridSpec *spec, gpointer owner)
{
  PortailRecordGridModel *model = g_object_new (PORTAIL_TYPE_RECORD_GRID_MODEL, NULL);

  model->spec = spec;
  model->owner = owner;
  return model;
}

gpointer
portail_record_grid_model_get_owner (PortailRecordGridModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model), NULL);
  return model->owner;
}

/* What is stored */

static gboolean
differs (const PortailRecord *a, const PortailRecord *b)
{
  return (portail_record_get_differing_fields (a, b) & get_own_fields (a->type)) != 0;
}

static void
store (PortailRecordGridModel *model, const PortailRecord *record)
{
  g_hash_table_replace (model->stored, g_strdup (record->id), portail_record_copy (record));
}

/* Rows that others threw away go; those that they changed, and this person did not, follow. */
static void
follow_rows (PortailRecordGridModel *model, GHashTable *now)
{
  for (guint i = model->rows->len; i > 0; i--)
    {
      PortailRecord *row = g_ptr_array_index (model->rows, i - 1);
      const PortailRecord *before = g_hash_table_lookup (model->stored, row->id);
      const PortailRecord *after = g_hash_table_lookup (now, row->id);

      if (before != NULL && after == NULL)
        {
          g_ptr_array_remove_index (model->rows, i - 1);
          portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (model), i - 1, 1, 0);
        }
      else if (after != NULL && before != NULL && !differs (row, before) && differs (row, after))
        {
          portail_record_copy_fields (row, after, portail_record_type_get_all_fields (row->type));
          portail_grid_model_cells_changed (PORTAIL_GRID_MODEL (model), i - 1, 0, 1,
                                            model->spec->n_columns);
        }
    }
}

void
portail_record_grid_model_take_stored (PortailRecordGridModel *model, GPtrArray *records)
{
  g_autoptr (GPtrArray) taken = records;
  g_autoptr (GHashTable) now = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before;
  guint unused;

  g_return_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model));
  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (now, ((PortailRecord *) records->pdata[i])->id, records->pdata[i]);
  follow_rows (model, now);
  n_before = model->rows->len;
  for (guint i = 0; i < records->len; i++)
    {
      const PortailRecord *record = g_ptr_array_index (records, i);

      if (!g_hash_table_contains (model->stored, record->id)
          && !find_row (PORTAIL_GRID_MODEL (model), record->id, &unused))
        g_ptr_array_add (model->rows, portail_record_copy (record));
    }
  g_hash_table_remove_all (model->stored);
  for (guint i = 0; i < records->len; i++)
    store (model, g_ptr_array_index (records, i));
  if (model->rows->len > n_before)
    portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (model), n_before, 0,
                                     model->rows->len - n_before);
}

static gboolean
is_complete (const PortailRecord *record)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_record_validate (record, get_own_fields (record->type), problems);
  return problems->len == 0;
}

/* NULL where the cache has the row as it is, or it cannot be saved so. */
static PortailChange *
make_change (PortailRecordGridModel *model, const PortailRecord *row)
{
  const PortailRecord *before = g_hash_table_lookup (model->stored, row->id);
  PortailFieldSet fields = get_own_fields (row->type);
  PortailChange *change;

  if ((before != NULL && !differs (row, before)) || !is_complete (row))
    return NULL;
  if (before != NULL)
    fields &= portail_record_get_differing_fields (row, before);
  change = portail_change_new (before != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE,
                               row->type, row->id);
  portail_change_set_fields (change, row, fields);
  store (model, row);
  return change;
}

static void
add_deletes (PortailRecordGridModel *model, GPtrArray *changes)
{
  GHashTableIter iter;
  gpointer id;
  guint unused;

  g_hash_table_iter_init (&iter, model->stored);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!find_row (PORTAIL_GRID_MODEL (model), id, &unused))
      {
        g_ptr_array_add (changes,
                         portail_change_new (PORTAIL_CHANGE_DELETE, model->spec->type, id));
        g_hash_table_iter_remove (&iter);
      }
}

GPtrArray *
portail_record_grid_model_make_changes (PortailRecordGridModel *model)
{
  GPtrArray *changes;

  g_return_val_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model), NULL);
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_change_free);
  /* Deletes come first: a name that one row leaves, another may take. */
  add_deletes (model, changes);
  for (guint i = 0; i < model->rows->len; i++)
    {
      PortailChange *change = make_change (model, g_ptr_array_index (model->rows, i));

      if (change != NULL)
        g_ptr_array_add (changes, change);
    }
  return changes;
}

const GPtrArray *
portail_record_grid_model_get_rows (PortailRecordGridModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model), NULL);
  return model->rows;
}

/* All rows at once */

typedef struct
{
  PortailRecordGridModel *model; /* weak */
  GPtrArray *before;             /* of PortailRecord */
  GPtrArray *after;
} ReplaceStep;

static GPtrArray *
copy_rows (const GPtrArray *rows)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (copy, portail_record_copy (rows->pdata[i]));
  return copy;
}

static void
put_rows (PortailRecordGridModel *model, const GPtrArray *rows)
{
  guint n_before;

  if (model == NULL)
    return;
  n_before = model->rows->len;
  g_ptr_array_unref (model->rows);
  model->rows = copy_rows (rows);
  portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (model), 0, n_before, model->rows->len);
  g_signal_emit (model, edited_signal, 0);
}

static void
undo_replace (gpointer step)
{
  put_rows (((ReplaceStep *) step)->model, ((ReplaceStep *) step)->before);
}

static void
redo_replace (gpointer step)
{
  put_rows (((ReplaceStep *) step)->model, ((ReplaceStep *) step)->after);
}

static void
free_replace (gpointer pointer)
{
  ReplaceStep *step = pointer;

  g_clear_weak_pointer (&step->model);
  g_ptr_array_unref (step->before);
  g_ptr_array_unref (step->after);
  g_free (step);
}

void
portail_record_grid_model_replace (PortailRecordGridModel *model,
                                   GPtrArray *records,
                                   const char *title,
                                   PortailUndoStack *stack)
{
  static const PortailUndoKind kind = { undo_replace, redo_replace, free_replace };
  ReplaceStep *step;

  g_return_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model));
  step = g_new0 (ReplaceStep, 1);
  g_set_weak_pointer (&step->model, model);
  step->before = copy_rows (model->rows);
  step->after = records;
  put_rows (model, records);
  if (stack != NULL)
    portail_undo_stack_push (stack, title, &kind, step);
  else
    free_replace (step);
}

void
portail_record_grid_model_refresh (PortailRecordGridModel *model)
{
  g_return_if_fail (PORTAIL_IS_RECORD_GRID_MODEL (model));
  if (model->rows->len > 0)
    portail_grid_model_cells_changed (PORTAIL_GRID_MODEL (model), 0, 0, model->rows->len,
                                      model->spec->n_columns);
}
