/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-dotation-row.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailDotationRow, dotation_id),
      .refers_to = "dotation",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_PARENT,
  },
  {
      PORTAIL_INTEGER (PortailDotationRow, position),
  },
  {
      PORTAIL_ID (PortailDotationRow, employee_id),
      .refers_to = "employee",
  },
  {
      PORTAIL_TEXT (PortailDotationRow, employee_name),
      .title = N_ ("Employee"),
      .max = 100,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDotationRow, grade),
      .title = N_ ("Grade"),
      .max = 100,
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_BOOLEAN (PortailDotationRow, is_direction),
      .title = N_ ("Management"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotationRow, run),
      .title = N_ ("RUN"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotationRow, facture),
      .title = N_ ("FACTURE"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotationRow, vente),
      .title = N_ ("VENTE"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_HOURS (PortailDotationRow, heures),
      .title = N_ ("Hours"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotationRow, salaire),
      .title = N_ ("Salary"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_BOOLEAN (PortailDotationRow, salaire_manuel),
      .title = N_ ("Salary by hand"),
      .flags = PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_MONEY (PortailDotationRow, prime),
      .title = N_ ("Bonus"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_BOOLEAN (PortailDotationRow, prime_manuelle),
      .title = N_ ("Bonus by hand"),
      .flags = PORTAIL_FIELD_PROTECTED,
  },
};

const PortailRecordType portail_dotation_row_type = {
  PORTAIL_RECORD_TYPE (PortailDotationRow, fields),
  .name = "dotation_row",
  .title = N_ ("Dotation row"),
  .module = PORTAIL_MODULE_DOTATIONS,
};
