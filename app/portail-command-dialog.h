/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a command: what follows from it, and the arguments that it takes, as rows of a form.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-arguments.h"

G_BEGIN_DECLS

/* @arguments: borrowed. */
typedef void (*PortailCommandAnswer) (const PortailTransition *transition,
                                      const PortailArguments *arguments,
                                      gpointer user_data);

/* About @records, which are of one type and copied: what the arguments would make wrong in one of
 * them is said at their rows. @answer is called when the person agrees and @owner, which is passed
 * to it, is still there. Returns the dialog, which owns itself. */
GtkWindow *portail_command_dialog_ask (GtkWidget *owner,
                                       const PortailTransition *transition,
                                       const GPtrArray *records,
                                       PortailCommandAnswer answer);

G_END_DECLS
