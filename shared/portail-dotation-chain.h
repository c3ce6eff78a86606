/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of figures of a dotation, from ca_brut to total_du (domain.md §3.5), and the rule that
 * chooses the caps (§3.4).
 *
 * 1. One implementation: the whole sheet is computed by adding its rows to the same accumulator
 *    that an edit updates by taking the old row out and the new one in.
 * 2. The accumulator holds, for each tranche, the sums as if its caps applied; so an edit costs
 *    O(tranches) and never looks at the other rows.
 * 3. Sums of rows are ≥ 0 and in the range of money at any time: what would leave it is refused
 *    and changes nothing.
 * 4. Pure; any thread, one at a time per accumulator. */
#pragma once

#include <glib.h>

#include "shared/portail-bareme.h"
#include "shared/portail-payroll.h"

/* Every figure of the chain, in the order in which people read it. */
typedef enum
{
  PORTAIL_FIGURE_CA_BRUT,
  PORTAIL_FIGURE_TRANCHE_PLAFONDS,
  PORTAIL_FIGURE_SALAIRES,
  PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
  PORTAIL_FIGURE_BENEFICE_IMPOSABLE,
  PORTAIL_FIGURE_TRANCHE,
  PORTAIL_FIGURE_TAUX,
  PORTAIL_FIGURE_IMPOT_SOCIETE,
  PORTAIL_FIGURE_BENEFICE_APRES_IMPOT,
  PORTAIL_FIGURE_PRIMES,
  PORTAIL_FIGURE_BENEFICE_APRES_PRIMES,
  PORTAIL_FIGURE_TRESORERIE_NETTE,
  PORTAIL_FIGURE_TAUX_RICHESSE,
  PORTAIL_FIGURE_IMPOT_RICHESSE,
  PORTAIL_FIGURE_TOTAL_DU,
  PORTAIL_N_FIGURES,
} PortailFigureId;

/* What the rows do not say. */
typedef struct
{
  PortailMoney depenses; /* Σ, ≥ 0 */
  PortailMoney retraits; /* Σ, ≥ 0 */
  PortailMoney solde_bancaire;
  gboolean is_salaire_deductible;
} PortailChainInputs;

typedef struct
{
  PortailChainInputs inputs; /* from which it was made */
  PortailMoney ca_brut;
  guint tranche_plafonds; /* 1 … n: whose caps apply */
  PortailMoney salaires;
  PortailMoney depenses_deductibles;
  PortailMoney benefice_imposable;
  guint tranche; /* 0 … n: that of the profit */
  PortailRate taux;
  PortailMoney impot_societe;
  PortailMoney benefice_apres_impot;
  PortailMoney primes;
  PortailMoney benefice_apres_primes;
  PortailMoney tresorerie_nette;
  guint tranche_richesse; /* 0 … n */
  PortailRate taux_richesse;
  PortailMoney impot_richesse;
  PortailMoney total_du;
} PortailDotationChain;

typedef enum
{
  PORTAIL_FIGURE_KIND_MONEY,
  PORTAIL_FIGURE_KIND_RATE,
  PORTAIL_FIGURE_KIND_NUMBER, /* guint */
} PortailFigureKind;

/* The one table that JSON, reports and pages iterate. */
typedef struct
{
  const char *name;  /* JSON: "ca_brut" */
  const char *title; /* N_(): pass it through _() */
  PortailFigureKind kind;
  gsize offset; /* in PortailDotationChain */
} PortailFigure;

/* PORTAIL_N_FIGURES entries, indexed by PortailFigureId. Static. */
const PortailFigure *portail_figure_get (PortailFigureId id);
/* PORTAIL_N_FIGURES for an unknown name. */
PortailFigureId portail_figure_from_name (const char *name);
/* A member of @chain; the figure must be of that kind. */
PortailMoney portail_dotation_chain_get_money (const PortailDotationChain *chain,
                                               PortailFigureId id);
PortailRate portail_dotation_chain_get_rate (const PortailDotationChain *chain, PortailFigureId id);
guint portail_dotation_chain_get_number (const PortailDotationChain *chain, PortailFigureId id);
/* Any figure as people read it: `12 000 $`, `23 %`, `5`. Owned. */
char *portail_dotation_chain_to_text (const PortailDotationChain *chain, PortailFigureId id);
/* As a JSON value. */
void portail_dotation_chain_append_json (const PortailDotationChain *chain,
                                         PortailFigureId id,
                                         GString *json);

/* Put on the stack or inside another struct; holds no memory. */
typedef struct
{
  const PortailBareme *bareme; /* borrowed: outlives the accumulator, never changes under it */
  guint n_rows;
  gint64 ca_cents;
  gint64 salaires_cents[PORTAIL_BAREME_MAX_TRANCHES]; /* Σ as capped by tranche index + 1 */
  gint64 primes_cents[PORTAIL_BAREME_MAX_TRANCHES];
} PortailChainAccumulator;

void portail_chain_accumulator_init (PortailChainAccumulator *accumulator,
                                     const PortailBareme *bareme);
/* Needs what portail_payroll_compute() fills. PORTAIL_ERROR_OUT_OF_RANGE changes nothing. */
gboolean portail_chain_accumulator_add (PortailChainAccumulator *accumulator,
                                        const PortailSheetResult *row,
                                        GError **error);
/* @row exactly as it was added. */
void portail_chain_accumulator_remove (PortailChainAccumulator *accumulator,
                                       const PortailSheetResult *row);
/* The chain of the rows so far; the accumulator stays usable. Errors: PORTAIL_ERROR_INVALID for a
 * negative Σ of dépenses or retraits, PORTAIL_ERROR_OUT_OF_RANGE naming the figure. */
gboolean portail_chain_accumulator_finish (const PortailChainAccumulator *accumulator,
                                           const PortailChainInputs *inputs,
                                           PortailDotationChain *chain,
                                           GError **error);

/* The amounts paid to one row under the caps of @tranche_plafonds. All rows need it again when
 * tranche_plafonds changes, and only then. */
void portail_dotation_chain_cap (const PortailBareme *bareme,
                                 guint tranche_plafonds,
                                 PortailSheetResult *row);

/* A whole sheet. All pointers borrowed. */
typedef struct
{
  const PortailBareme *bareme;
  const PortailPayrollSettings *settings;
  const PortailSheetRow *rows;
  guint n_rows;
  PortailMoney depenses; /* Σ, ≥ 0 */
  PortailMoney retraits; /* Σ, ≥ 0 */
  PortailMoney solde_bancaire;
} PortailSheet;

/* Fills @results (n_rows of them) and @chain. An error of a row begins with its number, from 1,
 * and its name; on error the results are undefined. */
gboolean portail_sheet_compute (const PortailSheet *sheet,
                                PortailSheetResult *results,
                                PortailDotationChain *chain,
                                GError **error);
