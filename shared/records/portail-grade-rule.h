/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the mode `grade` pays one grade of a company (domain.md §3.3). */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *grade;
  PortailMoney salaire_fixe;
  PortailRate taux_ca;
  PortailMoney taux_horaire;
  PortailMoney prime_fixe;
  PortailRate taux_prime;
  char *discord_role_id;
} PortailGradeRule;

extern const PortailRecordType portail_grade_rule_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailGradeRule, portail_record_free)
