/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-bareme-tranche.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailBaremeTranche, bareme_id),
      .refers_to = "bareme",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_PARENT,
  },
  {
      PORTAIL_MONEY (PortailBaremeTranche, min),
      .title = N_ ("From"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailBaremeTranche, taux),
      .title = N_ ("Rate"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailBaremeTranche, salaire_max_employe),
      .title = N_ ("Highest salary, employee"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailBaremeTranche, salaire_max_direction),
      .title = N_ ("Highest salary, management"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailBaremeTranche, prime_max_employe),
      .title = N_ ("Highest bonus, employee"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailBaremeTranche, prime_max_direction),
      .title = N_ ("Highest bonus, management"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
};

const PortailRecordType portail_bareme_tranche_type = {
  PORTAIL_RECORD_TYPE (PortailBaremeTranche, fields),
  .name = "bareme_tranche",
  .title = N_ ("Tranche"),
  .scope = PORTAIL_SCOPE_GLOBAL,
  .module = PORTAIL_MODULE_SYSTEM_CONFIG,
};
