/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-grid.h"

#include "app/portail-sheet-cell.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-number-text.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-wealth-tranche.h"

/* Not stored: from the minimum of the next row. */
#define MAX_FIELD "max"

/* As wide as the old sheets' order of columns, so that a block of theirs can be pasted. */
static const PortailGridColumn tranche_columns[] = {
  {
      .title = N_ ("From"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_PINNED
               | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 10,
      .hint = N_ ("New…"),
  },
  {
      .title = N_ ("To"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 11,
  },
  {
      .title = N_ ("Rate"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 6,
  },
  {
      .title = N_ ("Salary"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 11,
  },
  {
      .title = N_ ("Mgmt. salary"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 11,
  },
  {
      .title = N_ ("Bonus"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 11,
  },
  {
      .title = N_ ("Mgmt. bonus"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS,
      .width_chars = 11,
  },
};

static const char *const tranche_fields[] = {
  "min",
  NULL,
  "taux",
  "salaire_max_employe",
  "salaire_max_direction",
  "prime_max_employe",
  "prime_max_direction",
};

static const PortailGridColumn wealth_columns[] = {
  {
      .title = N_ ("From"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_PINNED
               | PORTAIL_GRID_COLUMN_NAMES_ROW,
      .width_chars = 10,
      .hint = N_ ("New…"),
  },
  {
      .title = N_ ("To"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 11,
  },
  {
      .title = N_ ("Rate"),
      .kind = PORTAIL_GRID_MONEY,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_EXPANDS,
      .width_chars = 6,
  },
};

static const char *const wealth_fields[] = { "min", NULL, "taux" };

static void fill_new (PortailRecordGridModel *model, gpointer record);
static void
decorate (PortailRecordGridModel *model, guint row, guint column, PortailGridContent *content);
static gboolean set_maximum (PortailRecordGridModel *model,
                             guint row,
                             guint column,
                             const char *text,
                             char **reason);

static const PortailRecordGridSpec specs[] = {
  [PORTAIL_BAREME_TRANCHES] = {
      .type = &portail_bareme_tranche_type,
      .columns = tranche_columns,
      .fields = tranche_fields,
      .n_columns = G_N_ELEMENTS (tranche_columns),
      .fill_new = fill_new,
      .decorate = decorate,
      .set_text = set_maximum,
  },
  [PORTAIL_BAREME_RICHESSE] = {
      .type = &portail_wealth_tranche_type,
      .columns = wealth_columns,
      .fields = wealth_fields,
      .n_columns = G_N_ELEMENTS (wealth_columns),
      .fill_new = fill_new,
      .decorate = decorate,
      .set_text = set_maximum,
  },
};

/* Both types begin with the same members, by their names. */
static const PortailField *
get_field (PortailBaremeTable table, const char *name)
{
  return portail_sheet_cell_find_field (specs[table].type, name);
}

static PortailMoney
get_min (const PortailBaremeGrid *grid, guint row)
{
  const GPtrArray *rows = portail_record_grid_model_get_rows (grid->model);

  return PORTAIL_FIELD_VALUE (PortailMoney, rows->pdata[row], get_field (grid->table, "min"));
}

/* Null on the last row, and where the next one has no minimum. */
static PortailMoney
get_derived_maximum (const PortailBaremeGrid *grid, guint row)
{
  PortailMoney next;

  if (row + 1 >= portail_record_grid_model_get_rows (grid->model)->len)
    return PORTAIL_MONEY_NULL;
  next = get_min (grid, row + 1);
  if (portail_money_is_null (next) || !portail_money_subtract (&next, PORTAIL_DOLLARS (1), NULL))
    return PORTAIL_MONEY_NULL;
  return next;
}

static const gint64 *
find_typed_maximum (const PortailBaremeGrid *grid, guint row)
{
  const GPtrArray *rows = portail_record_grid_model_get_rows (grid->model);

  return g_hash_table_lookup (grid->maxima, ((const PortailRecord *) rows->pdata[row])->id);
}

static void
fill_new (PortailRecordGridModel *model, gpointer record)
{
  const PortailBaremeGrid *grid = portail_record_grid_model_get_owner (model);

  portail_field_set_string (get_field (grid->table, "bareme_id"), record, grid->bareme_id);
}

static void
show_maximum (const PortailBaremeGrid *grid, guint row, PortailGridContent *content)
{
  const gint64 *typed = find_typed_maximum (grid, row);
  PortailMoney max = typed != NULL ? (PortailMoney){ *typed } : get_derived_maximum (grid, row);

  content->display = portail_money_is_null (max) ? g_strdup ("—") : portail_money_to_text (max);
  content->plain = portail_number_text_of_money (max);
  if (typed != NULL)
    content->text = portail_number_text_of_money (max);
  else
    content->flags |= PORTAIL_GRID_CELL_SUGGESTED;
}

static const PortailProblem *
find_problem (const PortailBaremeGrid *grid, guint row, const char *field)
{
  for (guint i = 0; i < grid->problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (grid->problems, i);

      if (problem->index == row && g_strcmp0 (problem->field, field) == 0)
        return problem;
    }
  return NULL;
}

static void
decorate (PortailRecordGridModel *model, guint row, guint column, PortailGridContent *content)
{
  const PortailBaremeGrid *grid = portail_record_grid_model_get_owner (model);
  const char *field = specs[grid->table].fields[column];
  const PortailProblem *problem = find_problem (grid, row, field != NULL ? field : MAX_FIELD);

  if (field == NULL)
    show_maximum (grid, row, content);
  if (problem == NULL)
    return;
  content->flags |= PORTAIL_GRID_CELL_REFUSED;
  g_free (content->note);
  content->note = g_strdup (problem->detail);
}

/* A maximum may be typed before the minimum that it belongs to: it is judged with the table. */
static gboolean
set_maximum (PortailRecordGridModel *model,
             guint row,
             guint column,
             const char *text,
             char **reason)
{
  PortailBaremeGrid *grid = portail_record_grid_model_get_owner (model);
  const PortailRecord *record = portail_record_grid_model_get_rows (model)->pdata[row];
  PortailMoney max;
  PortailNumberFault fault;

  *reason = NULL;
  if (text[strspn (text, " \t")] == '\0')
    {
      g_hash_table_remove (grid->maxima, record->id);
      return TRUE;
    }
  fault = portail_number_text_to_money (text, PORTAIL_NUMBER_UNSIGNED, &max);
  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    {
      *reason = g_strdup (portail_number_fault_get_reason (fault));
      return FALSE;
    }
  g_hash_table_replace (grid->maxima, g_strdup (record->id),
                        g_memdup2 (&max.cents, sizeof max.cents));
  return TRUE;
}

PortailBaremeGrid *
portail_bareme_grid_new (PortailBaremeTable table, const char *bareme_id)
{
  PortailBaremeGrid *grid = g_new0 (PortailBaremeGrid, 1);

  grid->table = table;
  grid->bareme_id = g_strdup (bareme_id);
  grid->model = portail_record_grid_model_new (&specs[table], grid);
  grid->problems = portail_problems_new ();
  grid->maxima = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return grid;
}

void
portail_bareme_grid_free (PortailBaremeGrid *grid)
{
  g_object_unref (grid->model);
  g_ptr_array_unref (grid->problems);
  g_hash_table_unref (grid->maxima);
  g_free (grid->bareme_id);
  g_free (grid);
}

/* Rows and the table of a barème */

static void
put_tranche (PortailBareme *bareme, guint row, const PortailBaremeTranche *record)
{
  bareme->tranches[row] = (PortailTranche){
    .min = record->min,
    .taux = record->taux,
    .salaire_max_employe = record->salaire_max_employe,
    .salaire_max_direction = record->salaire_max_direction,
    .prime_max_employe = record->prime_max_employe,
    .prime_max_direction = record->prime_max_direction,
  };
}

/* Beyond the most that a barème holds rows are only counted, which is a problem. */
static void
put_rows (const PortailBaremeGrid *grid, PortailBareme *bareme)
{
  const GPtrArray *rows = portail_record_grid_model_get_rows (grid->model);

  for (guint i = 0; i < MIN (rows->len, PORTAIL_BAREME_MAX_TRANCHES); i++)
    if (grid->table == PORTAIL_BAREME_TRANCHES)
      put_tranche (bareme, i, rows->pdata[i]);
    else
      bareme->richesse[i] = (PortailTrancheRichesse){
        ((const PortailWealthTranche *) rows->pdata[i])->min,
        ((const PortailWealthTranche *) rows->pdata[i])->taux,
      };
  if (grid->table == PORTAIL_BAREME_TRANCHES)
    bareme->n_tranches = rows->len;
  else
    bareme->n_richesse = rows->len;
}

static void
check_maxima (PortailBaremeGrid *grid, const PortailBareme *bareme)
{
  PortailMoney maxima[PORTAIL_BAREME_MAX_TRANCHES];
  guint n = portail_record_grid_model_get_rows (grid->model)->len;

  if (n > PORTAIL_BAREME_MAX_TRANCHES)
    return;
  for (guint i = 0; i < n; i++)
    {
      const gint64 *typed = find_typed_maximum (grid, i);

      maxima[i] = typed != NULL ? (PortailMoney){ *typed } : get_derived_maximum (grid, i);
    }
  portail_bareme_check_maxima (bareme, grid->table, maxima, grid->problems);
}

/* A maximum that fits is what the table says anyway. */
static void
forget_fitting_maxima (PortailBaremeGrid *grid)
{
  const GPtrArray *rows = portail_record_grid_model_get_rows (grid->model);

  for (guint i = 0; i < rows->len; i++)
    if (find_problem (grid, i, MAX_FIELD) == NULL && find_problem (grid, i, "min") == NULL)
      g_hash_table_remove (grid->maxima, ((const PortailRecord *) rows->pdata[i])->id);
}

void
portail_bareme_grid_evaluate (PortailBaremeGrid *grid, PortailBareme *bareme)
{
  g_ptr_array_set_size (grid->problems, 0);
  put_rows (grid, bareme);
  portail_bareme_check (bareme, grid->table, grid->problems);
  if (g_hash_table_size (grid->maxima) > 0)
    {
      check_maxima (grid, bareme);
      forget_fitting_maxima (grid);
    }
  portail_record_grid_model_refresh (grid->model);
}

const PortailRecordType *
portail_bareme_grid_get_type_of (PortailBaremeTable table)
{
  return specs[table].type;
}

guint
portail_bareme_grid_find_column (PortailBaremeTable table, const char *field)
{
  for (guint i = 0; i < specs[table].n_columns; i++)
    if (g_strcmp0 (specs[table].fields[i] != NULL ? specs[table].fields[i] : MAX_FIELD, field) == 0)
      return i;
  return 0;
}

static gpointer
new_tranche (const PortailTranche *tranche)
{
  PortailBaremeTranche *record = portail_record_new (&portail_bareme_tranche_type);

  record->min = tranche->min;
  record->taux = tranche->taux;
  record->salaire_max_employe = tranche->salaire_max_employe;
  record->salaire_max_direction = tranche->salaire_max_direction;
  record->prime_max_employe = tranche->prime_max_employe;
  record->prime_max_direction = tranche->prime_max_direction;
  return record;
}

static gpointer
new_richesse (const PortailTrancheRichesse *tranche)
{
  PortailWealthTranche *record = portail_record_new (&portail_wealth_tranche_type);

  record->min = tranche->min;
  record->taux = tranche->taux;
  return record;
}

GPtrArray *
portail_bareme_grid_list_rows (const PortailBareme *bareme,
                               PortailBaremeTable table,
                               const char *bareme_id)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (portail_record_free);
  guint n = table == PORTAIL_BAREME_TRANCHES ? bareme->n_tranches : bareme->n_richesse;

  for (guint i = 0; i < n; i++)
    {
      PortailRecord *record = table == PORTAIL_BAREME_TRANCHES
                                  ? new_tranche (&bareme->tranches[i])
                                  : new_richesse (&bareme->richesse[i]);

      record->id = portail_id_new ();
      portail_field_set_string (get_field (table, "bareme_id"), record, bareme_id);
      g_ptr_array_add (rows, record);
    }
  return rows;
}
