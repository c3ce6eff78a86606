/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-plain-row.h"

struct _PortailPlainRow
{
  AdwPreferencesRow parent_instance;
};

G_DEFINE_TYPE (PortailPlainRow, portail_plain_row, ADW_TYPE_PREFERENCES_ROW)

gboolean
portail_plain_row_pass (GtkWidget *row, GtkDirectionType direction)
{
  gboolean is_back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  gboolean is_taken = FALSE;

  if (!is_back && direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_DOWN)
    return FALSE;
  while (row != NULL && !is_taken)
    {
      row = is_back ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
      is_taken = row != NULL && gtk_widget_child_focus (row, direction);
    }
  return is_taken;
}

static gboolean
portail_plain_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  return (child != NULL && gtk_widget_child_focus (child, direction))
         || portail_plain_row_pass (widget, direction);
}

static gboolean
portail_plain_row_grab_focus (GtkWidget *widget)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  return child != NULL && gtk_widget_grab_focus (child);
}

static void
portail_plain_row_class_init (PortailPlainRowClass *class)
{
  GTK_WIDGET_CLASS (class)->focus = portail_plain_row_focus;
  GTK_WIDGET_CLASS (class)->grab_focus = portail_plain_row_grab_focus;
}

static void
portail_plain_row_init (PortailPlainRow *row)
{
  gtk_widget_set_focusable (GTK_WIDGET (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
}

GtkWidget *
portail_plain_row_new (GtkWidget *child)
{
  GtkWidget *row = g_object_new (PORTAIL_TYPE_PLAIN_ROW, NULL);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  return row;
}
