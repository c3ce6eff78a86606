/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/portail-dashboard-words.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-dashboard-report.h"
#include "shared/report/portail-report-page.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

#define AMOUNT_WIDTH 18
#define TEXT_WIDTH   28
#define SHORT_WIDTH  12

static void
add_value (PortailWorksheet *sheet, PortailFigureKind kind, gint64 value)
{
  if (value == PORTAIL_CARD_NOTHING)
    portail_worksheet_add_empty (sheet);
  else if (kind == PORTAIL_FIGURE_KIND_MONEY)
    portail_worksheet_add_money (sheet, (PortailMoney){ value });
  else if (kind == PORTAIL_FIGURE_KIND_RATE)
    portail_worksheet_add_rate (sheet, (PortailRate){ value });
  else
    portail_worksheet_add_integer (sheet, value);
}

static PortailWorkbookType
get_type (PortailFigureKind kind)
{
  switch (kind)
    {
    case PORTAIL_FIGURE_KIND_MONEY:
      return PORTAIL_WORKBOOK_MONEY;
    case PORTAIL_FIGURE_KIND_RATE:
      return PORTAIL_WORKBOOK_RATE;
    default:
      return PORTAIL_WORKBOOK_INTEGER;
    }
}

static void
add_weeks (PortailWorkbook *workbook, const PortailDashboard *dashboard)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Weeks"));

  portail_worksheet_add_column (sheet, _ ("Week"), PORTAIL_WORKBOOK_WEEK, SHORT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Status"), PORTAIL_WORKBOOK_TEXT, SHORT_WIDTH);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    portail_worksheet_add_column (sheet, _ (portail_figure_get ((PortailFigureId) id)->title),
                                  get_type (portail_figure_get ((PortailFigureId) id)->kind),
                                  AMOUNT_WIDTH);
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    {
      const PortailDashboardWeek *week = &dashboard->weeks[i];

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_week (sheet, week->period);
      portail_worksheet_add_text (sheet, week->sheet != NULL ? portail_record_status_get_title (
                                             &portail_dotation_type, (int) week->sheet->status)
                                                             : NULL);
      for (int id = 0; week->sheet != NULL && id < PORTAIL_N_FIGURES; id++)
        add_value (sheet, portail_figure_get ((PortailFigureId) id)->kind, week->sheet->values[id]);
    }
}

static void
add_cards (PortailWorkbook *workbook, const PortailDashboard *dashboard)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Figures"));

  portail_worksheet_add_column (sheet, _ ("Figure"), PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Value"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Week before"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH);
  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    {
      PortailCardId id = (PortailCardId) i;

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_text (sheet, _ (portail_card_get_title (id)));
      add_value (sheet, portail_card_get_kind (id), dashboard->cards[id].value);
      add_value (sheet, portail_card_get_kind (id), dashboard->cards[id].previous);
    }
}

static void
add_names (PortailWorkbook *workbook, const PortailDashboard *dashboard)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Employees"));

  portail_worksheet_add_column (sheet, _ ("Employee"), PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Weeks"), PORTAIL_WORKBOOK_INTEGER, SHORT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Turnover"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH);
  for (guint i = 0; i < dashboard->names->len; i++)
    {
      const PortailDashboardName *name = &g_array_index (dashboard->names, PortailDashboardName, i);

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_text (sheet, name->name);
      portail_worksheet_add_integer (sheet, name->n_weeks);
      portail_worksheet_add_money (sheet, name->ca);
    }
}

PortailWorkbook *
portail_dashboard_workbook_new (const PortailDashboardReportSource *source)
{
  PortailWorkbook *workbook = portail_workbook_new ();

  add_weeks (workbook, source->dashboard);
  add_cards (workbook, source->dashboard);
  add_names (workbook, source->dashboard);
  return workbook;
}

static const char *const extensions[PORTAIL_DASHBOARD_EXPORT_N_FORMATS] = {
  [PORTAIL_DASHBOARD_EXPORT_PDF] = "pdf",
  [PORTAIL_DASHBOARD_EXPORT_XLSX] = "xlsx",
  [PORTAIL_DASHBOARD_EXPORT_CSV] = "csv",
};

gboolean
portail_dashboard_export_format_from_file_name (const char *name,
                                                PortailDashboardExportFormat *format)
{
  const char *dot = strrchr (name, '.');

  for (int i = 0; dot != NULL && i < PORTAIL_DASHBOARD_EXPORT_N_FORMATS; i++)
    if (g_ascii_strcasecmp (extensions[i], dot + 1) == 0)
      {
        *format = (PortailDashboardExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

static GBytes *
export_pdf (const PortailDashboardReportSource *source,
            PortailDashboardExportKind kind,
            GError **error)
{
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (
      portail_dashboard_report_new (source, kind));

  return portail_report_to_pdf (pages, error);
}

static GBytes *
export_csv (const PortailWorkbook *workbook, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (
      portail_workbook_get_sheet (workbook, 0), error);
  char *text = table != NULL ? portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV) : NULL;

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

GBytes *
portail_dashboard_export (const PortailDashboardReportSource *source,
                          PortailDashboardExportKind kind,
                          PortailDashboardExportFormat format,
                          GError **error)
{
  g_autoptr (PortailWorkbook) workbook = NULL;

  if (format == PORTAIL_DASHBOARD_EXPORT_PDF)
    return export_pdf (source, kind, error);
  workbook = portail_dashboard_workbook_new (source);
  return format == PORTAIL_DASHBOARD_EXPORT_CSV
             ? export_csv (workbook, error)
             : portail_workbook_to_xlsx (workbook, source->generated_at, error);
}
