/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar's modules: those that the person may see in the chosen company. Main thread.
 *
 * Signal "chosen" (const char *name): a person wants to see that module. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-shell-context.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_MODULE_LIST (portail_module_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailModuleList, portail_module_list, PORTAIL, MODULE_LIST, GtkWidget)

/* NULL: no company, all modules. */
void portail_module_list_set_company (PortailModuleList *list, const PortailShellCompany *company);
/* Whether it shows the module @name. */
gboolean portail_module_list_has (PortailModuleList *list, const char *name);
/* The first one that it shows; NULL for none. Static. */
const char *portail_module_list_get_first (PortailModuleList *list);
/* NULL for none. */
void portail_module_list_select (PortailModuleList *list, const char *name);

G_END_DECLS
