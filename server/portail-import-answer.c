/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-import-answer.h"

#include "server/portail-body.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/report/portail-sheet-read.h"

#include <string.h>

static const char *const status_names[PORTAIL_IMPORT_N_STATUSES] = {
  [PORTAIL_IMPORT_NEW] = "new",
  [PORTAIL_IMPORT_REPLACED] = "replaced",
  [PORTAIL_IMPORT_IGNORED] = "ignored",
  [PORTAIL_IMPORT_WRONG] = "wrong",
};

static PortailTextTable *
read_text (const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  const char *text = document != NULL ? portail_body_get_text (document, "text", error) : NULL;

  return text != NULL ? portail_text_table_parse (text, strlen (text), error) : NULL;
}

static PortailTextTable *
read_workbook (GBytes *bytes, const PortailImportFormat *format, GError **error)
{
  g_autoptr (GPtrArray) sheets = portail_sheet_read (bytes, error);
  guint place = 0;

  if (sheets == NULL)
    return NULL;
  if (sheets->len == 0)
    return portail_text_table_new ("");
  for (guint i = sheets->len; i > 0; i--)
    if (portail_import_format_has_header (format, g_ptr_array_index (sheets, i - 1)))
      place = i - 1;
  return g_ptr_array_steal_index (sheets, place);
}

static PortailTextTable *
read_table (const PortailRequest *request, const PortailImportFormat *format, GError **error)
{
  GBytes *body = portail_request_get_body (request);
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (body, &n_bytes);

  if (portail_request_has_content_type (request, "application/json"))
    return read_text (request, error);
  if (bytes != NULL && portail_sheet_read_is_workbook (bytes, n_bytes))
    return read_workbook (body, format, error);
  return portail_text_table_parse (bytes != NULL ? bytes : "", n_bytes, error);
}

PortailTextTable *
portail_import_answer_read_table (const PortailRequest *request,
                                  const PortailImportFormat *format,
                                  GError **error)
{
  g_autoptr (PortailTextTable) table = read_table (request, format, error);

  if (table == NULL || portail_text_table_get_n_rows (table) <= PORTAIL_IMPORT_MAX_LINES)
    return g_steal_pointer (&table);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE, _ ("An import has at most %d lines."),
               PORTAIL_IMPORT_MAX_LINES);
  return NULL;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_number (GString *json, const char *name, gint64 number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static void
append_value (const PortailImportColumn *column, const PortailImportValue *value, GString *json)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  portail_json_append_name (json, column->field);
  switch (column->type)
    {
    case PORTAIL_IMPORT_MONEY:
      portail_money_append_json (value->money, json);
      return;
    case PORTAIL_IMPORT_RATE:
      portail_rate_append_json (value->rate, json);
      return;
    case PORTAIL_IMPORT_DAY:
      portail_json_append_string (
          json, portail_day_is_null (value->day) ? NULL : portail_day_format (value->day, day));
      return;
    default:
      portail_json_append_string (json, value->text);
    }
}

static void
append_problems (const PortailProblems *problems, const char *name, GString *json)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "field", problem->field);
      append_text (json, "code", problem->code);
      append_text (json, "detail", problem->detail);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/* What is no row shows its source instead. */
static void
append_cells (const PortailTableImport *import, const PortailImportLine *line, GString *json)
{
  if (line->kind != PORTAIL_IMPORT_LINE_GOOD && line->kind != PORTAIL_IMPORT_LINE_WRONG)
    {
      append_text (json, "reason", portail_import_line_kind_get_reason (line->kind));
      append_text (json, "source", line->source);
      return;
    }
  portail_json_append_name (json, "values");
  g_string_append_c (json, '{');
  for (guint i = 0; i < import->format->n_columns; i++)
    append_value (&import->format->columns[i], &line->values[i], json);
  g_string_append_c (json, '}');
}

static void
append_line (const PortailImportPlan *plan, guint place, GString *json)
{
  const PortailImportLine *line = portail_table_import_get_line (plan->preview, place);

  g_string_append (json, place > 0 ? ",{" : "{");
  append_number (json, "line", line->line);
  append_text (json, "status", status_names[plan->statuses[place]]);
  append_cells (plan->preview, line, json);
  if (plan->before[place] != NULL)
    {
      portail_json_append_name (json, "before");
      g_string_append (json, plan->before[place]);
    }
  append_problems (line->problems, "problems", json);
  append_problems (line->notes, "notes", json);
  g_string_append_c (json, '}');
}

static void
append_counts (const PortailImportPlan *plan, GString *json)
{
  guint counts[PORTAIL_IMPORT_N_STATUSES] = { 0 };

  for (guint i = 0; i < plan->preview->lines->len; i++)
    counts[plan->statuses[i]]++;
  portail_json_append_name (json, "counts");
  g_string_append_c (json, '{');
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    append_number (json, status_names[i], counts[i]);
  g_string_append_c (json, '}');
}

PortailAnswer *
portail_import_answer_new (const PortailImportPlan *plan, PortailImportOutcome outcome)
{
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "committed");
  g_string_append (json, outcome == PORTAIL_IMPORT_COMMITTED ? "true" : "false");
  append_counts (plan, json);
  portail_json_append_name (json, "rows");
  g_string_append_c (json, '[');
  for (guint i = 0; i < plan->preview->lines->len; i++)
    append_line (plan, i, json);
  g_string_append (json, "]}");
  return portail_answer_new_json (200, json);
}
