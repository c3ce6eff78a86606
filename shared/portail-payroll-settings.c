/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-payroll-settings.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

#define MONEY_IN(type, member)                                                                     \
  {                                                                                                \
#member, G_STRUCT_OFFSET(type, member)                                                         \
  }

typedef struct
{
  const char *name;
  gsize offset;
} MoneyMember;

static const MoneyMember palier_amounts[] = {
  MONEY_IN (PortailPalier, min),
  MONEY_IN (PortailPalier, salaire_min_employe),
  MONEY_IN (PortailPalier, salaire_max_employe),
  MONEY_IN (PortailPalier, salaire_min_direction),
  MONEY_IN (PortailPalier, salaire_max_direction),
  MONEY_IN (PortailPalier, prime_min_employe),
  MONEY_IN (PortailPalier, prime_max_employe),
  MONEY_IN (PortailPalier, prime_min_direction),
  MONEY_IN (PortailPalier, prime_max_direction),
};

static const MoneyMember grade_amounts[] = {
  MONEY_IN (PortailPayrollGrade, salaire_fixe),
  MONEY_IN (PortailPayrollGrade, taux_horaire),
  MONEY_IN (PortailPayrollGrade, prime_fixe),
};

static void
clear_grade (gpointer pointer)
{
  PortailPayrollGrade *grade = pointer;

  g_free ((char *) grade->grade);
}

PortailPayrollSettings *
portail_payroll_settings_new (void)
{
  PortailPayrollSettings *settings = g_new0 (PortailPayrollSettings, 1);

  settings->mode_calcul = PORTAIL_MODE_CALCUL_POURCENTAGE;
  settings->taux_salaire = PORTAIL_PERCENT (35);
  settings->taux_prime = PORTAIL_PERCENT (8);
  settings->is_salaire_deductible = TRUE;
  settings->paliers = g_array_new (FALSE, FALSE, sizeof (PortailPalier));
  settings->grades = g_array_new (FALSE, FALSE, sizeof (PortailPayrollGrade));
  g_array_set_clear_func (settings->grades, clear_grade);
  settings->grade_keys = g_ptr_array_new_with_free_func (g_free);
  return settings;
}

PortailPayrollSettings *
portail_payroll_settings_copy (const PortailPayrollSettings *settings)
{
  PortailPayrollSettings *copy = portail_payroll_settings_new ();

  copy->mode_calcul = settings->mode_calcul;
  copy->taux_salaire = settings->taux_salaire;
  copy->taux_prime = settings->taux_prime;
  copy->is_salaire_deductible = settings->is_salaire_deductible;
  g_array_append_vals (copy->paliers, settings->paliers->data, settings->paliers->len);
  for (guint i = 0; i < settings->grades->len; i++)
    portail_payroll_settings_add_grade (copy,
                                        &g_array_index (settings->grades, PortailPayrollGrade, i));
  return copy;
}

void
portail_payroll_settings_free (PortailPayrollSettings *settings)
{
  g_array_unref (settings->paliers);
  g_array_unref (settings->grades);
  g_ptr_array_unref (settings->grade_keys);
  g_free (settings);
}

void
portail_payroll_settings_add_palier (PortailPayrollSettings *settings, const PortailPalier *palier)
{
  g_array_append_val (settings->paliers, *palier);
}

void
portail_payroll_settings_add_grade (PortailPayrollSettings *settings,
                                    const PortailPayrollGrade *grade)
{
  PortailPayrollGrade owned = *grade;

  owned.grade = g_strdup (grade->grade != NULL ? grade->grade : "");
  g_array_append_val (settings->grades, owned);
  g_ptr_array_add (settings->grade_keys, portail_text_fold (owned.grade));
}

const PortailPayrollGrade *
portail_payroll_settings_find_grade (const PortailPayrollSettings *settings, const char *grade)
{
  g_autofree char *key = NULL;

  if (grade == NULL)
    return NULL;
  /* Sheets mostly spell a grade as its rule does; folding costs more than all the comparisons. */
  for (guint i = 0; i < settings->grades->len; i++)
    {
      const PortailPayrollGrade *rule = &g_array_index (settings->grades, PortailPayrollGrade, i);

      if (g_str_equal (rule->grade, grade))
        return rule;
    }
  key = portail_text_fold (grade);
  for (guint i = 0; i < settings->grades->len; i++)
    if (g_str_equal (g_ptr_array_index (settings->grade_keys, i), key))
      return &g_array_index (settings->grades, PortailPayrollGrade, i);
  return NULL;
}

const PortailPalier *
portail_payroll_settings_find_palier (const PortailPayrollSettings *settings, PortailMoney ca)
{
  const PortailPalier *paliers = (const PortailPalier *) settings->paliers->data;
  const PortailPalier *found = NULL;

  for (guint i = 0; i < settings->paliers->len; i++)
    if (found == NULL || paliers[i].min.cents <= ca.cents)
      found = &paliers[i];
  return found;
}

static void
check_rate (PortailRate rate, const char *field, PortailProblems *problems)
{
  if (portail_rate_is_null (rate))
    portail_problems_add (problems, field, "required", _ ("A rate is missing."));
  else if (rate.basis_points < 0 || rate.basis_points > PORTAIL_RATE_MAX_BASIS_POINTS)
    portail_problems_add (problems, field, "out_of_range", _ ("A rate is out of range."));
}

static void
check_amount (PortailMoney amount, const char *field, PortailProblems *problems)
{
  if (portail_money_is_null (amount))
    portail_problems_add (problems, field, "required", _ ("An amount is missing."));
  else if (amount.cents < 0 || amount.cents > PORTAIL_MONEY_MAX_CENTS)
    portail_problems_add (problems, field, "out_of_range",
                          _ ("An amount is negative or too large."));
}

static void
check_palier (const PortailPayrollSettings *settings, guint index, PortailProblems *problems)
{
  const PortailPalier *palier = &g_array_index (settings->paliers, PortailPalier, index);
  const PortailPalier *before = index > 0 ? palier - 1 : NULL;
  g_autofree char *min_field = g_strdup_printf ("paliers[%u].min", index);
  g_autofree char *max_field = g_strdup_printf ("paliers[%u].max", index);

  for (gsize i = 0; i < G_N_ELEMENTS (palier_amounts); i++)
    {
      g_autofree char *field = g_strdup_printf ("paliers[%u].%s", index, palier_amounts[i].name);

      check_amount (G_STRUCT_MEMBER (PortailMoney, palier, palier_amounts[i].offset), field,
                    problems);
    }
  if (!portail_money_is_null (palier->max) && palier->max.cents < palier->min.cents)
    portail_problems_add (problems, max_field, "out_of_range",
                          _ ("Step %u: the maximum is below the minimum."), index + 1);
  else if (palier->max.cents > PORTAIL_MONEY_MAX_CENTS)
    check_amount (palier->max, max_field, problems);
  if (before == NULL || portail_money_is_null (palier->min))
    return;
  if (palier->min.cents <= before->min.cents)
    portail_problems_add (problems, min_field, "not_increasing",
                          _ ("Step %u: the minimum must be above that of the step before."),
                          index + 1);
  else if (!portail_money_is_null (before->max) && before->max.cents > palier->min.cents)
    portail_problems_add (problems, min_field, "overlap",
                          _ ("Step %u begins before the end of the step before it."), index + 1);
}

static void
check_grade (const PortailPayrollSettings *settings, guint index, PortailProblems *problems)
{
  const PortailPayrollGrade *grade = &g_array_index (settings->grades, PortailPayrollGrade, index);
  const char *key = g_ptr_array_index (settings->grade_keys, index);
  g_autofree char *name_field = g_strdup_printf ("grades[%u].grade", index);
  g_autofree char *ca_field = g_strdup_printf ("grades[%u].taux_ca", index);
  g_autofree char *prime_field = g_strdup_printf ("grades[%u].taux_prime", index);

  if (*key == '\0')
    portail_problems_add (problems, name_field, "required", _ ("A rule has no grade."));
  for (guint i = 0; i < index; i++)
    if (g_str_equal (key, g_ptr_array_index (settings->grade_keys, i)))
      portail_problems_add (problems, name_field, "duplicate", _ ("The grade “%s” has two rules."),
                            grade->grade);
  for (gsize i = 0; i < G_N_ELEMENTS (grade_amounts); i++)
    {
      g_autofree char *field = g_strdup_printf ("grades[%u].%s", index, grade_amounts[i].name);

      check_amount (G_STRUCT_MEMBER (PortailMoney, grade, grade_amounts[i].offset), field,
                    problems);
    }
  check_rate (grade->taux_ca, ca_field, problems);
  check_rate (grade->taux_prime, prime_field, problems);
}

void
portail_payroll_settings_check (const PortailPayrollSettings *settings, PortailProblems *problems)
{
  check_rate (settings->taux_salaire, "taux_salaire", problems);
  check_rate (settings->taux_prime, "taux_prime", problems);
  for (guint i = 0; i < settings->paliers->len; i++)
    check_palier (settings, i, problems);
  for (guint i = 0; i < settings->grades->len; i++)
    check_grade (settings, i, problems);
}
