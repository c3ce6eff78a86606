/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-growing-list.h"

#define FIRST_STEP       20
#define STEP             12
#define N_ROWS_OF_A_VIEW 200

typedef struct
{
  GtkSliceListModel *slice; /* which owns this */
  guint source;
} Growth;

static void
free_growth (gpointer pointer)
{
  Growth *growth = pointer;

  g_clear_handle_id (&growth->source, g_source_remove);
  g_free (growth);
}

static gboolean
on_frame_over (gpointer user_data)
{
  Growth *growth = user_data;
  guint n = g_list_model_get_n_items (gtk_slice_list_model_get_model (growth->slice));
  guint size = gtk_slice_list_model_get_size (growth->slice) + STEP;

  if (size < MIN (n, N_ROWS_OF_A_VIEW))
    {
      gtk_slice_list_model_set_size (growth->slice, size);
      return G_SOURCE_CONTINUE;
    }
  growth->source = 0;
  gtk_slice_list_model_set_size (growth->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* After the slice has told of it. */
static void
on_items_changed (Growth *growth)
{
  guint n = g_list_model_get_n_items (gtk_slice_list_model_get_model (growth->slice));

  if (n == 0)
    {
      g_clear_handle_id (&growth->source, g_source_remove);
      gtk_slice_list_model_set_size (growth->slice, FIRST_STEP);
    }
  else if (growth->source == 0 && gtk_slice_list_model_get_size (growth->slice) != G_MAXUINT)
    /* Behind GDK, which computes the size of the window in an idle moment. */
    growth->source = g_idle_add_full (G_PRIORITY_LOW, on_frame_over, growth, NULL);
}

GListModel *
portail_growing_list_new (GListModel *model)
{
  Growth *growth = g_new0 (Growth, 1);

  growth->slice = gtk_slice_list_model_new (model, 0, FIRST_STEP);
  g_object_set_data_full (G_OBJECT (growth->slice), "growth", growth, free_growth);
  g_signal_connect_swapped (growth->slice, "items-changed", G_CALLBACK (on_items_changed), growth);
  on_items_changed (growth);
  return G_LIST_MODEL (growth->slice);
}
