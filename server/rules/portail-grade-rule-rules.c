/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dotation-totals.h"
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-grade-rule.h"

static gboolean
follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecord *record = step->after != NULL ? step->after : step->before;

  return portail_dotation_totals_refresh_company (run->writer, record->enterprise_id, error);
}

const PortailRecordRules portail_grade_rule_rules = {
  .type = &portail_grade_rule_type,
  .follow = follow,
};
