/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-user.h"

const PortailRecordRules portail_user_rules = {
  .type = &portail_user_type,
  .traits = PORTAIL_TRAIT_PERSON,
};
