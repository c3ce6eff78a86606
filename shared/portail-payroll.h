/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of a dotation asks for: the salaire and prime that a person typed, or the suggestion
 * of the company's calculation mode (domain.md §3.3, contract.md §6).
 *
 * 1. A typed amount counts as typed: it is neither suggested over nor rounded.
 * 2. A suggestion is exact until it is rounded once, half away from zero.
 * 3. Pure functions, any thread. */
#pragma once

#include <glib.h>

#include "shared/portail-hours.h"
#include "shared/portail-money.h"
#include "shared/portail-payroll-settings.h"

/* Whether a row that does not say is_direction belongs to the direction: Patron and Co-Patron,
 * compared folded. NULL is a grade like any other. */
gboolean portail_payroll_is_grade_direction (const char *grade);

/* One row as it is entered. */
typedef struct
{
  const char *name;  /* borrowed; for messages, may be NULL */
  const char *grade; /* borrowed; may be NULL */
  gboolean is_direction;
  PortailMoney run; /* these three ≥ 0; null counts as 0 */
  PortailMoney facture;
  PortailMoney vente;
  PortailHours heures;  /* null counts as 0 */
  PortailMoney salaire; /* typed by hand, ≥ 0; null: to be suggested */
  PortailMoney prime;   /* likewise */
} PortailSheetRow;

/* What comes out of one row. */
typedef struct
{
  gboolean is_direction; /* the row's: its columns of the caps */
  PortailMoney ca;
  PortailMoney salaire_demande;
  PortailMoney prime_demandee;
  PortailMoney salaire; /* paid: set by portail_dotation_chain_cap() */
  PortailMoney prime;
  gboolean is_plafonne; /* paid differs from requested */
} PortailSheetResult;

/* Fills is_direction, ca, salaire_demande and prime_demandee of @result; paid is what is requested
 * until the caps are known. Errors: PORTAIL_ERROR_INVALID for a negative amount,
 * PORTAIL_ERROR_OUT_OF_RANGE for one too large; both leave @result undefined. */
gboolean portail_payroll_compute (const PortailPayrollSettings *settings,
                                  PortailRounding arrondi,
                                  const PortailSheetRow *row,
                                  PortailSheetResult *result,
                                  GError **error);
