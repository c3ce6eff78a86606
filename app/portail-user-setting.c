/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-user-setting.h"

#include <string.h>

#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-setting.h"

void
portail_desktop_setting_free (PortailDesktopSetting *setting)
{
  g_free (setting->id);
  g_free (setting->start_page);
  g_free (setting->default_company);
  g_free (setting);
}

/* What cannot be read counts as not chosen. */
static void
read_value (PortailDesktopSetting *setting, const char *value)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (value, strlen (value), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;

  if (root == NULL)
    return;
  setting->start_page = g_strdup (portail_json_get_member_string (root, "start_page"));
  setting->default_company = g_strdup (portail_json_get_member_string (root, "default_company"));
}

PortailDesktopSetting *
portail_desktop_setting_load (PortailDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (PortailDesktopSetting) setting = g_new0 (PortailDesktopSetting, 1);
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_setting_type, error,
      "WHERE user_id = ? AND key = '" PORTAIL_USER_SETTING_DESKTOP "' AND trashed_at IS NULL"
      " ORDER BY id LIMIT 1",
      "t", user_id);

  if (found == NULL)
    return NULL;
  if (found->len > 0)
    {
      const PortailSetting *record = g_ptr_array_index (found, 0);

      setting->id = g_strdup (record->base.id);
      if (record->value != NULL)
        read_value (setting, record->value);
    }
  return g_steal_pointer (&setting);
}

static gpointer
run (PortailDatabase *database, gpointer user_id, GError **error)
{
  return portail_desktop_setting_load (database, user_id, error);
}

PortailQuery *
portail_desktop_setting_query_new (const char *user_id)
{
  return portail_query_new (run, g_strdup (user_id), g_free,
                            (GDestroyNotify) portail_desktop_setting_free);
}

static void
append_member (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;
  portail_json_append_name (json, name);
  portail_json_append_string (json, value);
}

PortailSyncOp *
portail_desktop_setting_make_op (PortailDesktopSetting *setting, const char *user_id)
{
  const PortailRecordType *type = &portail_setting_type;
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  gboolean is_new = setting->id == NULL;
  GString *json = g_string_new ("{");
  PortailChange *change;
  PortailSetting *record;

  if (is_new)
    setting->id = portail_id_new ();
  change = portail_change_new (is_new ? PORTAIL_CHANGE_CREATE : PORTAIL_CHANGE_UPDATE, type,
                               setting->id);
  append_member (json, "default_company", setting->default_company);
  append_member (json, "start_page", setting->start_page);
  record = (PortailSetting *) change->record;
  record->value = g_string_free (g_string_append_c (json, '}'), FALSE);
  change->fields = portail_record_type_field_bit (type, "value");
  if (is_new)
    {
      record->user_id = g_strdup (user_id);
      record->key = g_strdup (PORTAIL_USER_SETTING_DESKTOP);
      change->fields |= portail_record_type_field_bit (type, "user_id")
                        | portail_record_type_field_bit (type, "key");
    }
  portail_sync_op_take_change (op, change);
  return op;
}
