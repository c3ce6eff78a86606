/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conflict, field by field: mine, what the server has, and for a text a third of one's own. No
 * value is chosen before the person has (sync.md: protected fields never merge, nothing is resolved
 * by clock). What comes of it is one op on top of what the server has now. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-outbox-item.h"

G_BEGIN_DECLS

/* @within: the widget whose window is the parent; failures are told there. */
void portail_op_choice_dialog_run (GtkWidget *within, PortailCache *cache, PortailOutboxItem *item);

G_END_DECLS
