/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard of domain.md §8, example 2, beside a smaller week before it, as reports and as a
 * workbook; tests/golden/ holds their text. */
#include "shared/report/portail-dashboard-report.h"

#include <string.h>

#include "shared/portail-figure-values.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"
#include "tests/shared/report-example.h"

typedef struct
{
  GArray *sheets;
  GArray *persons;
  GArray *declarations;
  GArray *operations;
  PortailDashboardSource source;
  PortailDashboard *dashboard;
  PortailDashboardReportSource report;
} Fixture;

static PortailWeek
week (const char *text)
{
  PortailWeek parsed;

  g_assert_true (portail_week_parse (text, &parsed));
  return parsed;
}

/* Takes @example. */
static void
add_sheet (Fixture *fixture, PortailDotationSheet *example, const char *id, const char *period)
{
  g_autoptr (PortailDotationSheet) sheet = example;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, &error);
  PortailDashboardSheet made = {
    .id = id,
    .period = week (period),
    .status = PORTAIL_DOTATION_EN_ATTENTE,
    .n_rows = sheet->rows->len,
  };

  g_assert_no_error (error);
  for (int figure = 0; figure < PORTAIL_N_FIGURES; figure++)
    made.values[figure] = portail_figure_get_value (&figures->chain, (PortailFigureId) figure);
  g_array_append_val (fixture->sheets, made);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const PortailDashboardPerson person = {
        .period = made.period,
        .name = g_intern_string (figures->rows[i].name),
        .ca = figures->results[i].ca,
      };

      g_array_append_val (fixture->persons, person);
    }
}

static PortailDotationSheet *
make_smaller (void)
{
  PortailDotationSheet *sheet = report_example_new_empty ();

  report_example_add_row (sheet, "Jean Dupont", 60000, 20000, 8000);
  return sheet;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const PortailDashboardDeclaration late = {
    .id = "late",
    .period = week ("2025-W37"),
    .status = PORTAIL_TAX_DECLARATION_BROUILLON,
    .due_date = portail_day_from_date (2025, 9, 16),
  };
  const PortailDashboardOperation operation = {
    .id = "suspect",
    .status = PORTAIL_BLANCHIMENT_SUSPENDU,
    .date_recu = portail_day_from_date (2025, 9, 16),
    .amount = PORTAIL_DOLLARS (60000),
    .risk_score = 80,
  };

  fixture->sheets = g_array_new (FALSE, TRUE, sizeof (PortailDashboardSheet));
  fixture->persons = g_array_new (FALSE, TRUE, sizeof (PortailDashboardPerson));
  fixture->declarations = g_array_new (FALSE, TRUE, sizeof late);
  fixture->operations = g_array_new (FALSE, TRUE, sizeof operation);
  g_array_append_val (fixture->declarations, late);
  g_array_append_val (fixture->operations, operation);
  add_sheet (fixture, report_example_new (), "this", "2025-W38");
  add_sheet (fixture, make_smaller (), "before", "2025-W37");
  fixture->source = (PortailDashboardSource){
    .period = week ("2025-W38"),
    .now = REPORT_EXAMPLE_TIME,
    .sheets = fixture->sheets,
    .persons = fixture->persons,
    .declarations = fixture->declarations,
    .operations = fixture->operations,
  };
  fixture->dashboard = portail_dashboard_new (&fixture->source);
  fixture->report = (PortailDashboardReportSource){
    .dashboard = fixture->dashboard,
    .enterprise = "Garage Central",
    .state = PORTAIL_DASHBOARD_REPORT_PROVISIONAL,
    .generated_at = REPORT_EXAMPLE_TIME,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_dashboard_free (fixture->dashboard);
  g_array_unref (fixture->sheets);
  g_array_unref (fixture->persons);
  g_array_unref (fixture->declarations);
  g_array_unref (fixture->operations);
}

/* PORTAIL_TEST_PICTURES=FOLDER keeps what is printed, for eyes. */
static void
keep (const PortailDashboardReportSource *source, PortailDashboardExportKind kind, const char *name)
{
  const char *folder = g_getenv ("PORTAIL_TEST_PICTURES");
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  pdf = report_example_print (portail_dashboard_report_new (source, kind));
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
}

static void
test_dashboard (Fixture *fixture, gconstpointer unused)
{
  keep (&fixture->report, PORTAIL_DASHBOARD_EXPORT_DASHBOARD, "dashboard.pdf");
  report_example_assert_golden (
      portail_dashboard_report_new (&fixture->report, PORTAIL_DASHBOARD_EXPORT_DASHBOARD),
      "dashboard.txt");
}

static void
test_summary (Fixture *fixture, gconstpointer unused)
{
  fixture->report.state = PORTAIL_DASHBOARD_REPORT_CURRENT;
  keep (&fixture->report, PORTAIL_DASHBOARD_EXPORT_SUMMARY, "summary.pdf");
  report_example_assert_golden (
      portail_dashboard_report_new (&fixture->report, PORTAIL_DASHBOARD_EXPORT_SUMMARY),
      "summary.txt");
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  const PortailDashboardSource source = { .period = week ("2025-W38"), .now = REPORT_EXAMPLE_TIME };
  g_autoptr (PortailDashboard) dashboard = portail_dashboard_new (&source);
  PortailDashboardReportSource report = fixture->report;
  g_autoptr (GBytes) pdf = NULL;

  report.dashboard = dashboard;
  for (int kind = 0; kind < PORTAIL_DASHBOARD_EXPORT_N_KINDS; kind++)
    {
      g_clear_pointer (&pdf, g_bytes_unref);
      pdf = report_example_print (
          portail_dashboard_report_new (&report, (PortailDashboardExportKind) kind));
      g_assert_cmpuint (report_example_count_pages (pdf), >=, 1);
    }
}

static void
test_workbook (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailWorkbook) workbook = portail_dashboard_workbook_new (&fixture->report);
  const PortailWorksheet *weeks = portail_workbook_get_sheet (workbook, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = portail_workbook_to_xlsx (workbook, REPORT_EXAMPLE_TIME, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (portail_workbook_get_n_sheets (workbook), ==, 3);
  g_assert_cmpuint (portail_worksheet_get_n_rows (weeks), ==, PORTAIL_DASHBOARD_WEEKS);
  g_assert_cmpint (portail_worksheet_get_cell (weeks, 11, 2)->number, ==, 40000000);
  g_assert_cmpint (portail_worksheet_get_cell (weeks, 0, 2)->type, ==, PORTAIL_WORKBOOK_EMPTY);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/dashboard-report/the-dashboard-with-its-charts", test_dashboard);
  ADD ("/dashboard-report/the-summary-of-a-company", test_summary);
  ADD ("/dashboard-report/without-any-sheet", test_nothing);
  ADD ("/dashboard-report/the-workbook-holds-the-weeks", test_workbook);
  return g_test_run ();
}
