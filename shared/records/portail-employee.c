/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-employee.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

static const PortailChoice statuses[] = {
  { PORTAIL_EMPLOYEE_ACTIF, "actif", N_ ("Active") },
  { PORTAIL_EMPLOYEE_INACTIF, "inactif", N_ ("Inactive") },
  { PORTAIL_EMPLOYEE_CONGE, "conge", N_ ("On leave") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailEmployee, name),
      .title = N_ ("Name"),
      .max = 100,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailEmployee, grade),
      .title = N_ ("Grade"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_ID (PortailEmployee, user_id),
      .title = N_ ("Account"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_PROTECTED,
      .writers = PORTAIL_ROLES (PATRON) | PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_BOOLEAN (PortailEmployee, is_direction),
      .title = N_ ("Management"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailEmployee, status, statuses),
      .title = N_ ("Status"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_EMPLOYEE_ACTIF,
  },
  {
      PORTAIL_DAY (PortailEmployee, hired_on),
      .title = N_ ("Hired on"),
      .flags = PORTAIL_FIELD_IN_LIST,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  g_autofree char *name = portail_text_fold (((const PortailEmployee *) record)->name);

  return g_strdup_printf ("%s/%s", record->enterprise_id, name);
}

const PortailRecordType portail_employee_type = {
  PORTAIL_RECORD_TYPE (PortailEmployee, fields),
  .name = "employee",
  .title = N_ ("Employee"),
  .module = PORTAIL_MODULE_EMPLOYEES,
  .make_natural_key = make_natural_key,
};
