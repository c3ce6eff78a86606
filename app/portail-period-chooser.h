/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The period in the header: the week before, the week after, and a list of weeks behind the
 * button between them. Shows and sets the period of its context. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-shell-context.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_PERIOD_CHOOSER (portail_period_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PortailPeriodChooser,
                      portail_period_chooser,
                      PORTAIL,
                      PERIOD_CHOOSER,
                      GtkWidget)

/* Once. */
void portail_period_chooser_set_context (PortailPeriodChooser *chooser,
                                         PortailShellContext *context);

G_END_DECLS
