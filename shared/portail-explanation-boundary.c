/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hint before and behind each cliff of a flat tax. */
#include "shared/portail-explanation.h"

#include <stdlib.h>

#include "shared/portail-explanation-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

/* See the header for what close means. */
static gint64
get_reach_cents (PortailMoney boundary)
{
  gint64 reach = MAX (PORTAIL_DOLLARS (1000).cents, boundary.cents / 50);

  return MIN (reach, boundary.cents / 10);
}

/* The 1-based bracket whose minimum is nearest to @amount among those that are close; 0 if none.
 * Only the minima around @amount can be. A minimum of 0 is no cliff: nothing is owed there. */
static guint
find_close_tranche (const PortailBareme *bareme, PortailBaremeTable table, PortailMoney amount)
{
  guint n = table == PORTAIL_BAREME_TRANCHES ? bareme->n_tranches : bareme->n_richesse;
  guint tranche = portail_bareme_find (bareme, table, amount);
  gint64 nearest = G_MAXINT64;
  guint found = 0;

  for (guint i = MAX (tranche, 1); i <= MIN (tranche + 1, n); i++)
    {
      PortailMoney boundary = portail_bareme_get_min (bareme, table, i);
      gint64 distance = llabs (amount.cents - boundary.cents);

      if (boundary.cents > 0 && distance <= get_reach_cents (boundary) && distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  return found;
}

static char *
describe_benefice (PortailMoney benefice, guint tranche, PortailMoney boundary)
{
  g_autoptr (GPtrArray) words = portail_words_new ();
  const char *distance = portail_words_money (
      words, (PortailMoney){ llabs (benefice.cents - boundary.cents) });
  const char *min = portail_words_money (words, boundary);

  if (benefice.cents == boundary.cents)
    return g_strdup_printf (_ ("The profit is exactly %1$s, where bracket %2$u begins."), min,
                            tranche);
  if (benefice.cents < boundary.cents)
    return g_strdup_printf (_ ("The profit is only %1$s below %2$s, where bracket %3$u begins."),
                            distance, min, tranche);
  return g_strdup_printf (_ ("The profit is only %1$s above %2$s, where bracket %3$u begins."),
                          distance, min, tranche);
}

static char *
describe_solde (PortailMoney solde, PortailMoney boundary)
{
  g_autoptr (GPtrArray) words = portail_words_new ();
  const char *distance = portail_words_money (
      words, (PortailMoney){ llabs (solde.cents - boundary.cents) });
  const char *min = portail_words_money (words, boundary);

  if (solde.cents == boundary.cents)
    return g_strdup_printf (_ ("The bank balance is exactly %s, where the next rate of the wealth "
                               "table begins."),
                            min);
  if (solde.cents < boundary.cents)
    return g_strdup_printf (_ ("The bank balance is only %1$s below %2$s, where the next rate of "
                               "the wealth table begins."),
                            distance, min);
  return g_strdup_printf (_ ("The bank balance is only %1$s above %2$s, where its rate of the "
                             "wealth table begins."),
                          distance, min);
}

/* What is owed on the other side: at the boundary from below, one dollar under it from above. */
static char *
describe_consequence (const PortailBareme *bareme,
                      PortailBaremeTable table,
                      PortailMoney amount,
                      PortailMoney boundary)
{
  g_autoptr (GPtrArray) words = portail_words_new ();
  PortailMoney other = amount.cents < boundary.cents
                           ? boundary
                           : (PortailMoney){ boundary.cents - PORTAIL_DOLLARS (1).cents };
  PortailMoney tax_now;
  PortailMoney tax_then;

  if (table == PORTAIL_BAREME_TRANCHES)
    {
      tax_now = portail_tax_on_benefice (bareme, amount);
      tax_then = portail_tax_on_benefice (bareme, other);
      return g_strdup_printf (_ ("At %1$s the company tax would be %2$s instead of %3$s."),
                              portail_words_money (words, other),
                              portail_words_money (words, tax_then),
                              portail_words_money (words, tax_now));
    }
  tax_now = portail_tax_on_solde (bareme, amount);
  tax_then = portail_tax_on_solde (bareme, other);
  return g_strdup_printf (_ ("At %1$s the wealth tax would be %2$s instead of %3$s."),
                          portail_words_money (words, other), portail_words_money (words, tax_then),
                          portail_words_money (words, tax_now));
}

char *
portail_explanation_of_boundary (const PortailExplanationSubject *subject, PortailBaremeTable table)
{
  const PortailBareme *bareme = subject->sheet->bareme;
  gboolean is_profit = table == PORTAIL_BAREME_TRANCHES;
  PortailMoney amount = is_profit ? subject->chain->benefice_imposable
                                  : subject->chain->inputs.solde_bancaire;
  guint tranche = find_close_tranche (bareme, table, amount);
  g_autofree char *place = NULL;
  g_autofree char *consequence = NULL;
  PortailMoney boundary;

  if (tranche == 0 || (is_profit && bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF))
    return NULL;
  boundary = portail_bareme_get_min (bareme, table, tranche);
  place = is_profit ? describe_benefice (amount, tranche, boundary)
                    : describe_solde (amount, boundary);
  consequence = describe_consequence (bareme, table, amount, boundary);
  return g_strconcat (place, " ", consequence, NULL);
}
