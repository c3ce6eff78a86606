/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that comes to its view in steps. A view makes widgets for up to two hundred rows at once
 * (GTK 4.8), for a tenth of a second; so it gets those of the first sight, then some after each
 * frame. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* Takes @model, and shows its beginning, then all of it. Begins anew when it was empty. Owned. */
GListModel *portail_growing_list_new (GListModel *model);
