/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Companies: each has a card that everybody sees, and settings by which its open dotations are
 * computed, its operations of the blanchiment shared and its taxes due. */
#include <string.h>

#include "server/portail-access.h"
#include "server/portail-dotation-totals.h"
#include "server/portail-roles.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-settings-json.h"
#include "shared/portail-tax-delay.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"

static void
check_settings (const PortailJson *object, PortailProblems *problems)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailBlanchimentSettings blanchiment;
  PortailModeImpot mode;
  guint delay_days = 0;

  portail_settings_read_json (settings, &mode, object, problems);
  portail_blanchiment_settings_init (&blanchiment);
  portail_blanchiment_settings_read_company (&blanchiment, object, problems);
  portail_tax_delay_read_company (&delay_days, object, problems);
}

/* What the settings say of the delay, as canonical JSON; NULL for nothing. Owned. */
static char *
dup_delay (const PortailRecord *enterprise)
{
  const char *text = enterprise != NULL ? ((const PortailEnterprise *) enterprise)->settings : NULL;
  g_autoptr (PortailJsonDocument) document = text != NULL
                                                 ? portail_json_parse (text, strlen (text), NULL)
                                                 : NULL;
  const PortailJson *delay = document != NULL
                                 ? portail_json_get (portail_json_document_get_root (document),
                                                     PORTAIL_TAX_DELAY_MEMBER)
                                 : NULL;
  GString *json;

  if (delay == NULL || delay->kind == PORTAIL_JSON_NULL)
    return NULL;
  json = g_string_new (NULL);
  portail_json_append_canonical (delay, json);
  return g_string_free (json, FALSE);
}

/* When a tax is due is the staff's to say (domain.md §7.1), of one company too. */
static gboolean
check_delay_right (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  g_autofree char *before = dup_delay (step->before);
  g_autofree char *after = dup_delay (step->after);
  PortailRole role = portail_access_get_highest_role (run->actor->access);

  if (g_strcmp0 (before, after) == 0 || role == PORTAIL_ROLE_STAFF
      || role == PORTAIL_ROLE_SUPERADMIN)
    return TRUE;
  portail_problems_add (run->outcome->problems, "settings." PORTAIL_TAX_DELAY_MEMBER,
                        "not_writable", _ ("This field may not be written."));
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const char *text = step->after != NULL ? ((PortailEnterprise *) step->after)->settings : NULL;
  g_autoptr (PortailJsonDocument) document = NULL;

  if (step->after == NULL
      || (step->before != NULL
          && g_strcmp0 (((const PortailEnterprise *) step->before)->settings, text) == 0))
    return TRUE;
  if (step->change->kind != PORTAIL_CHANGE_COMMAND && !check_delay_right (run, step, error))
    return FALSE;
  document = text != NULL ? portail_json_parse (text, strlen (text), NULL) : NULL;
  if (document != NULL)
    check_settings (portail_json_document_get_root (document), run->outcome->problems);
  return TRUE;
}

/* Whether what Discord gives in the company may be another thing now. */
static gboolean
is_mapped_anew (const PortailRowStep *step)
{
  static const char *const names[] = { "discord_guild_id", "main_guild_role_id", "patron_role_id",
                                       "co_patron_role_id", "employee_role_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names) && step->after != NULL; i++)
    {
      int index = portail_record_type_find_field (step->after->type, names[i]);
      const PortailField *field = portail_record_type_get_field (step->after->type, (guint) index);

      if (step->before != NULL ? !portail_field_is_equal (field, step->before, step->after)
                               : !portail_field_is_null (field, step->after))
        return TRUE;
    }
  return FALSE;
}

/* Everybody sees the card, so it holds nothing else of the company. */
static gboolean
follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailEnterprise *before = (const PortailEnterprise *) step->before;
  const PortailEnterprise *after = (const PortailEnterprise *) step->after;
  const PortailEnterprise *enterprise = after != NULL ? after : before;
  g_autoptr (PortailEnterpriseCard) card = portail_record_new (&portail_enterprise_card_type);
  g_autoptr (PortailRecord) live = NULL;

  if (is_mapped_anew (step) && !portail_roles_apply_known (run->writer, error))
    return FALSE;
  card->base.id = g_strdup (enterprise->base.id);
  card->name = g_strdup (enterprise->name);
  card->is_active = enterprise->is_active;
  if (after == NULL)
    {
      live = portail_record_sql_load (run->actor->database, card->base.type, card->base.id, error);
      return live != NULL && portail_record_writer_trash (run->writer, live, error);
    }
  if (before == NULL)
    live = portail_record_sql_load_trashed (run->actor->database, card->base.type, card->base.id,
                                            NULL);
  if (live != NULL)
    return portail_record_writer_restore (run->writer, live, error);
  if (before != NULL && g_strcmp0 (before->settings, after->settings) != 0
      && !portail_dotation_totals_refresh_company (run->writer, after->base.id, error))
    return FALSE;
  return portail_record_writer_put (run->writer, card, error);
}

const PortailRecordRules portail_enterprise_rules = {
  .type = &portail_enterprise_type,
  .traits = PORTAIL_TRAIT_COMPANY,
  .check = check,
  .follow = follow,
};
