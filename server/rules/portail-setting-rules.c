/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: those of the server are the staff's to write, a user's own are his. */
#include <string.h>

#include "server/rules/portail-type-rules.h"
#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-tax-delay.h"
#include "shared/records/portail-setting.h"

static void
check_blanchiment (const PortailJson *value, PortailProblems *problems)
{
  PortailBlanchimentSettings settings;

  portail_blanchiment_settings_init (&settings);
  portail_blanchiment_settings_read_json (&settings, value, problems);
}

static void
check_tax_delay (const PortailJson *value, PortailProblems *problems)
{
  guint days = 0;

  portail_tax_delay_read_json (&days, value, problems);
}

/* The settings of the server whose values have a shape. */
static const struct
{
  const char *key;
  void (*check) (const PortailJson *value, PortailProblems *problems);
} checks[] = {
  { PORTAIL_BLANCHIMENT_DEFAULTS_KEY, check_blanchiment },
  { PORTAIL_TAX_DELAY_KEY, check_tax_delay },
};

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailSetting *setting = (const PortailSetting *) step->after;
  g_autoptr (PortailJsonDocument) document = NULL;

  if (setting == NULL || setting->user_id != NULL || setting->value == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (g_strcmp0 (checks[i].key, setting->key) != 0)
        continue;
      document = portail_json_parse (setting->value, strlen (setting->value), error);
      if (document == NULL)
        return FALSE;
      checks[i].check (portail_json_document_get_root (document), run->outcome->problems);
    }
  return TRUE;
}

const PortailRecordRules portail_setting_rules = {
  .type = &portail_setting_type,
  .traits = PORTAIL_TRAIT_PERSONAL,
  .check = check,
};
