/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-entries-model.h"

#include "app/portail-field-text.h"
#include "app/portail-sheet-cell.h"
#include "shared/portail-i18n.h"

enum
{
  COLUMN_DATE,
  COLUMN_JUSTIFICATIF,
  COLUMN_MONTANT,
  N_COLUMNS,
};

static const char *const fields[N_COLUMNS] = { "date", "justificatif", "montant" };

static const PortailGridColumn columns[N_COLUMNS] = {
  [COLUMN_DATE] = {
      .title = N_ ("Date"),
      .kind = PORTAIL_GRID_DAY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 9,
      .hint = N_ ("New…"),
  },
  [COLUMN_JUSTIFICATIF] = {
      .title = N_ ("Justification"),
      .kind = PORTAIL_GRID_TEXT,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS
               | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 9,
  },
  [COLUMN_MONTANT] = {
      .title = N_ ("Amount"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 10,
  },
};

struct _PortailEntriesModel
{
  GObject parent_instance;

  PortailDotationModel *dotation;
  PortailSheetTable table;
};

static void implement_grid_model (PortailGridModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailEntriesModel,
                               portail_entries_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_GRID_MODEL,
                                                      implement_grid_model))

static const PortailRecord *
get_entry (PortailGridModel *model, guint row)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  return portail_dotation_model_get (self->dotation, self->table, row);
}

static const PortailField *
get_field (guint column)
{
  return portail_sheet_cell_find_field (&portail_dotation_entry_type, fields[column]);
}

static const PortailGridColumn *
get_columns (PortailGridModel *model, guint *n_columns)
{
  *n_columns = N_COLUMNS;
  return columns;
}

static guint
get_n_rows (PortailGridModel *model)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  return portail_dotation_model_get_n (self->dotation, self->table);
}

static const char *
get_row_id (PortailGridModel *model, guint row)
{
  return get_entry (model, row)->id;
}

static gboolean
find_row (PortailGridModel *model, const char *id, guint *row)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  return portail_dotation_model_find (self->dotation, self->table, id, row);
}

static void
get_content (PortailGridModel *model, guint row, guint column, PortailGridContent *content)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);
  const PortailRecord *entry = get_entry (model, row);
  gboolean is_missing = portail_field_is_null (get_field (column), entry);

  portail_sheet_cell_get_content (get_field (column), entry, content);
  if (portail_dotation_model_has_conflict (self->dotation, entry->id, fields[column]))
    {
      content->flags |= PORTAIL_GRID_CELL_CONFLICT;
      content->note = g_strdup (_ ("Somebody else has changed this too: see “To resolve”."));
    }
  else if (is_missing && column != COLUMN_DATE)
    content->note = g_strdup (_ ("Without a justification and an amount this line is not saved."));
}

static void
get_total (PortailGridModel *model, guint column, PortailGridContent *content)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);
  const PortailLiveSheet *live = portail_dotation_model_get_live (self->dotation);

  if (column == COLUMN_DATE)
    content->display = g_strdup (_ ("Total"));
  else if (column == COLUMN_MONTANT && live->fault == NULL)
    portail_sheet_cell_show_money (self->table == PORTAIL_SHEET_RETRAITS
                                       ? live->chain.inputs.retraits
                                       : live->chain.inputs.depenses,
                                   content);
}

static gboolean
set_text (PortailGridModel *model, guint row, guint column, const char *text, char **reason)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);
  const PortailRecord *before = get_entry (model, row);
  g_autoptr (PortailRecord) entry = portail_record_copy (before);
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  if (!portail_field_text_parse (get_field (column), entry, text, reason))
    return FALSE;
  if (column == COLUMN_JUSTIFICATIF && portail_field_is_null (get_field (column), entry)
      && !portail_field_is_null (get_field (column), before))
    {
      *reason = g_strdup (_ ("A justification is required. Delete the line instead."));
      return FALSE;
    }
  portail_dotation_model_begin_step (self->dotation, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  is_done = portail_dotation_model_replace (self->dotation, self->table, row,
                                            g_steal_pointer (&entry), &error);
  portail_dotation_model_end_step (self->dotation);
  if (!is_done)
    *reason = g_strdup (error->message);
  return is_done;
}

static void
insert_rows (PortailGridModel *model, guint position, guint n_rows)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  portail_dotation_model_add_rows (self->dotation, self->table, position, n_rows);
}

static GPtrArray *
remove_rows (PortailGridModel *model, guint position, guint n_rows)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  return portail_dotation_model_take_rows (self->dotation, self->table, position, n_rows);
}

static void
restore_rows (PortailGridModel *model, guint position, GPtrArray *rows)
{
  PortailEntriesModel *self = PORTAIL_ENTRIES_MODEL (model);

  portail_dotation_model_put_rows (self->dotation, self->table, position, rows);
}

static void
begin_step (PortailGridModel *model, const char *title)
{
  portail_dotation_model_begin_step (PORTAIL_ENTRIES_MODEL (model)->dotation, title,
                                     PORTAIL_STEP_UNDONE_BY_CALLER);
}

static void
end_step (PortailGridModel *model)
{
  portail_dotation_model_end_step (PORTAIL_ENTRIES_MODEL (model)->dotation);
}

static void
implement_grid_model (PortailGridModelInterface *interface)
{
  interface->get_columns = get_columns;
  interface->get_n_rows = get_n_rows;
  interface->get_row_id = get_row_id;
  interface->find_row = find_row;
  interface->get_content = get_content;
  interface->get_total = get_total;
  interface->set_text = set_text;
  interface->insert_rows = insert_rows;
  interface->remove_rows = remove_rows;
  interface->restore_rows = restore_rows;
  interface->begin_step = begin_step;
  interface->end_step = end_step;
}

static void
on_replaced (PortailEntriesModel *self, guint table, guint position, guint n_removed, guint n_added)
{
  if (table == self->table)
    portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (self), position, n_removed, n_added);
}

static void
on_edited (PortailEntriesModel *self, guint table, guint position, guint n)
{
  if (table == self->table)
    portail_grid_model_cells_changed (PORTAIL_GRID_MODEL (self), position, 0, n, N_COLUMNS);
}

static void
portail_entries_model_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_ENTRIES_MODEL (object)->dotation);
  G_OBJECT_CLASS (portail_entries_model_parent_class)->dispose (object);
}

static void
portail_entries_model_class_init (PortailEntriesModelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_entries_model_dispose;
}

static void
portail_entries_model_init (PortailEntriesModel *model)
{
}

PortailEntriesModel *
portail_entries_model_new (PortailDotationModel *dotation, PortailSheetTable table)
{
  PortailEntriesModel *self = g_object_new (PORTAIL_TYPE_ENTRIES_MODEL, NULL);

  self->dotation = g_object_ref (dotation);
  self->table = table;
  g_signal_connect_object (dotation, "records-replaced", G_CALLBACK (on_replaced), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dotation, "records-edited", G_CALLBACK (on_edited), self,
                           G_CONNECT_SWAPPED);
  return self;
}
