/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tax of one profit and of one bank balance (domain.md §3.2, §3.5; contract.md §6). Both are
 * rounded once, half away from zero, as the barème says. Pure functions, any thread. */
#pragma once

#include <glib.h>

#include "shared/portail-bareme.h"

/* impot_societe: 0 below the first minimum and for a loss. In `tranche` the one rate on the whole
 * profit; in `progressif` each slice at its rate, the first slice starting at 0. */
PortailMoney portail_tax_on_benefice (const PortailBareme *bareme, PortailMoney benefice);
/* The part of @benefice in the 1-based @tranche, the first of which starts at 0 here. */
PortailMoney
portail_tax_get_slice (const PortailBareme *bareme, guint tranche, PortailMoney benefice);
/* impot_richesse: the one rate on the whole balance; 0 for a debt. */
PortailMoney portail_tax_on_solde (const PortailBareme *bareme, PortailMoney solde_bancaire);

/* The caps of the 1-based @tranche for one person; those of tranche 1 for 0 (domain.md §3.4). */
typedef struct
{
  PortailMoney salaire;
  PortailMoney prime;
} PortailTaxCaps;

typedef enum
{
  PORTAIL_TAX_EMPLOYE,
  PORTAIL_TAX_DIRECTION,
} PortailTaxColumn;

PortailTaxCaps
portail_tax_get_caps (const PortailBareme *bareme, guint tranche, PortailTaxColumn column);
