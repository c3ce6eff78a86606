/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax.h"

/* One rate on the whole @amount, that of its row in @table. */
static PortailMoney
tax_flat (const PortailBareme *bareme, PortailBaremeTable table, PortailMoney amount)
{
  guint tranche = portail_bareme_find (bareme, table, amount);

  if (amount.cents <= 0)
    return PORTAIL_MONEY_ZERO;
  return portail_money_share (amount, portail_bareme_get_taux (bareme, table, tranche),
                              bareme->arrondi);
}

/* The tax cannot exceed the profit, since no rate exceeds 100 %; so it stays in the range. */
static PortailMoney
tax_progressive (const PortailBareme *bareme, PortailMoney benefice)
{
  guint last = portail_bareme_find (bareme, PORTAIL_BAREME_TRANCHES, benefice);
  PortailMoney tax = PORTAIL_MONEY_ZERO;
  __int128 basis_point_cents = 0;

  if (benefice.cents <= 0)
    return tax;
  for (guint i = 1; i <= last; i++)
    {
      PortailMoney part = portail_tax_get_slice (bareme, i, benefice);

      basis_point_cents += (__int128) part.cents * bareme->tranches[i - 1].taux.basis_points;
    }
  portail_money_from_fraction (basis_point_cents, 10000, bareme->arrondi, &tax);
  return tax;
}

PortailMoney
portail_tax_get_slice (const PortailBareme *bareme, guint tranche, PortailMoney benefice)
{
  gint64 start = tranche == 1 ? 0 : bareme->tranches[tranche - 1].min.cents;
  gint64 end = tranche == bareme->n_tranches ? G_MAXINT64 : bareme->tranches[tranche].min.cents;

  return (PortailMoney){ MAX (0, MIN (benefice.cents, end) - start) };
}

PortailMoney
portail_tax_on_benefice (const PortailBareme *bareme, PortailMoney benefice)
{
  if (bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF)
    return tax_progressive (bareme, benefice);
  return tax_flat (bareme, PORTAIL_BAREME_TRANCHES, benefice);
}

PortailMoney
portail_tax_on_solde (const PortailBareme *bareme, PortailMoney solde_bancaire)
{
  return tax_flat (bareme, PORTAIL_BAREME_RICHESSE, solde_bancaire);
}

PortailTaxCaps
portail_tax_get_caps (const PortailBareme *bareme, guint tranche, PortailTaxColumn column)
{
  const PortailTranche *row = &bareme->tranches[MAX (tranche, 1) - 1];

  if (column == PORTAIL_TAX_DIRECTION)
    return (PortailTaxCaps){ row->salaire_max_direction, row->prime_max_direction };
  return (PortailTaxCaps){ row->salaire_max_employe, row->prime_max_employe };
}
