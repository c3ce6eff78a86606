/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations (domain.md §4). */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-tax-declaration.h"

const PortailRecordRules portail_tax_declaration_rules = {
  .type = &portail_tax_declaration_type,
  .traits = PORTAIL_TRAIT_WEEKLY,
};
