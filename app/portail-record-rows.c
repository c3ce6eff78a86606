/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-rows.h"

#include <string.h>

/* Widgets of rows come and go in steps, so that none of them holds up the main loop; the first ones
 * after the page around them. */
#define STEP        8
#define STEP_DOWN   20
#define N_LAST_DOWN 40 /* rows that may go with the last step: most of those that are seen */

static PortailRecordKey *
at (GArray *keys, guint index)
{
  return &g_array_index (keys, PortailRecordKey, index);
}

void
portail_record_rows_init (PortailRecordRows *rows, GListModel *model)
{
  rows->model = model;
  rows->keys = g_array_new (FALSE, FALSE, sizeof (PortailRecordKey));
  rows->order = NULL;
  rows->slots = portail_record_slots_new ();
}

void
portail_record_rows_finalize (PortailRecordRows *rows)
{
  portail_record_rows_stop_growing (rows);
  portail_record_slots_free (rows->slots);
  g_array_unref (rows->keys);
}

void
portail_record_rows_stop_growing (PortailRecordRows *rows)
{
  g_clear_pointer (&rows->order, g_array_unref);
}

void
portail_record_rows_clear (PortailRecordRows *rows)
{
  guint n_rows = rows->keys->len;

  portail_record_rows_stop_growing (rows);
  g_array_set_size (rows->keys, 0);
  portail_record_slots_clear (rows->slots);
  g_list_model_items_changed (rows->model, 0, n_rows, 0);
}

/* What is told becomes the whole order, which nobody else holds by now: a million keys are not
 * copied. */
static void
take_keys (PortailRecordRows *rows, GArray *order)
{
  g_array_unref (rows->keys);
  rows->keys = g_array_ref (order);
}

/* From the last hunk to the first, so that positions before it hold; the model is whole at each
 * signal. */
static void
apply_hunks (PortailRecordRows *rows, const GArray *hunks, GArray *order)
{
  for (guint i = hunks->len; i > 0; i--)
    {
      const PortailKeyHunk *hunk = &g_array_index (hunks, PortailKeyHunk, i - 1);

      if (hunk->n_removed > 0)
        g_array_remove_range (rows->keys, hunk->position, hunk->n_removed);
      if (hunk->n_added > 0)
        g_array_insert_vals (rows->keys, hunk->position, at (order, hunk->from), hunk->n_added);
      if (hunk->n_removed > 0 || hunk->n_added > 0)
        g_list_model_items_changed (rows->model, hunk->position, hunk->n_removed, hunk->n_added);
    }
}

/* The rows of another query take the place of those that are shown, so that a view keeps its
 * widgets: GTK 4.8 would make each anew. */
static void
turn_rows (PortailRecordRows *rows, GArray *order, PortailKeyHunk *hunk)
{
  guint n = MIN (hunk->n_removed, hunk->n_added);

  if (n == 0)
    return;
  portail_record_slots_reuse (rows->slots, at (rows->keys, hunk->position), at (order, hunk->from),
                              n);
  memcpy (at (rows->keys, hunk->position), at (order, hunk->from), n * sizeof (PortailRecordKey));
  *hunk = (PortailKeyHunk){ hunk->position + n, hunk->n_removed - n, hunk->from + n,
                            hunk->n_added - n };
}

static void
take_only_hunk (PortailRecordRows *rows, GArray *order, const PortailKeyHunk *hunk)
{
  take_keys (rows, order);
  if (hunk->n_removed > 0 || hunk->n_added > 0)
    g_list_model_items_changed (rows->model, hunk->position, hunk->n_removed, hunk->n_added);
}

/* Whether rows of the former query still go before those of @order take the place of the others. */
static gboolean
must_shrink (const PortailRecordRows *rows, const GArray *order)
{
  guint n_widgets = MIN (rows->keys->len, PORTAIL_RECORD_ROWS_OF_VIEW);

  return n_widgets > MAX (order->len + STEP_DOWN, N_LAST_DOWN);
}

/* From the end, which is out of sight. */
static void
shrink (PortailRecordRows *rows, const GArray *order)
{
  guint n_told = rows->keys->len;
  guint n_next = MAX (order->len, MIN (n_told, PORTAIL_RECORD_ROWS_OF_VIEW) - STEP_DOWN);

  g_array_set_size (rows->keys, n_next);
  g_list_model_items_changed (rows->model, n_next, n_told - n_next, 0);
}

/* Whatever was to come before is forgotten. */
static PortailRecordRowsGrowth
tell_order (PortailRecordRows *rows, GArray *order, PortailKeyComparison comparison)
{
  guint n_told = rows->keys->len;
  guint n_next = n_told < PORTAIL_RECORD_ROWS_OF_VIEW ? MIN (order->len, n_told) : order->len;
  g_autoptr (GArray) hunks = portail_record_key_compare_lists (rows->keys, order, n_next,
                                                               comparison);

  if (n_next < order->len)
    rows->order = g_array_ref (order);
  if (comparison == PORTAIL_KEY_COMPARE_AS_ONE && hunks->len == 1)
    turn_rows (rows, order, &g_array_index (hunks, PortailKeyHunk, 0));
  if (hunks->len == 1 && rows->order == NULL)
    take_only_hunk (rows, order, &g_array_index (hunks, PortailKeyHunk, 0));
  else
    apply_hunks (rows, hunks, order);
  return rows->order != NULL ? PORTAIL_RECORD_ROWS_GROWING : PORTAIL_RECORD_ROWS_WHOLE;
}

PortailRecordRowsGrowth
portail_record_rows_take_order (PortailRecordRows *rows,
                                GArray *order,
                                PortailKeyComparison comparison)
{
  portail_record_rows_stop_growing (rows);
  if (comparison == PORTAIL_KEY_COMPARE_CLOSELY || !must_shrink (rows, order))
    return tell_order (rows, order, comparison);
  rows->order = g_array_ref (order);
  return PORTAIL_RECORD_ROWS_SHRINKING;
}

static PortailRecordRowsGrowth
grow (PortailRecordRows *rows, GArray *order)
{
  guint n_told = rows->keys->len;
  guint n_next = n_told + STEP;

  if (n_next >= PORTAIL_RECORD_ROWS_OF_VIEW || n_next > order->len)
    n_next = order->len;
  if (n_next < order->len)
    {
      rows->order = g_array_ref (order);
      g_array_append_vals (rows->keys, at (order, n_told), n_next - n_told);
    }
  else
    take_keys (rows, order);
  g_list_model_items_changed (rows->model, n_told, 0, n_next - n_told);
  return rows->order != NULL ? PORTAIL_RECORD_ROWS_GROWING : PORTAIL_RECORD_ROWS_WHOLE;
}

PortailRecordRowsGrowth
portail_record_rows_step (PortailRecordRows *rows)
{
  g_autoptr (GArray) order = g_steal_pointer (&rows->order);

  if (order == NULL)
    return PORTAIL_RECORD_ROWS_WHOLE;
  if (rows->keys->len < order->len)
    return grow (rows, order);
  if (!must_shrink (rows, order))
    return tell_order (rows, order, PORTAIL_KEY_COMPARE_AS_ONE);
  shrink (rows, order);
  rows->order = g_steal_pointer (&order);
  return PORTAIL_RECORD_ROWS_SHRINKING;
}

guint
portail_record_rows_find (const PortailRecordRows *rows, PortailRecordKey key)
{
  for (guint i = 0; i < rows->keys->len; i++)
    if (portail_record_key_is_equal (*at (rows->keys, i), key))
      return i;
  return G_MAXUINT;
}
