/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows exactly what would be sent of what went wrong, and lets the person add a word and decide.
 * Closing it decides nothing: it comes again at the next start.
 *
 * Signal "decided" (int decision, const char *comment): a PortailErrorDecision. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-error-reporter.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ERROR_DIALOG (portail_error_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PortailErrorDialog, portail_error_dialog, PORTAIL, ERROR_DIALOG, AdwWindow)

/* @parent may be NULL. Not shown yet. */
PortailErrorDialog *portail_error_dialog_new (GtkWindow *parent, const GPtrArray *reports);

G_END_DECLS
