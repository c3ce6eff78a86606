/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What everybody may know of a company: its id and name (contract.md §1). The server keeps it equal
 * to the enterprise of the same id. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *name;
  gboolean is_active;
} PortailEnterpriseCard;

extern const PortailRecordType portail_enterprise_card_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailEnterpriseCard, portail_record_free)
