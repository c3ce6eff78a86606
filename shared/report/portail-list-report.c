/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-list-report.h"

#include "shared/portail-i18n.h"

static PortailReportColumnKind
get_kind (PortailWorkbookType type)
{
  switch (type)
    {
    case PORTAIL_WORKBOOK_TEXT:
      return PORTAIL_REPORT_COLUMN_TEXT;
    case PORTAIL_WORKBOOK_DAY:
    case PORTAIL_WORKBOOK_WEEK:
    case PORTAIL_WORKBOOK_TIMESTAMP:
    case PORTAIL_WORKBOOK_EMPTY:
      return PORTAIL_REPORT_COLUMN_SHORT;
    default:
      return PORTAIL_REPORT_COLUMN_NUMBER;
    }
}

static void
add_cell (PortailReport *report, const PortailWorkbookCell *cell)
{
  g_autofree char *text = NULL;

  if (cell->type == PORTAIL_WORKBOOK_MONEY)
    portail_report_add_money (report, (PortailMoney){ cell->number });
  else if (cell->type == PORTAIL_WORKBOOK_RATE)
    portail_report_add_rate (report, (PortailRate){ cell->number });
  else
    {
      text = portail_workbook_cell_to_text (cell);
      portail_report_add_cell (report, text);
    }
}

static void
add_rows (PortailReport *report, const PortailWorksheet *sheet)
{
  guint n_columns = portail_worksheet_get_n_columns (sheet);

  for (guint row = 0; row < portail_worksheet_get_n_rows (sheet); row++)
    {
      gboolean is_total = portail_worksheet_get_row_kind (sheet, row) == PORTAIL_WORKBOOK_ROW_TOTAL;

      portail_report_begin_row (report,
                                is_total ? PORTAIL_REPORT_ROW_TOTAL : PORTAIL_REPORT_ROW_NORMAL);
      for (guint column = 0; column < n_columns; column++)
        add_cell (report, portail_worksheet_get_cell (sheet, row, column));
    }
}

PortailReport *
portail_list_report_new (const PortailListReportSource *source)
{
  const PortailWorksheet *sheet = source->sheet;
  const PortailReportHead head = {
    .title = source->title,
    .organisation = source->organisation,
    .period = source->period,
    .subject = source->title,
    .orientation = PORTAIL_REPORT_LANDSCAPE,
    .generated_at = source->generated_at,
  };
  PortailReport *report = portail_report_new (&head);

  portail_report_add_paragraph (report, PORTAIL_REPORT_NOTICE, source->notice);
  if (portail_worksheet_get_n_rows (sheet) == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, _ ("The list is empty."));
      return report;
    }
  portail_report_begin_table (report, source->title);
  for (guint i = 0; i < portail_worksheet_get_n_columns (sheet); i++)
    {
      const PortailWorkbookColumn *column = portail_worksheet_get_column (sheet, i);

      portail_report_add_column (report, column->title, get_kind (column->type), 1);
    }
  add_rows (report, sheet);
  return report;
}
