/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-span.h"

#include <string.h>

#include "shared/portail-number-text.h"
#include "shared/portail-week.h"

/* Reads one value, which may be a span of its own: a month is all its days. */
typedef gboolean (*ReadOne) (const char *text, PortailSpan *span);

typedef enum
{
  OPERATOR_EQUAL,
  OPERATOR_ABOVE,
  OPERATOR_FROM,
  OPERATOR_BELOW,
  OPERATOR_TO,
} Operator;

static const struct
{
  const char *sign;
  Operator operator;
} operators[] = {
  { ">=", OPERATOR_FROM }, { "≥", OPERATOR_FROM },  { ">", OPERATOR_ABOVE }, { "<=", OPERATOR_TO },
  { "≤", OPERATOR_TO },    { "<", OPERATOR_BELOW }, { "=", OPERATOR_EQUAL },
};

static gboolean
read_after_operator (const char *text, Operator operator, ReadOne read_one, PortailSpan *span)
{
  PortailSpan one;

  if (!read_one (text, &one))
    return FALSE;
  *span = (PortailSpan){ G_MININT64, G_MAXINT64 };
  switch (operator)
    {
    case OPERATOR_EQUAL:
      *span = one;
      break;
    case OPERATOR_ABOVE:
      span->first = one.last + 1;
      break;
    case OPERATOR_FROM:
      span->first = one.first;
      break;
    case OPERATOR_BELOW:
      span->last = one.first - 1;
      break;
    case OPERATOR_TO:
      span->last = one.last;
      break;
    }
  return TRUE;
}

/* `from..to`; one of both may be missing. */
static gboolean
read_range (const char *text, const char *dots, ReadOne read_one, PortailSpan *span)
{
  g_autofree char *from = g_strstrip (g_strndup (text, (gsize) (dots - text)));
  g_autofree char *to = g_strstrip (g_strdup (dots + 2));
  PortailSpan first = { G_MININT64, G_MININT64 };
  PortailSpan last = { G_MAXINT64, G_MAXINT64 };

  if (*from == '\0' && *to == '\0')
    return FALSE;
  if ((*from != '\0' && !read_one (from, &first)) || (*to != '\0' && !read_one (to, &last)))
    return FALSE;
  if (first.first <= last.last)
    *span = (PortailSpan){ first.first, last.last };
  else
    *span = (PortailSpan){ last.first, first.last };
  return TRUE;
}

static gboolean
read_span (const char *text, ReadOne read_one, PortailSpan *span)
{
  g_autofree char *value = g_strstrip (g_strdup (text));
  const char *dots = strstr (value, "..");

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (value, operators[i].sign))
      return read_after_operator (value + strlen (operators[i].sign), operators[i].operator,
                                  read_one, span);
  return dots != NULL ? read_range (value, dots, read_one, span) : read_one (value, span);
}

static gboolean
read_amount (const char *text, PortailSpan *span)
{
  PortailMoney money;

  if (portail_number_text_to_money (text, PORTAIL_NUMBER_SIGNED, &money)
      != PORTAIL_NUMBER_FAULT_NONE)
    return FALSE;
  *span = (PortailSpan){ money.cents, money.cents };
  return TRUE;
}

gboolean
portail_span_read_amount (const char *text, PortailSpan *span)
{
  return read_span (text, read_amount, span);
}

static gboolean
set_days (PortailDay first, PortailDay last, PortailSpan *span)
{
  if (portail_day_is_null (first) || portail_day_is_null (last))
    return FALSE;
  *span = (PortailSpan){ first.number, last.number };
  return TRUE;
}

static gboolean
set_month (int year, int month, PortailSpan *span)
{
  PortailDay first = portail_day_from_date (year, month, 1);
  PortailDay last = portail_day_from_date (year, 12, 31);

  if (month < 12 && !portail_day_is_null (first))
    last.number = portail_day_from_date (year, month + 1, 1).number - 1;
  return set_days (first, last, span);
}

/* Whether @text is as @pattern: a `d` is any digit, a letter its capital or itself, anything else
 * itself. */
static gboolean
looks_like (const char *text, const char *pattern)
{
  if (strlen (text) != strlen (pattern))
    return FALSE;
  for (; *text != '\0'; text++, pattern++)
    if (*pattern == 'd' ? !g_ascii_isdigit (*text)
                        : g_ascii_toupper (*text) != g_ascii_toupper (*pattern))
      return FALSE;
  return TRUE;
}

static int
get_number (const char *digits)
{
  return (int) g_ascii_strtoll (digits, NULL, 10);
}

static gboolean
read_date (const char *text, PortailSpan *span)
{
  PortailDay day;

  if (looks_like (text, "dddd"))
    return set_days (portail_day_from_date (get_number (text), 1, 1),
                     portail_day_from_date (get_number (text), 12, 31), span);
  if (looks_like (text, "dddd-dd") || looks_like (text, "dddd/dd"))
    return set_month (get_number (text), get_number (text + 5), span);
  if (looks_like (text, "dd/dddd") || looks_like (text, "dd-dddd"))
    return set_month (get_number (text + 3), get_number (text), span);
  if (looks_like (text, "dddd-Wdd") || looks_like (text, "dddd-Sdd"))
    {
      PortailWeek week = portail_week_from_number (get_number (text), get_number (text + 6));

      return !portail_week_is_null (week)
             && set_days (portail_week_get_monday (week), portail_week_get_sunday (week), span);
    }
  return portail_number_text_to_day (text, PORTAIL_NUMBER_UNSIGNED, &day)
             == PORTAIL_NUMBER_FAULT_NONE
         && set_days (day, day, span);
}

gboolean
portail_span_read_date (const char *text, PortailSpan *span)
{
  return read_span (text, read_date, span);
}
