/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-import-answer.h"

#include "server/portail-body.h"
#include "shared/portail-json-text.h"
#include "shared/report/portail-sheet-read.h"

#include <string.h>

static const char *const kind_names[PORTAIL_IMPORT_N_LINE_KINDS] = {
  [PORTAIL_IMPORT_LINE_GOOD] = "good",     [PORTAIL_IMPORT_LINE_WRONG] = "wrong",
  [PORTAIL_IMPORT_LINE_HEADER] = "header", [PORTAIL_IMPORT_LINE_TITLE] = "title",
  [PORTAIL_IMPORT_LINE_TOTAL] = "total",   [PORTAIL_IMPORT_LINE_BLANK] = "blank",
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

PortailTextTable *
portail_import_answer_read_table (const PortailRequest *request,
                                  const PortailImportFormat *format,
                                  GError **error)
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

/* Rows show their cells, what is no row shows its source. */
static void
append_line (const PortailTableImport *import, const PortailImportLine *line, GString *json)
{
  gboolean is_row = line->kind == PORTAIL_IMPORT_LINE_GOOD
                    || line->kind == PORTAIL_IMPORT_LINE_WRONG;

  g_string_append_c (json, '{');
  append_number (json, "line", line->line);
  append_text (json, "kind", kind_names[line->kind]);
  if (!is_row)
    {
      append_text (json, "reason", portail_import_line_kind_get_reason (line->kind));
      append_text (json, "source", line->source);
      g_string_append_c (json, '}');
      return;
    }
  portail_json_append_name (json, "values");
  g_string_append_c (json, '{');
  for (guint i = 0; i < import->format->n_columns; i++)
    append_value (&import->format->columns[i], &line->values[i], json);
  g_string_append_c (json, '}');
  append_problems (line->problems, "errors", json);
  append_problems (line->notes, "notes", json);
  g_string_append_c (json, '}');
}

void
portail_import_answer_append (const PortailTableImport *import, GString *json)
{
  append_number (json, "good", import->n_good);
  append_number (json, "wrong", import->n_wrong);
  append_number (json, "ignored", import->n_ignored);
  portail_json_append_name (json, "lines");
  g_string_append_c (json, '[');
  for (guint i = 0; i < import->lines->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_line (import, portail_table_import_get_line (import, i), json);
    }
  g_string_append_c (json, ']');
}
