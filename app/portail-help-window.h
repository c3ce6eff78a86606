/* SPDX-License-Identifier: GPL-3.0-or-later */
/* F1: what the visible page is for, in a few sentences, and the keys. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @module: name of the page's module; another name, or NULL, gives the words about the window.
 * @title: of the page. Floating as toplevels are. */
GtkWidget *portail_help_window_new (GtkWindow *parent, const char *module, const char *title);

G_END_DECLS
