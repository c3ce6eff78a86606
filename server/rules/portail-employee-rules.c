/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-employee.h"

static gboolean
prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailEmployee *employee = (PortailEmployee *) step->after;

  if (employee->status == PORTAIL_CHOICE_UNKNOWN)
    employee->status = PORTAIL_EMPLOYEE_ACTIF;
  return TRUE;
}

const PortailRecordRules portail_employee_rules = {
  .type = &portail_employee_type,
  .prepare = prepare,
};
