/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-cliffs.h"

#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

#define DOLLAR 100
/* Points of a chart around one boundary, to each side. */
#define N_POINTS_BESIDE 5
/* Points between two boundaries of a chart of all. */
#define N_POINTS_BETWEEN 2

static gint64
get_rest (const PortailBareme *bareme, gint64 cents)
{
  return cents - portail_tax_on_benefice (bareme, (PortailMoney){ cents }).cents;
}

/* The last profit in the tranche, in whole dollars; what is beyond every game in the last one. */
static gint64
get_end (const PortailBareme *bareme, guint tranche)
{
  gint64 min = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, tranche).cents;

  if (tranche < bareme->n_tranches)
    return portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, tranche + 1).cents - DOLLAR;
  return MIN (min, PORTAIL_MONEY_MAX_CENTS / 4) * 4 + 1000000 * DOLLAR;
}

/* Within a tranche what is left rises with the profit. */
static gint64
find_within (const PortailBareme *bareme, guint tranche, gint64 target)
{
  gint64 low = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, tranche).cents;
  gint64 high = get_end (bareme, tranche);

  while (low < high)
    {
      gint64 middle = low + (high - low) / 2 / DOLLAR * DOLLAR;

      if (get_rest (bareme, middle) > target)
        high = middle;
      else
        low = middle + DOLLAR;
    }
  return high;
}

static PortailMoney
find_end_of_cliff (const PortailBareme *bareme, guint tranche, gint64 target)
{
  for (guint i = tranche; i <= bareme->n_tranches; i++)
    if (get_rest (bareme, get_end (bareme, i)) > target)
      return (PortailMoney){ find_within (bareme, i, target) };
  return PORTAIL_MONEY_NULL;
}

GArray *
portail_bareme_list_cliffs (const PortailBareme *bareme)
{
  GArray *cliffs = g_array_new (FALSE, FALSE, sizeof (PortailBaremeCliff));

  for (guint i = 1; i <= bareme->n_tranches; i++)
    {
      PortailMoney at = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, i);
      gint64 below = get_rest (bareme, at.cents - DOLLAR);
      PortailBaremeCliff cliff = {
        .tranche = i,
        .at = at,
        .before = portail_bareme_get_taux (bareme, PORTAIL_BAREME_TRANCHES, i - 1),
        .after = portail_bareme_get_taux (bareme, PORTAIL_BAREME_TRANCHES, i),
      };

      if (at.cents < DOLLAR || get_rest (bareme, at.cents) >= below)
        continue;
      cliff.jump.cents =
          portail_tax_on_benefice (bareme, at).cents
          - portail_tax_on_benefice (bareme, (PortailMoney){ at.cents - DOLLAR }).cents;
      cliff.until = find_end_of_cliff (bareme, i, below);
      g_array_append_val (cliffs, cliff);
    }
  return cliffs;
}

char *
portail_bareme_cliff_to_text (const PortailBaremeCliff *cliff)
{
  g_autofree char *at = portail_money_to_text (cliff->at);
  g_autofree char *below = portail_money_to_text ((PortailMoney){ cliff->at.cents - DOLLAR });
  g_autofree char *before = portail_rate_to_text (cliff->before);
  g_autofree char *after = portail_rate_to_text (cliff->after);
  g_autofree char *jump = portail_money_to_text (cliff->jump);
  g_autofree char *until = portail_money_to_text (cliff->until);

  if (portail_money_is_null (cliff->until))
    /* Translators: a profit, two rates, an amount of tax. */
    return g_strdup_printf (_ ("At %1$s the rate goes from %2$s to %3$s: that one dollar costs "
                               "%4$s of tax."),
                            at, before, after, jump);
  /* Translators: a profit, two rates, an amount of tax, two profits. */
  return g_strdup_printf (_ ("At %1$s the rate goes from %2$s to %3$s: that one dollar costs %4$s "
                             "of tax. Only from %5$s on is more left than at %6$s."),
                          at, before, after, jump, until, below);
}

/* Charts */

static void
add_point (GArray *points, gint64 cents)
{
  gint64 last = points->len > 0 ? g_array_index (points, gint64, points->len - 1) : G_MININT64;

  if (cents >= 0 && cents > last)
    g_array_append_val (points, cents);
}

/* Profits from @from up to, without, @to. */
static void
add_points (GArray *points, gint64 from, gint64 to, guint n)
{
  for (guint i = 0; i < n; i++)
    add_point (points, (from + (to - from) / n * i) / DOLLAR * DOLLAR);
}

static void
add_points_of_all (GArray *points, const PortailBareme *bareme)
{
  gint64 from = 0;

  for (guint i = 1; i <= bareme->n_tranches; i++)
    {
      gint64 min = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, i).cents;

      add_points (points, from, min - DOLLAR, N_POINTS_BETWEEN);
      add_point (points, min - DOLLAR);
      add_point (points, min);
      from = min;
    }
  add_point (points, from + from / 4);
}

/* As far to each side as the nearer boundary is, so that the step is in the middle. */
static void
add_points_around (GArray *points, const PortailBareme *bareme, guint tranche)
{
  gint64 at = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, tranche).cents;
  gint64 before = portail_bareme_get_min (bareme, PORTAIL_BAREME_TRANCHES, tranche - 1).cents;
  gint64 side = MIN (at - before, get_end (bareme, tranche) - at);

  side = MIN (side, MAX (at / 5, 20 * DOLLAR));
  add_points (points, at - side, at - DOLLAR, N_POINTS_BESIDE);
  add_point (points, at - DOLLAR);
  add_points (points, at, at + side, N_POINTS_BESIDE);
  add_point (points, at + side);
}

static void
add_labels (PortailChart *chart, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      g_autofree char *label = portail_money_to_text (
          (PortailMoney){ g_array_index (points, gint64, i) });

      portail_chart_add_label (chart, label);
    }
}

static void
add_taxes (PortailChart *chart,
           const char *title,
           const PortailBareme *bareme,
           const GArray *points)
{
  g_autofree gint64 *values = g_new (gint64, points->len);

  for (guint i = 0; i < points->len; i++)
    values[i] =
        portail_tax_on_benefice (bareme, (PortailMoney){ g_array_index (points, gint64, i) }).cents;
  portail_chart_add_series (chart, title, values);
}

static void
add_rests (PortailChart *chart, const PortailBareme *bareme, const GArray *points)
{
  g_autofree gint64 *values = g_new (gint64, points->len);

  for (guint i = 0; i < points->len; i++)
    values[i] = get_rest (bareme, g_array_index (points, gint64, i));
  portail_chart_add_series (chart, _ ("Left after the tax"), values);
}

static void
add_cliffs (PortailChart *chart, const PortailBareme *bareme, const GArray *points)
{
  g_autofree gint64 *values = g_new (gint64, points->len);
  g_autoptr (GArray) cliffs = portail_bareme_list_cliffs (bareme);

  for (guint i = 0; i < points->len; i++)
    {
      values[i] = PORTAIL_CHART_NONE;
      for (guint j = 0; j < cliffs->len; j++)
        {
          const PortailBaremeCliff *cliff = &g_array_index (cliffs, PortailBaremeCliff, j);

          if (cliff->at.cents == g_array_index (points, gint64, i))
            values[i] = portail_tax_on_benefice (bareme, cliff->at).cents;
        }
    }
  if (cliffs->len > 0)
    portail_chart_add_series (chart, _ ("A dollar costs more than it brings"), values);
}

PortailChart *
portail_bareme_chart_new (const PortailBareme *bareme, guint tranche)
{
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_LINES, _ ("Tax over the profit"),
                                           portail_chart_format_money);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (tranche == PORTAIL_BAREME_CHART_ALL)
    add_points_of_all (points, bareme);
  else
    add_points_around (points, bareme, tranche);
  add_labels (chart, points);
  add_taxes (chart, _ ("Tax"), bareme, points);
  add_rests (chart, bareme, points);
  add_cliffs (chart, bareme, points);
  return chart;
}

static int
compare_cents (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

PortailChart *
portail_bareme_chart_new_comparison (const PortailBareme *a, const PortailBareme *b)
{
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_LINES, _ ("Tax over the profit"),
                                           portail_chart_format_money);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (gint64));

  add_points_of_all (found, a);
  g_array_append_vals (points, found->data, found->len);
  g_array_set_size (found, 0);
  add_points_of_all (found, b);
  g_array_append_vals (points, found->data, found->len);
  g_array_sort (points, compare_cents);
  g_array_set_size (found, 0);
  for (guint i = 0; i < points->len; i++)
    add_point (found, g_array_index (points, gint64, i));
  add_labels (chart, found);
  add_taxes (chart, C_ ("compared tables", "This table"), a, found);
  add_taxes (chart, C_ ("compared tables", "The other table"), b, found);
  return chart;
}
