/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says something in the window that a widget is in, if it is one of ours. Never markup. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void portail_toast_show (GtkWidget *within, const char *title);
/* With a button « Annuler » for the last step. */
void portail_toast_show_undo (GtkWidget *within, const char *title);

G_END_DECLS
