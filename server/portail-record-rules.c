/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-rules.h"

#include "server/portail-locked-week.h"
#include "server/rules/portail-type-rules.h"

static const PortailRecordRules *const table[] = {
  &portail_archive_rules,         &portail_document_rules,       &portail_bareme_rules,
  &portail_blanchiment_rules,     &portail_dotation_entry_rules, &portail_dotation_row_rules,
  &portail_dotation_rules,        &portail_employee_rules,       &portail_enterprise_rules,
  &portail_grade_rule_rules,      &portail_period_lock_rules,    &portail_setting_rules,
  &portail_tax_declaration_rules, &portail_user_rules,
};

static const PortailRecordRules no_rules;

const PortailRecordRules *
portail_record_rules_get (const PortailRecordType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i]->type == type)
      return table[i];
  return &no_rules;
}

gboolean
portail_record_rules_has (const PortailRecordType *type, PortailRecordTraits trait)
{
  return (portail_record_rules_get (type)->traits & trait) != 0;
}

static const PortailRecordRules *
get_rules (const PortailRowStep *step)
{
  return portail_record_rules_get ((step->after != NULL ? step->after : step->before)->type);
}

gboolean
portail_record_rules_prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecordRules *rules = get_rules (step);

  return rules->prepare == NULL || rules->prepare (run, step, error);
}

gboolean
portail_record_rules_check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecordRules *rules = get_rules (step);

  /* The check may fill in the week. */
  return (rules->check == NULL || rules->check (run, step, error))
         && (!(rules->traits & PORTAIL_TRAIT_WEEKLY)
             || portail_locked_week_check (run, step, error));
}

gboolean
portail_record_rules_follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecordRules *rules = get_rules (step);

  return rules->follow == NULL || rules->follow (run, step, error);
}

gboolean
portail_record_rules_settle (PortailOpRun *run, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i]->settle != NULL && !table[i]->settle (run, error))
      return FALSE;
  return TRUE;
}
