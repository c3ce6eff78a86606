/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A typed number goes through two steps. Normalising turns it into ASCII: every kind of space is
 * ' ', every minus is '-'. Splitting cuts what is left at its separators into runs of digits, and
 * the rules of contract.md §7 are rules on the kinds of separators and the lengths of runs. */
#include "shared/portail-number-text.h"

#include <string.h>

#include "shared/portail-decimal.h"
#include "shared/portail-i18n.h"

/* The longest amount, grouped, with sign, unit and cents, is half of this. */
#define MAX_LENGTH 63
#define MAX_RUNS   32

/* Day numbers of spreadsheets count from 1899-12-30; they have a 1900-02-29, number 60. */
#define SERIAL_OF_EPOCH 25569
#define SERIAL_OF_LEAP  60
#define SERIAL_MAX      2958465 /* 9999-12-31 */

static const struct
{
  const char *code;
  const char *reason;
} faults[PORTAIL_NUMBER_N_FAULTS] = {
  [PORTAIL_NUMBER_FAULT_NONE] = { "", "" },
  [PORTAIL_NUMBER_FAULT_EMPTY] = { "required", N_ ("Nothing is written here; write 0 for none") },
  [PORTAIL_NUMBER_FAULT_NOT_A_NUMBER] = { "not_a_number", N_ ("This is not a number") },
  [PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS] = { "foreign_digits",
                                            N_ ("Only the digits 0 to 9 are accepted") },
  [PORTAIL_NUMBER_FAULT_EXPONENT] = { "exponent", N_ ("Numbers with an exponent are not accepted; "
                                                      "write all digits") },
  [PORTAIL_NUMBER_FAULT_AMBIGUOUS] = { "ambiguous",
                                       N_ ("This can be read as thousands or as decimals; write "
                                           "1234 or 1234.00, for example") },
  [PORTAIL_NUMBER_FAULT_BAD_GROUPS] = { "bad_groups", N_ ("The digits are not grouped by three "
                                                          "with one kind of separator") },
  [PORTAIL_NUMBER_FAULT_TOO_PRECISE] = { "too_precise", N_ ("At most two decimals are accepted") },
  [PORTAIL_NUMBER_FAULT_TOO_LARGE] = { "too_large", N_ ("This number is too large") },
  [PORTAIL_NUMBER_FAULT_NEGATIVE] = { "negative", N_ ("A negative number is not accepted here") },
  [PORTAIL_NUMBER_FAULT_SIGN] = { "sign", N_ ("Write the number without a plus sign") },
  [PORTAIL_NUMBER_FAULT_NOT_A_DATE] = { "not_a_date", N_ ("This is not a date; write 21/09/2025 or "
                                                          "2025-09-21, for example") },
  [PORTAIL_NUMBER_FAULT_NO_SUCH_DAY] = { "no_such_day", N_ ("The calendar has no such day") },
};

typedef struct
{
  char unit;
  gint64 limit; /* in hundredths */
} Measure;

static const Measure money_measure = { '$', PORTAIL_MONEY_MAX_CENTS };
static const Measure rate_measure = { '%', PORTAIL_RATE_MAX_BASIS_POINTS };
static const Measure hours_measure = { '\0', PORTAIL_HOURS_MAX_HUNDREDTHS };

typedef struct
{
  char separators[MAX_RUNS]; /* separators[i] stands before runs[i + 1] */
  const char *runs[MAX_RUNS];
  gsize lengths[MAX_RUNS];
  guint n_runs;
} Split;

const char *
portail_number_fault_get_code (PortailNumberFault fault)
{
  return faults[fault].code;
}

const char *
portail_number_fault_get_reason (PortailNumberFault fault)
{
  return fault == PORTAIL_NUMBER_FAULT_NONE ? "" : _ (faults[fault].reason);
}

static gboolean
is_number_letter (char letter)
{
  return g_ascii_isdigit (letter) || letter == ' ' || letter == '.' || letter == ',';
}

static char
normalise_letter (gunichar letter)
{
  if (g_unichar_isspace (letter))
    return ' ';
  if (letter == 0x2212)
    return '-';
  return letter < 0x80 ? (char) letter : '?';
}

/* Writes @text without its outer spaces in ASCII. */
static PortailNumberFault
normalise (const char *text, char normal[MAX_LENGTH + 1])
{
  gsize length = 0;
  gsize n_spaces = 0;
  gboolean is_only_number = TRUE;

  if (!g_utf8_validate (text, -1, NULL))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);
      char plain = normalise_letter (letter);

      if (letter >= 0x80 && g_unichar_isdigit (letter))
        return PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS;
      is_only_number = is_only_number && is_number_letter (plain);
      n_spaces += plain == ' ' && length > 0;
      if (plain == ' ')
        continue;
      for (; n_spaces > 0 && length <= MAX_LENGTH; n_spaces--)
        normal[length++] = ' ';
      n_spaces = 0;
      if (length <= MAX_LENGTH)
        normal[length++] = plain;
    }
  if (length > MAX_LENGTH)
    return is_only_number ? PORTAIL_NUMBER_FAULT_TOO_LARGE : PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  normal[length] = '\0';
  return length == 0 ? PORTAIL_NUMBER_FAULT_EMPTY : PORTAIL_NUMBER_FAULT_NONE;
}

/* Takes @letter, with the spaces behind it, from the start of *@text. */
static gboolean
take_prefix (char **text, char letter)
{
  if (letter == '\0' || **text != letter)
    return FALSE;
  (*text)++;
  while (**text == ' ')
    (*text)++;
  return TRUE;
}

static gboolean
take_suffix (char *text, char letter)
{
  gsize length = strlen (text);

  if (letter == '\0' || length == 0 || text[length - 1] != letter)
    return FALSE;
  length--;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  text[length] = '\0';
  return TRUE;
}

/* Takes sign and unit off *@text. @sign becomes '-', '+' or '\0'. FALSE when one is there twice. */
static gboolean
take_signs (char **text, char unit, char *sign)
{
  gboolean has_unit = FALSE;

  *sign = '\0';
  for (guint i = 0; i < 2; i++)
    {
      if (*sign == '\0' && take_prefix (text, '-'))
        *sign = '-';
      else if (*sign == '\0' && take_prefix (text, '+'))
        *sign = '+';
      if (unit == '$' && !has_unit)
        has_unit = take_prefix (text, unit);
    }
  return !take_suffix (*text, unit) || !has_unit;
}

/* `12e3`, `1.5E+10`, as far as it matters for saying so. */
static gboolean
is_exponent (const char *text)
{
  gsize n_mantissa = strspn (text, "0123456789.,");
  const char *exponent = text + n_mantissa + 1;

  if (n_mantissa == 0 || (text[n_mantissa] != 'e' && text[n_mantissa] != 'E'))
    return FALSE;
  exponent += *exponent == '+' || *exponent == '-';
  return *exponent != '\0' && strspn (exponent, "0123456789") == strlen (exponent);
}

static PortailNumberFault
split_runs (const char *text, Split *split)
{
  split->n_runs = 0;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[strlen (text) - 1]))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  for (;;)
    {
      gsize length = strspn (text, "0123456789");

      split->runs[split->n_runs] = text;
      split->lengths[split->n_runs] = length;
      text += length;
      if (*text == '\0')
        break;
      if (!is_number_letter (*text))
        return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
      if (split->n_runs == MAX_RUNS - 1)
        return PORTAIL_NUMBER_FAULT_BAD_GROUPS;
      split->separators[split->n_runs++] = *text++;
    }
  split->n_runs++;
  return PORTAIL_NUMBER_FAULT_NONE;
}

/* Whether the last run holds decimals: the last separator is of a kind of its own. */
static gboolean
has_decimals (const Split *split)
{
  char last = split->n_runs > 1 ? split->separators[split->n_runs - 2] : ' ';

  if (last == ' ')
    return FALSE;
  for (guint i = 0; i + 2 < split->n_runs; i++)
    if (split->separators[i] == last)
      return FALSE;
  return TRUE;
}

static PortailNumberFault
check_groups (const Split *split, guint n_whole)
{
  if (n_whole > 1 && (split->lengths[0] == 0 || split->lengths[0] > 3))
    return PORTAIL_NUMBER_FAULT_BAD_GROUPS;
  for (guint i = 1; i < n_whole; i++)
    if (split->lengths[i] != 3 || split->separators[i - 1] != split->separators[0])
      return PORTAIL_NUMBER_FAULT_BAD_GROUPS;
  return PORTAIL_NUMBER_FAULT_NONE;
}

static PortailNumberFault
sum_digits (const Split *split, guint n_whole, gint64 limit, gint64 *hundredths)
{
  gint64 sum = 0;

  for (guint i = 0; i < split->n_runs; i++)
    for (gsize j = 0; j < (i < n_whole ? split->lengths[i] : 2); j++)
      {
        int digit = j < split->lengths[i] ? split->runs[i][j] - '0' : 0;

        if (__builtin_mul_overflow (sum, 10, &sum) || __builtin_add_overflow (sum, digit, &sum))
          return PORTAIL_NUMBER_FAULT_TOO_LARGE;
      }
  if (n_whole == split->n_runs && __builtin_mul_overflow (sum, 100, &sum))
    return PORTAIL_NUMBER_FAULT_TOO_LARGE;
  if (sum > limit)
    return PORTAIL_NUMBER_FAULT_TOO_LARGE;
  *hundredths = sum;
  return PORTAIL_NUMBER_FAULT_NONE;
}

static PortailNumberFault
read_magnitude (const char *text, gint64 limit, gint64 *hundredths)
{
  Split split;
  PortailNumberFault fault;
  guint n_whole;

  if (is_exponent (text))
    return PORTAIL_NUMBER_FAULT_EXPONENT;
  fault = *text == '\0' ? PORTAIL_NUMBER_FAULT_NOT_A_NUMBER : split_runs (text, &split);
  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    return fault;
  n_whole = split.n_runs - (has_decimals (&split) ? 1 : 0);
  if (split.n_runs == 2 && n_whole == 1 && split.lengths[1] == 3)
    return PORTAIL_NUMBER_FAULT_AMBIGUOUS;
  fault = check_groups (&split, n_whole);
  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    return fault;
  if (n_whole < split.n_runs && split.lengths[n_whole] > 2)
    return PORTAIL_NUMBER_FAULT_TOO_PRECISE;
  return sum_digits (&split, n_whole, limit, hundredths);
}

static PortailNumberFault
read_typed (const char *text, const Measure *measure, gint64 *hundredths)
{
  char normal[MAX_LENGTH + 1];
  char *at = normal;
  char sign;
  PortailNumberFault fault = normalise (text, normal);

  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    return fault;
  if (!take_signs (&at, measure->unit, &sign))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  fault = read_magnitude (at, measure->limit, hundredths);
  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    return fault;
  if (sign == '-')
    *hundredths = -*hundredths;
  return sign == '+' ? PORTAIL_NUMBER_FAULT_SIGN : PORTAIL_NUMBER_FAULT_NONE;
}

static gboolean
is_plain_number (const char *text)
{
  gsize n_digits;

  text += *text == '-';
  n_digits = strspn (text, "0123456789");
  text += n_digits;
  if (*text == '.')
    {
      gsize n_decimals = strspn (text + 1, "0123456789");

      n_digits = n_decimals == 0 ? 0 : n_digits;
      text += 1 + n_decimals;
    }
  if (n_digits > 0 && (*text == 'e' || *text == 'E'))
    {
      text++;
      text += *text == '+' || *text == '-';
      n_digits = strspn (text, "0123456789");
      text += n_digits;
    }
  return n_digits > 0 && *text == '\0';
}

static PortailNumberFault
read_plain (const char *text, const Measure *measure, gint64 *hundredths)
{
  if (*text == '\0')
    return PORTAIL_NUMBER_FAULT_EMPTY;
  if (!is_plain_number (text))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  if (portail_decimal_from_json (text, measure->limit, hundredths))
    return PORTAIL_NUMBER_FAULT_NONE;
  return ABS (g_ascii_strtod (text, NULL)) * 100 > (double) measure->limit
             ? PORTAIL_NUMBER_FAULT_TOO_LARGE
             : PORTAIL_NUMBER_FAULT_TOO_PRECISE;
}

static PortailNumberFault
read_number (const char *text, PortailNumberFlags flags, const Measure *measure, gint64 *result)
{
  gint64 hundredths = 0;
  PortailNumberFault fault = flags & PORTAIL_NUMBER_PLAIN ? read_plain (text, measure, &hundredths)
                                                          : read_typed (text, measure, &hundredths);

  if (fault == PORTAIL_NUMBER_FAULT_NONE && hundredths < 0 && !(flags & PORTAIL_NUMBER_SIGNED))
    fault = PORTAIL_NUMBER_FAULT_NEGATIVE;
  if (fault == PORTAIL_NUMBER_FAULT_NONE)
    *result = hundredths;
  return fault;
}

PortailNumberFault
portail_number_text_to_money (const char *text, PortailNumberFlags flags, PortailMoney *money)
{
  return read_number (text, flags, &money_measure, &money->cents);
}

PortailNumberFault
portail_number_text_to_rate (const char *text, PortailNumberFlags flags, PortailRate *rate)
{
  return read_number (text, flags, &rate_measure, &rate->basis_points);
}

PortailNumberFault
portail_number_text_to_hours (const char *text, PortailNumberFlags flags, PortailHours *hours)
{
  return read_number (text, flags, &hours_measure, &hours->hundredths);
}

static PortailNumberFault
read_serial (const char *text, PortailDay *day)
{
  double serial;

  if (*text == '\0')
    return PORTAIL_NUMBER_FAULT_EMPTY;
  if (!is_plain_number (text))
    return PORTAIL_NUMBER_FAULT_NOT_A_DATE;
  serial = g_ascii_strtod (text, NULL);
  if (serial < 1 || serial >= SERIAL_MAX + 1)
    return PORTAIL_NUMBER_FAULT_NOT_A_DATE;
  if ((int) serial == SERIAL_OF_LEAP)
    return PORTAIL_NUMBER_FAULT_NO_SUCH_DAY;
  day->number = (int) serial - SERIAL_OF_EPOCH + (serial < SERIAL_OF_LEAP ? 1 : 0);
  return PORTAIL_NUMBER_FAULT_NONE;
}

/* Reads up to four digits. Returns how many. */
static guint
scan_part (const char **text, int *part)
{
  guint n_digits = 0;

  for (*part = 0; n_digits < 4 && g_ascii_isdigit (**text); n_digits++)
    *part = *part * 10 + (*(*text)++ - '0');
  return n_digits;
}

static PortailNumberFault
read_date (const char *text, PortailDay *day)
{
  int parts[3];
  guint n_digits[3];
  char mark = '\0';
  PortailDay read;

  for (guint i = 0; i < 3; i++)
    {
      n_digits[i] = scan_part (&text, &parts[i]);
      if (i == 0)
        mark = *text;
      if (n_digits[i] == 0 || (i < 2 && *text++ != mark))
        return PORTAIL_NUMBER_FAULT_NOT_A_DATE;
    }
  if (*text != '\0' || mark == '\0' || strchr ("/-.", mark) == NULL || n_digits[1] > 2)
    return PORTAIL_NUMBER_FAULT_NOT_A_DATE;
  if (mark == '-' && n_digits[0] == 4 && n_digits[1] == 2 && n_digits[2] == 2)
    read = portail_day_from_date (parts[0], parts[1], parts[2]);
  else if (n_digits[0] <= 2 && n_digits[2] == 4)
    read = portail_day_from_date (parts[2], parts[1], parts[0]);
  else
    return PORTAIL_NUMBER_FAULT_NOT_A_DATE;
  if (portail_day_is_null (read))
    return PORTAIL_NUMBER_FAULT_NO_SUCH_DAY;
  *day = read;
  return PORTAIL_NUMBER_FAULT_NONE;
}

PortailNumberFault
portail_number_text_to_day (const char *text, PortailNumberFlags flags, PortailDay *day)
{
  char normal[MAX_LENGTH + 1];
  PortailNumberFault fault;

  if (flags & PORTAIL_NUMBER_PLAIN)
    return read_serial (text, day);
  fault = normalise (text, normal);
  if (fault == PORTAIL_NUMBER_FAULT_EMPTY || fault == PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS)
    return fault;
  return fault == PORTAIL_NUMBER_FAULT_NONE ? read_date (normal, day)
                                            : PORTAIL_NUMBER_FAULT_NOT_A_DATE;
}

static char *
write_hundredths (gint64 hundredths, PortailDecimals decimals)
{
  guint64 magnitude = hundredths < 0 ? -(guint64) hundredths : (guint64) hundredths;
  guint fraction = magnitude % 100;
  GString *text = g_string_new (hundredths < 0 ? "-" : "");

  g_string_append_printf (text, "%" G_GUINT64_FORMAT, magnitude / 100);
  if (fraction == 0)
    return g_string_free (text, FALSE);
  g_string_append (text, C_ ("decimal mark", "."));
  if (decimals == PORTAIL_DECIMALS_SHORTEST && fraction % 10 == 0)
    g_string_append_printf (text, "%u", fraction / 10);
  else
    g_string_append_printf (text, "%02u", fraction);
  return g_string_free (text, FALSE);
}

char *
portail_number_text_of_money (PortailMoney money)
{
  return portail_money_is_null (money) ? g_strdup ("")
                                       : write_hundredths (money.cents, PORTAIL_DECIMALS_PAIR);
}

char *
portail_number_text_of_rate (PortailRate rate)
{
  return portail_rate_is_null (rate)
             ? g_strdup ("")
             : write_hundredths (rate.basis_points, PORTAIL_DECIMALS_SHORTEST);
}

char *
portail_number_text_of_hours (PortailHours hours)
{
  return portail_hours_is_null (hours)
             ? g_strdup ("")
             : write_hundredths (hours.hundredths, PORTAIL_DECIMALS_SHORTEST);
}
