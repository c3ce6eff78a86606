/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-tax-declaration.h"

#include "shared/portail-i18n.h"

static const PortailChoice statuses[] = {
  { PORTAIL_TAX_DECLARATION_BROUILLON, "brouillon", N_ ("Draft") },
  { PORTAIL_TAX_DECLARATION_EN_ATTENTE, "en_attente", N_ ("Submitted") },
  { PORTAIL_TAX_DECLARATION_VALIDE, "valide", N_ ("Validated") },
  { PORTAIL_TAX_DECLARATION_REFUSE, "refuse", N_ ("Refused") },
  { PORTAIL_TAX_DECLARATION_PAYE, "paye", N_ ("Paid") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailTaxDeclaration, dotation_id),
      .title = N_ ("Dotation"),
      .refers_to = "dotation",
      .flags = PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_WEEK (PortailTaxDeclaration, period),
      .title = N_ ("Week"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailTaxDeclaration, status, statuses),
      .title = N_ ("Status"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_COMPUTED
               | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_TAX_DECLARATION_BROUILLON,
  },
  {
      PORTAIL_TEXT (PortailTaxDeclaration, tax_type),
      .title = N_ ("Kind of tax"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailTaxDeclaration, amount),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DAY (PortailTaxDeclaration, due_date),
      .title = N_ ("Due"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TIMESTAMP (PortailTaxDeclaration, paid_at),
      .title = N_ ("Paid"),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_ID (PortailTaxDeclaration, version_of),
      .title = N_ ("Corrects"),
      .refers_to = "tax_declaration",
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IMMUTABLE,
  },
  {
      PORTAIL_JSON (PortailTaxDeclaration, resultat),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailTaxDeclaration, refusal_reason),
      .title = N_ ("Reason of the refusal"),
      .max = 2000,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_TEXT (PortailTaxDeclaration, notes),
      .title = N_ ("Notes"),
      .max = 4000,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_SEARCHED,
  },
};

const PortailRecordType portail_tax_declaration_type = {
  PORTAIL_RECORD_TYPE (PortailTaxDeclaration, fields),
  .name = "tax_declaration",
  .title = N_ ("Tax declaration"),
  .module = PORTAIL_MODULE_IMPOTS,
  .since = 2,
};
