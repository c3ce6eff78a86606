/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-dotation-entry.h"

const PortailRecordRules portail_dotation_entry_rules = {
  .type = &portail_dotation_entry_type,
  .traits = PORTAIL_TRAIT_WEEKLY,
};
