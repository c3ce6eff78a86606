/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clipboard's text as a block of cells. */
#pragma once

#include "shared/portail-text-table.h"

G_BEGIN_DECLS

/* With a tab anywhere the cells are those of a spreadsheet; without, each line is one cell, with
 * whatever it holds: a name with a comma is one name. Owned. Errors as portail_text_table_parse().
 */
PortailTextTable *portail_grid_clip_parse (const char *text, GError **error);

G_END_DECLS
