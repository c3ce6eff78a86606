/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what an op of the outbox writes and sends it in place of the op: a form of its record, with
 * what the server said of single fields at those. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-desk.h"
#include "app/portail-outbox-item.h"

G_BEGIN_DECLS

/* Of the change in question. @within: the widget whose window is the parent; failures are told
 * there. */
void portail_op_edit_dialog_run (GtkWidget *within, PortailDesk *desk, PortailOutboxItem *item);

G_END_DECLS
