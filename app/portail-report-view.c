/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-view.h"

#include <adwaita.h>

#include "app/portail-report-print.h"
#include "app/portail-report-sheets.h"
#include "shared/portail-i18n.h"

/* Pixels a point. */
#define MIN_SCALE 0.4
#define MAX_SCALE 5.0
#define ZOOM_STEP 1.2

struct _PortailReportView
{
  GtkWidget parent_instance;

  GtkScrolledWindow *window;
  PortailReportSheets *sheets;
  PortailReportPages *pages;
};

G_DEFINE_FINAL_TYPE (PortailReportView, portail_report_view, GTK_TYPE_WIDGET)

static void
zoom_by (PortailReportView *view, double factor)
{
  double scale = portail_report_sheets_get_scale (view->sheets) * factor;

  portail_report_sheets_set_scale (view->sheets, CLAMP (scale, MIN_SCALE, MAX_SCALE));
}

static void
zoom_in (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  zoom_by (PORTAIL_REPORT_VIEW (widget), ZOOM_STEP);
}

static void
zoom_out (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  zoom_by (PORTAIL_REPORT_VIEW (widget), 1 / ZOOM_STEP);
}

static void
zoom_fit (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_sheets_set_scale (PORTAIL_REPORT_VIEW (widget)->sheets, 0);
}

static void
print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_view_print (PORTAIL_REPORT_VIEW (widget));
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, PortailReportView *view)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  zoom_by (view, dy < 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
  return GDK_EVENT_STOP;
}

static void
on_scrolled (PortailReportView *view)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (view->window);

  portail_report_sheets_set_visible (view->sheets, gtk_adjustment_get_value (adjustment),
                                     gtk_adjustment_get_page_size (adjustment));
}

static void
portail_report_view_dispose (GObject *object)
{
  PortailReportView *view = PORTAIL_REPORT_VIEW (object);

  g_clear_pointer ((GtkWidget **) &view->window, gtk_widget_unparent);
  g_clear_pointer (&view->pages, portail_report_pages_unref);
  G_OBJECT_CLASS (portail_report_view_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } bindings[] = {
    { GDK_KEY_plus, "report.zoom-in" },         { GDK_KEY_KP_Add, "report.zoom-in" },
    { GDK_KEY_equal, "report.zoom-in" },        { GDK_KEY_minus, "report.zoom-out" },
    { GDK_KEY_KP_Subtract, "report.zoom-out" }, { GDK_KEY_0, "report.zoom-fit" },
    { GDK_KEY_KP_0, "report.zoom-fit" },        { GDK_KEY_p, "report.print" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, GDK_CONTROL_MASK,
                                         bindings[i].action, NULL);
}

static gboolean
take_focus (gpointer user_data)
{
  PortailReportView *view = PORTAIL_REPORT_VIEW (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    gtk_widget_grab_focus (GTK_WIDGET (view->sheets));
  return G_SOURCE_REMOVE;
}

/* What shows it, as a stack, moves the keyboard to the first of its buttons. */
static void
portail_report_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (portail_report_view_parent_class)->map (widget);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, take_focus, g_object_ref (widget), g_object_unref);
}

static void
portail_report_view_class_init (PortailReportViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_report_view_dispose;
  widget_class->map = portail_report_view_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "reportview");
  gtk_widget_class_install_action (widget_class, "report.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "report.zoom-out", NULL, zoom_out);
  gtk_widget_class_install_action (widget_class, "report.zoom-fit", NULL, zoom_fit);
  gtk_widget_class_install_action (widget_class, "report.print", NULL, print);
  add_bindings (widget_class);
}

static void
portail_report_view_init (PortailReportView *view)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkAdjustment *adjustment;

  view->sheets = PORTAIL_REPORT_SHEETS (portail_report_sheets_new ());
  view->window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (view->window, GTK_WIDGET (view->sheets));
  gtk_widget_set_parent (GTK_WIDGET (view->window), GTK_WIDGET (view));
  gtk_widget_set_hexpand (GTK_WIDGET (view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (view), TRUE);
  adjustment = gtk_scrolled_window_get_vadjustment (view->window);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_scrolled), view,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), view);
  gtk_widget_add_controller (GTK_WIDGET (view), scroll);
  portail_report_view_set_report (view, NULL);
}

GtkWidget *
portail_report_view_new (void)
{
  return g_object_new (PORTAIL_TYPE_REPORT_VIEW, NULL);
}

static void
update_name (PortailReportView *view)
{
  const PortailReportHead *head;
  g_autofree char *name = NULL;
  guint n_pages;

  if (view->pages == NULL)
    return;
  head = portail_report_get_head (portail_report_pages_get_report (view->pages));
  n_pages = portail_report_pages_get_n (view->pages);
  /* Translators: name of a preview for screen readers: title, company, period, pages. */
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s, %2$s, %3$s, %4$u page",
                                       "%1$s, %2$s, %3$s, %4$u pages", n_pages),
                          head->title, head->organisation, head->period, n_pages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->sheets), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

void
portail_report_view_set_report (PortailReportView *view, PortailReport *report)
{
  g_return_if_fail (PORTAIL_IS_REPORT_VIEW (view));
  g_clear_pointer (&view->pages, portail_report_pages_unref);
  if (report != NULL)
    view->pages = portail_report_pages_new (report);
  portail_report_sheets_set_pages (view->sheets, view->pages);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (view->window), 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "report.print", view->pages != NULL);
  update_name (view);
}

PortailReportPages *
portail_report_view_get_pages (PortailReportView *view)
{
  g_return_val_if_fail (PORTAIL_IS_REPORT_VIEW (view), NULL);
  return view->pages;
}

static void
show_failure (PortailReportView *view, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("The report was not printed"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_print_done (GtkPrintOperation *operation,
               GtkPrintOperationResult result,
               PortailReportView *view)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  show_failure (view, error);
}

void
portail_report_view_print (PortailReportView *view)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  GtkRoot *root;

  g_return_if_fail (PORTAIL_IS_REPORT_VIEW (view));
  if (view->pages == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (view));
  operation = portail_report_print_operation_new (view->pages);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), view, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}
