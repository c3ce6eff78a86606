/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-layered-setting.h"

#include "shared/portail-load-text.h"

gboolean
portail_layered_setting_load (PortailDatabase *database,
                              const char *key,
                              const char *enterprise_id,
                              PortailLayeredSetting *setting,
                              GError **error)
{
  return portail_load_text (database,
                            "SELECT value FROM setting WHERE key = ? AND user_id IS NULL"
                            " AND trashed_at IS NULL",
                            key, &setting->defaults, error)
         && portail_load_text (database, "SELECT settings FROM enterprise WHERE id = ?",
                               enterprise_id, &setting->company, error);
}

void
portail_layered_setting_clear (PortailLayeredSetting *setting)
{
  g_clear_pointer (&setting->defaults, g_free);
  g_clear_pointer (&setting->company, g_free);
}
