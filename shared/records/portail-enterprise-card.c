/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-enterprise-card.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailEnterpriseCard, name),
      .title = N_ ("Company"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IN_LIST | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_BOOLEAN (PortailEnterpriseCard, is_active),
      .title = N_ ("Active"),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
};

const PortailRecordType portail_enterprise_card_type = {
  PORTAIL_RECORD_TYPE (PortailEnterpriseCard, fields),
  .name = "enterprise_card",
  .title = N_ ("Company"),
  .scope = PORTAIL_SCOPE_GLOBAL,
  .module = PORTAIL_MODULE_OWN,
};
