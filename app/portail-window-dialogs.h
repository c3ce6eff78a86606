/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a window, and above that. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of @window, which is being disposed of: those that go with their parent are destroyed; none
 * points at it any more, also one that somebody still holds, as GTK does while it has a key to
 * deliver. GTK 4.8 leaves the pointer of a destroyed window to its parent, and follows it in the
 * end. */
void portail_window_dialogs_let_go (GtkWindow *window);

G_END_DECLS
