/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barèmes (domain.md §3.2): nothing of a published one changes any more. */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-bareme-version.h"

const PortailRecordRules portail_bareme_rules = {
  .type = &portail_bareme_version_type,
};
