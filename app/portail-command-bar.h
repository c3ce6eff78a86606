/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that the state of a record allows, from the tables of transitions and of
 * permissions: Soumettre, Retirer, Valider, Refuser… What the person may not do is greyed and says
 * why. A command with arguments asks for them; one without a way back is confirmed by its verb.
 * Of several records: the commands that all of them allow. Main thread.
 *
 * Signal "run" (const char *command, const PortailArguments *arguments): the person wants it, and
 * portail_command_manner_make_change() makes it a change. */
#pragma once

#include <adwaita.h>

#include "shared/portail-permission.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMMAND_BAR (portail_command_bar_get_type ())
G_DECLARE_FINAL_TYPE (PortailCommandBar, portail_command_bar, PORTAIL, COMMAND_BAR, AdwBin)

GtkWidget *portail_command_bar_new (void);
/* Copies @record, NULL for none. @rights: the person's in the module of the record. */
void
portail_command_bar_set_record (PortailCommandBar *bar, gconstpointer record, PortailRights rights);
/* Of one type; @rights: those that hold for all of them. */
void portail_command_bar_set_records (PortailCommandBar *bar,
                                      const GPtrArray *records,
                                      PortailRights rights);
/* Why @command cannot be given now, beside state and rights: a sentence; NULL for nothing. */
void portail_command_bar_set_obstacle (PortailCommandBar *bar,
                                       const char *command,
                                       const char *obstacle);
/* As a click on its button; FALSE when there is none or it is greyed. */
gboolean portail_command_bar_activate (PortailCommandBar *bar, const char *command);
/* The room for the buttons, in pixels: where they need more, the one to take stays and a menu has
 * the others. -1, as at first: all side by side. */
void portail_command_bar_set_width (PortailCommandBar *bar, int width);
/* Whether any is there, greyed or not. */
gboolean portail_command_bar_has_any (PortailCommandBar *bar);

G_END_DECLS
