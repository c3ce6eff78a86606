/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-clip.h"

#include <string.h>

static PortailTextTable *
parse_lines (const char *text, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_text_table_new ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);

  /* What follows the last line feed is no line. */
  if (n_lines > 1 && *lines[n_lines - 1] == '\0')
    n_lines--;
  for (guint i = 0; i < n_lines; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (!portail_text_table_add_row (table, i + 1, error)
          || !portail_text_table_add_cell (
              table, 0, *line == '\0' ? PORTAIL_CELL_EMPTY : PORTAIL_CELL_TEXT, line, error))
        return NULL;
    }
  return g_steal_pointer (&table);
}

PortailTextTable *
portail_grid_clip_parse (const char *text, GError **error)
{
  return strchr (text, '\t') != NULL ? portail_text_table_parse (text, strlen (text), error)
                                     : parse_lines (text, error);
}
