/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-export.h"

#include "app/portail-workbook-save.h"
#include "shared/portail-i18n.h"

typedef struct
{
  GtkWidget *within;
  PortailServerList *list;
  const PortailServerExportSpec *spec;
  gpointer user_data;
  guint n_items; /* when more was asked for last */
} Export;

static void
free_export (Export *export)
{
  g_signal_handlers_disconnect_by_data (export->list, export);
  g_object_unref (export->list);
  g_object_unref (export->within);
  g_free (export);
}

static void
add_row (PortailWorksheet *sheet,
         const PortailServerExportSpec *spec,
         const PortailJson *item,
         gpointer user_data)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  for (const PortailServerColumn *column = spec->columns; column->title != NULL; column++)
    {
      g_autofree char *text = column->dup_text (item, user_data);

      portail_worksheet_add_text (sheet, text);
    }
}

/* Nobody is to take a part for the whole. */
static void
add_notice (PortailWorksheet *sheet)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("The list goes on: the server has more than this."));
}

PortailWorkbook *
portail_server_export_make_workbook (PortailServerList *list,
                                     const PortailServerExportSpec *spec,
                                     gpointer user_data)
{
  PortailWorkbook *workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ (spec->label));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (const PortailServerColumn *column = spec->columns; column->title != NULL; column++)
    portail_worksheet_add_column (sheet, _ (column->title), PORTAIL_WORKBOOK_TEXT, column->width);
  for (guint i = 0; i < MIN (n_items, PORTAIL_SERVER_EXPORT_MAX_ROWS); i++)
    {
      g_autoptr (PortailServerItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      add_row (sheet, spec, portail_server_item_get_json (item), user_data);
    }
  if (n_items > PORTAIL_SERVER_EXPORT_MAX_ROWS || portail_server_list_has_more (list))
    add_notice (sheet);
  return workbook;
}

/* A page that does not come ends it with what is here, and the file says so. */
static void
go_on (Export *export)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (export->list));

  if (portail_server_list_is_loading_more (export->list))
    return;
  if (portail_server_list_can_load_more (export->list) && n_items > export->n_items
      && n_items < PORTAIL_SERVER_EXPORT_MAX_ROWS)
    {
      export->n_items = n_items;
      portail_server_list_load_more (export->list);
      return;
    }
  if (gtk_widget_get_mapped (export->within))
    portail_workbook_save_run (
        export->within,
        portail_server_export_make_workbook (export->list, export->spec, export->user_data),
        _ (export->spec->file_name));
  free_export (export);
}

void
portail_server_export_run (GtkWidget *within,
                           PortailServerList *list,
                           const PortailServerExportSpec *spec,
                           gpointer user_data)
{
  Export *export = g_new0 (Export, 1);

  *export = (Export){ g_object_ref (within), g_object_ref (list), spec, user_data, 0 };
  g_signal_connect_swapped (list, "changed", G_CALLBACK (go_on), export);
  go_on (export);
}
