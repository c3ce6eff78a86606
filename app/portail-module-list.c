/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-module-list.h"

#include "app/portail-action-table.h"
#include "app/portail-shell-module.h"
#include "shared/portail-i18n.h"

struct _PortailModuleList
{
  GtkWidget parent_instance;

  GtkListBox *box;
};

G_DEFINE_FINAL_TYPE (PortailModuleList, portail_module_list, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
on_row_activated (PortailModuleList *list, GtkListBoxRow *row)
{
  g_signal_emit (list, chosen_signal, 0,
                 portail_shell_module_get ((guint) gtk_list_box_row_get_index (row))->name);
}

/* NULL for an unknown name. */
static GtkListBoxRow *
find_row (PortailModuleList *list, const char *name)
{
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    if (g_strcmp0 (portail_shell_module_get (i)->name, name) == 0)
      return gtk_list_box_get_row_at_index (list->box, (int) i);
  return NULL;
}

static void
add_row (PortailModuleList *list, guint index)
{
  const PortailShellModule *module = portail_shell_module_get (index);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (module->title));
  g_autofree char *accelerator = portail_action_table_dup_module_key (index);
  g_autofree char *tip = NULL;
  guint key;
  GdkModifierType modifiers;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  tip = gtk_accelerator_get_label (key, modifiers);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (module->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (module->title), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, tip,
                                  -1);
  gtk_list_box_append (list->box, row);
}

static void
portail_module_list_dispose (GObject *object)
{
  PortailModuleList *list = PORTAIL_MODULE_LIST (object);

  g_clear_pointer ((GtkWidget **) &list->box, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_module_list_parent_class)->dispose (object);
}

static void
portail_module_list_class_init (PortailModuleListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_module_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_module_list_init (PortailModuleList *list)
{
  list->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (list->box), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Modules"), -1);
  g_signal_connect_object (list->box, "row-activated", G_CALLBACK (on_row_activated), list,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (list->box), GTK_WIDGET (list));
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    add_row (list, i);
}

void
portail_module_list_set_company (PortailModuleList *list, const PortailShellCompany *company)
{
  g_return_if_fail (PORTAIL_IS_MODULE_LIST (list));
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    gtk_widget_set_visible (
        GTK_WIDGET (gtk_list_box_get_row_at_index (list->box, (int) i)),
        portail_shell_module_is_visible (portail_shell_module_get (i), company));
}

gboolean
portail_module_list_has (PortailModuleList *list, const char *name)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (PORTAIL_IS_MODULE_LIST (list), FALSE);
  row = find_row (list, name);
  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row));
}

const char *
portail_module_list_get_first (PortailModuleList *list)
{
  g_return_val_if_fail (PORTAIL_IS_MODULE_LIST (list), NULL);
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    if (portail_module_list_has (list, portail_shell_module_get (i)->name))
      return portail_shell_module_get (i)->name;
  return NULL;
}

void
portail_module_list_select (PortailModuleList *list, const char *name)
{
  g_return_if_fail (PORTAIL_IS_MODULE_LIST (list));
  gtk_list_box_select_row (list->box, find_row (list, name));
}
