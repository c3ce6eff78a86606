/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-decimal.h"

#include <stdlib.h>
#include <string.h>

#include "shared/portail-i18n.h"

#define MAX_SIGNIFICANT_DIGITS 18

typedef struct
{
  gboolean is_negative;
  char digits[MAX_SIGNIFICANT_DIGITS + 1];
  int n_digits;
  gint64 exponent; /* of the last digit */
} Decimal;

/* Keeps significant digits only; FALSE when there are more than any amount can have. */
static gboolean
push_digit (Decimal *decimal, char digit)
{
  if (decimal->n_digits == 0 && digit == '0')
    return TRUE;
  if (decimal->n_digits == MAX_SIGNIFICANT_DIGITS)
    return FALSE;
  decimal->digits[decimal->n_digits++] = digit;
  return TRUE;
}

static gboolean
scan_digits (Decimal *decimal, const char **text, int exponent_step)
{
  gint64 n_pending_zeros = 0;

  for (; g_ascii_isdigit (**text); (*text)++)
    {
      decimal->exponent -= exponent_step;
      if (exponent_step && **text == '0')
        {
          n_pending_zeros++;
          continue;
        }
      for (; n_pending_zeros > 0; n_pending_zeros--)
        if (!push_digit (decimal, '0'))
          return FALSE;
      if (!push_digit (decimal, **text))
        return FALSE;
    }
  decimal->exponent += n_pending_zeros;
  return TRUE;
}

static gboolean
scan_number (const char *number, Decimal *decimal)
{
  decimal->is_negative = *number == '-';
  number += decimal->is_negative;
  if (!scan_digits (decimal, &number, 0))
    return FALSE;
  if (*number == '.')
    {
      number++;
      if (!scan_digits (decimal, &number, 1))
        return FALSE;
    }
  if (*number == 'e' || *number == 'E')
    {
      char *end;
      gint64 exponent = g_ascii_strtoll (number + 1, &end, 10);

      if (exponent < -10000 || exponent > 10000)
        return FALSE;
      decimal->exponent += exponent;
      number = end;
    }
  return *number == '\0';
}

/* Zeros at the end of the whole part are digits here and exponent elsewhere: 1e2 equals 100. */
static void
strip_trailing_zeros (Decimal *decimal)
{
  while (decimal->n_digits > 0 && decimal->digits[decimal->n_digits - 1] == '0')
    {
      decimal->n_digits--;
      decimal->exponent++;
    }
}

gboolean
portail_decimal_from_json (const char *number, gint64 limit, gint64 *hundredths)
{
  Decimal decimal = { 0 };
  gint64 value = 0;

  if (!scan_number (number, &decimal))
    return FALSE;
  strip_trailing_zeros (&decimal);
  if (decimal.n_digits == 0)
    {
      *hundredths = 0;
      return TRUE;
    }
  if (decimal.exponent < -2 || decimal.exponent > MAX_SIGNIFICANT_DIGITS)
    return FALSE;
  for (int i = 0; i < decimal.n_digits; i++)
    value = value * 10 + (decimal.digits[i] - '0');
  for (gint64 i = -2; i < decimal.exponent; i++)
    if (__builtin_mul_overflow (value, 10, &value))
      return FALSE;
  if (value > limit)
    return FALSE;
  *hundredths = decimal.is_negative ? -value : value;
  return TRUE;
}

void
portail_decimal_append_json (gint64 hundredths, GString *json)
{
  guint64 magnitude = hundredths < 0 ? -(guint64) hundredths : (guint64) hundredths;
  char digits[24];
  char *end = digits + sizeof digits;
  char *at = end;
  guint64 whole = magnitude / 100;
  guint fraction = magnitude % 100;

  if (fraction % 10 != 0)
    *--at = '0' + fraction % 10;
  if (fraction != 0)
    {
      *--at = '0' + fraction / 10;
      *--at = '.';
    }
  do
    *--at = '0' + whole % 10;
  while ((whole /= 10) != 0);
  if (hundredths < 0)
    *--at = '-';
  g_string_append_len (json, at, end - at);
}

static void
append_grouped (GString *text, guint64 whole)
{
  char digits[24];
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, whole);

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        /* Translators: between groups of three digits; French uses U+202F. */
        g_string_append (text, C_ ("digit group separator", ","));
      g_string_append_c (text, digits[i]);
    }
}

char *
portail_decimal_to_text (gint64 hundredths, PortailDecimals decimals)
{
  GString *text = g_string_new (NULL);
  guint64 magnitude = hundredths < 0 ? -(guint64) hundredths : (guint64) hundredths;
  guint fraction = magnitude % 100;

  if (hundredths < 0)
    g_string_append (text, "−");
  append_grouped (text, magnitude / 100);
  if (fraction != 0)
    {
      g_string_append (text, C_ ("decimal mark", "."));
      if (decimals == PORTAIL_DECIMALS_SHORTEST && fraction % 10 == 0)
        g_string_append_printf (text, "%u", fraction / 10);
      else
        g_string_append_printf (text, "%02u", fraction);
    }
  return g_string_free (text, FALSE);
}
