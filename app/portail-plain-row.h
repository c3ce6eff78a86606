/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list that never takes the keyboard itself: Tab and arrows go to what is in it, or on
 * to the next row that takes it. Main thread.
 *
 * 1. A GtkListBox lets go of Tab at the first row that does not take it, one that says something
 *    or one that is locked, and nobody comes to the rows behind. */
#pragma once

#include <adwaita.h>

#define PORTAIL_TYPE_PLAIN_ROW (portail_plain_row_get_type ())
G_DECLARE_FINAL_TYPE (PortailPlainRow, portail_plain_row, PORTAIL, PLAIN_ROW, AdwPreferencesRow)

/* Cannot be activated; @child is what it shows. */
GtkWidget *portail_plain_row_new (GtkWidget *child);
/* Gives the keyboard to the next row behind @row, or before it, that takes it. */
gboolean portail_plain_row_pass (GtkWidget *row, GtkDirectionType direction);
