/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-blanchiment-routes.h"

#include "server/portail-access.h"
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-list-parameters.h"
#include "shared/portail-file-name.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-blanchiment-report.h"

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PortailAnswer *
portail_blanchiment_answer (PortailContext *context, const PortailRequest *request, GError **error)
{
  return portail_answer_copy (context->prepared);
}

void
portail_blanchiment_free_answer (gpointer answer)
{
  portail_answer_free (answer);
}

/* What a request asks for. */
typedef struct
{
  const char *enterprise_id;
  PortailDay from; /* null: no bound */
  PortailDay to;
} Question;

static gboolean
read_day (const PortailRequest *request, const char *name, PortailDay *day, GError **error)
{
  const char *text = portail_request_get_parameter (request, name);

  *day = PORTAIL_DAY_NULL;
  return text == NULL || portail_day_parse (text, day) || portail_list_fail_parameter (error, name);
}

static gboolean
read_question (PortailContext *context,
               const PortailRequest *request,
               Question *question,
               GError **error)
{
  question->enterprise_id = portail_request_get_parameter (request, "enterprise_id");
  if (question->enterprise_id == NULL)
    return portail_list_fail_parameter (error, "enterprise_id");
  if (!portail_access_check (context->access, question->enterprise_id, PORTAIL_MODULE_BLANCHIMENT,
                             PORTAIL_RIGHT_READ, error)
      || !read_day (request, "from", &question->from, error)
      || !read_day (request, "to", &question->to, error))
    return FALSE;
  if (!portail_day_is_null (question->from) && !portail_day_is_null (question->to)
      && question->from.number > question->to.number)
    return portail_list_fail_parameter (error, "to");
  return TRUE;
}

/* Takes @bytes; NULL gives NULL. */
static PortailAnswer *
answer_file (GBytes *bytes, const char *type, const char *name)
{
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *disposition = portail_file_name_to_disposition (clean != NULL ? clean
                                                                                 : "blanchiment");
  PortailAnswer *answer;

  if (bytes == NULL)
    return NULL;
  answer = portail_answer_new_bytes (200, type, bytes);
  portail_answer_add_header (answer, "Content-Disposition", disposition);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

static PortailAnswer *
answer_analysis (const PortailBlanchimentReportSource *source, const char *format, GError **error)
{
  g_autofree char *name = portail_blanchiment_report_dup_file_name (source, format);
  PortailAnswer *answer;
  GString *json;

  if (g_str_equal (format, "pdf"))
    return answer_file (portail_blanchiment_report_to_pdf (source, error), "application/pdf", name);
  if (g_str_equal (format, "xlsx"))
    return answer_file (portail_blanchiment_report_to_xlsx (source, error), XLSX_TYPE, name);
  json = g_string_new (NULL);
  portail_blanchiment_analysis_append_json (source->analysis, json);
  answer = portail_answer_new_json (200, json);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

static gboolean
read_format (const PortailRequest *request, const char **format, GError **error)
{
  static const char *const formats[] = { "json", "pdf", "xlsx", NULL };
  const char *name = portail_request_get_parameter (request, "format");

  *format = name != NULL ? name : formats[0];
  return g_strv_contains (formats, *format) || portail_list_fail_parameter (error, "format");
}

/* The windows of the first days reach further back. */
static PortailDay
get_first_needed (PortailDay from)
{
  PortailDay first = portail_day_from_date (1, 1, 1);

  if (portail_day_is_null (from))
    return from;
  return (PortailDay){ MAX (first.number, from.number - PORTAIL_BLANCHIMENT_WINDOW_DAYS + 1) };
}

gpointer
portail_blanchiment_prepare_analysis (PortailContext *context,
                                      const PortailRequest *request,
                                      GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (PortailBlanchimentAnalysis) analysis = NULL;
  PortailBlanchimentSettings settings;
  PortailBlanchimentAnalysisSource source;
  const char *format;
  Question question;

  if (!read_question (context, request, &question, error) || !read_format (request, &format, error))
    return NULL;
  enterprise = portail_record_sql_load (context->database, &portail_enterprise_type,
                                        question.enterprise_id, error);
  if (enterprise == NULL
      || !portail_blanchiment_load_settings (context->database, question.enterprise_id, &settings,
                                             error))
    return NULL;
  operations = portail_blanchiment_load_operations (context->database, question.enterprise_id,
                                                    get_first_needed (question.from), question.to,
                                                    error);
  if (operations == NULL)
    return NULL;
  source = (PortailBlanchimentAnalysisSource){
    .operations = operations,
    .weights = &settings.weights,
    .from = question.from,
    .to = question.to,
    .today = portail_timestamp_get_paris_day (context->now),
  };
  analysis = portail_blanchiment_analysis_new (&source);
  return answer_analysis (
      &(PortailBlanchimentReportSource){ analysis, enterprise->name, context->now }, format, error);
}
