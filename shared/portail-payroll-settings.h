/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one company calculates salaires and primes: the `settings` of a calculation (domain.md §3.3,
 * contract.md §6). Constant while several threads read it. */
#pragma once

#include <glib.h>

#include "shared/portail-money.h"
#include "shared/portail-problem.h"
#include "shared/portail-rate.h"

typedef enum
{
  PORTAIL_MODE_CALCUL_POURCENTAGE,
  PORTAIL_MODE_CALCUL_PALIERS,
  PORTAIL_MODE_CALCUL_GRADE,
  PORTAIL_MODE_CALCUL_MANUEL,
  PORTAIL_N_MODES_CALCUL,
} PortailModeCalcul;

/* Members are the keys of `settings.paliers[]`. */
typedef struct
{
  PortailMoney min;
  PortailMoney max; /* null: the maxima from min on */
  PortailMoney salaire_min_employe;
  PortailMoney salaire_max_employe;
  PortailMoney salaire_min_direction;
  PortailMoney salaire_max_direction;
  PortailMoney prime_min_employe;
  PortailMoney prime_max_employe;
  PortailMoney prime_min_direction;
  PortailMoney prime_max_direction;
} PortailPalier;

/* Members are the keys of `settings.grades[]`, those of grade_rule. */
typedef struct
{
  const char *grade; /* borrowed by portail_payroll_settings_add_grade(), owned inside settings */
  PortailMoney salaire_fixe;
  PortailRate taux_ca;
  PortailMoney taux_horaire; /* dollars an hour */
  PortailMoney prime_fixe;
  PortailRate taux_prime;
} PortailPayrollGrade;

/* How one company calculates. */
typedef struct
{
  PortailModeCalcul mode_calcul;
  PortailRate taux_salaire;
  PortailRate taux_prime;
  gboolean is_salaire_deductible; /* `salaires_deductibles` */
  GArray *paliers;                /* of PortailPalier, minima increasing; owned */
  GArray *grades;                 /* of PortailPayrollGrade; owned */
  GPtrArray *grade_keys;          /* folded names of grades, in step with it; owned */
} PortailPayrollSettings;

/* pourcentage, 35 %, 8 %, deductible, no palier, no grade. */
PortailPayrollSettings *portail_payroll_settings_new (void);
PortailPayrollSettings *portail_payroll_settings_copy (const PortailPayrollSettings *settings);
void portail_payroll_settings_free (PortailPayrollSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailPayrollSettings, portail_payroll_settings_free)
void portail_payroll_settings_add_palier (PortailPayrollSettings *settings,
                                          const PortailPalier *palier);
void portail_payroll_settings_add_grade (PortailPayrollSettings *settings,
                                         const PortailPayrollGrade *grade);
/* Adds a problem for everything wrong; field is the member, `paliers[2].max` inside the lists.
 * Codes: `required`, `out_of_range`, `not_increasing`, `overlap`, `duplicate`. */
void portail_payroll_settings_check (const PortailPayrollSettings *settings,
                                     PortailProblems *problems);
/* The rule of @grade, names compared folded; NULL when there is none. Borrowed. */
const PortailPayrollGrade *
portail_payroll_settings_find_grade (const PortailPayrollSettings *settings, const char *grade);
/* The palier with the highest minimum ≤ @ca, or the first one below all; NULL without paliers. */
const PortailPalier *portail_payroll_settings_find_palier (const PortailPayrollSettings *settings,
                                                           PortailMoney ca);

/* Wire names `pourcentage`, `paliers`, `grade`, `manuel`; FALSE for others. */
const char *portail_mode_calcul_get_name (PortailModeCalcul mode);
/* Translated. Static. */
const char *portail_mode_calcul_get_title (PortailModeCalcul mode);
gboolean portail_mode_calcul_from_name (const char *name, PortailModeCalcul *mode);
