/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes ops of the outbox to a file of the person's choice, as a JSON text for people to keep.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-cache.h"

G_BEGIN_DECLS

/* The op of @op_id, or all for NULL. @within: the widget whose window is the parent and shows how
 * it went. */
void portail_tray_export_run (GtkWidget *within, PortailCache *cache, const char *op_id);

G_END_DECLS
