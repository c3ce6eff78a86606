/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dashboard-load.h"

#include "server/portail-query.h"
#include "shared/portail-record-sql.h"

/* Columns of sheets_sql before those of the figures. */
#define FIRST_FIGURE 6

typedef struct
{
  PortailDatabase *database;
  const PortailDashboardQuestion *question;
  PortailDashboardInputs *inputs;
  char first_week[PORTAIL_WEEK_TEXT_SIZE];
  char last_week[PORTAIL_WEEK_TEXT_SIZE];
} Load;

static GArray *
new_array (gsize size)
{
  return g_array_new (FALSE, TRUE, (guint) size);
}

/* What is an integer in its struct and a name in the table. */
static int
get_choice (const PortailRecordType *type, const char *name)
{
  const PortailField *field = portail_record_type_get_field (
      type, (guint) portail_record_type_find_field (type, "status"));

  return portail_choice_from_name (field->choices, name);
}

static const char *
keep_text (Load *load, PortailStatement *statement, guint column)
{
  const char *text = portail_statement_get_text (statement, column);

  return text != NULL ? g_string_chunk_insert (load->inputs->texts, text) : NULL;
}

static void
append_sheets_sql (const Load *load, PortailQuery *query)
{
  portail_query_append (query, "SELECT dotation.id, period, status, rev, updated_at, n_rows");
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    portail_query_append (query, ", %s", portail_figure_get ((PortailFigureId) id)->name);
  portail_query_append (
      query,
      " FROM dotation LEFT JOIN dotation_totals ON dotation_id = dotation.id"
      " WHERE enterprise_id = ? AND trashed_at IS NULL AND ((period >= ? AND period <= ?)"
      " OR status = 'en_attente' OR (status = 'refuse' AND NOT EXISTS (SELECT 1 FROM dotation AS"
      " other WHERE other.enterprise_id = dotation.enterprise_id AND other.period = dotation.period"
      " AND other.status <> 'refuse' AND other.trashed_at IS NULL))) ORDER BY period, dotation.id");
  portail_query_bind_text (query, load->question->enterprise_id);
  portail_query_bind_text (query, load->first_week);
  portail_query_bind_text (query, load->last_week);
}

static void
add_sheet (Load *load, PortailStatement *statement, GArray *sheets)
{
  PortailDashboardSheet sheet = {
    .id = keep_text (load, statement, 0),
    .status = (PortailDotationStatus) get_choice (&portail_dotation_type,
                                                  portail_statement_get_text (statement, 2)),
    .rev = portail_statement_get_int64 (statement, 3),
    .updated_at = { portail_statement_get_int64 (statement, 4) },
    .n_rows = (guint) portail_statement_get_int64 (statement, 5),
  };

  portail_week_parse (portail_statement_get_text (statement, 1), &sheet.period);
  for (guint id = 0; id < PORTAIL_N_FIGURES; id++)
    sheet.values[id] = portail_statement_get_int64 (statement, FIRST_FIGURE + id);
  g_array_append_val (sheets, sheet);
}

/* What to do with a row of a query. */
typedef void (*RowHandler) (Load *load, PortailStatement *statement, GArray *array);

static gboolean
run_query (Load *load, const PortailQuery *query, RowHandler handle, GArray *array, GError **error)
{
  PortailStatement *statement = portail_database_prepare (load->database,
                                                          portail_query_get_text (query), error);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    portail_query_bind (query, statement);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    handle (load, statement, array);
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
load_sheets (Load *load, GError **error)
{
  g_autoptr (PortailQuery) query = portail_query_new ();
  GArray *sheets = new_array (sizeof (PortailDashboardSheet));

  load->inputs->source.sheets = sheets;
  append_sheets_sql (load, query);
  return run_query (load, query, add_sheet, sheets, error);
}

static void
add_person (Load *load, PortailStatement *statement, GArray *persons)
{
  PortailDashboardPerson person = {
    .employee_id = keep_text (load, statement, 1),
    .name = keep_text (load, statement, 2),
    .ca = { portail_statement_get_int64 (statement, 3) },
  };

  portail_week_parse (portail_statement_get_text (statement, 0), &person.period);
  g_array_append_val (persons, person);
}

static gboolean
load_persons (Load *load, GError **error)
{
  g_autoptr (PortailQuery) query = portail_query_new ();
  GArray *persons = new_array (sizeof (PortailDashboardPerson));

  load->inputs->source.persons = persons;
  portail_query_append (query,
                        "SELECT period, employee_id, employee_name,"
                        " coalesce (run, 0) + coalesce (facture, 0) + coalesce (vente, 0)"
                        " FROM dotation JOIN dotation_row ON dotation_id = dotation.id"
                        " WHERE dotation.enterprise_id = ? AND period >= ? AND period <= ?"
                        " AND status <> 'refuse' AND dotation.trashed_at IS NULL"
                        " AND dotation_row.trashed_at IS NULL ORDER BY period, dotation_row.id");
  portail_query_bind_text (query, load->question->enterprise_id);
  portail_query_bind_text (query, load->first_week);
  portail_query_bind_text (query, load->last_week);
  return run_query (load, query, add_person, persons, error);
}

static void
add_declaration (Load *load, PortailStatement *statement, GArray *declarations)
{
  const char *period = portail_statement_get_text (statement, 1);
  const char *due_date = portail_statement_get_text (statement, 4);
  PortailDashboardDeclaration declaration = {
    .id = keep_text (load, statement, 0),
    .period = PORTAIL_WEEK_NULL,
    .status = (PortailTaxDeclarationStatus) get_choice (&portail_tax_declaration_type,
                                                        portail_statement_get_text (statement, 2)),
    .amount = PORTAIL_MONEY_NULL,
    .due_date = PORTAIL_DAY_NULL,
    .is_superseded = portail_statement_get_int64 (statement, 5) != 0,
  };

  if (period != NULL)
    portail_week_parse (period, &declaration.period);
  if (due_date != NULL)
    portail_day_parse (due_date, &declaration.due_date);
  if (portail_statement_get_text (statement, 3) != NULL)
    declaration.amount.cents = portail_statement_get_int64 (statement, 3);
  g_array_append_val (declarations, declaration);
}

static gboolean
load_declarations (Load *load, GError **error)
{
  g_autoptr (PortailQuery) query = portail_query_new ();
  GArray *declarations = new_array (sizeof (PortailDashboardDeclaration));

  load->inputs->source.declarations = declarations;
  portail_query_append (query,
                        "SELECT id, period, status, amount, due_date,"
                        " EXISTS (SELECT 1 FROM tax_declaration AS later"
                        " WHERE later.version_of = tax_declaration.id AND later.trashed_at IS NULL)"
                        " FROM tax_declaration WHERE enterprise_id = ? AND trashed_at IS NULL"
                        " AND (status <> 'paye' OR period = ?) ORDER BY created_at, id");
  portail_query_bind_text (query, load->question->enterprise_id);
  portail_query_bind_text (query, load->last_week);
  return run_query (load, query, add_declaration, declarations, error);
}

static gboolean
load_operations (Load *load, GError **error)
{
  GArray *operations = new_array (sizeof (PortailDashboardOperation));
  PortailWeek first = { load->question->period.number - (PORTAIL_DASHBOARD_WEEKS - 1) };
  char from[PORTAIL_DAY_TEXT_SIZE];
  char to[PORTAIL_DAY_TEXT_SIZE];

  load->inputs->source.operations = operations;
  load->inputs->records = portail_record_sql_list (
      load->database, &portail_blanchiment_operation_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL AND status <> 'annule'"
      " AND ((date_recu >= ? AND date_recu <= ?)"
      " OR (review IS NULL AND (status = 'suspendu' OR risk_score >= ?))) ORDER BY date_recu, id",
      "ttti", load->question->enterprise_id,
      portail_day_format (portail_week_get_monday (first), from),
      portail_day_format (portail_week_get_sunday (load->question->period), to),
      (gint64) PORTAIL_BLANCHIMENT_SCORE_ELEVE);
  if (load->inputs->records == NULL)
    return FALSE;
  for (guint i = 0; i < load->inputs->records->len; i++)
    {
      const PortailBlanchimentOperation *record = g_ptr_array_index (load->inputs->records, i);
      const PortailDashboardOperation operation = {
        .id = record->base.id,
        .status = record->status,
        .date_recu = record->date_recu,
        .amount = record->amount,
        .risk_score = record->risk_score,
        .is_reviewed = record->review != NULL,
      };

      g_array_append_val (operations, operation);
    }
  return TRUE;
}

PortailDashboardInputs *
portail_dashboard_load (PortailDatabase *database,
                        const PortailDashboardQuestion *question,
                        GError **error)
{
  g_autoptr (PortailDashboardInputs) inputs = g_new0 (PortailDashboardInputs, 1);
  Load load = { database, question, inputs, "", "" };
  PortailWeek first = { question->period.number - (PORTAIL_DASHBOARD_WEEKS - 1) };

  inputs->texts = g_string_chunk_new (1024);
  inputs->source.period = question->period;
  inputs->source.now = question->now;
  portail_week_format (first, load.first_week);
  portail_week_format (question->period, load.last_week);
  if (!load_sheets (&load, error) || !load_declarations (&load, error)
      || (question->parts & PORTAIL_DASHBOARD_PERSONS && !load_persons (&load, error))
      || (question->parts & PORTAIL_DASHBOARD_OPERATIONS && !load_operations (&load, error)))
    return NULL;
  return g_steal_pointer (&inputs);
}

static void
free_array (const GArray *array)
{
  if (array != NULL)
    g_array_unref ((GArray *) array);
}

void
portail_dashboard_inputs_free (PortailDashboardInputs *inputs)
{
  free_array (inputs->source.sheets);
  free_array (inputs->source.persons);
  free_array (inputs->source.declarations);
  free_array (inputs->source.operations);
  g_string_chunk_free (inputs->texts);
  g_clear_pointer (&inputs->records, g_ptr_array_unref);
  g_free (inputs);
}
