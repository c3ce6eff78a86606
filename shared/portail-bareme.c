/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-bareme.h"

#include "shared/portail-i18n.h"

/* The inclusive maximum by which the old sheets say that the last row has no end. */
#define NO_LIMIT PORTAIL_DOLLARS (99000000)

#define ROW(min, taux, salaire_employe, salaire_direction, prime_employe, prime_direction)         \
  {                                                                                                \
    PORTAIL_DOLLARS (min), PORTAIL_PERCENT (taux), PORTAIL_DOLLARS (salaire_employe),              \
        PORTAIL_DOLLARS (salaire_direction), PORTAIL_DOLLARS (prime_employe),                      \
        PORTAIL_DOLLARS (prime_direction)                                                          \
  }

static const PortailBareme default_bareme = {
  .effective_from = { G_MININT32 },
  .arrondi = PORTAIL_ROUND_TO_DOLLAR,
  .mode_impot = PORTAIL_MODE_IMPOT_TRANCHE,
  .n_tranches = 13,
  .tranches = {
      ROW (100, 7, 5000, 8000, 2500, 4000),
      ROW (10000, 9, 10000, 15000, 5000, 7500),
      ROW (30000, 16, 20000, 25000, 10000, 12500),
      ROW (50000, 21, 35000, 40000, 17500, 20000),
      ROW (100000, 23, 55000, 60000, 27500, 30000),
      ROW (250000, 26, 65000, 70000, 32500, 35000),
      ROW (450000, 29, 75000, 80000, 37500, 40000),
      ROW (600000, 32, 85000, 90000, 42500, 45000),
      ROW (900000, 36, 95000, 100000, 47500, 50000),
      ROW (1500000, 38, 105000, 110000, 52500, 55000),
      ROW (1800000, 44, 115000, 125000, 57500, 62500),
      ROW (2500000, 47, 145000, 150000, 72500, 75000),
      ROW (5000000, 49, 155000, 170000, 77500, 85000),
  },
  .n_richesse = 5,
  .richesse = {
      { PORTAIL_DOLLARS (0), PORTAIL_PERCENT (0) },
      { PORTAIL_DOLLARS (1500000), PORTAIL_PERCENT (2) },
      { PORTAIL_DOLLARS (2500000), PORTAIL_PERCENT (3) },
      { PORTAIL_DOLLARS (3500000), PORTAIL_PERCENT (4) },
      { PORTAIL_DOLLARS (5000000), PORTAIL_PERCENT (5) },
  },
};

#undef ROW

const PortailBareme *
portail_bareme_get_default (void)
{
  return &default_bareme;
}

static const char *const mode_impot_names[PORTAIL_N_MODES_IMPOT] = {
  [PORTAIL_MODE_IMPOT_TRANCHE] = "tranche",
  [PORTAIL_MODE_IMPOT_PROGRESSIF] = "progressif",
};

static const char *const rounding_names[] = {
  [PORTAIL_ROUND_TO_DOLLAR] = "dollar",
  [PORTAIL_ROUND_TO_CENT] = "cent",
};

const char *
portail_mode_impot_get_name (PortailModeImpot mode)
{
  return mode_impot_names[mode];
}

gboolean
portail_mode_impot_from_name (const char *name, PortailModeImpot *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_impot_names); i++)
    if (g_strcmp0 (mode_impot_names[i], name) == 0)
      {
        *mode = (PortailModeImpot) i;
        return TRUE;
      }
  return FALSE;
}

const char *
portail_rounding_get_name (PortailRounding rounding)
{
  return rounding_names[rounding];
}

gboolean
portail_rounding_from_name (const char *name, PortailRounding *rounding)
{
  for (guint i = 0; i < G_N_ELEMENTS (rounding_names); i++)
    if (g_strcmp0 (rounding_names[i], name) == 0)
      {
        *rounding = (PortailRounding) i;
        return TRUE;
      }
  return FALSE;
}

static guint
get_length (const PortailBareme *bareme, PortailBaremeTable table)
{
  return table == PORTAIL_BAREME_TRANCHES ? bareme->n_tranches : bareme->n_richesse;
}

PortailMoney
portail_bareme_get_min (const PortailBareme *bareme, PortailBaremeTable table, guint tranche)
{
  if (tranche == 0)
    return PORTAIL_MONEY_ZERO;
  return table == PORTAIL_BAREME_TRANCHES ? bareme->tranches[tranche - 1].min
                                          : bareme->richesse[tranche - 1].min;
}

PortailRate
portail_bareme_get_taux (const PortailBareme *bareme, PortailBaremeTable table, guint tranche)
{
  if (tranche == 0)
    return PORTAIL_PERCENT (0);
  return table == PORTAIL_BAREME_TRANCHES ? bareme->tranches[tranche - 1].taux
                                          : bareme->richesse[tranche - 1].taux;
}

guint
portail_bareme_find (const PortailBareme *bareme, PortailBaremeTable table, PortailMoney amount)
{
  guint low = 0;
  guint high = get_length (bareme, table);

  while (low < high)
    {
      guint middle = (low + high + 1) / 2;

      if (amount.cents >= portail_bareme_get_min (bareme, table, middle).cents)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

/* Row @row, from 0; adds what is wrong with one amount. Returns: whether nothing is. */
static gboolean
check_amount (PortailMoney amount, const char *field, guint row, PortailProblems *problems)
{
  if (portail_money_is_null (amount))
    portail_problems_add (problems, field, "required", _ ("Row %u: an amount is missing."),
                          row + 1);
  else if (amount.cents < 0 || amount.cents > PORTAIL_MONEY_MAX_CENTS)
    portail_problems_add (problems, field, "out_of_range",
                          _ ("Row %u: an amount must be from 0 to the largest amount there is."),
                          row + 1);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_taux (PortailRate taux, guint row, PortailProblems *problems)
{
  if (portail_rate_is_null (taux))
    portail_problems_add (problems, "taux", "required", _ ("Row %u: the rate is missing."),
                          row + 1);
  else if (taux.basis_points < 0 || taux.basis_points > PORTAIL_PERCENT (100).basis_points)
    portail_problems_add (problems, "taux", "out_of_range",
                          _ ("Row %u: the rate must be from 0 to 100 %%."), row + 1);
  else
    return TRUE;
  return FALSE;
}

/* Where the row before has no usable value there is nothing to be above. */
static void
check_increase (const PortailBareme *bareme,
                PortailBaremeTable table,
                guint row,
                PortailProblems *problems)
{
  PortailMoney min = portail_bareme_get_min (bareme, table, row + 1);
  PortailMoney min_before = portail_bareme_get_min (bareme, table, row);
  PortailRate taux = portail_bareme_get_taux (bareme, table, row + 1);
  PortailRate taux_before = portail_bareme_get_taux (bareme, table, row);

  if (!portail_money_is_null (min) && min.cents <= min_before.cents)
    portail_problems_add (problems, "min", "not_increasing",
                          _ ("Row %u: the minimum must be above that of the row before."), row + 1);
  if (!portail_rate_is_null (taux) && taux.basis_points <= taux_before.basis_points)
    portail_problems_add (problems, "taux", "not_increasing",
                          _ ("Row %u: the rate must be above that of the row before."), row + 1);
}

static void
check_caps (const PortailTranche *tranche, guint row, PortailProblems *problems)
{
  check_amount (tranche->salaire_max_employe, "salaire_max_employe", row, problems);
  check_amount (tranche->salaire_max_direction, "salaire_max_direction", row, problems);
  check_amount (tranche->prime_max_employe, "prime_max_employe", row, problems);
  check_amount (tranche->prime_max_direction, "prime_max_direction", row, problems);
}

static void
check_row (const PortailBareme *bareme,
           PortailBaremeTable table,
           guint row,
           PortailProblems *problems)
{
  PortailMoney min = portail_bareme_get_min (bareme, table, row + 1);

  if (check_amount (min, "min", row, problems) && table == PORTAIL_BAREME_RICHESSE && row == 0
      && min.cents != 0)
    portail_problems_add (problems, "min", "not_zero",
                          _ ("Row 1: the wealth table must begin at 0."));
  check_taux (portail_bareme_get_taux (bareme, table, row + 1), row, problems);
  if (row > 0)
    check_increase (bareme, table, row, problems);
  if (table == PORTAIL_BAREME_TRANCHES)
    check_caps (&bareme->tranches[row], row, problems);
}

void
portail_bareme_check (const PortailBareme *bareme,
                      PortailBaremeTable table,
                      PortailProblems *problems)
{
  guint n_rows = get_length (bareme, table);

  if (n_rows == 0 && table == PORTAIL_BAREME_TRANCHES)
    portail_problems_add (problems, NULL, "required", _ ("The tax table has no row."));
  if (n_rows > PORTAIL_BAREME_MAX_TRANCHES)
    portail_problems_add (problems, NULL, "too_many", _ ("The table has more than %d rows."),
                          PORTAIL_BAREME_MAX_TRANCHES);
  for (guint row = 0; row < MIN (n_rows, PORTAIL_BAREME_MAX_TRANCHES); row++)
    {
      guint first = problems->len;

      check_row (bareme, table, row, problems);
      portail_problems_set_index (problems, first, row);
    }
}

static void
check_last_maximum (PortailMoney max, guint row, PortailProblems *problems)
{
  if (portail_money_is_null (max) || max.cents == NO_LIMIT.cents)
    return;
  portail_problems_add (problems, "max", "not_last",
                        _ ("Row %u: the last row has no end; leave its maximum empty."), row + 1);
}

static void
check_inner_maximum (PortailMoney max, PortailMoney next_min, guint row, PortailProblems *problems)
{
  PortailMoney right = { next_min.cents - PORTAIL_DOLLARS (1).cents };
  g_autofree char *right_text = NULL;

  if (max.cents == right.cents || portail_money_is_null (next_min))
    return;
  right_text = portail_money_to_text (right);
  if (portail_money_is_null (max))
    portail_problems_add (problems, "max", "required",
                          _ ("Row %1$u: the maximum is missing; it would be %2$s."), row + 1,
                          right_text);
  else if (max.cents < right.cents)
    portail_problems_add (problems, "max", "gap",
                          _ ("Row %1$u: the maximum leaves a gap before the next row; it would be "
                             "%2$s."),
                          row + 1, right_text);
  else
    portail_problems_add (problems, "max", "overlap",
                          _ ("Row %1$u: the maximum overlaps the next row; it would be %2$s."),
                          row + 1, right_text);
}

void
portail_bareme_check_maxima (const PortailBareme *bareme,
                             PortailBaremeTable table,
                             const PortailMoney *maxima,
                             PortailProblems *problems)
{
  guint n_rows = MIN (get_length (bareme, table), PORTAIL_BAREME_MAX_TRANCHES);

  for (guint row = 0; row < n_rows; row++)
    {
      guint first = problems->len;

      if (row + 1 == n_rows)
        check_last_maximum (maxima[row], row, problems);
      else
        check_inner_maximum (maxima[row], portail_bareme_get_min (bareme, table, row + 2), row,
                             problems);
      portail_problems_set_index (problems, first, row);
    }
}

char *
portail_bareme_to_text (const PortailBareme *bareme)
{
  const char *name = bareme->name != NULL ? bareme->name : _ ("default tax table");
  g_autofree char *monday = NULL;

  if (portail_week_is_null (bareme->effective_from))
    return g_strdup_printf (_ ("“%s”"), name);
  monday = portail_day_to_text (portail_week_get_monday (bareme->effective_from));
  /* Translators: name of a tax table, then the first day on which it applies. */
  return g_strdup_printf (_ ("“%1$s” (from %2$s)"), name, monday);
}
