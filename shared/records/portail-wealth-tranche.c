/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-wealth-tranche.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailWealthTranche, bareme_id),
      .refers_to = "bareme",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_PARENT,
  },
  {
      PORTAIL_MONEY (PortailWealthTranche, min),
      .title = N_ ("From"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailWealthTranche, taux),
      .title = N_ ("Rate"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
};

const PortailRecordType portail_wealth_tranche_type = {
  PORTAIL_RECORD_TYPE (PortailWealthTranche, fields),
  .name = "wealth_tranche",
  .title = N_ ("Wealth tranche"),
  .scope = PORTAIL_SCOPE_GLOBAL,
  .module = PORTAIL_MODULE_SYSTEM_CONFIG,
};
