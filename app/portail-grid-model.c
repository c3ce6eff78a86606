/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-model.h"

#include "shared/portail-i18n.h"

G_DEFINE_INTERFACE (PortailGridModel, portail_grid_model, G_TYPE_OBJECT)

enum
{
  ROWS_CHANGED,
  CELLS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
portail_grid_model_default_init (PortailGridModelInterface *interface)
{
  GType type = G_TYPE_FROM_INTERFACE (interface);

  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                        G_TYPE_UINT);
  signals[CELLS_CHANGED] = g_signal_new ("cells-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_UINT,
                                         G_TYPE_UINT, G_TYPE_UINT);
}

void
portail_grid_content_clear (PortailGridContent *content)
{
  g_free (content->text);
  g_free (content->display);
  g_free (content->plain);
  g_free (content->requested);
  g_free (content->note);
  *content = (PortailGridContent){ 0 };
}

const PortailGridColumn *
portail_grid_model_get_columns (PortailGridModel *model, guint *n_columns)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), NULL);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->get_columns (model, n_columns);
}

guint
portail_grid_model_get_n_rows (PortailGridModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), 0);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->get_n_rows (model);
}

const char *
portail_grid_model_get_row_id (PortailGridModel *model, guint row)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), NULL);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->get_row_id (model, row);
}

gboolean
portail_grid_model_find_row (PortailGridModel *model, const char *id, guint *row)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), FALSE);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->find_row (model, id, row);
}

void
portail_grid_model_get_content (PortailGridModel *model,
                                guint row,
                                guint column,
                                PortailGridContent *content)
{
  g_return_if_fail (PORTAIL_IS_GRID_MODEL (model));
  PORTAIL_GRID_MODEL_GET_IFACE (model)->get_content (model, row, column, content);
}

char *
portail_grid_model_dup_place (PortailGridModel *model, guint row, guint column)
{
  guint n_columns;
  const PortailGridColumn *columns = portail_grid_model_get_columns (model, &n_columns);
  const char *title = _ (columns[column].title);
  g_auto (PortailGridContent) content = { 0 };
  guint naming = 0;

  while (naming < n_columns && (columns[naming].flags & PORTAIL_GRID_COLUMN_NAMES_ROW) == 0)
    naming++;
  if (naming < n_columns && row < portail_grid_model_get_n_rows (model))
    portail_grid_model_get_content (model, row, naming, &content);
  if (naming == column || content.display == NULL || *content.display == '\0')
    return g_strdup (title);
  return g_strdup_printf ("%s · %s", content.display, title);
}

gboolean
portail_grid_model_has_totals (PortailGridModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), FALSE);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->get_total != NULL;
}

void
portail_grid_model_get_total (PortailGridModel *model, guint column, PortailGridContent *content)
{
  g_return_if_fail (portail_grid_model_has_totals (model));
  PORTAIL_GRID_MODEL_GET_IFACE (model)->get_total (model, column, content);
}

gboolean
portail_grid_model_set_text (PortailGridModel *model,
                             guint row,
                             guint column,
                             const char *text,
                             char **reason)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), FALSE);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->set_text (model, row, column, text, reason);
}

gboolean
portail_grid_model_can_change_rows (PortailGridModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_MODEL (model), FALSE);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->insert_rows != NULL;
}

void
portail_grid_model_insert_rows (PortailGridModel *model, guint position, guint n_rows)
{
  g_return_if_fail (portail_grid_model_can_change_rows (model));
  PORTAIL_GRID_MODEL_GET_IFACE (model)->insert_rows (model, position, n_rows);
}

GPtrArray *
portail_grid_model_remove_rows (PortailGridModel *model, guint position, guint n_rows)
{
  g_return_val_if_fail (portail_grid_model_can_change_rows (model), NULL);
  return PORTAIL_GRID_MODEL_GET_IFACE (model)->remove_rows (model, position, n_rows);
}

void
portail_grid_model_restore_rows (PortailGridModel *model, guint position, GPtrArray *rows)
{
  g_return_if_fail (portail_grid_model_can_change_rows (model));
  PORTAIL_GRID_MODEL_GET_IFACE (model)->restore_rows (model, position, rows);
}

void
portail_grid_model_begin_step (PortailGridModel *model, const char *title)
{
  PortailGridModelInterface *interface = PORTAIL_GRID_MODEL_GET_IFACE (model);

  if (interface->begin_step != NULL)
    interface->begin_step (model, title);
}

void
portail_grid_model_end_step (PortailGridModel *model)
{
  PortailGridModelInterface *interface = PORTAIL_GRID_MODEL_GET_IFACE (model);

  if (interface->end_step != NULL)
    interface->end_step (model);
}

void
portail_grid_model_rows_changed (PortailGridModel *model,
                                 guint position,
                                 guint n_removed,
                                 guint n_added)
{
  g_return_if_fail (PORTAIL_IS_GRID_MODEL (model));
  g_signal_emit (model, signals[ROWS_CHANGED], 0, position, n_removed, n_added);
}

void
portail_grid_model_cells_changed (PortailGridModel *model,
                                  guint row,
                                  guint column,
                                  guint n_rows,
                                  guint n_columns)
{
  g_return_if_fail (PORTAIL_IS_GRID_MODEL (model));
  g_signal_emit (model, signals[CELLS_CHANGED], 0, row, column, n_rows, n_columns);
}
