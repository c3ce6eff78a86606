/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-blanchiment-operation.h"

#include "shared/portail-i18n.h"

static const PortailChoice statuses[] = {
  { PORTAIL_BLANCHIMENT_EN_COURS, "en_cours", N_ ("In progress") },
  { PORTAIL_BLANCHIMENT_TERMINE, "termine", N_ ("Finished") },
  { PORTAIL_BLANCHIMENT_SUSPENDU, "suspendu", N_ ("Suspended") },
  { PORTAIL_BLANCHIMENT_ANNULE, "annule", N_ ("Cancelled") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_CHOICE (PortailBlanchimentOperation, status, statuses),
      .title = N_ ("Status"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_COMPUTED
               | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_BLANCHIMENT_EN_COURS,
  },
  {
      PORTAIL_DAY (PortailBlanchimentOperation, date_recu),
      .title = N_ ("Received on"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DAY (PortailBlanchimentOperation, date_rendu),
      .title = N_ ("Returned on"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailBlanchimentOperation, groupe),
      .title = N_ ("Group"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_ID (PortailBlanchimentOperation, employee_id),
      .title = N_ ("Employee"),
      .refers_to = "employee",
      .flags = PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailBlanchimentOperation, employee_name),
      .title = N_ ("Employee's name"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailBlanchimentOperation, donneur_id),
      .title = N_ ("Giver's id"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailBlanchimentOperation, receveur_id),
      .title = N_ ("Receiver's id"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailBlanchimentOperation, amount),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailBlanchimentOperation, entreprise_taux),
      .title = N_ ("Company's share"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_RATE (PortailBlanchimentOperation, groupe_taux),
      .title = N_ ("Group's share"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailBlanchimentOperation, transaction_type),
      .title = N_ ("Kind of operation"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_RATE (PortailBlanchimentOperation, percentage),
      .title = N_ ("Given percentage"),
  },
  {
      PORTAIL_INTEGER (PortailBlanchimentOperation, risk_score),
      .title = N_ ("Risk"),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_FOLLOWING | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_JSON (PortailBlanchimentOperation, risk_rules),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_FOLLOWING,
  },
  {
      PORTAIL_JSON (PortailBlanchimentOperation, review),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
};

static gint64
get_basis_points (PortailRate rate)
{
  return portail_rate_is_null (rate) ? 0 : rate.basis_points;
}

/* Each is at most 100 % where their sum is. */
static void
check (const PortailRecord *record, PortailProblems *problems)
{
  const PortailBlanchimentOperation *operation = (const PortailBlanchimentOperation *) record;
  gint64 shared = get_basis_points (operation->entreprise_taux)
                  + get_basis_points (operation->groupe_taux);

  if (!portail_day_is_null (operation->date_recu) && !portail_day_is_null (operation->date_rendu)
      && operation->date_rendu.number < operation->date_recu.number)
    portail_problems_add (problems, "date_rendu", "out_of_range",
                          _ ("It is returned before it was received."));
  if (shared > PORTAIL_PERCENT (100).basis_points)
    portail_problems_add (problems, "groupe_taux", "out_of_range",
                          _ ("Both shares together are more than 100 %%."));
  if (get_basis_points (operation->percentage) > PORTAIL_PERCENT (100).basis_points)
    portail_problems_add (problems, "percentage", "out_of_range", _ ("The value is too large."));
}

const PortailRecordType portail_blanchiment_operation_type = {
  PORTAIL_RECORD_TYPE (PortailBlanchimentOperation, fields),
  .name = "blanchiment_operation",
  .title = N_ ("Blanchiment operation"),
  .module = PORTAIL_MODULE_BLANCHIMENT,
  .since = 2,
  .check = check,
};
