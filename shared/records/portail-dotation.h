/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one company and week (domain.md §3). Only inputs are fields: totals are computed by
 * whoever needs them, from the rows and entries (contract.md §1). From submission on, `resultat`,
 * `bareme_id` and `settings` keep what the sheet was computed with. */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_DOTATION_BROUILLON = 1,
  PORTAIL_DOTATION_EN_ATTENTE,
  PORTAIL_DOTATION_VALIDE,
  PORTAIL_DOTATION_REFUSE,
  PORTAIL_DOTATION_PAYE,
} PortailDotationStatus;

typedef struct
{
  PortailRecord base;
  PortailWeek period;
  PortailDotationStatus status;
  PortailMoney amount;
  PortailMoney solde_bancaire;
  char *bareme_id;
  char *settings;
  char *resultat;
  char *refusal_reason;
  char *notes;
  PortailTimestamp archived_at;
} PortailDotation;

extern const PortailRecordType portail_dotation_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotation, portail_record_free)
