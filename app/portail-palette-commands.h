/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command palette offers without asking the cache: what the window and its visible page
 * can do now, modules, companies, weeks. Main thread. */
#pragma once

#include "app/portail-palette-item.h"
#include "app/portail-window.h"

G_BEGIN_DECLS

/* GPtrArray of owned PortailPaletteItem: only what is enabled and may be seen. */
GPtrArray *portail_palette_commands_list (PortailWindow *window);
/* The week that @text names, as `S38`, `38`, `2025-W38` or `S38 2025`; without a year the last one
 * that is not far ahead of @current. Null for other texts. */
PortailWeek portail_palette_parse_week (const char *text, PortailWeek current);
/* Owned. */
PortailPaletteItem *portail_palette_new_week_item (PortailWeek week);

G_END_DECLS
