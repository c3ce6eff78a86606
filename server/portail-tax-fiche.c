/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-list-parameters.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "server/portail-tax-routes.h"
#include "shared/portail-error.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-loader.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-dotation-export.h"

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

/* What stands behind it; *@sheet, owned, has what the figures borrow. */
static PortailDotationFigures *
load_figures (PortailContext *context,
              const PortailTaxDeclaration *declaration,
              PortailDotationSheet **sheet,
              GError **error)
{
  if (!portail_tax_load_sheet (context->database, declaration, sheet, error))
    return NULL;
  if (*sheet != NULL)
    return portail_dotation_sheet_compute (*sheet, error);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                       _ ("This declaration was typed: there is no sheet behind it."));
  return NULL;
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
  figures = load_figures (context, declaration, &sheet, error);
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

gpointer
portail_tax_prepare_figures (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailTaxDeclaration) declaration = load_declaration (context, error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;
  PortailAnswer *answer;
  GString *json;

  if (declaration == NULL)
    return NULL;
  figures = load_figures (context, declaration, &sheet, error);
  if (figures == NULL)
    return NULL;
  json = g_string_new ("{");
  portail_dotation_figures_append_members (figures, json);
  portail_dotation_figures_append_explanations (figures, json);
  g_string_append_c (json, '}');
  answer = portail_answer_new_json (200, json);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}
