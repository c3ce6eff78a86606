/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount of the game's dollar in whole cents (domain.md §1).
 *
 * 1. |cents| ≤ PORTAIL_MONEY_MAX_CENTS: every amount survives a peer that reads JSON numbers as
 *    doubles and keeps cents as integers (contract.md §7).
 * 2. Arithmetic is checked; leaving the range is PORTAIL_ERROR_OUT_OF_RANGE, never a wrong figure.
 * 3. Rounding is half away from zero. */
#pragma once

#include <glib.h>

#include "shared/portail-rate.h"

typedef struct
{
  gint64 cents;
} PortailMoney;

#define PORTAIL_MONEY_MAX_CENTS G_GINT64_CONSTANT (9007199254740991)
#define PORTAIL_MONEY_NULL      ((PortailMoney){ G_MININT64 })
#define PORTAIL_MONEY_ZERO      ((PortailMoney){ 0 })
#define PORTAIL_DOLLARS(n)      ((PortailMoney){ (n) *G_GINT64_CONSTANT (100) })

typedef enum
{
  PORTAIL_ROUND_TO_DOLLAR,
  PORTAIL_ROUND_TO_CENT,
} PortailRounding;

static inline gboolean
portail_money_is_null (PortailMoney money)
{
  return money.cents == G_MININT64;
}

/* *@sum += @term. On error *@sum is untouched. */
gboolean portail_money_add (PortailMoney *sum, PortailMoney term, GError **error);
gboolean portail_money_subtract (PortailMoney *sum, PortailMoney term, GError **error);
/* *@product = @money × @numerator / @denominator (> 0), rounded once. */
gboolean portail_money_multiply (PortailMoney money,
                                 gint64 numerator,
                                 gint64 denominator,
                                 PortailRounding rounding,
                                 PortailMoney *product);
/* *@money = @dividend / @divisor (> 0) cents, rounded once: for formulas of several terms, which
 * are exact up to here. FALSE when that leaves the range; then *@money is untouched. */
gboolean portail_money_from_fraction (__int128 dividend,
                                      gint64 divisor,
                                      PortailRounding rounding,
                                      PortailMoney *money);
/* @money × @rate; cannot leave the range for rates up to 100 %. */
PortailMoney portail_money_share (PortailMoney money, PortailRate rate, PortailRounding rounding);
PortailMoney portail_money_round (PortailMoney money, PortailRounding rounding);

/* `1 234 567 $` in French, cents only when not zero. Empty text for null. Owned. */
char *portail_money_to_text (PortailMoney money);
/* A JSON number with at most two decimals: `1234.5`. "null" for null. */
void portail_money_append_json (PortailMoney money, GString *json);
/* The exact text of a JSON number. FALSE for more than two decimals, an exponent that leaves
 * fractions of a cent, or an amount out of range. */
gboolean portail_money_from_json (const char *number, PortailMoney *money);
