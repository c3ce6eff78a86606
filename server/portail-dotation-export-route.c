/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dotation as a file: the workbook of domain.md §3.8, its rows as CSV, or a report. */
#include <string.h>

#include "server/portail-access.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-export.h"
#include "server/portail-record-routes.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-file-name.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-dotation-export.h"

typedef struct
{
  PortailDotationExportKind kind;
  PortailDotationExportFormat format;
} Choice;

static gboolean
read_choice (const PortailRequest *request, Choice *choice, GError **error)
{
  const char *format = portail_request_get_parameter (request, "format");
  const char *kind = portail_request_get_parameter (request, "report");
  g_autofree char *name = g_strconcat (".", format != NULL ? format : "xlsx", NULL);

  choice->kind = PORTAIL_DOTATION_EXPORT_DOTATION;
  if (strchr (name + 1, '.') != NULL
      || !portail_dotation_export_format_from_file_name (name, &choice->format))
    return portail_list_fail_parameter (error, "format");
  if (kind != NULL && !portail_dotation_export_kind_from_name (kind, &choice->kind))
    return portail_list_fail_parameter (error, "report");
  return TRUE;
}

/* Takes @bytes; NULL gives NULL. */
static PortailAnswer *
answer_file (GBytes *bytes, const PortailDotationReportSource *source, const Choice *choice)
{
  g_autofree char *name = portail_dotation_export_dup_file_name (source, choice->kind,
                                                                 choice->format);
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *disposition = portail_file_name_to_disposition (clean != NULL ? clean
                                                                                 : "dotation");
  PortailAnswer *answer;

  if (bytes == NULL)
    return NULL;
  answer = portail_answer_new_bytes (
      200, portail_dotation_export_format_get_media_type (choice->format), bytes);
  portail_answer_add_header (answer, "Content-Disposition", disposition);
  portail_answer_add_header (answer, "Cache-Control", "private, no-store");
  return answer;
}

gpointer
portail_dotation_prepare_export (PortailContext *context,
                                 const PortailRequest *request,
                                 GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;
  g_autoptr (PortailEnterprise) enterprise = NULL;
  PortailDotationReportSource source = { .generated_at = context->now };
  Choice choice;

  if (row == NULL
      || !portail_access_check (context->access, row->enterprise_id, PORTAIL_MODULE_DOTATIONS,
                                PORTAIL_RIGHT_READ, error)
      || !read_choice (request, &choice, error))
    return NULL;
  enterprise = portail_record_sql_load (context->database, &portail_enterprise_type,
                                        row->enterprise_id, error);
  if (enterprise == NULL)
    return NULL;
  sheet = portail_dotation_load_parts (context->database,
                                       (PortailDotation *) g_steal_pointer (&row), error);
  figures = sheet != NULL ? portail_dotation_sheet_compute (sheet, error) : NULL;
  if (figures == NULL)
    return NULL;
  source.sheet = sheet;
  source.figures = figures;
  source.enterprise = enterprise->name;
  return answer_file (portail_dotation_export (&source, choice.kind, choice.format, error), &source,
                      &choice);
}
