/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-sheet-answer.h"

#include <string.h>

#include "server/portail-list-parameters.h"
#include "shared/portail-file-name.h"
#include "shared/report/portail-list-report.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

static const struct
{
  const char *name;
  const char *content_type;
  guint max_rows;
} formats[] = {
  [PORTAIL_SHEET_XLSX] = {
      "xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      50000,
  },
  [PORTAIL_SHEET_CSV] = { "csv", "text/csv; charset=utf-8", 50000 },
  [PORTAIL_SHEET_PDF] = { "pdf", "application/pdf", 2000 },
};

gboolean
portail_sheet_answer_read_format (const PortailRequest *request,
                                  PortailSheetFormat *format,
                                  GError **error)
{
  const char *name = portail_request_get_parameter (request, "format");

  *format = PORTAIL_SHEET_XLSX;
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      {
        *format = (PortailSheetFormat) i;
        return TRUE;
      }
  return name == NULL || portail_list_fail_parameter (error, "format");
}

guint
portail_sheet_answer_get_max_rows (PortailSheetFormat format)
{
  return formats[format].max_rows;
}

static GBytes *
make_csv (const PortailWorksheet *sheet, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (sheet, error);
  char *text;

  if (table == NULL)
    return NULL;
  text = portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV);
  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
make_pdf (const PortailContext *context, const PortailSheetSource *source, GError **error)
{
  const PortailListReportSource list = {
    .sheet = portail_workbook_get_sheet (source->workbook, 0),
    .title = source->title,
    .organisation = source->organisation,
    .period = "",
    .notice = source->notice,
    .generated_at = context->now,
  };
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (portail_list_report_new (&list));

  return portail_report_to_pdf (pages, error);
}

static GBytes *
make_bytes (const PortailContext *context,
            PortailSheetFormat format,
            const PortailSheetSource *source,
            GError **error)
{
  switch (format)
    {
    case PORTAIL_SHEET_CSV:
      return make_csv (portail_workbook_get_sheet (source->workbook, 0), error);
    case PORTAIL_SHEET_PDF:
      return make_pdf (context, source, error);
    default:
      return portail_workbook_to_xlsx (source->workbook, context->now, error);
    }
}

PortailAnswer *
portail_sheet_answer_new (const PortailContext *context,
                          PortailSheetFormat format,
                          const PortailSheetSource *source,
                          GError **error)
{
  GBytes *bytes = make_bytes (context, format, source, error);
  g_autofree char *name = g_strdup_printf ("%s.%s", source->file_name, formats[format].name);
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *disposition = clean != NULL ? portail_file_name_to_disposition (clean) : NULL;
  PortailAnswer *answer;

  if (bytes == NULL)
    return NULL;
  answer = portail_answer_new_bytes (200, formats[format].content_type, bytes);
  if (disposition != NULL)
    portail_answer_add_header (answer, "Content-Disposition", disposition);
  portail_answer_add_header (answer, "Cache-Control", "private, no-store");
  return answer;
}
