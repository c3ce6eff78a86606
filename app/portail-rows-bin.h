/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Around a GtkListBox whose rows may be locked: Tab and arrows go by them to the rows behind (see
 * portail-plain-row.h). Main thread. */
#pragma once

#include <adwaita.h>

#define PORTAIL_TYPE_ROWS_BIN (portail_rows_bin_get_type ())
G_DECLARE_FINAL_TYPE (PortailRowsBin, portail_rows_bin, PORTAIL, ROWS_BIN, AdwBin)

GtkWidget *portail_rows_bin_new (GtkListBox *list);
