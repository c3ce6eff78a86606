/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of long lists show: texts of a fixed width, which no layout asks about. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-field.h"

G_BEGIN_DECLS

/* A GtkInscription. Widths in letters. Floating. */
GtkWidget *portail_cell_text_new (guint min_chars, guint natural_chars);
/* As wide as the longest choice of @field. Floating. */
GtkWidget *portail_cell_text_new_pill (const PortailField *field);

/* What it shows at the start of the cell, a number at its end, in the direction of the program: GTK
 * goes by the direction of each text. */
void portail_cell_text_align (GtkWidget *text);

G_END_DECLS
