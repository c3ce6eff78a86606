/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-sync-cursor.h"

#include "server/portail-record-view.h"

static char *
compute_mac (const PortailCursorSeal *seal, const char *scope, const char *numbers)
{
  g_autofree char *rights = portail_record_view_describe (seal->access, scope);
  g_autofree char *text = g_strjoin ("\n", scope, seal->epoch,
                                     portail_access_get_user (seal->access)->base.id, rights,
                                     numbers, NULL);

  return portail_secret_derive_token (seal->key, text);
}

char *
portail_sync_cursor_format (const PortailCursorSeal *seal,
                            const char *scope,
                            const PortailCursor *cursor)
{
  g_autofree char *numbers = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                                              cursor->number, cursor->since);
  g_autofree char *mac = compute_mac (seal, scope, numbers);

  return g_strjoin (".", numbers, mac, NULL);
}

gboolean
portail_sync_cursor_parse (const PortailCursorSeal *seal,
                           const char *scope,
                           const char *text,
                           PortailCursor *cursor)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ".", 4) : NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *mac = NULL;

  if (parts == NULL || g_strv_length (parts) != 3)
    return FALSE;
  numbers = g_strjoin (".", parts[0], parts[1], NULL);
  mac = compute_mac (seal, scope, numbers);
  if (!portail_secret_is_equal (mac, parts[2]))
    return FALSE;
  return g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &cursor->number, NULL)
         && g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &cursor->since, NULL);
}
