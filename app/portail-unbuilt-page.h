/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sidebar shows for a module that this version does not have: that it comes later, and
 * nothing else. */
#pragma once

#include <adwaita.h>

#include "app/portail-shell-module.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_UNBUILT_PAGE (portail_unbuilt_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailUnbuiltPage, portail_unbuilt_page, PORTAIL, UNBUILT_PAGE, AdwBin)

GtkWidget *portail_unbuilt_page_new (const PortailShellModule *module);

G_END_DECLS
