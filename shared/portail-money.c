/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-money.h"

#include "shared/portail-decimal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

static gboolean
is_in_range (gint64 cents)
{
  return cents >= -PORTAIL_MONEY_MAX_CENTS && cents <= PORTAIL_MONEY_MAX_CENTS;
}

static gboolean
set_out_of_range (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE,
                       _ ("The amount is too large."));
  return FALSE;
}

gboolean
portail_money_add (PortailMoney *sum, PortailMoney term, GError **error)
{
  gint64 cents;

  if (__builtin_add_overflow (sum->cents, term.cents, &cents) || !is_in_range (cents))
    return set_out_of_range (error);
  sum->cents = cents;
  return TRUE;
}

gboolean
portail_money_subtract (PortailMoney *sum, PortailMoney term, GError **error)
{
  gint64 cents;

  if (__builtin_sub_overflow (sum->cents, term.cents, &cents) || !is_in_range (cents))
    return set_out_of_range (error);
  sum->cents = cents;
  return TRUE;
}

/* Half away from zero; @divisor > 0. */
static __int128
divide_rounded (__int128 dividend, __int128 divisor)
{
  __int128 half = divisor / 2;

  return dividend >= 0 ? (dividend + half) / divisor : -((-dividend + half) / divisor);
}

gboolean
portail_money_from_fraction (__int128 dividend,
                             gint64 divisor,
                             PortailRounding rounding,
                             PortailMoney *money)
{
  int unit = rounding == PORTAIL_ROUND_TO_DOLLAR ? 100 : 1;
  __int128 cents = divide_rounded (dividend, (__int128) divisor * unit) * unit;

  if (cents < -PORTAIL_MONEY_MAX_CENTS || cents > PORTAIL_MONEY_MAX_CENTS)
    return FALSE;
  money->cents = (gint64) cents;
  return TRUE;
}

gboolean
portail_money_multiply (PortailMoney money,
                        gint64 numerator,
                        gint64 denominator,
                        PortailRounding rounding,
                        PortailMoney *product)
{
  return portail_money_from_fraction ((__int128) money.cents * numerator, denominator, rounding,
                                      product);
}

PortailMoney
portail_money_share (PortailMoney money, PortailRate rate, PortailRounding rounding)
{
  PortailMoney share = { money.cents < 0 ? -PORTAIL_MONEY_MAX_CENTS : PORTAIL_MONEY_MAX_CENTS };

  portail_money_multiply (money, rate.basis_points, 10000, rounding, &share);
  return share;
}

PortailMoney
portail_money_round (PortailMoney money, PortailRounding rounding)
{
  PortailMoney rounded = money;

  portail_money_multiply (money, 1, 1, rounding, &rounded);
  return rounded;
}

char *
portail_money_to_text (PortailMoney money)
{
  g_autofree char *number = NULL;
  g_autofree char *amount = NULL;

  if (portail_money_is_null (money))
    return g_strdup ("");
  number = portail_decimal_to_text (ABS (money.cents), PORTAIL_DECIMALS_PAIR);
  /* Translators: an amount of dollars; French puts the sign behind, after U+00A0. */
  amount = g_strdup_printf (C_ ("money", "$%s"), number);
  return g_strconcat (money.cents < 0 ? "−" : "", amount, NULL);
}

void
portail_money_append_json (PortailMoney money, GString *json)
{
  if (portail_money_is_null (money))
    g_string_append (json, "null");
  else
    portail_decimal_append_json (money.cents, json);
}

gboolean
portail_money_from_json (const char *number, PortailMoney *money)
{
  return portail_decimal_from_json (number, PORTAIL_MONEY_MAX_CENTS, &money->cents);
}
