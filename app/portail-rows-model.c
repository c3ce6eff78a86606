/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-rows-model.h"

#include "app/portail-field-text.h"
#include "app/portail-sheet-cell.h"
#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"
#include "shared/portail-text-fold.h"

typedef enum
{
  COLUMN_NAME,
  COLUMN_RUN,
  COLUMN_FACTURE,
  COLUMN_VENTE,
  COLUMN_CA,
  COLUMN_SALAIRE,
  COLUMN_PRIME,
  COLUMN_GRADE,
  COLUMN_DIRECTION,
  COLUMN_HEURES,
  N_COLUMNS,
} ColumnId;

/* What stands behind a column: a field, a figure, or an amount by hand with its flag. */
typedef struct
{
  const char *field; /* NULL for a figure */
  const char *flag;  /* field that says that the amount was typed; or NULL */
  PortailRowFigure figure;
} Source;

static const Source sources[N_COLUMNS] = {
  [COLUMN_NAME] = { .field = "employee_name" },
  [COLUMN_RUN] = { .field = "run" },
  [COLUMN_FACTURE] = { .field = "facture" },
  [COLUMN_VENTE] = { .field = "vente" },
  [COLUMN_CA] = { .figure = PORTAIL_ROW_FIGURE_CA },
  [COLUMN_SALAIRE] = { "salaire", "salaire_manuel", PORTAIL_ROW_FIGURE_SALAIRE },
  [COLUMN_PRIME] = { "prime", "prime_manuelle", PORTAIL_ROW_FIGURE_PRIME },
  [COLUMN_GRADE] = { .field = "grade" },
  [COLUMN_DIRECTION] = { .field = "is_direction" },
  [COLUMN_HEURES] = { .field = "heures" },
};

/* All of them without hours need no scrolling beside the figures in a window of 1280 pixels. Where
 * there is more room, what is paid takes of it for what was asked for and a cap cut. */
#define PAID (PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS)
#define AMOUNT(name, what, chars)                                                                  \
  {                                                                                                \
    .title = N_ (name), .kind = PORTAIL_GRID_MONEY, .flags = (what), .width_chars = (chars)        \
  }

static const PortailGridColumn columns[N_COLUMNS] = {
  [COLUMN_NAME] = {
      .title = N_ ("Employee"),
      .kind = PORTAIL_GRID_TEXT,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS
               | PORTAIL_GRID_COLUMN_PINNED | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 12,
      .hint = N_ ("New employee…"),
  },
  [COLUMN_RUN] = AMOUNT ("RUN", PORTAIL_GRID_COLUMN_EDITABLE, 9),
  [COLUMN_FACTURE] = AMOUNT ("FACTURE", PORTAIL_GRID_COLUMN_EDITABLE, 8),
  [COLUMN_VENTE] = AMOUNT ("VENTE", PORTAIL_GRID_COLUMN_EDITABLE, 8),
  [COLUMN_CA] = {
      .title = N_ ("Turnover"),
      .kind = PORTAIL_GRID_MONEY,
      .width_chars = 9,
      .css_class = "computed",
  },
  [COLUMN_SALAIRE] = AMOUNT ("Salary", PAID, 9),
  [COLUMN_PRIME] = AMOUNT ("Bonus", PAID, 9),
  [COLUMN_GRADE] = {
      .title = N_ ("Grade"),
      .kind = PORTAIL_GRID_TEXT,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 10,
  },
  [COLUMN_DIRECTION] = {
      .title = N_ ("Mgmt."),
      .kind = PORTAIL_GRID_TOGGLE,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 3,
  },
  [COLUMN_HEURES] = {
      .title = N_ ("Hours"),
      .kind = PORTAIL_GRID_HOURS,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 6,
  },
};

#undef AMOUNT
#undef PAID

struct _PortailRowsModel
{
  GObject parent_instance;

  PortailDotationModel *dotation;
  guint n_columns; /* hours are the last one, and may be left out */
};

static void implement_grid_model (PortailGridModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRowsModel,
                               portail_rows_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_GRID_MODEL,
                                                      implement_grid_model))

static const PortailDotationRow *
get_row (PortailRowsModel *self, guint row)
{
  return portail_live_sheet_get_row (portail_dotation_model_get_live (self->dotation), row);
}

static const PortailField *
get_field (const char *name)
{
  return portail_sheet_cell_find_field (&portail_dotation_row_type, name);
}

static const PortailGridColumn *
get_columns (PortailGridModel *model, guint *n_columns)
{
  *n_columns = PORTAIL_ROWS_MODEL (model)->n_columns;
  return columns;
}

static guint
get_n_rows (PortailGridModel *model)
{
  return portail_dotation_model_get_n (PORTAIL_ROWS_MODEL (model)->dotation, PORTAIL_SHEET_ROWS);
}

static const char *
get_row_id (PortailGridModel *model, guint row)
{
  return get_row (PORTAIL_ROWS_MODEL (model), row)->base.id;
}

static gboolean
find_row (PortailGridModel *model, const char *id, guint *row)
{
  return portail_dotation_model_find (PORTAIL_ROWS_MODEL (model)->dotation, PORTAIL_SHEET_ROWS, id,
                                      row);
}

static PortailMoney
get_figure (const PortailSheetResult *result, PortailRowFigure figure)
{
  switch (figure)
    {
    case PORTAIL_ROW_FIGURE_SALAIRE:
      return result->salaire;
    case PORTAIL_ROW_FIGURE_PRIME:
      return result->prime;
    default:
      return result->ca;
    }
}

static PortailMoney
get_requested (const PortailSheetResult *result, PortailRowFigure figure)
{
  return figure == PORTAIL_ROW_FIGURE_SALAIRE ? result->salaire_demande : result->prime_demandee;
}

/* An amount that is suggested or typed, and then perhaps capped. */
static void
get_pay (PortailRowsModel *self, guint row, const Source *source, PortailGridContent *content)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (self->dotation);
  const PortailSheetResult *result = portail_live_sheet_get_result (live, row);
  const PortailDotationRow *record = get_row (self, row);
  gboolean is_manual = (gboolean) portail_field_get_integer (get_field (source->flag), record);
  PortailMoney paid = get_figure (result, source->figure);
  PortailMoney requested = get_requested (result, source->figure);
  PortailSheet sheet;
  PortailExplanationSubject subject;

  content->display = portail_money_to_text (paid);
  content->plain = portail_number_text_of_money (requested);
  if (is_manual)
    content->text = g_strdup (content->plain);
  if (live->sheet->settings->mode_calcul != PORTAIL_MODE_CALCUL_MANUEL)
    content->flags |= is_manual ? PORTAIL_GRID_CELL_MANUAL : PORTAIL_GRID_CELL_SUGGESTED;
  if (paid.cents == requested.cents || live->fault != NULL)
    return;
  content->flags |= PORTAIL_GRID_CELL_CAPPED;
  content->requested = portail_money_to_text (requested);
  subject = portail_live_sheet_get_subject (live, &sheet);
  content->note = portail_explanation_of_row (&subject, row, source->figure);
}

static void
get_content (PortailGridModel *model, guint row, guint column, PortailGridContent *content)
{
  PortailRowsModel *self = PORTAIL_ROWS_MODEL (model);
  const PortailDotationRow *record = get_row (self, row);
  const Source *source = &sources[column];

  if (source->flag != NULL)
    get_pay (self, row, source, content);
  else if (source->field == NULL)
    portail_sheet_cell_show_money (
        get_figure (
            portail_live_sheet_get_result (portail_dotation_model_get_live (self->dotation), row),
            source->figure),
        content);
  else
    portail_sheet_cell_get_content (get_field (source->field), record, content);
  if (source->field != NULL
      && portail_dotation_model_has_conflict (self->dotation, record->base.id, source->field))
    {
      content->flags |= PORTAIL_GRID_CELL_CONFLICT;
      if (content->note == NULL)
        content->note = g_strdup (_ ("Somebody else has changed this too: see “To resolve”."));
    }
  if (column == COLUMN_NAME && (record->employee_name == NULL || *record->employee_name == '\0'))
    content->note = g_strdup (_ ("Without a name this row is not saved."));
}

static PortailMoney
sum_field (PortailRowsModel *self, const PortailField *field)
{
  const GPtrArray *rows = portail_dotation_model_get_live (self->dotation)->sheet->rows;
  PortailMoney sum = PORTAIL_MONEY_ZERO;

  for (guint i = 0; i < rows->len; i++)
    {
      PortailMoney amount = PORTAIL_FIELD_VALUE (PortailMoney, rows->pdata[i], field);

      if (!portail_money_is_null (amount) && !portail_money_add (&sum, amount, NULL))
        return PORTAIL_MONEY_NULL;
    }
  return sum;
}

static void
get_total (PortailGridModel *model, guint column, PortailGridContent *content)
{
  PortailRowsModel *self = PORTAIL_ROWS_MODEL (model);
  const PortailLiveSheet *live = portail_dotation_model_get_live (self->dotation);
  PortailMoney total = PORTAIL_MONEY_NULL;

  switch ((ColumnId) column)
    {
    case COLUMN_NAME:
      content->display = g_strdup (_ ("Total"));
      return;
    case COLUMN_RUN:
    case COLUMN_FACTURE:
    case COLUMN_VENTE:
      total = sum_field (self, get_field (sources[column].field));
      break;
    case COLUMN_CA:
      total = live->chain.ca_brut;
      break;
    case COLUMN_SALAIRE:
      total = live->chain.salaires;
      break;
    case COLUMN_PRIME:
      total = live->chain.primes;
      break;
    default:
      return;
    }
  if (live->fault == NULL)
    portail_sheet_cell_show_money (total, content);
}

/* The grade of an employee of that name comes with the name, where the row has none or that of the
 * employee of its old name: so taking the name back takes the grade back. */
static void
adopt_employee (PortailRowsModel *self, const char *old_name, PortailDotationRow *row)
{
  const PortailEmployee *before = old_name != NULL ? portail_dotation_model_find_employee (
                                      self->dotation, old_name)
                                                   : NULL;
  const PortailEmployee *now = row->employee_name != NULL ? portail_dotation_model_find_employee (
                                   self->dotation, row->employee_name)
                                                          : NULL;
  gboolean is_grade_free = row->grade == NULL
                           || (before != NULL && g_strcmp0 (before->grade, row->grade) == 0);

  g_free (row->employee_id);
  row->employee_id = now != NULL ? g_strdup (now->base.id) : NULL;
  if (now == NULL || !is_grade_free)
    return;
  g_free (row->grade);
  row->grade = g_strdup (now->grade);
  row->is_direction = now->is_direction || portail_payroll_is_grade_direction (now->grade);
}

static void
follow_grade (const char *old_grade, PortailDotationRow *row)
{
  if (row->is_direction == portail_payroll_is_grade_direction (old_grade))
    row->is_direction = portail_payroll_is_grade_direction (row->grade);
}

/* What else an edit of @column means for the row. @before: as it was. */
static gboolean
complete_edit (PortailRowsModel *self,
               guint column,
               const PortailDotationRow *before,
               PortailDotationRow *row,
               char **reason)
{
  const Source *source = &sources[column];

  if (column == COLUMN_NAME && row->employee_name == NULL && before->employee_name != NULL)
    {
      *reason = g_strdup (_ ("A row needs the name of its employee. Delete the row instead."));
      return FALSE;
    }
  if (column == COLUMN_NAME)
    adopt_employee (self, before->employee_name, row);
  else if (column == COLUMN_GRADE)
    follow_grade (before->grade, row);
  else if (source->flag != NULL)
    portail_field_set_integer (get_field (source->flag), row,
                               !portail_field_is_null (get_field (source->field), row));
  return TRUE;
}

static gboolean
set_text (PortailGridModel *model, guint row, guint column, const char *text, char **reason)
{
  PortailRowsModel *self = PORTAIL_ROWS_MODEL (model);
  g_autoptr (PortailDotationRow) record = portail_record_copy (get_row (self, row));
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  if (!portail_field_text_parse (get_field (sources[column].field), record, text, reason)
      || !complete_edit (self, column, get_row (self, row), record, reason))
    return FALSE;
  portail_dotation_model_begin_step (self->dotation, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  is_done = portail_dotation_model_replace (self->dotation, PORTAIL_SHEET_ROWS, row,
                                            g_steal_pointer (&record), &error);
  portail_dotation_model_end_step (self->dotation);
  if (!is_done)
    *reason = g_strdup (error->message);
  return is_done;
}

static void
insert_rows (PortailGridModel *model, guint position, guint n_rows)
{
  portail_dotation_model_add_rows (PORTAIL_ROWS_MODEL (model)->dotation, PORTAIL_SHEET_ROWS,
                                   position, n_rows);
}

static GPtrArray *
remove_rows (PortailGridModel *model, guint position, guint n_rows)
{
  return portail_dotation_model_take_rows (PORTAIL_ROWS_MODEL (model)->dotation, PORTAIL_SHEET_ROWS,
                                           position, n_rows);
}

static void
restore_rows (PortailGridModel *model, guint position, GPtrArray *rows)
{
  portail_dotation_model_put_rows (PORTAIL_ROWS_MODEL (model)->dotation, PORTAIL_SHEET_ROWS,
                                   position, rows);
}

static void
begin_step (PortailGridModel *model, const char *title)
{
  portail_dotation_model_begin_step (PORTAIL_ROWS_MODEL (model)->dotation, title,
                                     PORTAIL_STEP_UNDONE_BY_CALLER);
}

static void
end_step (PortailGridModel *model)
{
  portail_dotation_model_end_step (PORTAIL_ROWS_MODEL (model)->dotation);
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
on_replaced (PortailRowsModel *self, guint table, guint position, guint n_removed, guint n_added)
{
  if (table == PORTAIL_SHEET_ROWS)
    portail_grid_model_rows_changed (PORTAIL_GRID_MODEL (self), position, n_removed, n_added);
}

static void
on_edited (PortailRowsModel *self, guint table, guint position, guint n)
{
  if (table == PORTAIL_SHEET_ROWS)
    portail_grid_model_cells_changed (PORTAIL_GRID_MODEL (self), position, 0, n, self->n_columns);
}

static void
portail_rows_model_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_ROWS_MODEL (object)->dotation);
  G_OBJECT_CLASS (portail_rows_model_parent_class)->dispose (object);
}

static void
portail_rows_model_class_init (PortailRowsModelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_rows_model_dispose;
}

static void
portail_rows_model_init (PortailRowsModel *model)
{
}

PortailRowsModel *
portail_rows_model_new (PortailDotationModel *dotation)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (dotation);
  PortailRowsModel *self;

  g_return_val_if_fail (live != NULL, NULL);
  self = g_object_new (PORTAIL_TYPE_ROWS_MODEL, NULL);
  self->dotation = g_object_ref (dotation);
  self->n_columns = live->sheet->settings->mode_calcul == PORTAIL_MODE_CALCUL_GRADE ? N_COLUMNS
                                                                                    : COLUMN_HEURES;
  g_signal_connect_object (dotation, "records-replaced", G_CALLBACK (on_replaced), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dotation, "records-edited", G_CALLBACK (on_edited), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
portail_rows_model_get_figure (PortailRowsModel *model, guint column, PortailRowFigure *figure)
{
  g_return_val_if_fail (PORTAIL_IS_ROWS_MODEL (model), FALSE);
  g_return_val_if_fail (column < N_COLUMNS, FALSE);
  *figure = sources[column].figure;
  return sources[column].field == NULL || sources[column].flag != NULL;
}

gboolean
portail_rows_model_is_manual (PortailRowsModel *model, guint row, guint column)
{
  g_return_val_if_fail (PORTAIL_IS_ROWS_MODEL (model), FALSE);
  return row < get_n_rows (PORTAIL_GRID_MODEL (model)) && sources[column].flag != NULL
         && portail_field_get_integer (get_field (sources[column].flag), get_row (model, row));
}
