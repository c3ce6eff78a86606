/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-dotation.h"

#include "shared/portail-i18n.h"

static const PortailChoice statuses[] = {
  { PORTAIL_DOTATION_BROUILLON, "brouillon", N_ ("Draft") },
  { PORTAIL_DOTATION_EN_ATTENTE, "en_attente", N_ ("Submitted") },
  { PORTAIL_DOTATION_VALIDE, "valide", N_ ("Validated") },
  { PORTAIL_DOTATION_REFUSE, "refuse", N_ ("Refused") },
  { PORTAIL_DOTATION_PAYE, "paye", N_ ("Paid") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_WEEK (PortailDotation, period),
      .title = N_ ("Week"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IMMUTABLE
               | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailDotation, status, statuses),
      .title = N_ ("Status"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_COMPUTED
               | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_DOTATION_BROUILLON,
  },
  {
      PORTAIL_MONEY (PortailDotation, amount),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDotation, solde_bancaire),
      .title = N_ ("Bank balance"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_SIGNED,
  },
  {
      PORTAIL_ID (PortailDotation, bareme_id),
      .title = N_ ("Tax table"),
      .refers_to = "bareme",
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_JSON (PortailDotation, settings),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_JSON (PortailDotation, resultat),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailDotation, refusal_reason),
      .title = N_ ("Reason of the refusal"),
      .max = 2000,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_TEXT (PortailDotation, notes),
      .title = N_ ("Notes"),
      .max = 4000,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_TIMESTAMP (PortailDotation, archived_at),
      .title = N_ ("Archived"),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_FOLLOWING,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  char period[PORTAIL_WEEK_TEXT_SIZE];

  return g_strdup_printf ("%s/%s", record->enterprise_id,
                          portail_week_format (((const PortailDotation *) record)->period, period));
}

const PortailRecordType portail_dotation_type = {
  PORTAIL_RECORD_TYPE (PortailDotation, fields),
  .name = "dotation",
  .title = N_ ("Dotation"),
  .module = PORTAIL_MODULE_DOTATIONS,
  .make_natural_key = make_natural_key,
  .status_without_key = "refuse",
};
