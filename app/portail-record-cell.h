/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cell of a table of records that one points at. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the cell at or around @widget shows; NULL where that is no cell. Borrowed. */
GtkListItem *portail_record_cell_find_row (GtkWidget *widget);
/* The text of that cell where it may be cut. Borrowed. */
const char *portail_record_cell_find_text (GtkWidget *widget);

G_END_DECLS
