/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter that holds, as a button that takes it away. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Appends the one of @text, which is never markup. The button: its "clicked" is the caller's. */
GtkWidget *portail_filter_chip_add (GtkFlowBox *chips, const char *text);

G_END_DECLS
