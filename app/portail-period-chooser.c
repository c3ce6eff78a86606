/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-period-chooser.h"

#include "shared/portail-i18n.h"

/* Weeks of the list before and after the chosen one. */
#define N_WEEKS_BEFORE 26
#define N_WEEKS_AFTER  4

struct _PortailPeriodChooser
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *list;
  PortailShellContext *context;
  int first_week; /* of the list */
};

G_DEFINE_FINAL_TYPE (PortailPeriodChooser, portail_period_chooser, GTK_TYPE_WIDGET)

static void
show_period (PortailPeriodChooser *chooser)
{
  PortailWeek period = portail_shell_context_get_period (chooser->context);
  g_autofree char *text = portail_week_to_text (period);
  g_autofree char *few_words = NULL;
  int year;
  int number;

  portail_week_get_number (period, &year, &number);
  /* Translators: number of the week; as short as possible. */
  few_words = g_strdup_printf (C_ ("period", "Week %d"), number);
  gtk_menu_button_set_label (chooser->button, few_words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (chooser->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
add_week (PortailPeriodChooser *chooser, PortailWeek week)
{
  g_autofree char *text = portail_week_to_text (week);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (week.number == portail_shell_context_get_current_week (chooser->context).number)
    gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (chooser->list, row);
  if (week.number == portail_shell_context_get_period (chooser->context).number)
    gtk_list_box_select_row (chooser->list, GTK_LIST_BOX_ROW (row));
}

/* The newest first; the chosen one has the focus. */
static void
fill_list (PortailPeriodChooser *chooser)
{
  PortailWeek week = portail_shell_context_get_period (chooser->context);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (chooser->list))) != NULL)
    gtk_list_box_remove (chooser->list, row);
  chooser->first_week = week.number + N_WEEKS_AFTER;
  for (int i = 0; i <= N_WEEKS_BEFORE + N_WEEKS_AFTER; i++)
    add_week (chooser, (PortailWeek){ chooser->first_week - i });
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (chooser->list)));
}

static void
on_week_activated (PortailPeriodChooser *chooser, GtkListBoxRow *row)
{
  PortailWeek week = { chooser->first_week - gtk_list_box_row_get_index (row) };

  gtk_popover_popdown (chooser->popover);
  portail_shell_context_set_period (chooser->context, week);
}

static void
step (GtkWidget *widget, const char *action_name, GVariant *weeks)
{
  PortailPeriodChooser *chooser = PORTAIL_PERIOD_CHOOSER (widget);
  PortailWeek week = portail_shell_context_get_period (chooser->context);

  week.number += g_variant_get_int32 (weeks);
  portail_shell_context_set_period (chooser->context, week);
}

static void
go_to_current (GtkWidget *widget, const char *action_name, GVariant *nothing)
{
  PortailPeriodChooser *chooser = PORTAIL_PERIOD_CHOOSER (widget);

  gtk_popover_popdown (chooser->popover);
  portail_shell_context_set_period (chooser->context,
                                    portail_shell_context_get_current_week (chooser->context));
}

static void
portail_period_chooser_dispose (GObject *object)
{
  PortailPeriodChooser *chooser = PORTAIL_PERIOD_CHOOSER (object);

  g_clear_object (&chooser->context);
  g_clear_pointer (&chooser->box, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_period_chooser_parent_class)->dispose (object);
}

static void
portail_period_chooser_class_init (PortailPeriodChooserClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_period_chooser_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "period.step", "i", step);
  gtk_widget_class_install_action (widget_class, "period.current", NULL, go_to_current);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-period-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailPeriodChooser, box);
  gtk_widget_class_bind_template_child (widget_class, PortailPeriodChooser, button);
  gtk_widget_class_bind_template_child (widget_class, PortailPeriodChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, PortailPeriodChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_week_activated);
}

static void
portail_period_chooser_init (PortailPeriodChooser *chooser)
{
  gtk_widget_init_template (GTK_WIDGET (chooser));
  g_signal_connect_object (chooser->popover, "show", G_CALLBACK (fill_list), chooser,
                           G_CONNECT_SWAPPED);
}

void
portail_period_chooser_set_context (PortailPeriodChooser *chooser, PortailShellContext *context)
{
  g_return_if_fail (PORTAIL_IS_PERIOD_CHOOSER (chooser));
  g_return_if_fail (chooser->context == NULL);
  chooser->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_period), chooser,
                           G_CONNECT_SWAPPED);
  show_period (chooser);
}
