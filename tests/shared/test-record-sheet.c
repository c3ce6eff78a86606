/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-permission.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-grade-rule.h"

static PortailEmployee *
make_employee (void)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup ("=Zoé");
  employee->status = PORTAIL_EMPLOYEE_CONGE;
  employee->is_direction = TRUE;
  employee->hired_on = portail_day_from_date (2025, 9, 15);
  return employee;
}

/* The column of that title; the test ends without it. */
static guint
find_column (const PortailWorksheet *sheet, const char *title)
{
  for (guint i = 0; i < portail_worksheet_get_n_columns (sheet); i++)
    if (g_str_equal (portail_worksheet_get_column (sheet, i)->title, title))
      return i;
  g_error ("no column %s", title);
}

static void
test_cells_keep_the_kinds_of_their_fields (void)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  const PortailWorksheet *sheet;
  const PortailWorkbookCell *cell;

  g_ptr_array_add (records, make_employee ());
  sheet = portail_record_sheet_add (workbook, "Employés", &portail_employee_type,
                                    portail_record_type_get_all_fields (&portail_employee_type),
                                    records);
  g_assert_cmpuint (portail_worksheet_get_n_rows (sheet), ==, 1);
  cell = portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Name"));
  g_assert_cmpint (cell->type, ==, PORTAIL_WORKBOOK_TEXT);
  g_assert_cmpstr (cell->text, ==, "=Zoé");
  g_assert_null (cell->formula);
  cell = portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Hired on"));
  g_assert_cmpint (cell->type, ==, PORTAIL_WORKBOOK_DAY);
  g_assert_cmpint (cell->number, ==, portail_day_from_date (2025, 9, 15).number);
  cell = portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Status"));
  g_assert_cmpstr (cell->text, ==, "On leave");
  cell = portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Grade"));
  g_assert_cmpint (cell->type, ==, PORTAIL_WORKBOOK_EMPTY);
}

static void
test_amounts_stay_exact (void)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  PortailGradeRule *rule = portail_record_new (&portail_grade_rule_type);
  const PortailWorksheet *sheet;

  rule->grade = g_strdup ("Senior");
  rule->salaire_fixe = (PortailMoney){ 123456789 };
  rule->taux_ca = (PortailRate){ 2350 };
  g_ptr_array_add (records, rule);
  sheet = portail_record_sheet_add (workbook, "Grades", &portail_grade_rule_type,
                                    portail_record_type_get_all_fields (&portail_grade_rule_type),
                                    records);
  g_assert_cmpint (
      portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Fixed salary"))->number, ==,
      123456789);
  g_assert_cmpint (
      portail_worksheet_get_cell (sheet, 0, find_column (sheet, "Share of turnover"))->number, ==,
      2350);
}

static void
test_columns_that_a_role_may_not_read_are_absent (void)
{
  PortailFieldSet readable = portail_permission_get_readable (&portail_employee_type,
                                                              PORTAIL_ROLE_EMPLOYE);

  g_assert_cmphex (portail_record_sheet_get_columns (&portail_employee_type, readable), ==,
                   portail_record_type_field_bit (&portail_employee_type, "name"));
}

static void
test_every_type_can_be_a_sheet (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailRecordType *type = portail_schema[i];
      g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
      const PortailWorksheet *sheet;

      g_ptr_array_add (records, portail_record_new (type));
      sheet = portail_record_sheet_add (workbook, type->name, type,
                                        portail_record_type_get_all_fields (type), records);
      g_assert_cmpuint (portail_worksheet_get_n_columns (sheet), >, 0);
      g_assert_cmpuint (portail_worksheet_get_n_rows (sheet), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-sheet/cells-keep-the-kinds-of-their-fields",
                   test_cells_keep_the_kinds_of_their_fields);
  g_test_add_func ("/record-sheet/amounts-stay-exact", test_amounts_stay_exact);
  g_test_add_func ("/record-sheet/columns-that-a-role-may-not-read-are-absent",
                   test_columns_that_a_role_may_not_read_are_absent);
  g_test_add_func ("/record-sheet/every-type-can-be-a-sheet", test_every_type_can_be_a_sheet);
  return g_test_run ();
}
