/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail-server import FILE`. */
#include "server/portail-admin-commands.h"
#include "server/portail-legacy-import.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

gboolean
portail_admin_import (PortailAdminCall *call, GError **error)
{
  const char *format = portail_admin_get_option (call, "format");
  gboolean is_json = g_strcmp0 (format, "json") == 0;
  g_autoptr (PortailLegacyReport) report = NULL;

  if (format != NULL && !is_json && !g_str_equal (format, "text"))
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("--format is text or json."));
      return FALSE;
    }
  report = portail_legacy_import_run (call->database, call->arguments[0], call->now, error);
  if (report == NULL)
    return FALSE;
  if (!is_json)
    {
      portail_legacy_report_append_text (report, call->output);
      return TRUE;
    }
  portail_legacy_report_append_json (report, call->output);
  g_string_append_c (call->output, '\n');
  return TRUE;
}
