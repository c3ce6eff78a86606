/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report.h"

#include <glib.h>

#include "tests/shared/report-example.h"

static PortailReport *
new_report (void)
{
  PortailReportHead head = {
    .title = "Title",
    .organisation = "Line\nfeed\x1b and \xe2\x80\xaeright",
    .period = "bad \xff byte",
    .subject = NULL,
    .generated_at = REPORT_EXAMPLE_TIME,
  };

  return portail_report_new (&head);
}

static void
test_cleaning (void)
{
  g_autoptr (PortailReport) report = new_report ();
  const PortailReportHead *head = portail_report_get_head (report);

  g_assert_cmpstr (head->organisation, ==, "Line feed  and right");
  g_assert_cmpstr (head->period, ==, "bad \xef\xbf\xbd byte");
  g_assert_cmpstr (head->subject, ==, "");
  g_assert_null (head->watermark);
}

static void
test_paragraphs (void)
{
  g_autoptr (PortailReport) report = new_report ();

  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, NULL);
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, "");
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, "one\r\ntwo\n");
  g_assert_cmpuint (portail_report_get_n_blocks (report), ==, 1);
  g_assert_cmpstr (portail_report_get_block (report, 0)->text, ==, "one\ntwo");
}

static void
test_cells (void)
{
  g_autoptr (PortailReport) report = new_report ();
  const PortailReportBlock *block;

  portail_report_begin_table (report, "Table");
  portail_report_add_column (report, "A", PORTAIL_REPORT_COLUMN_TEXT, 0);
  portail_report_add_column (report, "B", PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, NULL);
  portail_report_add_money (report, PORTAIL_DOLLARS (-5));
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_TOTAL);
  portail_report_add_rate (report, PORTAIL_PERCENT (23));
  portail_report_set_cell_note (report, "note", PORTAIL_REPORT_ALERT);
  block = portail_report_get_block (report, 0);
  g_assert_cmpstr (portail_report_block_get_cell (block, 0, 0)->text, ==, "");
  g_assert_cmpstr (portail_report_block_get_cell (block, 0, 1)->text, ==, "−$5");
  g_assert_cmpint (portail_report_block_get_cell (block, 0, 1)->emphasis, ==,
                   PORTAIL_REPORT_NEGATIVE);
  g_assert_cmpstr (portail_report_block_get_cell (block, 1, 0)->text, ==, "23%");
  g_assert_cmpstr (portail_report_block_get_cell (block, 1, 0)->note, ==, "note");
  g_assert_cmpstr (portail_report_block_get_cell (block, 1, 1)->text, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/texts-lose-what-is-no-text", test_cleaning);
  g_test_add_func ("/report/an-empty-paragraph-is-none", test_paragraphs);
  g_test_add_func ("/report/a-short-row-ends-in-empty-cells", test_cells);
  return g_test_run ();
}
