/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header's choice among the companies of a shell context; long lists can be searched. It hides
 * while there are none. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-shell-context.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPANY_CHOOSER (portail_company_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompanyChooser,
                      portail_company_chooser,
                      PORTAIL,
                      COMPANY_CHOOSER,
                      GtkWidget)

/* Once. */
void portail_company_chooser_set_context (PortailCompanyChooser *chooser,
                                          PortailShellContext *context);

G_END_DECLS
