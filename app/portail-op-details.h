/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known of an op of the outbox, in a window: every change with its values, why it
 * waits, what it waits for. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-outbox-item.h"

G_BEGIN_DECLS

/* @company_name: NULL for none. @within: the widget whose window is the parent. */
void portail_op_details_show (GtkWidget *within, PortailOutboxItem *item, const char *company_name);

/* A child of a message dialog that may be longer than the window: scrolls. Takes the floating
 * @content. Floating. */
GtkWidget *portail_op_details_new_scroller (GtkWidget *content);

G_END_DECLS
