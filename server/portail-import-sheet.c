/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, dépenses and retraits of a dotation, and the tranches of a barème, from a table. */
#include "server/portail-import-plan.h"
#include "shared/portail-dotation-import.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-payroll.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-wealth-tranche.h"

static const char *const row_amounts[] = { "run", "facture", "vente", NULL };

static PortailDotationImportExisting *
describe_rows (const GPtrArray *rows)
{
  PortailDotationImportExisting *existing = g_new0 (PortailDotationImportExisting, rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    {
      const PortailDotationRow *row = g_ptr_array_index (rows, i);

      existing[i] = (PortailDotationImportExisting){ row->employee_name, row->grade, row->run,
                                                     row->facture, row->vente };
    }
  return existing;
}

static void
set_amounts (PortailDotationRow *row, const PortailDotationImportRow *source)
{
  row->run = source->run;
  row->facture = source->facture;
  row->vente = source->vente;
}

static void
replace_row (PortailImportPlan *plan,
             const PortailDotationRow *known,
             const PortailDotationImportRow *source)
{
  g_autoptr (PortailDotationRow) row = portail_record_copy (known);
  PortailFieldSet fields = portail_import_get_fields (&portail_dotation_row_type, row_amounts);

  set_amounts (row, source);
  if (source->grade != NULL)
    {
      g_free (row->grade);
      row->grade = g_strdup (source->grade);
      row->is_direction = portail_payroll_is_grade_direction (row->grade);
      fields |= portail_record_type_field_bit (&portail_dotation_row_type, "grade")
                | portail_record_type_field_bit (&portail_dotation_row_type, "is_direction");
    }
  fields &= portail_record_get_differing_fields (known, row);
  if (fields != 0)
    portail_import_plan_update (plan, &known->base, row, fields);
}

/* Who the row is about, where the company has somebody of that name. */
static void
create_row (PortailImportPlan *plan,
            const char *dotation_id,
            gint64 position,
            const PortailDotationImportRow *source,
            const PortailEmployee *employee)
{
  static const char *const others[] = { "dotation_id", "position", "employee_name",
                                        "employee_id", "grade",    "is_direction",
                                        NULL };
  g_autoptr (PortailDotationRow) row = portail_record_new (&portail_dotation_row_type);

  row->dotation_id = g_strdup (dotation_id);
  row->position = position;
  row->employee_name = g_strdup (source->employee_name);
  row->grade = g_strdup (source->grade);
  if (employee != NULL)
    row->employee_id = g_strdup (employee->base.id);
  if (row->grade == NULL && employee != NULL)
    row->grade = g_strdup (employee->grade);
  row->is_direction = portail_payroll_is_grade_direction (row->grade)
                      || (source->grade == NULL && employee != NULL && employee->is_direction);
  set_amounts (row, source);
  portail_import_plan_create (plan, row,
                              portail_import_get_fields (&portail_dotation_row_type, row_amounts)
                                  | portail_import_get_fields (&portail_dotation_row_type, others));
}

static void
mark_rows (PortailImportPlan *plan,
           const PortailDotationImport *import,
           const GPtrArray *known,
           PortailImportChoices choices)
{
  PortailFieldSet shown = portail_import_get_fields (&portail_dotation_row_type, row_amounts)
                          | portail_record_type_field_bit (&portail_dotation_row_type, "grade");

  for (guint i = 0; i < plan->preview->lines->len; i++)
    {
      const PortailDotationImportMatch *match = &import->matches[i];

      if (portail_table_import_get_line (plan->preview, i)->kind != PORTAIL_IMPORT_LINE_GOOD
          || (match->n_same_name > 1 && !(choices & PORTAIL_IMPORT_SUM_OF_TWICE)))
        continue;
      plan->statuses[i] = PORTAIL_IMPORT_NEW;
      if (match->existing >= 0)
        portail_import_plan_replace (plan, i, g_ptr_array_index (known, match->existing), shown);
    }
}

/* @rows: of PortailDotationImportRow. */
static void
fill_rows (PortailImportPlan *plan,
           const PortailRecord *dotation,
           const GPtrArray *rows,
           const GPtrArray *known,
           GHashTable *employees)
{
  gint64 position = 0;

  for (guint i = 0; i < known->len; i++)
    position = MAX (position, ((PortailDotationRow *) g_ptr_array_index (known, i))->position + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const PortailDotationImportRow *row = g_ptr_array_index (rows, i);

      if (row->existing >= 0)
        replace_row (plan, g_ptr_array_index (known, row->existing), row);
      else
        create_row (plan, dotation->id, position++, row,
                    portail_import_find_by_name (employees, row->employee_name));
    }
}

static void
free_rows (gpointer import)
{
  portail_dotation_import_free (import);
}

PORTAIL_IMPORT_MATCH (rows)
{
  PortailImportTwice twice = question->choices & PORTAIL_IMPORT_SUM_OF_TWICE
                                 ? PORTAIL_IMPORT_SUM_TWICE
                                 : PORTAIL_IMPORT_LEAVE_TWICE_OUT;
  g_autoptr (GPtrArray) known = portail_record_sql_list (
      database, &portail_dotation_row_type, error,
      "WHERE dotation_id = ? AND trashed_at IS NULL ORDER BY position, id", "t",
      question->parent->id);
  g_autoptr (GHashTable) employees = known != NULL ? portail_import_load_employees (
                                         database, question->enterprise_id, error)
                                                   : NULL;
  g_autofree PortailDotationImportExisting *existing = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  PortailDotationImport *import;

  if (employees == NULL)
    return FALSE;
  existing = describe_rows (known);
  import = portail_dotation_import_new (question->table, existing, known->len);
  portail_import_plan_adopt (plan, import->preview, import, free_rows);
  rows = portail_dotation_import_dup_rows (import, twice, error);
  if (rows == NULL)
    return FALSE;
  mark_rows (plan, import, known, question->choices);
  fill_rows (plan, question->parent, rows, known, employees);
  return TRUE;
}

static void
free_preview (gpointer preview)
{
  portail_table_import_free (preview);
}

/* *@position: after the entries that the dotation has. */
static gboolean
find_position (PortailDatabase *database, const char *dotation_id, gint64 *position, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT coalesce (max (position), -1) + 1 FROM dotation_entry WHERE dotation_id = ?"
      " AND trashed_at IS NULL",
      "t", dotation_id);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *position = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
match_entries (const PortailImportQuestion *question,
               PortailDatabase *database,
               PortailImportPlan *plan,
               PortailEntryKind kind,
               GError **error)
{
  static const char *const names[] = { "dotation_id", "kind",     "date", "justificatif",
                                       "montant",     "position", NULL };
  PortailFieldSet fields = portail_import_get_fields (&portail_dotation_entry_type, names);
  PortailTableImport *preview = portail_table_import_new (&portail_import_dotation_entries,
                                                          question->table);
  g_autoptr (GPtrArray) rows = portail_entry_import_dup_rows (preview);
  gint64 position;

  portail_import_plan_adopt (plan, preview, preview, free_preview);
  if (!find_position (database, question->parent->id, &position, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const PortailEntryImportRow *row = g_ptr_array_index (rows, i);
      g_autoptr (PortailDotationEntry) entry = portail_record_new (&portail_dotation_entry_type);

      entry->dotation_id = g_strdup (question->parent->id);
      entry->kind = kind;
      entry->date = row->date;
      entry->justificatif = g_strdup (row->justificatif);
      entry->montant = row->montant;
      entry->position = position++;
      portail_import_plan_create (plan, entry, fields);
    }
  for (guint i = 0; i < preview->lines->len; i++)
    if (portail_table_import_get_line (preview, i)->kind == PORTAIL_IMPORT_LINE_GOOD)
      plan->statuses[i] = PORTAIL_IMPORT_NEW;
  return TRUE;
}

PORTAIL_IMPORT_MATCH (depenses)
{
  return match_entries (question, database, plan, PORTAIL_ENTRY_DEPENSE, error);
}

PORTAIL_IMPORT_MATCH (retraits)
{
  return match_entries (question, database, plan, PORTAIL_ENTRY_RETRAIT, error);
}

/* Whether @line is a row of the table, good or not. */
static gboolean
is_tranche (const PortailImportLine *line)
{
  return line->kind == PORTAIL_IMPORT_LINE_GOOD || line->kind == PORTAIL_IMPORT_LINE_WRONG;
}

/* Gives the lines what is wrong with the table as a whole: problems bear the number of a row. */
static void
spread_problems (PortailImportPlan *plan, const PortailProblems *problems)
{
  gint64 row = -1;

  for (guint i = 0; i < plan->preview->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (plan->preview, i);

      if (!is_tranche (line))
        continue;
      row++;
      for (guint k = 0; k < problems->len; k++)
        {
          const PortailProblem *problem = portail_problems_get (problems, k);

          if (problem->index != row && !(problem->index < 0 && row == 0))
            continue;
          plan->statuses[i] = PORTAIL_IMPORT_WRONG;
          if (line->kind == PORTAIL_IMPORT_LINE_GOOD)
            portail_problems_add (line->problems, problem->field, problem->code, "%s",
                                  problem->detail);
        }
    }
}

static void
create_tranche (PortailImportPlan *plan, const char *bareme_id, const PortailTranche *tranche)
{
  g_autoptr (PortailBaremeTranche) record = portail_record_new (&portail_bareme_tranche_type);
  static const char *const names[] = { "bareme_id",
                                       "min",
                                       "taux",
                                       "salaire_max_employe",
                                       "salaire_max_direction",
                                       "prime_max_employe",
                                       "prime_max_direction",
                                       NULL };

  record->bareme_id = g_strdup (bareme_id);
  record->min = tranche->min;
  record->taux = tranche->taux;
  record->salaire_max_employe = tranche->salaire_max_employe;
  record->salaire_max_direction = tranche->salaire_max_direction;
  record->prime_max_employe = tranche->prime_max_employe;
  record->prime_max_direction = tranche->prime_max_direction;
  portail_import_plan_create (plan, record,
                              portail_import_get_fields (&portail_bareme_tranche_type, names));
}

static void
create_richesse (PortailImportPlan *plan,
                 const char *bareme_id,
                 const PortailTrancheRichesse *tranche)
{
  g_autoptr (PortailWealthTranche) record = portail_record_new (&portail_wealth_tranche_type);
  static const char *const names[] = { "bareme_id", "min", "taux", NULL };

  record->bareme_id = g_strdup (bareme_id);
  record->min = tranche->min;
  record->taux = tranche->taux;
  portail_import_plan_create (plan, record,
                              portail_import_get_fields (&portail_wealth_tranche_type, names));
}

/* What is new takes the place of the whole table. */
static gboolean
replace_table (const PortailImportQuestion *question,
               PortailDatabase *database,
               PortailImportPlan *plan,
               const PortailRecordType *type,
               GError **error)
{
  g_autoptr (GPtrArray) known = portail_record_sql_list (
      database, type, error, "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min, id", "t",
      question->parent->id);
  guint place = 0;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    portail_import_plan_delete (plan, g_ptr_array_index (known, i));
  for (guint i = 0; i < plan->preview->lines->len; i++)
    {
      if (!is_tranche (portail_table_import_get_line (plan->preview, i)))
        continue;
      plan->statuses[i] = PORTAIL_IMPORT_NEW;
      if (place < known->len)
        portail_import_plan_replace (
            plan, i, g_ptr_array_index (known, place),
            portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_IN_LIST));
      place++;
    }
  return TRUE;
}

static gboolean
match_bareme (const PortailImportQuestion *question,
              PortailDatabase *database,
              PortailImportPlan *plan,
              PortailBaremeTable table,
              GError **error)
{
  gboolean is_wealth = table == PORTAIL_BAREME_RICHESSE;
  PortailTableImport *preview = portail_table_import_new (question->kind->format, question->table);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBareme bareme = { .name = NULL };

  portail_import_plan_adopt (plan, preview, preview, free_preview);
  if (!portail_bareme_import_fill (preview, table, &bareme, problems))
    {
      spread_problems (plan, problems);
      return TRUE;
    }
  if (!replace_table (question, database, plan,
                      is_wealth ? &portail_wealth_tranche_type : &portail_bareme_tranche_type,
                      error))
    return FALSE;
  for (guint i = 0; !is_wealth && i < bareme.n_tranches; i++)
    create_tranche (plan, question->parent->id, &bareme.tranches[i]);
  for (guint i = 0; is_wealth && i < bareme.n_richesse; i++)
    create_richesse (plan, question->parent->id, &bareme.richesse[i]);
  return TRUE;
}

PORTAIL_IMPORT_MATCH (tranches)
{
  return match_bareme (question, database, plan, PORTAIL_BAREME_TRANCHES, error);
}

PORTAIL_IMPORT_MATCH (wealth)
{
  return match_bareme (question, database, plan, PORTAIL_BAREME_RICHESSE, error);
}
