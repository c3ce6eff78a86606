/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says something in the window that a widget is in, if it is one of ours. Never markup. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void portail_toast_show (GtkWidget *within, const char *title);
/* With a button « Annuler » for the last step. */
void portail_toast_show_undo (GtkWidget *within, const char *title);
/* With one that calls @undo (gpointer user_data), whatever is shown by then. @user_data is freed
 * with the toast. */
void portail_toast_show_undo_of (GtkWidget *within,
                                 const char *title,
                                 GCallback undo,
                                 gpointer user_data,
                                 GDestroyNotify free_user_data);

G_END_DECLS
