/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-column-change.h"

#include "app/portail-frame-steps.h"

static G_DEFINE_QUARK (portail_column_change, is_noted)

void
portail_column_change_note (GtkColumnViewColumn *column, PortailColumnState state)
{
  g_object_set_qdata (G_OBJECT (column), is_noted_quark (),
                      GINT_TO_POINTER (state == PORTAIL_COLUMN_SHOWN ? 1 : -1));
}

/* Those that are noted as @state become it. Their number. */
static guint
change (GtkColumnView *view, PortailColumnState state)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  int noted = state == PORTAIL_COLUMN_SHOWN ? 1 : -1;
  guint n_changed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (column), is_noted_quark ())) != noted
          || gtk_column_view_column_get_visible (column) == (state == PORTAIL_COLUMN_SHOWN))
        continue;
      gtk_column_view_column_set_visible (column, state == PORTAIL_COLUMN_SHOWN);
      n_changed++;
    }
  return n_changed;
}

static PortailFrameStepsState
show (gpointer view)
{
  change (GTK_COLUMN_VIEW (view), PORTAIL_COLUMN_SHOWN);
  return PORTAIL_FRAME_STEPS_DONE;
}

void
portail_column_change_run (GtkColumnView *view)
{
  if (change (view, PORTAIL_COLUMN_HIDDEN) > 0 && gtk_widget_get_mapped (GTK_WIDGET (view)))
    portail_frame_steps_run (GTK_WIDGET (view), show);
  else
    show (view);
}
