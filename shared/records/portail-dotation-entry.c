/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-dotation-entry.h"

#include "shared/portail-i18n.h"

static const PortailChoice entry_kinds[] = {
  { PORTAIL_ENTRY_DEPENSE, "depense", N_ ("Expense") },
  { PORTAIL_ENTRY_RETRAIT, "retrait", N_ ("Withdrawal") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailDotationEntry, dotation_id),
      .refers_to = "dotation",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_PARENT,
  },
  {
      PORTAIL_CHOICE (PortailDotationEntry, kind, entry_kinds),
      .title = N_ ("Kind"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DAY (PortailDotationEntry, date),
      .title = N_ ("Date"),
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDotationEntry, justificatif),
      .title = N_ ("Justification"),
      .max = 200,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotationEntry, montant),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_INTEGER (PortailDotationEntry, position),
  },
};

const PortailRecordType portail_dotation_entry_type = {
  PORTAIL_RECORD_TYPE (PortailDotationEntry, fields),
  .name = "dotation_entry",
  .title = N_ ("Expense or withdrawal"),
  .module = PORTAIL_MODULE_DOTATIONS,
};
