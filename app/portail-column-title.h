/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles of a GtkColumnView, which this version of GTK lets nobody align. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The row of all titles, NULL where @view has none so far. Borrowed. */
GtkWidget *portail_column_title_get_row (GtkColumnView *view);
/* The title of the column at @index, of all that were appended, stands at the side of numbers, the
 * arrow of the order before it. */
void portail_column_title_to_end (GtkColumnView *view, guint index);

G_END_DECLS
