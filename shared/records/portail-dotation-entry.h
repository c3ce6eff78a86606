/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deductible expense or a withdrawal beside the rows of a dotation (domain.md §3.5). */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_ENTRY_DEPENSE = 1,
  PORTAIL_ENTRY_RETRAIT,
} PortailEntryKind;

typedef struct
{
  PortailRecord base;
  char *dotation_id;
  PortailEntryKind kind;
  PortailDay date;
  char *justificatif;
  PortailMoney montant;
  gint64 position;
} PortailDotationEntry;

extern const PortailRecordType portail_dotation_entry_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotationEntry, portail_record_free)
