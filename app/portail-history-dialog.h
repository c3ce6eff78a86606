/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of one record: each change with its fields before and after, who made it and when, as
 * the server tells (contract.md §3). Without the server the last answer is shown. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

/* @within: the widget whose window is the parent. @title: of the record; copied. */
void portail_history_dialog_show (GtkWidget *within,
                                  PortailDesk *desk,
                                  const PortailRecord *record,
                                  const char *title);

G_END_DECLS
