/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dotation-totals.h"

#include "shared/portail-decimal.h"
#include "shared/portail-error.h"
#include "shared/portail-figure-values.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"

#define MONEY_WIDTH 16

/* `dotation_id, n_rows` and the figures by their names. */
static void
append_columns (GString *sql)
{
  g_string_append (sql, "dotation_id, n_rows");
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    g_string_append_printf (sql, ", %s", portail_figure_get ((PortailFigureId) id)->name);
}

static gboolean
save (PortailDatabase *database,
      const char *dotation_id,
      const PortailDotationFigures *figures,
      GError **error)
{
  g_autoptr (GString) sql = g_string_new ("REPLACE INTO dotation_totals (");
  PortailStatement *statement;
  PortailStep step;

  append_columns (sql);
  g_string_append (sql, ") VALUES (?, ?");
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  statement = portail_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return FALSE;
  portail_statement_bind_text (statement, 1, dotation_id);
  portail_statement_bind_int64 (statement, 2, figures->sheet.n_rows);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    portail_statement_bind_int64 (statement, (guint) id + 3,
                                  portail_figure_get_value (&figures->chain, (PortailFigureId) id));
  step = portail_statement_step (statement, error);
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

gboolean
portail_dotation_totals_save (PortailDatabase *database,
                              PortailDotationSheet *sheet,
                              const PortailDotationFigures *figures,
                              GError **error)
{
  PortailMoney amount = figures->chain.salaires;

  if (!portail_money_add (&amount, figures->chain.primes, error))
    return FALSE;
  if (sheet->rows->len > 0)
    sheet->dotation->amount = amount;
  return save (database, sheet->dotation->base.id, figures, error);
}

static gboolean
compute (PortailDatabase *database, PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, error);

  return figures != NULL && portail_dotation_totals_save (database, sheet, figures, error);
}

static gboolean
refresh (PortailDatabase *database, const char *dotation_id, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_load (database, dotation_id, &missing);
  PortailMoney before;

  if (sheet == NULL && g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    return TRUE;
  if (sheet == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  /* What was submitted keeps the figures that it froze. */
  if (sheet->dotation->resultat != NULL)
    return TRUE;
  before = sheet->dotation->amount;
  if (!compute (database, sheet, error))
    return FALSE;
  /* The dotation has risen in this op already: only its amount follows. */
  return before.cents == sheet->dotation->amount.cents
         || portail_record_sql_update (database, sheet->dotation, error);
}

gboolean
portail_dotation_totals_refresh (PortailRecordWriter *writer, GError **error)
{
  g_autoptr (GPtrArray) ids = portail_record_writer_list_written (writer, &portail_dotation_type);

  for (guint i = 0; i < ids->len; i++)
    if (!refresh (portail_record_writer_get_database (writer), g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
refresh_open (PortailRecordWriter *writer, PortailDotation *dotation, GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  PortailMoney before = dotation->amount;
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_load_parts (database, dotation, error);

  return sheet != NULL && compute (database, sheet, error)
         && (before.cents == sheet->dotation->amount.cents
             || portail_record_writer_touch (writer, sheet->dotation, error));
}

gboolean
portail_dotation_totals_refresh_open (PortailRecordWriter *writer,
                                      const PortailOpenSheets *sheets,
                                      GError **error)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) dotations = portail_record_sql_list (
      portail_record_writer_get_database (writer), &portail_dotation_type, error,
      "WHERE enterprise_id = coalesce (?, enterprise_id) AND period >= ? AND trashed_at IS NULL"
      " AND status IN ('brouillon', 'refuse') ORDER BY id",
      "tt", sheets->enterprise_id, portail_week_format (sheets->since, week));

  if (dotations == NULL)
    return FALSE;
  while (dotations->len > 0)
    if (!refresh_open (writer, g_ptr_array_steal_index (dotations, 0), error))
      return FALSE;
  return TRUE;
}

gboolean
portail_dotation_totals_refresh_company (PortailRecordWriter *writer,
                                         const char *enterprise_id,
                                         GError **error)
{
  const PortailOpenSheets sheets = { enterprise_id, PORTAIL_WEEK_NULL };

  return portail_dotation_totals_refresh_open (writer, &sheets, error);
}

static void
append_figures (PortailStatement *statement, GString *json)
{
  g_string_append_c (json, '{');
  portail_json_append_name (json, "n_rows");
  portail_json_append_integer (json, portail_statement_get_int64 (statement, 1));
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      const PortailFigure *figure = portail_figure_get ((PortailFigureId) id);
      gint64 value = portail_statement_get_int64 (statement, (guint) id + 2);

      portail_json_append_name (json, figure->name);
      if (figure->kind == PORTAIL_FIGURE_KIND_NUMBER)
        portail_json_append_integer (json, value);
      else
        portail_decimal_append_json (value, json);
    }
  g_string_append_c (json, '}');
}

gboolean
portail_dotation_totals_append_json (PortailDatabase *database,
                                     const char *dotation_id,
                                     GString *json,
                                     GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  PortailStatement *statement;
  PortailStep step;

  append_columns (sql);
  g_string_append (sql, " FROM dotation_totals WHERE dotation_id = ?");
  statement = portail_database_query (database, error, sql->str, "t", dotation_id);
  if (statement == NULL)
    return FALSE;
  step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ROW)
    append_figures (statement, json);
  else
    g_string_append (json, "null");
  if (step != PORTAIL_STEP_ERROR)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

static const PortailFigureId exported[] = {
  PORTAIL_FIGURE_CA_BRUT,       PORTAIL_FIGURE_SALAIRES,       PORTAIL_FIGURE_PRIMES,
  PORTAIL_FIGURE_IMPOT_SOCIETE, PORTAIL_FIGURE_IMPOT_RICHESSE, PORTAIL_FIGURE_TRESORERIE_NETTE,
};

void
portail_dotation_totals_add_columns (PortailWorksheet *sheet)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exported); i++)
    portail_worksheet_add_column (sheet, _ (portail_figure_get (exported[i])->title),
                                  PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
}

gboolean
portail_dotation_totals_add_cells (PortailDatabase *database,
                                   const char *dotation_id,
                                   PortailWorksheet *sheet,
                                   GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT dotation_id");
  PortailStatement *statement;
  PortailStep step;

  for (gsize i = 0; i < G_N_ELEMENTS (exported); i++)
    g_string_append_printf (sql, ", %s", portail_figure_get (exported[i])->name);
  g_string_append (sql, " FROM dotation_totals WHERE dotation_id = ?");
  statement = portail_database_query (database, error, sql->str, "t", dotation_id);
  if (statement == NULL)
    return FALSE;
  step = portail_statement_step (statement, error);
  for (guint i = 0; step == PORTAIL_STEP_ROW && i < G_N_ELEMENTS (exported); i++)
    portail_worksheet_add_money (sheet,
                                 (PortailMoney){ portail_statement_get_int64 (statement, i + 1) });
  if (step != PORTAIL_STEP_ERROR)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}
