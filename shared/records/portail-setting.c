/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-setting.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailSetting, user_id),
      .title = N_ ("User"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_IMMUTABLE,
  },
  {
      PORTAIL_TEXT (PortailSetting, key),
      .title = N_ ("Name"),
      .max = 100,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_JSON (PortailSetting, value),
      .title = N_ ("Value"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
};

static void
check (const PortailRecord *record, PortailProblems *problems)
{
  if (record->enterprise_id != NULL)
    portail_problems_add (problems, "enterprise_id", "not_writable",
                          _ ("This field may not be written."));
}

static char *
make_natural_key (const PortailRecord *record)
{
  const PortailSetting *setting = (const PortailSetting *) record;

  return g_strdup_printf ("%s/%s", setting->user_id != NULL ? setting->user_id : "", setting->key);
}

const PortailRecordType portail_setting_type = {
  PORTAIL_RECORD_TYPE (PortailSetting, fields),
  .name = "setting",
  .title = N_ ("Setting"),
  .scope = PORTAIL_SCOPE_USER_OR_GLOBAL,
  .module = PORTAIL_MODULE_SETTINGS,
  .since = 2,
  .check = check,
  .make_natural_key = make_natural_key,
};
