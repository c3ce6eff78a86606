/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-decimal.h"

#include <stdlib.h>
#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define MAX_SIGNIFICANT_DIGITS 18
/* Further than any number of digits that fits into memory can balance. */
#define MAX_EXPONENT (G_MAXINT64 / 4)

typedef struct
{
  gboolean is_negative;
  char digits[MAX_SIGNIFICANT_DIGITS]; /* neither the first nor the last of them is 0 */
  int n_digits;
  gint64 n_zeros;  /* seen behind digits */
  gint64 exponent; /* of the last digit seen */
} Decimal;

/* FALSE when there are more significant digits than any amount can have. */
static gboolean
push_digit (Decimal *decimal, char digit)
{
  if (digit == '0')
    {
      decimal->n_zeros += decimal->n_digits > 0;
      return TRUE;
    }
  if (decimal->n_digits + decimal->n_zeros >= MAX_SIGNIFICANT_DIGITS)
    return FALSE;
  for (; decimal->n_zeros > 0; decimal->n_zeros--)
    decimal->digits[decimal->n_digits++] = '0';
  decimal->digits[decimal->n_digits++] = digit;
  return TRUE;
}

/* One digit or more. */
static gboolean
scan_digits (Decimal *decimal, const char **text, int exponent_step)
{
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      decimal->exponent -= exponent_step;
      if (!push_digit (decimal, **text))
        return FALSE;
    }
  return TRUE;
}

static gboolean
scan_exponent (Decimal *decimal, const char **text)
{
  const char *digits = **text == '-' || **text == '+' ? *text + 1 : *text;
  char *end;
  gint64 exponent;

  if (!g_ascii_isdigit (*digits))
    return FALSE;
  exponent = g_ascii_strtoll (*text, &end, 10);
  *text = end;
  decimal->exponent += CLAMP (exponent, -MAX_EXPONENT, MAX_EXPONENT);
  return TRUE;
}

/* The grammar of RFC 8259. */
static gboolean
scan_number (const char *number, Decimal *decimal)
{
  decimal->is_negative = *number == '-';
  number += decimal->is_negative;
  if ((number[0] == '0' && g_ascii_isdigit (number[1])) || !scan_digits (decimal, &number, 0))
    return FALSE;
  if (*number == '.')
    {
      number++;
      if (!scan_digits (decimal, &number, 1))
        return FALSE;
    }
  if (*number == 'e' || *number == 'E')
    {
      number++;
      if (!scan_exponent (decimal, &number))
        return FALSE;
    }
  decimal->exponent += decimal->n_zeros;
  return *number == '\0';
}

gboolean
portail_decimal_from_json (const char *number, gint64 limit, gint64 *hundredths)
{
  Decimal decimal = { 0 };
  gint64 value = 0;

  if (!scan_number (number, &decimal))
    return FALSE;
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
  portail_json_append_bytes (json, at, (gsize) (end - at));
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
