/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-files.h"

#include "app/portail-report-search.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-loader.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-dotation-export.h"

typedef gpointer (*Make) (const PortailDotationReportSource *source, GError **error);

static gpointer
make_report (const PortailDotationReportSource *source, GError **error)
{
  return portail_dotation_export_make_report (source, PORTAIL_DOTATION_EXPORT_FICHE_IMPOT);
}

static gpointer
make_pdf (const PortailDotationReportSource *source, GError **error)
{
  return portail_dotation_export (source, PORTAIL_DOTATION_EXPORT_FICHE_IMPOT,
                                  PORTAIL_DOTATION_EXPORT_PDF, error);
}

static gpointer
run (PortailDatabase *database, const char *id, Make make, GError **error)
{
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_sql_load (
      database, &portail_tax_declaration_type, id, error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;
  g_autoptr (PortailEnterprise) enterprise = NULL;
  PortailDotationReportSource source = { .generated_at = portail_timestamp_now () };

  if (declaration == NULL || !portail_tax_load_sheet (database, declaration, &sheet, error))
    return NULL;
  if (sheet == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                           _ ("This declaration was typed: there is no sheet behind it."));
      return NULL;
    }
  figures = portail_dotation_sheet_compute (sheet, error);
  if (figures == NULL
      || !portail_report_find_state (database, sheet->dotation->base.id, &source.state, error))
    return NULL;
  enterprise = portail_record_sql_load (database, &portail_enterprise_type,
                                        declaration->base.enterprise_id, NULL);
  source.sheet = sheet;
  source.figures = figures;
  source.enterprise = enterprise != NULL && enterprise->name != NULL ? enterprise->name : "";
  return make (&source, error);
}

static gpointer
run_report (PortailDatabase *database, gpointer input, GError **error)
{
  return run (database, input, make_report, error);
}

static gpointer
run_pdf (PortailDatabase *database, gpointer input, GError **error)
{
  return run (database, input, make_pdf, error);
}

PortailQuery *
portail_tax_files_new_report_query (const char *declaration_id)
{
  return portail_query_new (run_report, g_strdup (declaration_id), g_free,
                            (GDestroyNotify) portail_report_free);
}

PortailQuery *
portail_tax_files_new_pdf_query (const char *declaration_id)
{
  return portail_query_new (run_pdf, g_strdup (declaration_id), g_free,
                            (GDestroyNotify) g_bytes_unref);
}
