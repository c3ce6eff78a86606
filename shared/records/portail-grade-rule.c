/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-grade-rule.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailGradeRule, grade),
      .title = N_ ("Grade"),
      .max = 100,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailGradeRule, salaire_fixe),
      .title = N_ ("Fixed salary"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailGradeRule, taux_ca),
      .title = N_ ("Share of turnover"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailGradeRule, taux_horaire),
      .title = N_ ("Pay per hour"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailGradeRule, prime_fixe),
      .title = N_ ("Fixed bonus"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailGradeRule, taux_prime),
      .title = N_ ("Bonus share of turnover"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DISCORD_ID (PortailGradeRule, discord_role_id),
      .title = N_ ("Discord role"),
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  g_autofree char *grade = portail_text_fold (((const PortailGradeRule *) record)->grade);

  return g_strdup_printf ("%s/%s", record->enterprise_id, grade);
}

const PortailRecordType portail_grade_rule_type = {
  PORTAIL_RECORD_TYPE (PortailGradeRule, fields),
  .name = "grade_rule",
  .title = N_ ("Grade rule"),
  .module = PORTAIL_MODULE_EMPLOYEES,
  .make_natural_key = make_natural_key,
};
