/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations filled from domain.md §8, example 2, and typed ones. */
#include "shared/portail-tax-fill.h"

#include "shared/portail-due-date.h"
#include "tests/shared/report-example.h"

static PortailDay
day (const char *text)
{
  PortailDay parsed;

  g_assert_true (portail_day_parse (text, &parsed));
  return parsed;
}

static void
assert_day (PortailDay actual, const char *expected)
{
  char text[PORTAIL_DAY_TEXT_SIZE] = "";

  g_assert_cmpstr (portail_day_format (actual, text), ==, expected);
}

static void
assert_week (PortailWeek actual, const char *expected)
{
  char text[PORTAIL_WEEK_TEXT_SIZE] = "";

  g_assert_cmpstr (portail_week_format (actual, text), ==, expected);
}

static PortailTaxDeclaration *
fill (const PortailDotationSheet *sheet, const char *due_date, guint delay_days)
{
  PortailTaxDeclaration *declaration = portail_record_new (&portail_tax_declaration_type);
  g_autoptr (PortailDotationFigures) figures = NULL;
  g_autoptr (GError) error = NULL;

  figures = portail_dotation_sheet_compute (sheet, &error);
  g_assert_no_error (error);
  if (due_date != NULL)
    declaration->due_date = day (due_date);
  portail_tax_fill (declaration, sheet, figures, delay_days);
  return declaration;
}

static void
test_a_dotation_fills_everything (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (PortailTaxDeclaration) declaration = NULL;

  sheet->dotation->base.id = g_strdup ("the sheet");
  sheet->dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  declaration = fill (sheet, NULL, PORTAIL_DUE_DELAY_DAYS_DEFAULT);
  g_assert_cmpint (declaration->amount.cents, ==, 7110000);
  g_assert_cmpstr (declaration->dotation_id, ==, "the sheet");
  g_assert_cmpstr (declaration->tax_type, ==, "Impôt société et richesse");
  assert_week (declaration->period, "2025-W38");
  assert_day (declaration->due_date, "2025-09-23");
}

/* Example 2b: 94 900 on the profit of 365 000, and 32 000 on the balance. */
static void
test_salaries_that_are_not_deductible (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (PortailTaxDeclaration) declaration = NULL;

  sheet->dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  sheet->settings->is_salaire_deductible = FALSE;
  declaration = fill (sheet, NULL, 2);
  g_assert_cmpint (declaration->amount.cents, ==, 12690000);
}

/* Example 2c: the salary of 60 000 is capped with 20 000, and 55 000 taxed at 21 %. */
static void
test_caps_choose_the_bracket (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();
  g_autoptr (PortailTaxDeclaration) declaration = NULL;

  report_example_add_row (sheet, "Seul", 80000, 60000, 0);
  ((PortailDotationRow *) g_ptr_array_index (sheet->rows, 0))->is_direction = FALSE;
  report_example_add_entry (sheet, PORTAIL_ENTRY_DEPENSE, "Bon", 5000);
  declaration = fill (sheet, NULL, 2);
  g_assert_cmpint (declaration->amount.cents, ==, 1155000);
}

static void
test_a_due_day_and_a_kind_that_were_given_stay (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (PortailTaxDeclaration) late = fill (sheet, "2025-10-31", 5);
  g_autoptr (PortailTaxDeclaration) usual = fill (sheet, NULL, 5);

  assert_day (late->due_date, "2025-10-31");
  assert_day (usual->due_date, "2025-09-26");
}

static void
assert_typed (const char *period, const char *due_date, guint delay_days, const char *expected)
{
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_new (
      &portail_tax_declaration_type);
  g_auto (GStrv) both = g_strsplit (expected, " ", 2);

  if (period != NULL)
    portail_week_parse (period, &declaration->period);
  if (due_date != NULL)
    declaration->due_date = day (due_date);
  portail_tax_fill_typed (declaration, day ("2025-09-24"), delay_days);
  assert_week (declaration->period, both[0]);
  assert_day (declaration->due_date, both[1]);
}

static void
test_week_and_due_day_follow_from_each_other (void)
{
  assert_typed (NULL, NULL, 2, "2025-W38 2025-09-23");
  assert_typed ("2025-W30", NULL, 2, "2025-W30 2025-07-29");
  assert_typed (NULL, "2025-09-22", 2, "2025-W37 2025-09-22");
  assert_typed (NULL, "2025-09-23", 2, "2025-W38 2025-09-23");
  assert_typed (NULL, "2025-09-29", 2, "2025-W38 2025-09-29");
  assert_typed (NULL, "2025-09-30", 2, "2025-W39 2025-09-30");
  assert_typed (NULL, "2025-09-21", 0, "2025-W38 2025-09-21");
  assert_typed ("2025-W38", "2025-12-24", 2, "2025-W38 2025-12-24");
  /* 2026 begins in 2026-W01, which ends on its 4th day. */
  assert_typed (NULL, "2026-01-06", 2, "2026-W01 2026-01-06");
  assert_typed (NULL, "2026-01-05", 2, "2025-W52 2026-01-05");
}

static void
test_the_calendar_has_a_beginning (void)
{
  assert_typed (NULL, "0001-01-01", 60, "0001-W01 0001-01-01");
}

static void
test_the_last_closed_week_ended_before_today (void)
{
  assert_week (portail_tax_get_last_closed_week (day ("2025-09-21")), "2025-W37");
  assert_week (portail_tax_get_last_closed_week (day ("2025-09-22")), "2025-W38");
  assert_week (portail_tax_get_last_closed_week (day ("2025-12-29")), "2025-W52");
  assert_week (portail_tax_get_last_closed_week (day ("2027-01-04")), "2026-W53");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax-fill/a-dotation-fills-everything", test_a_dotation_fills_everything);
  g_test_add_func ("/tax-fill/salaries-that-are-not-deductible",
                   test_salaries_that_are_not_deductible);
  g_test_add_func ("/tax-fill/caps-choose-the-bracket", test_caps_choose_the_bracket);
  g_test_add_func ("/tax-fill/a-due-day-and-a-kind-that-were-given-stay",
                   test_a_due_day_and_a_kind_that_were_given_stay);
  g_test_add_func ("/tax-fill/week-and-due-day-follow-from-each-other",
                   test_week_and_due_day_follow_from_each_other);
  g_test_add_func ("/tax-fill/the-calendar-has-a-beginning", test_the_calendar_has_a_beginning);
  g_test_add_func ("/tax-fill/the-last-closed-week-ended-before-today",
                   test_the_last_closed_week_ended_before_today);
  return g_test_run ();
}
