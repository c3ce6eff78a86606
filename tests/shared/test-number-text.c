/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-number-text.h"

#include <string.h>

#define NBSP  "\302\240"
#define NNBSP "\342\200\257"

typedef struct
{
  const char *text;
  gint64 hundredths;
} Accepted;

typedef struct
{
  const char *text;
  PortailNumberFault fault;
} Refused;

static void
test_amounts_are_read_as_people_write_them (void)
{
  static const Accepted cases[] = {
    { "0", 0 },
    { "007", 700 },
    { "1 234,56", 123456 },
    { "1234.56", 123456 },
    { "$1,234.56", 123456 },
    { "$ 1,234.56", 123456 },
    { "1" NNBSP "234" NNBSP "567" NBSP "$", 123456700 },
    { "1" NBSP "234 567,8$", 123456780 },
    { "12.000,50", 1200050 },
    { "12,000.50", 1200050 },
    { "1.234.567", 123456700 },
    { "1,234,567", 123456700 },
    { "1 500,5", 150050 },
    { "1 234", 123400 },
    { "1234", 123400 },
    { "12,5", 1250 },
    { "12.05", 1205 },
    { "  8 ", 800 },
    { NBSP "8" NNBSP, 800 },
    { "90 071 992 547 409,91", PORTAIL_MONEY_MAX_CENTS },
    { "8                                                                                  ", 800 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailMoney money = PORTAIL_MONEY_NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (portail_number_text_to_money (cases[i].text, 0, &money), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (money.cents, ==, cases[i].hundredths);
    }
}

static const Refused refused_amounts[] = {
  { "", PORTAIL_NUMBER_FAULT_EMPTY },
  { " " NNBSP NBSP, PORTAIL_NUMBER_FAULT_EMPTY },
  { "abc", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "12abc", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "$", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "-", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "$5$", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "$$5", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "--5", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5-", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "(5)", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5 €", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5 %", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "0x10", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "inf", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "nan", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { ",5", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5,", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5²", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "5\xff", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "=1+1", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "1'000", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  { "１２３", PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS },
  { "٣", PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS },
  { "1e3", PORTAIL_NUMBER_FAULT_EXPONENT },
  { "1.5E+10", PORTAIL_NUMBER_FAULT_EXPONENT },
  { "1,234", PORTAIL_NUMBER_FAULT_AMBIGUOUS },
  { "1.234", PORTAIL_NUMBER_FAULT_AMBIGUOUS },
  { "$12,500", PORTAIL_NUMBER_FAULT_AMBIGUOUS },
  { "0,123", PORTAIL_NUMBER_FAULT_AMBIGUOUS },
  { "12 34", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1  234", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1234 567", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1,23,456", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1.234,567.89", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1 234.567,89", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1,234 567", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "12 , 5", PORTAIL_NUMBER_FAULT_BAD_GROUPS },
  { "1,2345", PORTAIL_NUMBER_FAULT_TOO_PRECISE },
  { "1 234.567", PORTAIL_NUMBER_FAULT_TOO_PRECISE },
  { "1,234.5678", PORTAIL_NUMBER_FAULT_TOO_PRECISE },
  { "90071992547409.92", PORTAIL_NUMBER_FAULT_TOO_LARGE },
  { "99999999999999999999", PORTAIL_NUMBER_FAULT_TOO_LARGE },
  { "9999999999999999999999999999999999999999999999999999999999999999999999",
    PORTAIL_NUMBER_FAULT_TOO_LARGE },
  { "-5", PORTAIL_NUMBER_FAULT_NEGATIVE },
  { "$ −5", PORTAIL_NUMBER_FAULT_NEGATIVE },
  { "+5", PORTAIL_NUMBER_FAULT_SIGN },
};

static void
test_what_is_no_amount_has_its_reason (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused_amounts); i++)
    {
      PortailMoney money = { 42 };
      PortailNumberFault fault = portail_number_text_to_money (refused_amounts[i].text, 0, &money);
      g_autofree char *shown = g_strescape (refused_amounts[i].text, NULL);

      g_test_message ("“%s”", shown);
      g_assert_cmpstr (portail_number_fault_get_code (fault), ==,
                       portail_number_fault_get_code (refused_amounts[i].fault));
      g_assert_cmpint (money.cents, ==, 42);
    }
}

static void
test_every_fault_has_its_own_code_and_reason (void)
{
  for (int i = 0; i < PORTAIL_NUMBER_N_FAULTS; i++)
    {
      g_assert_true ((*portail_number_fault_get_reason (i) == '\0') == (i == 0));
      for (int j = 0; j < i; j++)
        g_assert_cmpstr (portail_number_fault_get_code (i), !=, portail_number_fault_get_code (j));
    }
}

static void
test_a_minus_is_read_only_where_it_may_stand (void)
{
  static const Accepted cases[] = {
    { "-5", -500 }, { "−5,25 $", -525 }, { "-$5", -500 }, { "$-5", -500 }, { "-0", 0 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailMoney money = PORTAIL_MONEY_NULL;

      g_assert_cmpint (portail_number_text_to_money (cases[i].text, PORTAIL_NUMBER_SIGNED, &money),
                       ==, PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (money.cents, ==, cases[i].hundredths);
    }
}

static void
test_a_plain_number_is_never_ambiguous (void)
{
  static const Accepted accepted[] = {
    { "1234", 123400 }, { "1234.5", 123450 }, { "1234.50", 123450 },
    { "1E3", 100000 },  { "0.000", 0 },       { "1.25e+2", 12500 },
  };
  static const Refused refused[] = {
    { "", PORTAIL_NUMBER_FAULT_EMPTY },
    { "1234.567", PORTAIL_NUMBER_FAULT_TOO_PRECISE },
    { "1e-9", PORTAIL_NUMBER_FAULT_TOO_PRECISE },
    { "1e300", PORTAIL_NUMBER_FAULT_TOO_LARGE },
    { "1e999", PORTAIL_NUMBER_FAULT_TOO_LARGE },
    { "-5", PORTAIL_NUMBER_FAULT_NEGATIVE },
    { "1 234", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
    { "1.", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
    { ".5", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
    { "1e", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
    { "-", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
    { "nan", PORTAIL_NUMBER_FAULT_NOT_A_NUMBER },
  };
  PortailMoney money;

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_test_message ("“%s”", accepted[i].text);
      g_assert_cmpint (
          portail_number_text_to_money (accepted[i].text, PORTAIL_NUMBER_PLAIN, &money), ==,
          PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (money.cents, ==, accepted[i].hundredths);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("“%s”", refused[i].text);
      g_assert_cmpint (portail_number_text_to_money (refused[i].text, PORTAIL_NUMBER_PLAIN, &money),
                       ==, refused[i].fault);
    }
}

static void
test_rates_may_have_a_percent_sign (void)
{
  static const Accepted cases[] = {
    { "23,5 %", 2350 }, { "7%", 700 }, { "38", 3800 }, { "0,25" NNBSP "%", 25 }
  };
  PortailRate rate = PORTAIL_RATE_NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (portail_number_text_to_rate (cases[i].text, 0, &rate), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (rate.basis_points, ==, cases[i].hundredths);
    }
  g_assert_cmpint (portail_number_text_to_rate ("%7", 0, &rate), ==,
                   PORTAIL_NUMBER_FAULT_NOT_A_NUMBER);
  g_assert_cmpint (portail_number_text_to_rate ("$7", 0, &rate), ==,
                   PORTAIL_NUMBER_FAULT_NOT_A_NUMBER);
  g_assert_cmpint (portail_number_text_to_rate ("1001", 0, &rate), ==,
                   PORTAIL_NUMBER_FAULT_TOO_LARGE);
}

static void
test_hours_end_with_the_week (void)
{
  PortailHours hours = PORTAIL_HOURS_NULL;

  g_assert_cmpint (portail_number_text_to_hours ("37,5", 0, &hours), ==, PORTAIL_NUMBER_FAULT_NONE);
  g_assert_cmpint (hours.hundredths, ==, 3750);
  g_assert_cmpint (portail_number_text_to_hours ("168,01", 0, &hours), ==,
                   PORTAIL_NUMBER_FAULT_TOO_LARGE);
  g_assert_cmpint (portail_number_text_to_hours ("-1", 0, &hours), ==,
                   PORTAIL_NUMBER_FAULT_NEGATIVE);
}

static void
test_days_are_read_as_people_write_them (void)
{
  static const char *const same[] = { "21/09/2025", "21-09-2025", "21.09.2025",
                                      "21/9/2025",  "2025-09-21", " 21/09/2025 " };
  static const Refused refused[] = {
    { "", PORTAIL_NUMBER_FAULT_EMPTY },
    { "21/09/25", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "21/09-2025", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "2025/09/21", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "21 09 2025", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "45921", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "21/09/2025 10:00", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "21/09", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "hier", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "29/02/2025", PORTAIL_NUMBER_FAULT_NO_SUCH_DAY },
    { "09/21/2025", PORTAIL_NUMBER_FAULT_NO_SUCH_DAY },
    { "00/09/2025", PORTAIL_NUMBER_FAULT_NO_SUCH_DAY },
    { "0000-01-01", PORTAIL_NUMBER_FAULT_NO_SUCH_DAY },
  };
  PortailDay expected = portail_day_from_date (2025, 9, 21);
  PortailDay day = PORTAIL_DAY_NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      day = PORTAIL_DAY_NULL;
      g_test_message ("“%s”", same[i]);
      g_assert_cmpint (portail_number_text_to_day (same[i], 0, &day), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (day.number, ==, expected.number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("“%s”", refused[i].text);
      g_assert_cmpint (portail_number_text_to_day (refused[i].text, 0, &day), ==, refused[i].fault);
      g_assert_cmpint (day.number, ==, expected.number);
    }
}

static void
test_day_numbers_of_spreadsheets_are_days (void)
{
  static const struct
  {
    const char *serial;
    int year, month, day;
  } cases[] = {
    { "1", 1900, 1, 1 },      { "59", 1900, 2, 28 },       { "61", 1900, 3, 1 },
    { "45921", 2025, 9, 21 }, { "45921.75", 2025, 9, 21 }, { "2958465", 9999, 12, 31 },
  };
  static const Refused refused[] = {
    { "0", PORTAIL_NUMBER_FAULT_NOT_A_DATE },       { "60", PORTAIL_NUMBER_FAULT_NO_SUCH_DAY },
    { "2958466", PORTAIL_NUMBER_FAULT_NOT_A_DATE }, { "-3", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
    { "1e400", PORTAIL_NUMBER_FAULT_NOT_A_DATE },
  };
  PortailDay day = PORTAIL_DAY_NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailDay expected = portail_day_from_date (cases[i].year, cases[i].month, cases[i].day);

      g_assert_cmpint (portail_number_text_to_day (cases[i].serial, PORTAIL_NUMBER_PLAIN, &day), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (day.number, ==, expected.number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (portail_number_text_to_day (refused[i].text, PORTAIL_NUMBER_PLAIN, &day), ==,
                     refused[i].fault);
}

static gint64
random_amount (void)
{
  guint64 high = (guint32) g_test_rand_int ();

  return (gint64) ((high << 31 ^ (guint32) g_test_rand_int ()) % (PORTAIL_MONEY_MAX_CENTS + 1));
}

static void
test_what_is_written_for_editing_is_read_back (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      PortailMoney money = { (random_amount () >> i % 50) * (i % 2 ? 1 : -1) };
      PortailMoney read = PORTAIL_MONEY_NULL;
      g_autofree char *text = portail_number_text_of_money (money);

      g_assert_cmpint (portail_number_text_to_money (text, PORTAIL_NUMBER_SIGNED, &read), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (read.cents, ==, money.cents);
    }
}

/* Groups @cents by one kind of separator, with another as decimal mark. */
static char *
group (gint64 cents, const char *separator, const char *mark)
{
  g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, cents / 100);
  GString *text = g_string_new (NULL);
  gsize length = strlen (whole);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, whole[i]);
    }
  g_string_append_printf (text, "%s%02d", mark, (int) (cents % 100));
  return g_string_free (text, FALSE);
}

static void
test_every_way_of_grouping_reads_the_same (void)
{
  static const char *const ways[][2] = { { " ", "," }, { " ", "." }, { NBSP, "," }, { NNBSP, "." },
                                         { ".", "," }, { ",", "." }, { "", "," },   { "", "." } };

  for (guint i = 0; i < 20000; i++)
    {
      PortailMoney money = { random_amount () >> i % 50 };
      PortailMoney read = PORTAIL_MONEY_NULL;
      guint way = i % G_N_ELEMENTS (ways);
      g_autofree char *text = group (money.cents, ways[way][0], ways[way][1]);

      g_assert_cmpint (portail_number_text_to_money (text, 0, &read), ==,
                       PORTAIL_NUMBER_FAULT_NONE);
      g_assert_cmpint (read.cents, ==, money.cents);
    }
}

static void
test_random_texts_never_become_a_wrong_zero (void)
{
  static const char *const parts[] = { "0", "1", "9", " ", NBSP, ".", ",",   "$",
                                       "%", "-", "+", "e", "−",  "x", "\xff" };

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      PortailMoney money = { 42 };
      gboolean has_other_digit = FALSE;
      PortailNumberFault fault;

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      has_other_digit = strpbrk (text->str, "19") != NULL;
      fault = portail_number_text_to_money (text->str, PORTAIL_NUMBER_SIGNED, &money);
      if (fault != PORTAIL_NUMBER_FAULT_NONE)
        g_assert_cmpint (money.cents, ==, 42);
      else
        g_assert_true ((money.cents != 0) == has_other_digit);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-text/amounts-are-read-as-people-write-them",
                   test_amounts_are_read_as_people_write_them);
  g_test_add_func ("/number-text/what-is-no-amount-has-its-reason",
                   test_what_is_no_amount_has_its_reason);
  g_test_add_func ("/number-text/every-fault-has-its-own-code-and-reason",
                   test_every_fault_has_its_own_code_and_reason);
  g_test_add_func ("/number-text/a-minus-is-read-only-where-it-may-stand",
                   test_a_minus_is_read_only_where_it_may_stand);
  g_test_add_func ("/number-text/a-plain-number-is-never-ambiguous",
                   test_a_plain_number_is_never_ambiguous);
  g_test_add_func ("/number-text/rates-may-have-a-percent-sign",
                   test_rates_may_have_a_percent_sign);
  g_test_add_func ("/number-text/hours-end-with-the-week", test_hours_end_with_the_week);
  g_test_add_func ("/number-text/days-are-read-as-people-write-them",
                   test_days_are_read_as_people_write_them);
  g_test_add_func ("/number-text/day-numbers-of-spreadsheets-are-days",
                   test_day_numbers_of_spreadsheets_are_days);
  g_test_add_func ("/number-text/what-is-written-for-editing-is-read-back",
                   test_what_is_written_for_editing_is_read_back);
  g_test_add_func ("/number-text/every-way-of-grouping-reads-the-same",
                   test_every_way_of_grouping_reads_the_same);
  g_test_add_func ("/number-text/random-texts-never-become-a-wrong-zero",
                   test_random_texts_never_become_a_wrong_zero);
  return g_test_run ();
}
