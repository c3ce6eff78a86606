/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The barème DOT as plain values: the table that gives a profit its rate and its caps, and the
 * wealth table beside it (domain.md §3.2). Whoever stores barèmes fills one of these.
 *
 * 1. A tranche is its lower bound; it runs to the next one, the last without end. So gaps and
 *    overlaps cannot be written.
 * 2. Numbers of tranches are 1-based; 0 is the tranche of a profit below the first minimum.
 * 3. The functions that take a barème accept only one that portail_bareme_check() accepts. */
#pragma once

#include <glib.h>

#include "shared/portail-money.h"
#include "shared/portail-problem.h"
#include "shared/portail-rate.h"
#include "shared/portail-week.h"

#define PORTAIL_BAREME_MAX_TRANCHES 50

typedef enum
{
  PORTAIL_MODE_IMPOT_TRANCHE,    /* one rate on the whole profit */
  PORTAIL_MODE_IMPOT_PROGRESSIF, /* each slice at its own rate (contract.md §6) */
  PORTAIL_N_MODES_IMPOT,
} PortailModeImpot;

/* A cap is per person and week, ≥ 0. */
typedef struct
{
  PortailMoney min;
  PortailRate taux;
  PortailMoney salaire_max_employe;
  PortailMoney salaire_max_direction;
  PortailMoney prime_max_employe;
  PortailMoney prime_max_direction;
} PortailTranche;

typedef struct
{
  PortailMoney min; /* of the bank balance */
  PortailRate taux;
} PortailTrancheRichesse;

/* Copied by assignment. */
typedef struct
{
  const char *name;           /* borrowed; NULL shows as the default barème */
  PortailWeek effective_from; /* null for the one that always applied */
  PortailRounding arrondi;
  PortailModeImpot mode_impot;
  guint n_tranches; /* 1 … PORTAIL_BAREME_MAX_TRANCHES */
  PortailTranche tranches[PORTAIL_BAREME_MAX_TRANCHES];
  guint n_richesse; /* 0: no wealth tax */
  PortailTrancheRichesse richesse[PORTAIL_BAREME_MAX_TRANCHES];
} PortailBareme;

/* Which of the two tables of a barème. */
typedef enum
{
  PORTAIL_BAREME_TRANCHES,
  PORTAIL_BAREME_RICHESSE,
} PortailBaremeTable;

/* The default version of domain.md §3.2. Static. */
const PortailBareme *portail_bareme_get_default (void);

/* Wire names: `tranche`, `progressif`; `dollar`, `cent`. The parsers answer FALSE for others. */
const char *portail_mode_impot_get_name (PortailModeImpot mode);
gboolean portail_mode_impot_from_name (const char *name, PortailModeImpot *mode);
const char *portail_rounding_get_name (PortailRounding rounding);
gboolean portail_rounding_from_name (const char *name, PortailRounding *rounding);

/* Adds a problem for everything that is wrong with @table; index = row from 0, field = member:
 * `required` (no tranche, a null amount), `too_many`, `out_of_range` (negative, more than 100 %),
 * `not_increasing` (a minimum or rate not above the one before), `not_zero` (first minimum of the
 * wealth table). */
void portail_bareme_check (const PortailBareme *bareme,
                           PortailBaremeTable table,
                           PortailProblems *problems);
/* Inclusive maxima as people write them beside the minima, one a row of @table, null where the cell
 * is empty. Right is the next minimum minus one dollar, and on the last row nothing or 99 000 000;
 * anything else is a problem of that row: field `max`, code `required`, `gap` or `overlap`, or
 * `not_last` for an end to the last row (domain.md §3.2). */
void portail_bareme_check_maxima (const PortailBareme *bareme,
                                  PortailBaremeTable table,
                                  const PortailMoney *maxima,
                                  PortailProblems *problems);

/* The tranche of a profit (TRANCHES) or of a bank balance (RICHESSE): 1-based, 0 below the first
 * minimum. O(log n). */
guint
portail_bareme_find (const PortailBareme *bareme, PortailBaremeTable table, PortailMoney amount);
/* The rate of the 1-based @tranche of @table; 0 % for 0. */
PortailRate
portail_bareme_get_taux (const PortailBareme *bareme, PortailBaremeTable table, guint tranche);
PortailMoney
portail_bareme_get_min (const PortailBareme *bareme, PortailBaremeTable table, guint tranche);
/* `“Hiver” (from 15/09/2025)`: name and version, as explanations and reports say them. Owned. */
char *portail_bareme_to_text (const PortailBareme *bareme);
