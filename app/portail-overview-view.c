/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-overview-view.h"

#include <string.h>

#include "app/portail-fold-bin.h"
#include "app/portail-overview-columns.h"
#include "app/portail-save-dialog.h"
#include "app/portail-status-text.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"
#include "shared/report/portail-list-report.h"
#include "shared/report/portail-report-page.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

/* Changes that come one after the other are read once. */
#define SETTLE_MS 250

struct _PortailOverviewView
{
  AdwBin parent_instance;

  GtkEditable *search;
  GtkWidget *export_button;
  GtkStack *stack;
  AdwStatusPage *status_page;
  GtkButton *status_button;
  GtkColumnView *view;
  GtkLabel *foot;

  PortailDesk *desk;
  PortailCache *cache;
  gulong cache_handlers[2];
  GCancellable *cancellable;
  GListStore *items;
  GtkFilter *filter;
  GListModel *shown; /* filtered and sorted */
  char *search_key;
  char *fault;
  gboolean is_ready;
  guint reread_source;
};

G_DEFINE_FINAL_TYPE (PortailOverviewView, portail_overview_view, ADW_TYPE_BIN)

static guint chosen_signal;

static gboolean
matches (gpointer item, gpointer user_data)
{
  PortailOverviewView *view = PORTAIL_OVERVIEW_VIEW (user_data);

  return view->search_key == NULL
         || strstr (portail_overview_item_get (item)->search_key, view->search_key) != NULL;
}

/* States */

static void
show_status (PortailOverviewView *view,
             const char *icon_name,
             const char *title,
             const char *description,
             const char *button)
{
  adw_status_page_set_icon_name (view->status_page, icon_name);
  adw_status_page_set_title (view->status_page, title);
  portail_status_text_set (view->status_page, description);
  gtk_button_set_label (view->status_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (view->status_button), button != NULL);
  gtk_stack_set_visible_child_name (view->stack, "status");
}

static void
show_foot (PortailOverviewView *view)
{
  guint n = g_list_model_get_n_items (view->shown);
  PortailMoney ca_brut = PORTAIL_MONEY_ZERO;
  PortailMoney impot = PORTAIL_MONEY_ZERO;
  guint n_missing = 0;
  g_autofree char *companies = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u company", "%u companies", n), n);
  g_autofree char *missing = NULL;
  g_autofree char *text = NULL;
  g_autofree char *ca = NULL;
  g_autofree char *tax = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PortailOverviewItem) item = g_list_model_get_item (view->shown, i);
      const PortailOverviewRow *row = portail_overview_item_get (item);

      n_missing += row->is_missing ? 1 : 0;
      if (row->ca_brut == PORTAIL_CARD_NOTHING)
        continue;
      portail_money_add (&ca_brut, (PortailMoney){ row->ca_brut }, NULL);
      portail_money_add (&impot, (PortailMoney){ row->impot_societe }, NULL);
    }
  ca = portail_money_to_text (ca_brut);
  tax = portail_money_to_text (impot);
  missing = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u declaration missing", "%u declarations missing", n_missing),
      n_missing);
  /* Translators: number of companies, sums of turnover and of tax, number of declarations of the
   * last week that are missing. */
  text = g_strdup_printf (_ ("%1$s · turnover %2$s · tax %3$s · %4$s"), companies, ca, tax,
                          missing);
  gtk_label_set_text (view->foot, text);
  gtk_widget_set_visible (GTK_WIDGET (view->foot), n > 0);
  gtk_widget_set_sensitive (view->export_button, n > 0);
}

static void
update (PortailOverviewView *view)
{
  show_foot (view);
  if (view->fault != NULL)
    show_status (view, "dialog-warning-symbolic", _ ("The companies cannot be read"), view->fault,
                 _ ("_Try again"));
  else if (!view->is_ready)
    gtk_stack_set_visible_child_name (view->stack, "loading");
  else if (g_list_model_get_n_items (view->shown) > 0)
    gtk_stack_set_visible_child_name (view->stack, "list");
  else if (view->search_key != NULL)
    show_status (view, "system-search-symbolic", _ ("No company matches"),
                 _ ("Try other words, or take the search away."), _ ("_Clear the search"));
  else
    show_status (view, "network-server-symbolic", _ ("No company yet"),
                 _ ("The companies come with the first sync."), NULL);
}

/* Reading */

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailOverviewView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (items == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&view->fault, g_free);
  if (items == NULL)
    view->fault = g_strdup (error->message);
  else
    g_list_store_splice (view->items, 0, g_list_model_get_n_items (G_LIST_MODEL (view->items)),
                         items->pdata, items->len);
  view->is_ready = TRUE;
  update (view);
}

static GArray *
list_companies (PortailOverviewView *view)
{
  PortailShellContext *context = portail_desk_get_context (view->desk);
  GArray *companies = portail_overview_companies_new ();

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);
      PortailOverviewCompany copy = {
        .id = g_strdup (company->id),
        .name = g_strdup (company->name),
        .has_operations = company->is_blanchiment_enabled
                          && (portail_permission_get (PORTAIL_MODULE_BLANCHIMENT, company->role)
                              & PORTAIL_RIGHT_READ)
                                 != 0,
      };

      g_array_append_val (companies, copy);
    }
  return companies;
}

static void
read_items (PortailOverviewView *view)
{
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  if (view->cache == NULL || !gtk_widget_get_mapped (GTK_WIDGET (view)))
    return;
  view->cancellable = g_cancellable_new ();
  portail_cache_study_async (view->cache,
                             portail_overview_query_new (list_companies (view),
                                                         portail_shell_context_get_period (
                                                             portail_desk_get_context (view->desk)),
                                                         portail_timestamp_now ()),
                             view->cancellable, on_read, g_object_ref (view));
}

static gboolean
on_reread (gpointer user_data)
{
  PORTAIL_OVERVIEW_VIEW (user_data)->reread_source = 0;
  read_items (PORTAIL_OVERVIEW_VIEW (user_data));
  return G_SOURCE_REMOVE;
}

static void
read_soon (PortailOverviewView *view)
{
  if (view->reread_source == 0)
    view->reread_source = g_timeout_add (SETTLE_MS, on_reread, view);
}

static void
portail_overview_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (portail_overview_view_parent_class)->map (widget);
  read_items (PORTAIL_OVERVIEW_VIEW (widget));
}

static void
set_cache (PortailOverviewView *view)
{
  for (int i = 0; view->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&view->cache_handlers[i], view->cache);
  g_set_object (&view->cache, portail_desk_get_cache (view->desk));
  g_list_store_remove_all (view->items);
  view->is_ready = FALSE;
  if (view->cache != NULL)
    {
      view->cache_handlers[0] = g_signal_connect_swapped (view->cache, "changed",
                                                          G_CALLBACK (read_soon), view);
      view->cache_handlers[1] = g_signal_connect_swapped (view->cache, "outbox-changed",
                                                          G_CALLBACK (read_soon), view);
    }
  read_items (view);
  update (view);
}

/* What people do */

static void
on_search_changed (PortailOverviewView *view)
{
  g_autofree char *key = portail_text_fold (gtk_editable_get_text (view->search));

  g_free (view->search_key);
  view->search_key = *key != '\0' ? g_steal_pointer (&key) : NULL;
  if (view->filter == NULL)
    return;
  gtk_filter_changed (view->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (view);
}

static void
on_status_button (PortailOverviewView *view)
{
  if (view->fault != NULL)
    read_items (view);
  else
    gtk_editable_set_text (view->search, "");
}

static void
on_activated (PortailOverviewView *view, guint position)
{
  g_autoptr (PortailOverviewItem) item = g_list_model_get_item (view->shown, position);
  g_autofree char *id = item != NULL ? g_strdup (portail_overview_item_get (item)->enterprise_id)
                                     : NULL;

  if (id != NULL)
    g_signal_emit (view, chosen_signal, 0, id);
}

static void
on_width_changed (PortailOverviewView *view, PortailFoldBin *bin)
{
  portail_overview_columns_show (view->view, portail_fold_bin_is_narrow (bin)
                                                 ? PORTAIL_OVERVIEW_COLUMNS_NARROW
                                                 : PORTAIL_OVERVIEW_COLUMNS_WIDE);
}

/* Export */

typedef struct
{
  PortailWorkbook *workbook;
  PortailWeek period;
} Export;

static void
free_export (gpointer pointer)
{
  Export *export = pointer;

  portail_workbook_free (export->workbook);
  g_free (export);
}

static GBytes *
make_xlsx (gpointer export, GError **error)
{
  return portail_workbook_to_xlsx (((Export *) export)->workbook, portail_timestamp_now (), error);
}

static GBytes *
make_csv (gpointer export, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (
      portail_workbook_get_sheet (((Export *) export)->workbook, 0), error);
  char *text = table != NULL ? portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV) : NULL;

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

static GBytes *
make_pdf (gpointer pointer, GError **error)
{
  const Export *export = pointer;
  g_autofree char *period = portail_week_to_text (export->period);
  const PortailListReportSource source = {
    .sheet = portail_workbook_get_sheet (export->workbook, 0),
    .title = C_ ("report", "COMPANIES"),
    .organisation = _ ("All companies"),
    .period = period,
    .generated_at = portail_timestamp_now (),
  };
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (
      portail_list_report_new (&source));

  return portail_report_to_pdf (pages, error);
}

static const struct
{
  const char *extension;
  PortailSaveMake make;
} formats[] = {
  { "xlsx", make_xlsx },
  { "csv", make_csv },
  { "pdf", make_pdf },
};

static void
activate_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailOverviewView *view = PORTAIL_OVERVIEW_VIEW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);
  PortailWeek period = portail_shell_context_get_period (portail_desk_get_context (view->desk));
  char week[PORTAIL_WEEK_TEXT_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].extension, wanted))
      {
        Export *export = g_new0 (Export, 1);
        g_autofree char *name = g_strdup_printf ("%s_%s.%s", _ ("companies"),
                                                 portail_week_format (period, week), wanted);

        export->workbook = portail_overview_make_workbook (view->shown, period);
        export->period = period;
        portail_save_dialog_run (widget, name, formats[i].make, export, free_export);
      }
}

static void
portail_overview_view_dispose (GObject *object)
{
  PortailOverviewView *view = PORTAIL_OVERVIEW_VIEW (object);

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_handle_id (&view->reread_source, g_source_remove);
  for (int i = 0; view->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&view->cache_handlers[i], view->cache);
  g_clear_object (&view->cache);
  g_clear_object (&view->desk);
  g_clear_object (&view->items);
  g_clear_object (&view->filter);
  g_clear_object (&view->shown);
  g_clear_pointer (&view->search_key, g_free);
  g_clear_pointer (&view->fault, g_free);
  G_OBJECT_CLASS (portail_overview_view_parent_class)->dispose (object);
}

static void
portail_overview_view_class_init (PortailOverviewViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_overview_view_dispose;
  widget_class->map = portail_overview_view_map;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_install_action (widget_class, "overview.export", "s", activate_export);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-overview-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, search);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, export_button);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, status_page);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, status_button);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, view);
  gtk_widget_class_bind_template_child (widget_class, PortailOverviewView, foot);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_status_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
}

static void
portail_overview_view_init (PortailOverviewView *view)
{
  GListModel *filtered;

  gtk_widget_init_template (GTK_WIDGET (view));
  view->items = g_list_store_new (PORTAIL_TYPE_OVERVIEW_ITEM);
  view->filter = GTK_FILTER (gtk_custom_filter_new (matches, view, NULL));
  portail_overview_columns_add (view->view);
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (view->items)),
                                                      g_object_ref (view->filter)));
  view->shown = G_LIST_MODEL (
      gtk_sort_list_model_new (filtered, g_object_ref (gtk_column_view_get_sorter (view->view))));
  gtk_column_view_set_model (
      view->view, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (view->shown))));
}

void
portail_overview_view_set_desk (PortailOverviewView *view, PortailDesk *desk)
{
  g_return_if_fail (PORTAIL_IS_OVERVIEW_VIEW (view));
  g_return_if_fail (view->desk == NULL);
  view->desk = g_object_ref (desk);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_soon), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (set_cache), view,
                           G_CONNECT_SWAPPED);
  set_cache (view);
}

void
portail_overview_view_find (PortailOverviewView *view)
{
  g_return_if_fail (PORTAIL_IS_OVERVIEW_VIEW (view));
  gtk_widget_grab_focus (GTK_WIDGET (view->search));
}

GListModel *
portail_overview_view_get_items (PortailOverviewView *view)
{
  g_return_val_if_fail (PORTAIL_IS_OVERVIEW_VIEW (view), NULL);
  return view->shown;
}
