/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-employee.h"

const PortailRecordRules portail_employee_rules = {
  .type = &portail_employee_type,
};
