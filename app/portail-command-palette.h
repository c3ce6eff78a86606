/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette (desktop.md, Keyboard): everything that one may do now, found by a few
 * letters: commands of page and program, modules, companies, weeks, records of the cache.
 *
 * 1. Nothing is offered that is disabled or may not be seen.
 * 2. The keyboard is enough: typing filters, the arrows choose, Enter does, Escape leaves.
 * 3. Commands answer at once; records follow when the cache has found them. Main thread. */
#pragma once

#include "app/portail-window.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMMAND_PALETTE (portail_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (PortailCommandPalette,
                      portail_command_palette,
                      PORTAIL,
                      COMMAND_PALETTE,
                      AdwWindow)

/* Over @window, whose state it reads once. */
GtkWidget *portail_command_palette_new (PortailWindow *window);

G_END_DECLS
