/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tranche of the wealth table that goes with a barème (domain.md §3.2). */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *bareme_id;
  PortailMoney min;
  PortailRate taux;
} PortailWealthTranche;

extern const PortailRecordType portail_wealth_tranche_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailWealthTranche, portail_record_free)
