/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a company declares to the DOT for a week (domain.md §4), filled from a dotation or typed.
 *
 * 1. A validated declaration never changes: a correction is a new one whose `version_of` names the
 *    version that it replaces, so one dotation may have several and there is no natural key.
 * 2. `due_date` means 23:59 Europe/Paris of that day; being late is computed by whoever reads.
 * 3. `resultat` keeps the figures of the dotation from submission on. */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_TAX_DECLARATION_BROUILLON = 1,
  PORTAIL_TAX_DECLARATION_EN_ATTENTE,
  PORTAIL_TAX_DECLARATION_VALIDE,
  PORTAIL_TAX_DECLARATION_REFUSE,
  PORTAIL_TAX_DECLARATION_PAYE,
} PortailTaxDeclarationStatus;

typedef struct
{
  PortailRecord base;
  char *dotation_id; /* NULL for a typed one */
  PortailWeek period;
  PortailTaxDeclarationStatus status;
  char *tax_type;
  PortailMoney amount;
  PortailDay due_date;
  PortailTimestamp paid_at;
  char *version_of;
  char *resultat;
  char *refusal_reason;
  char *notes;
} PortailTaxDeclaration;

extern const PortailRecordType portail_tax_declaration_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTaxDeclaration, portail_record_free)
