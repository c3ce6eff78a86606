/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-rows-bin.h"

#include "app/portail-plain-row.h"

struct _PortailRowsBin
{
  AdwBin parent_instance;
};

G_DEFINE_TYPE (PortailRowsBin, portail_rows_bin, ADW_TYPE_BIN)

/* Where the keyboard would have gone: the row behind the one that has it, or the outermost. */
static gboolean
portail_rows_bin_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *list = adw_bin_get_child (ADW_BIN (widget));
  gboolean is_back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *row;

  if (gtk_widget_child_focus (list, direction))
    return TRUE;
  row = gtk_widget_get_focus_child (list);
  if (row == NULL)
    row = is_back ? gtk_widget_get_last_child (list) : gtk_widget_get_first_child (list);
  return row != NULL && portail_plain_row_pass (row, direction);
}

static void
portail_rows_bin_class_init (PortailRowsBinClass *class)
{
  GTK_WIDGET_CLASS (class)->focus = portail_rows_bin_focus;
}

static void
portail_rows_bin_init (PortailRowsBin *bin)
{
}

GtkWidget *
portail_rows_bin_new (GtkListBox *list)
{
  return g_object_new (PORTAIL_TYPE_ROWS_BIN, "child", list, NULL);
}
