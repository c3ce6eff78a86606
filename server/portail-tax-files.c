/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the taxes goes out as a file. */
#include "server/portail-list-parameters.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "server/portail-sheet-answer.h"
#include "server/portail-tax-routes.h"
#include "server/portail-tax-sheet.h"
#include "shared/portail-due-date.h"
#include "shared/portail-error.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-dotation-export.h"

#define NAME_WIDTH 24
#define WORD_WIDTH 12

/* As the caller sees it, which is whole or not at all. Owned. */
static PortailTaxDeclaration *
load_declaration (PortailContext *context, GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);
  g_autofree char *scope = row != NULL ? portail_scope_of_record (row) : NULL;

  if (row == NULL)
    return NULL;
  if (portail_record_view_get (context->access, row->type, scope).reach == PORTAIL_REACH_ALL)
    return (PortailTaxDeclaration *) g_steal_pointer (&row);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return NULL;
}

static PortailDotationSheet *
load_sheet (PortailContext *context, const PortailTaxDeclaration *declaration, GError **error)
{
  PortailDotationSheet *sheet;

  if (!portail_tax_load_sheet (context->database, declaration, &sheet, error))
    return NULL;
  if (sheet == NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                         _ ("This declaration was typed: it has no sheet to print."));
  return sheet;
}

/* Takes @pdf; NULL gives NULL. */
static PortailAnswer *
answer_pdf (GBytes *pdf, const PortailDotationReportSource *source)
{
  g_autofree char *name = portail_dotation_export_dup_file_name (
      source, PORTAIL_DOTATION_EXPORT_FICHE_IMPOT, PORTAIL_DOTATION_EXPORT_PDF);
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *disposition = portail_file_name_to_disposition (clean != NULL ? clean
                                                                                 : "fiche-impot");
  PortailAnswer *answer;

  if (pdf == NULL)
    return NULL;
  answer = portail_answer_new_bytes (
      200, portail_dotation_export_format_get_media_type (PORTAIL_DOTATION_EXPORT_PDF), pdf);
  portail_answer_add_header (answer, "Content-Disposition", disposition);
  portail_answer_add_header (answer, "Cache-Control", "private, no-store");
  return answer;
}

gpointer
portail_tax_prepare_fiche (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *format = portail_request_get_parameter (request, "format");
  g_autoptr (PortailTaxDeclaration) declaration = load_declaration (context, error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;
  g_autoptr (PortailEnterprise) enterprise = NULL;
  PortailDotationReportSource source = { .generated_at = context->now };

  if (declaration == NULL)
    return NULL;
  if (format != NULL && !g_str_equal (format, "pdf"))
    {
      portail_list_fail_parameter (error, "format");
      return NULL;
    }
  sheet = load_sheet (context, declaration, error);
  figures = sheet != NULL ? portail_dotation_sheet_compute (sheet, error) : NULL;
  if (figures == NULL)
    return NULL;
  enterprise = portail_record_sql_load (context->database, &portail_enterprise_type,
                                        declaration->base.enterprise_id, error);
  if (enterprise == NULL)
    return NULL;
  source.sheet = sheet;
  source.figures = figures;
  source.enterprise = enterprise->name;
  return answer_pdf (portail_dotation_export (&source, PORTAIL_DOTATION_EXPORT_FICHE_IMPOT,
                                              PORTAIL_DOTATION_EXPORT_PDF, error),
                     &source);
}

/* An export on its way. */
typedef struct
{
  PortailContext *context;
  PortailWorksheet *sheet;
  PortailFieldSet columns;
  GHashTable *names; /* id of a company → its name */
} Export;

static const char *
get_company_name (const Export *export, const char *id)
{
  const char *known = g_hash_table_lookup (export->names, id);
  g_autoptr (PortailEnterprise) enterprise = NULL;

  if (known != NULL)
    return known;
  enterprise = portail_record_sql_load (export->context->database, &portail_enterprise_type, id,
                                        NULL);
  g_hash_table_insert (export->names, g_strdup (id),
                       g_strdup (enterprise != NULL ? enterprise->name : ""));
  return g_hash_table_lookup (export->names, id);
}

static void
add_columns (const Export *export)
{
  const PortailRecordType *type = &portail_tax_declaration_type;

  portail_worksheet_add_column (export->sheet, _ ("Company"), PORTAIL_WORKBOOK_TEXT, NAME_WIDTH);
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (export->columns, i))
      portail_record_sheet_add_column (export->sheet, portail_record_type_get_field (type, i),
                                       NULL);
  portail_worksheet_add_column (export->sheet, _ ("Late"), PORTAIL_WORKBOOK_TEXT, WORD_WIDTH);
  portail_worksheet_add_column (export->sheet, _ ("Superseded"), PORTAIL_WORKBOOK_TEXT, WORD_WIDTH);
}

static gboolean
add_row (const Export *export, const PortailTaxDeclaration *declaration, GError **error)
{
  const PortailRecordType *type = &portail_tax_declaration_type;
  g_autofree char *successor = NULL;
  gboolean is_late;

  if (!portail_tax_find_successor (export->context->database, declaration->base.id, &successor,
                                   error))
    return FALSE;
  is_late = successor == NULL && declaration->status != PORTAIL_TAX_DECLARATION_PAYE
            && portail_due_level_at (declaration->due_date, export->context->now)
                   == PORTAIL_DUE_LATE;
  portail_worksheet_begin_row (export->sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (export->sheet,
                              get_company_name (export, declaration->base.enterprise_id));
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (export->columns, i))
      portail_record_sheet_add_cell (export->sheet, portail_record_type_get_field (type, i),
                                     declaration);
  portail_worksheet_add_text (export->sheet, is_late ? _ ("yes") : NULL);
  portail_worksheet_add_text (export->sheet, successor != NULL ? _ ("yes") : NULL);
  return TRUE;
}

gpointer
portail_tax_prepare_export (PortailContext *context, const PortailRequest *request, GError **error)
{
  const PortailRecordType *type = &portail_tax_declaration_type;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autoptr (GPtrArray) rows = NULL;
  const char *company = portail_request_get_parameter (request, "enterprise_id");
  PortailSheetSource source = { .workbook = workbook, .file_name = "impots" };
  PortailSheetFormat format;
  Export export = {
    .context = context,
    .sheet = portail_workbook_add_sheet (workbook, "Impots"),
    .columns = portail_record_sheet_get_columns (type, portail_record_type_get_all_fields (type)),
    .names = names,
  };

  if (!portail_sheet_answer_read_format (request, &format, error))
    return NULL;
  rows = portail_record_list_load (context, request, portail_sheet_answer_get_max_rows (format),
                                   error);
  if (rows == NULL)
    return NULL;
  add_columns (&export);
  for (guint i = 0; i < rows->len; i++)
    if (!add_row (&export, g_ptr_array_index (rows, i), error))
      return NULL;
  source.title = C_ ("report", "TAX DECLARATIONS");
  source.organisation = company != NULL ? get_company_name (&export, company) : "";
  return portail_sheet_answer_new (context, format, &source, error);
}
