/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-column-change.h"

#include "app/portail-frame-steps.h"

static G_DEFINE_QUARK (portail_column_change, noted_state)

void
portail_column_change_note (GtkColumnViewColumn *column, PortailColumnState state)
{
  g_object_set_qdata (G_OBJECT (column), noted_state_quark (), GINT_TO_POINTER (state));
}

/* At most @max of those that are noted as @state become it. Their number. */
static guint
change (GtkColumnView *view, PortailColumnState state, guint max)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  gboolean is_shown = state == PORTAIL_COLUMN_SHOWN;
  guint n_changed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns) && n_changed < max; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_object_get_qdata (G_OBJECT (column), noted_state_quark ()) != GINT_TO_POINTER (state)
          || gtk_column_view_column_get_visible (column) == is_shown)
        continue;
      gtk_column_view_column_set_visible (column, is_shown);
      n_changed++;
    }
  return n_changed;
}

static PortailFrameStepsState
show_next (gpointer view)
{
  return change (GTK_COLUMN_VIEW (view), PORTAIL_COLUMN_SHOWN, 1) > 0 ? PORTAIL_FRAME_STEPS_MORE
                                                                      : PORTAIL_FRAME_STEPS_DONE;
}

void
portail_column_change_run (GtkColumnView *view)
{
  change (view, PORTAIL_COLUMN_HIDDEN, G_MAXUINT);
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    portail_frame_steps_run (GTK_WIDGET (view), show_next);
  else
    change (view, PORTAIL_COLUMN_SHOWN, G_MAXUINT);
}
