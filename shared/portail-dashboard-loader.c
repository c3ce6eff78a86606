/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dashboard-loader.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-figure-values.h"
#include "shared/portail-record-sql.h"

/* Columns of the kept totals before those of the figures. */
#define FIRST_FIGURE 6

/* Sheets of the weeks and those that wait; parameters: company, first and last week. */
#define OF_SHEETS                                                                                  \
  "WHERE enterprise_id = ? AND trashed_at IS NULL AND ((period >= ? AND period <= ?)"              \
  " OR status = 'en_attente' OR (status = 'refuse' AND NOT EXISTS (SELECT 1 FROM dotation AS"      \
  " other WHERE other.enterprise_id = dotation.enterprise_id AND other.period = dotation.period"   \
  " AND other.status <> 'refuse' AND other.trashed_at IS NULL))) ORDER BY period, dotation.id"

typedef struct
{
  PortailDatabase *database;
  const PortailDashboardQuestion *question;
  PortailDashboardInputs *inputs;
  PortailWeek first;
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

/* What to do with a row of a query. */
typedef void (*RowHandler) (Load *load, PortailStatement *statement, GArray *array);

/* Steps through @statement, which may be NULL with @error set. */
static gboolean
take_rows (Load *load,
           PortailStatement *statement,
           RowHandler handle,
           GArray *array,
           GError **error)
{
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    handle (load, statement, array);
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static void
add_kept_sheet (Load *load, PortailStatement *statement, GArray *sheets)
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

static gboolean
load_kept_sheets (Load *load, GArray *sheets, GError **error)
{
  g_autoptr (GString) sql = g_string_new (
      "SELECT dotation.id, period, status, rev, updated_at, n_rows");

  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    g_string_append_printf (sql, ", %s", portail_figure_get ((PortailFigureId) id)->name);
  g_string_append (
      sql, " FROM dotation LEFT JOIN dotation_totals ON dotation_id = dotation.id " OF_SHEETS);
  return take_rows (load,
                    portail_database_query (load->database, error, sql->str, "ttt",
                                            load->question->enterprise_id, load->first_week,
                                            load->last_week),
                    add_kept_sheet, sheets, error);
}

/* A sheet whose rows give no figures has none: its page says why. */
static void
compute (Load *load, PortailDotation *dotation, PortailDashboardSheet *sheet)
{
  g_autoptr (PortailDotationSheet) parts = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  if (dotation->resultat != NULL
      && portail_figure_values_read (dotation->resultat, sheet->values, &sheet->n_rows))
    return;
  parts = portail_dotation_load_parts (load->database, portail_record_copy (dotation), NULL);
  figures = parts != NULL ? portail_dotation_sheet_compute (parts, NULL) : NULL;
  if (figures == NULL)
    return;
  sheet->n_rows = figures->sheet.n_rows;
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    sheet->values[id] = portail_figure_get_value (&figures->chain, (PortailFigureId) id);
}

static gboolean
load_computed_sheets (Load *load, GArray *sheets, GError **error)
{
  g_autoptr (GPtrArray) dotations = portail_record_sql_list (
      load->database, &portail_dotation_type, error, OF_SHEETS, "ttt",
      load->question->enterprise_id, load->first_week, load->last_week);

  if (dotations == NULL)
    return FALSE;
  for (guint i = 0; i < dotations->len; i++)
    {
      PortailDotation *dotation = g_ptr_array_index (dotations, i);
      PortailDashboardSheet sheet = {
        .id = g_string_chunk_insert (load->inputs->texts, dotation->base.id),
        .period = dotation->period,
        .status = dotation->status,
        .rev = dotation->base.rev,
        .updated_at = dotation->base.updated_at,
      };

      if (dotation->status != PORTAIL_DOTATION_REFUSE
          && dotation->period.number >= load->first.number
          && dotation->period.number <= load->question->period.number)
        compute (load, dotation, &sheet);
      g_array_append_val (sheets, sheet);
    }
  return TRUE;
}

static gboolean
load_sheets (Load *load, GError **error)
{
  GArray *sheets = new_array (sizeof (PortailDashboardSheet));

  load->inputs->source.sheets = sheets;
  return load->question->parts & PORTAIL_DASHBOARD_KEPT_TOTALS
             ? load_kept_sheets (load, sheets, error)
             : load_computed_sheets (load, sheets, error);
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
  GArray *persons = new_array (sizeof (PortailDashboardPerson));

  load->inputs->source.persons = persons;
  return take_rows (load,
                    portail_database_query (
                        load->database, error,
                        "SELECT period, employee_id, employee_name,"
                        " coalesce (run, 0) + coalesce (facture, 0) + coalesce (vente, 0)"
                        " FROM dotation JOIN dotation_row ON dotation_id = dotation.id"
                        " WHERE dotation.enterprise_id = ? AND period >= ? AND period <= ?"
                        " AND status <> 'refuse' AND dotation.trashed_at IS NULL"
                        " AND dotation_row.trashed_at IS NULL ORDER BY period, dotation_row.id",
                        "ttt", load->question->enterprise_id, load->first_week, load->last_week),
                    add_person, persons, error);
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
  GArray *declarations = new_array (sizeof (PortailDashboardDeclaration));

  load->inputs->source.declarations = declarations;
  return take_rows (load,
                    portail_database_query (
                        load->database, error,
                        "SELECT id, period, status, amount, due_date,"
                        " EXISTS (SELECT 1 FROM tax_declaration AS later"
                        " WHERE later.version_of = tax_declaration.id AND later.trashed_at IS NULL)"
                        " FROM tax_declaration WHERE enterprise_id = ? AND trashed_at IS NULL"
                        " AND (status <> 'paye' OR period = ?) ORDER BY created_at, id",
                        "tt", load->question->enterprise_id, load->last_week),
                    add_declaration, declarations, error);
}

static gboolean
load_operations (Load *load, GError **error)
{
  GArray *operations = new_array (sizeof (PortailDashboardOperation));
  char from[PORTAIL_DAY_TEXT_SIZE];
  char to[PORTAIL_DAY_TEXT_SIZE];

  load->inputs->source.operations = operations;
  load->inputs->records = portail_record_sql_list (
      load->database, &portail_blanchiment_operation_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL AND status <> 'annule'"
      " AND ((date_recu >= ? AND date_recu <= ?)"
      " OR (review IS NULL AND (status = 'suspendu' OR risk_score >= ?))) ORDER BY date_recu, id",
      "ttti", load->question->enterprise_id,
      portail_day_format (portail_week_get_monday (load->first), from),
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
  Load load = {
    .database = database,
    .question = question,
    .inputs = inputs,
    .first = { question->period.number - ((gint32) question->n_weeks - 1) },
  };

  inputs->texts = g_string_chunk_new (1024);
  inputs->source.period = question->period;
  inputs->source.now = question->now;
  portail_week_format (load.first, load.first_week);
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
