/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Employees and the operations of the blanchiment from a table. */
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-import-plan.h"
#include "shared/portail-blanchiment-import.h"
#include "shared/portail-employee-import.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

static void
note (const PortailImportLine *line, const char *code, const char *detail)
{
  portail_problems_add (line->notes, "name", code, "%s", detail);
}

static void
match_employee (PortailImportPlan *plan, guint place, PortailEmployee *known)
{
  const PortailImportLine *line = portail_table_import_get_line (plan->preview, place);
  g_autoptr (PortailEmployee) employee = known != NULL
                                             ? portail_record_copy (known)
                                             : portail_record_new (&portail_employee_type);
  PortailFieldSet fields = portail_employee_import_fill (line, employee);

  if (known == NULL)
    {
      plan->statuses[place] = PORTAIL_IMPORT_NEW;
      portail_import_plan_create (plan, employee, fields);
      return;
    }
  fields &= portail_record_get_differing_fields (known, employee);
  if (fields == 0)
    {
      note (line, "exists", _ ("Already there, with the same values"));
      return;
    }
  portail_import_plan_replace (plan, place, &known->base, fields);
  portail_import_plan_update (plan, &known->base, employee, fields);
}

/* Good lines by the folded name. */
static GHashTable *
count_names (const PortailTableImport *preview)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < preview->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (preview, i);
      char *key;
      guint count;

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
        continue;
      key = portail_text_fold (line->values[0].text);
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      g_hash_table_replace (counts, key, GUINT_TO_POINTER (count + 1));
    }
  return counts;
}

static void
free_preview (gpointer preview)
{
  portail_table_import_free (preview);
}

/* Of a name that comes twice neither line counts: which is right, only the user knows. */
PORTAIL_IMPORT_MATCH (employees)
{
  PortailTableImport *preview = portail_employee_import_new (question->table);
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GHashTable) counts = count_names (preview);

  portail_import_plan_adopt (plan, preview, preview, free_preview);
  known = portail_import_load_employees (database, question->enterprise_id, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < preview->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (preview, i);

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
        continue;
      if (GPOINTER_TO_UINT (portail_import_find_by_name (counts, line->values[0].text)) > 1)
        note (line, "twice", _ ("This name comes more than once in the import"));
      else
        match_employee (plan, i, portail_import_find_by_name (known, line->values[0].text));
    }
  return TRUE;
}

/* What is there on the days of the import. */
static GPtrArray *
load_existing (const PortailImportQuestion *question, PortailDatabase *database, GError **error)
{
  g_autoptr (PortailBlanchimentImport) alone = portail_blanchiment_import_new (question->table,
                                                                               NULL);
  g_autoptr (GPtrArray) rows = portail_blanchiment_import_dup_rows (alone,
                                                                    PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  PortailDay from = { G_MAXINT32 };
  PortailDay to = { G_MININT32 };

  for (guint i = 0; i < rows->len; i++)
    {
      PortailDay day = ((PortailBlanchimentOperation *) g_ptr_array_index (rows, i))->date_recu;

      from.number = MIN (from.number, day.number);
      to.number = MAX (to.number, day.number);
    }
  if (rows->len == 0)
    return g_ptr_array_new ();
  return portail_blanchiment_load_operations (database, question->enterprise_id, from, to, error);
}

static void
free_blanchiment (gpointer import)
{
  portail_blanchiment_import_free (import);
}

PORTAIL_IMPORT_MATCH (blanchiment)
{
  static const char *const names[] = { "date_recu",  "groupe",      "employee_name",
                                       "donneur_id", "receveur_id", "amount",
                                       NULL };
  gboolean takes_known = (question->choices & PORTAIL_IMPORT_KNOWN_TOO) != 0;
  g_autoptr (GPtrArray) existing = load_existing (question, database, error);
  g_autoptr (GPtrArray) rows = NULL;
  PortailBlanchimentImport *import;

  if (existing == NULL)
    return FALSE;
  import = portail_blanchiment_import_new (question->table, existing);
  portail_import_plan_adopt (plan, import->preview, import, free_blanchiment);
  for (guint i = 0; i < import->preview->lines->len; i++)
    if (portail_table_import_get_line (import->preview, i)->kind == PORTAIL_IMPORT_LINE_GOOD
        && (takes_known || !import->are_known[i]))
      plan->statuses[i] = PORTAIL_IMPORT_NEW;
  rows = portail_blanchiment_import_dup_rows (
      import, takes_known ? PORTAIL_BLANCHIMENT_TAKE_KNOWN : PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT);
  for (guint i = 0; i < rows->len; i++)
    portail_import_plan_create (
        plan, g_ptr_array_index (rows, i),
        portail_import_get_fields (&portail_blanchiment_operation_type, names));
  return TRUE;
}
