/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment.h"

#include "shared/portail-i18n.h"

#define WHOLE_BASIS_POINTS 10000

static gboolean
is_share (PortailRate taux)
{
  return !portail_rate_is_null (taux) && taux.basis_points >= 0
         && taux.basis_points <= WHOLE_BASIS_POINTS;
}

static void
check_share (PortailRate taux, const char *field, PortailProblems *problems)
{
  if (portail_rate_is_null (taux))
    portail_problems_add (problems, field, "required", _ ("This field is required."));
  else if (!is_share (taux))
    portail_problems_add (problems, field, "out_of_range", _ ("A share is from 0 to 100 percent."));
}

void
portail_blanchiment_shares_check (const PortailBlanchimentShares *shares, PortailProblems *problems)
{
  guint first = problems->len;

  check_share (shares->entreprise_taux, "entreprise_taux", problems);
  check_share (shares->groupe_taux, "groupe_taux", problems);
  if (problems->len == first
      && shares->entreprise_taux.basis_points + shares->groupe_taux.basis_points
             > WHOLE_BASIS_POINTS)
    portail_problems_add (problems, "groupe_taux", "out_of_range",
                          _ ("The two shares are more than 100 percent together."));
}

PortailMoney
portail_blanchiment_get_part (PortailMoney amount, PortailRate taux)
{
  if (portail_money_is_null (amount) || !is_share (taux))
    return PORTAIL_MONEY_NULL;
  return portail_money_share (amount, taux, PORTAIL_ROUND_TO_DOLLAR);
}

static const PortailChoice *
find_status (PortailBlanchimentStatus status)
{
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  int index = portail_record_type_find_field (type, "status");

  return portail_choice_find (portail_record_type_get_field (type, (guint) index)->choices,
                              (int) status);
}

const char *
portail_blanchiment_status_get_name (PortailBlanchimentStatus status)
{
  const PortailChoice *choice = find_status (status);

  return choice != NULL ? choice->name : NULL;
}

const char *
portail_blanchiment_status_get_title (PortailBlanchimentStatus status)
{
  const PortailChoice *choice = find_status (status);

  return choice != NULL ? _ (choice->title) : NULL;
}

gboolean
portail_blanchiment_is_open (const PortailBlanchimentOperation *operation)
{
  return operation->status == PORTAIL_BLANCHIMENT_EN_COURS
         || operation->status == PORTAIL_BLANCHIMENT_SUSPENDU;
}

gint32
portail_blanchiment_get_days (const PortailBlanchimentOperation *operation, PortailDay today)
{
  PortailDay end = operation->date_rendu;

  if (portail_day_is_null (end) && portail_blanchiment_is_open (operation))
    end = today;
  if (portail_day_is_null (end) || portail_day_is_null (operation->date_recu))
    return PORTAIL_BLANCHIMENT_NO_DAYS;
  return MAX (0, end.number - operation->date_recu.number);
}
