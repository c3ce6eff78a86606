/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a file goes, makes and writes it on a thread, and says so. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The bytes of the file, on a thread of their own. Owned, or NULL with @error set. */
typedef GBytes *(*PortailSaveMake) (gpointer what, GError **error);

/* @within: the widget whose window is the parent. @name: what is proposed, with its extension,
 * which a name without one gets again. Takes @what. */
void portail_save_dialog_run (GtkWidget *within,
                              const char *name,
                              PortailSaveMake make,
                              gpointer what,
                              GDestroyNotify free_what);

G_END_DECLS
