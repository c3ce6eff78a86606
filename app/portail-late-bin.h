/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a stack whose child is made when it is first shown, or asked for: a page that has
 * several views is there as soon as its first one. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_LATE_BIN (portail_late_bin_get_type ())
G_DECLARE_FINAL_TYPE (PortailLateBin, portail_late_bin, PORTAIL, LATE_BIN, AdwBin)

/* Once; what it makes is whole, its signals connected. Floating. */
typedef GtkWidget *(*PortailLateMake) (gpointer user_data);

/* @user_data lives as long as the place can be shown. */
GtkWidget *portail_late_bin_new (PortailLateMake make, gpointer user_data);
/* Makes it. Borrowed; NULL once the place is disposed of. */
GtkWidget *portail_late_bin_make_child (PortailLateBin *bin);

G_END_DECLS
