/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barèmes (domain.md §3.2): nothing of a published one changes any more. */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-bareme-version.h"

static gboolean
is_open (const PortailRecord *record)
{
  return portail_timestamp_is_null (((const PortailBaremeVersion *) record)->published_at);
}

const PortailRecordRules portail_bareme_rules = {
  .type = &portail_bareme_version_type,
  .is_open = is_open,
};
