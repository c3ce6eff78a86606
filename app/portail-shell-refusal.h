/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows in place of a module that the person may not see in the chosen company:
 * why, and where to go. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-shell-module.h"

G_BEGIN_DECLS

/* Comes to the front of @pages. */
void portail_shell_refusal_show (GtkStack *pages,
                                 const PortailShellModule *module,
                                 PortailShellContext *context);
/* The module in whose place it is shown; NULL while something else is in front of @pages. */
const char *portail_shell_refusal_get_module (GtkStack *pages);

G_END_DECLS
