/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that the status of a dotation allows, from the tables of transitions and of
 * permissions: Soumettre, Retirer, Valider, Refuser… What the person may not do is greyed and says
 * why. A command that needs a reason asks for it; one without a way back is confirmed by its verb.
 * Main thread.
 *
 * Signal "done" (const char *command) when one was sent. */
#pragma once

#include <adwaita.h>

#include "app/portail-dotation-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMMAND_BAR (portail_command_bar_get_type ())
G_DECLARE_FINAL_TYPE (PortailCommandBar, portail_command_bar, PORTAIL, COMMAND_BAR, AdwBin)

GtkWidget *portail_command_bar_new (void);
/* NULL for none. */
void portail_command_bar_set_model (PortailCommandBar *bar, PortailDotationModel *model);
/* Why the sheet cannot be submitted now, beside status and rights: a sentence; NULL for nothing. */
void portail_command_bar_set_obstacle (PortailCommandBar *bar, const char *obstacle);
/* As a click on its button; FALSE when there is none or it is greyed. */
gboolean portail_command_bar_activate (PortailCommandBar *bar, const char *command);

G_END_DECLS
