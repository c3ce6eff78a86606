/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tranche of a barème, stored by its lower bound (domain.md §3.2). */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *bareme_id;
  PortailMoney min;
  PortailRate taux;
  PortailMoney salaire_max_employe;
  PortailMoney salaire_max_direction;
  PortailMoney prime_max_employe;
  PortailMoney prime_max_direction;
} PortailBaremeTranche;

extern const PortailRecordType portail_bareme_tranche_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBaremeTranche, portail_record_free)
