/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-list.h"

#include <string.h>

#include "app/portail-tax-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-loader.h"
#include "shared/report/portail-list-report.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

#define DUE_WIDTH 18

static const char *const columns[] = { "period", "amount", "due_date", "status", "paid_at" };

static const PortailField *
get_field (const char *name)
{
  return portail_record_type_get_field (
      &portail_tax_declaration_type,
      (guint) portail_record_type_find_field (&portail_tax_declaration_type, name));
}

static GPtrArray *
list_declarations (PortailDatabase *database, const PortailTaxListSource *source, GError **error)
{
  char from[PORTAIL_WEEK_TEXT_SIZE];
  char until[PORTAIL_WEEK_TEXT_SIZE];
  int year = 0;
  int week;

  portail_week_get_number (source->until, &year, &week);
  return portail_record_sql_list (
      database, &portail_tax_declaration_type, error,
      "WHERE enterprise_id = ? AND period >= ? AND period <= ? AND trashed_at IS NULL"
      " ORDER BY period, created_at, id",
      "ttt", source->company->id, portail_week_format (portail_week_from_number (year, 1), from),
      portail_week_format (source->until, until));
}

/* How near it is, or that a newer version corrects it. */
static gboolean
add_state (PortailDatabase *database,
           const PortailTaxListSource *source,
           PortailWorksheet *sheet,
           const PortailTaxDeclaration *declaration,
           GError **error)
{
  g_autofree char *successor = NULL;
  g_autofree char *text = NULL;
  PortailDueLevel level;

  if (!portail_tax_find_successor (database, declaration->base.id, &successor, error))
    return FALSE;
  level = portail_tax_due_level (
      declaration, successor != NULL ? PORTAIL_TAX_SUPERSEDED : PORTAIL_TAX_NEWEST, source->now);
  text = portail_tax_words_of_due (level, declaration->due_date, source->now);
  portail_worksheet_add_text (sheet, successor != NULL ? _ ("superseded") : text);
  return TRUE;
}

static PortailWorkbook *
make_workbook (PortailDatabase *database, const PortailTaxListSource *source, GError **error)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Declarations"));
  g_autoptr (GPtrArray) declarations = list_declarations (database, source, error);

  if (declarations == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    portail_record_sheet_add_column (sheet, get_field (columns[i]), NULL);
  portail_worksheet_add_column (sheet, _ ("Payment"), PORTAIL_WORKBOOK_TEXT, DUE_WIDTH);
  for (guint row = 0; row < declarations->len; row++)
    {
      const PortailTaxDeclaration *declaration = g_ptr_array_index (declarations, row);

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
        portail_record_sheet_add_cell (sheet, get_field (columns[i]), declaration);
      if (!add_state (database, source, sheet, declaration, error))
        return NULL;
    }
  return g_steal_pointer (&workbook);
}

static GBytes *
export_pdf (const PortailTaxListSource *source, const PortailWorkbook *workbook, GError **error)
{
  g_autofree char *period = portail_week_to_text (source->until);
  const PortailListReportSource list = {
    .sheet = portail_workbook_get_sheet (workbook, 0),
    .title = _ ("Tax declarations"),
    .organisation = source->company->name,
    .period = period,
    .generated_at = source->now,
  };
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (portail_list_report_new (&list));

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
portail_tax_list_export (PortailDatabase *database,
                         const PortailTaxListSource *source,
                         PortailDotationExportFormat format,
                         GError **error)
{
  g_autoptr (PortailWorkbook) workbook = make_workbook (database, source, error);

  if (workbook == NULL)
    return NULL;
  switch (format)
    {
    case PORTAIL_DOTATION_EXPORT_PDF:
      return export_pdf (source, workbook, error);
    case PORTAIL_DOTATION_EXPORT_CSV:
      return export_csv (workbook, error);
    default:
      return portail_workbook_to_xlsx (workbook, source->now, error);
    }
}
