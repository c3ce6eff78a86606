/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-loader.h"

#include "shared/portail-layered-setting.h"
#include "shared/portail-record-sql.h"

gboolean
portail_blanchiment_load_settings (PortailDatabase *database,
                                   const char *enterprise_id,
                                   PortailBlanchimentSettings *settings,
                                   GError **error)
{
  g_auto (PortailLayeredSetting) setting = { 0 };

  if (!portail_layered_setting_load (database, PORTAIL_BLANCHIMENT_DEFAULTS_KEY, enterprise_id,
                                     &setting, error))
    return FALSE;
  portail_blanchiment_settings_resolve (settings, setting.defaults, setting.company);
  return TRUE;
}

GPtrArray *
portail_blanchiment_load_operations (PortailDatabase *database,
                                     const char *enterprise_id,
                                     PortailDay from,
                                     PortailDay to,
                                     GError **error)
{
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  char first[PORTAIL_DAY_TEXT_SIZE] = "";
  char last[PORTAIL_DAY_TEXT_SIZE] = "9999-12-31";

  portail_day_format (from, first);
  if (!portail_day_is_null (to))
    portail_day_format (to, last);
  if (portail_day_is_null (from))
    return portail_record_sql_list (database, type, error,
                                    "WHERE enterprise_id = ? AND trashed_at IS NULL"
                                    " AND coalesce (date_recu, '') <= ? ORDER BY id",
                                    "tt", enterprise_id, last);
  /* In this form an index finds the days. */
  return portail_record_sql_list (database, type, error,
                                  "WHERE enterprise_id = ? AND trashed_at IS NULL"
                                  " AND date_recu >= ? AND date_recu <= ? ORDER BY id",
                                  "ttt", enterprise_id, first, last);
}

PortailDay
portail_blanchiment_move_day (PortailDay day, gint32 days)
{
  PortailDay first = portail_day_from_date (1, 1, 1);
  PortailDay last = portail_day_from_date (9999, 12, 31);

  if (portail_day_is_null (day))
    return day;
  return (PortailDay){ CLAMP (day.number + days, first.number, last.number) };
}
