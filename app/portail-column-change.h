/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of a view are seen. A column has cells for two hundred rows (GTK 4.8), so that
 * those which come wait for the frame without those which go, and for each other. Main thread. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  PORTAIL_COLUMN_HIDDEN = 1, /* 0 is a column that nothing was noted of */
  PORTAIL_COLUMN_SHOWN,
} PortailColumnState;

/* From the next portail_column_change_run() on. */
void portail_column_change_note (GtkColumnViewColumn *column, PortailColumnState state);
/* What goes at once; what comes too where nobody sees the view, otherwise one a frame. */
void portail_column_change_run (GtkColumnView *view);
