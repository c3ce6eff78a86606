/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-employee-import.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

#define MAX_NAME 100
#define MAY_MISS (PORTAIL_IMPORT_COLUMN_MAY_MISS | PORTAIL_IMPORT_MAY_BE_EMPTY)

enum
{
  COLUMN_NAME,
  COLUMN_GRADE,
  COLUMN_STATUS,
  COLUMN_HIRED_ON,
  COLUMN_DIRECTION,
};

static const PortailImportColumn columns[] = {
  [COLUMN_NAME] = {
    .field = "name",
    .title = N_ ("Name"),
    .words = "nom|nom de l'employe|nom du salarie|employe|salarie|nom employe|nom salarie|name"
             "|employee|employee name",
    .max_letters = MAX_NAME,
  },
  [COLUMN_GRADE] = {
    .field = "grade",
    .title = N_ ("Grade"),
    .words = "grade|grades|rang|poste|role",
    .flags = MAY_MISS,
    .max_letters = MAX_NAME,
  },
  [COLUMN_STATUS] = {
    .field = "status",
    .title = N_ ("Status"),
    .words = "statut|etat|status",
    .flags = MAY_MISS,
    .max_letters = MAX_NAME,
  },
  [COLUMN_HIRED_ON] = {
    .field = "hired_on",
    .title = N_ ("Hired on"),
    .words = "date d'arrivee|date arrivee|arrive le|arrivee|embauche le|date d'embauche|date"
             "|hired on",
    .type = PORTAIL_IMPORT_DAY,
    .flags = MAY_MISS,
  },
  [COLUMN_DIRECTION] = {
    .field = "is_direction",
    .title = N_ ("Management"),
    .words = "direction|management",
    .flags = MAY_MISS,
    .max_letters = MAX_NAME,
  },
};

const PortailImportFormat portail_import_employees = { columns, G_N_ELEMENTS (columns) };

typedef struct
{
  const char *word; /* folded */
  int value;
} Word;

/* Each ends with a NULL word. */
static const Word statuses[] = {
  { "actif", PORTAIL_EMPLOYEE_ACTIF },     { "active", PORTAIL_EMPLOYEE_ACTIF },
  { "inactif", PORTAIL_EMPLOYEE_INACTIF }, { "inactive", PORTAIL_EMPLOYEE_INACTIF },
  { "conge", PORTAIL_EMPLOYEE_CONGE },     { "en conge", PORTAIL_EMPLOYEE_CONGE },
  { "on leave", PORTAIL_EMPLOYEE_CONGE },  { 0 },
};
static const Word answers[] = {
  { "oui", TRUE }, { "yes", TRUE }, { "non", FALSE }, { "no", FALSE }, { 0 },
};

/* FALSE for an empty cell and for a word that is not known. */
static gboolean
read_word (const PortailImportValue *cell, const Word *words, int *value)
{
  g_autofree char *text = cell->text != NULL ? portail_text_fold (cell->text) : NULL;

  for (; text != NULL && words->word != NULL; words++)
    if (g_str_equal (words->word, text))
      {
        *value = words->value;
        return TRUE;
      }
  return FALSE;
}

static void
check_word (PortailImportLine *line, guint column, const Word *words, const char *expected)
{
  const PortailImportValue *cell = &line->values[column];
  int value;

  if (cell->text != NULL && !read_word (cell, words, &value))
    portail_problems_add (line->problems, columns[column].field, "unknown_choice", "%s", expected);
}

static void
check_line (PortailTableImport *import, PortailImportLine *line)
{
  guint first = line->problems->len;

  if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
    return;
  check_word (line, COLUMN_STATUS, statuses, _ ("Expected: actif, inactif or congé"));
  check_word (line, COLUMN_DIRECTION, answers, _ ("Expected: oui or non"));
  if (line->problems->len == first)
    return;
  line->kind = PORTAIL_IMPORT_LINE_WRONG;
  import->n_good--;
  import->n_wrong++;
}

PortailTableImport *
portail_employee_import_new (const PortailTextTable *table)
{
  PortailTableImport *import = portail_table_import_new (&portail_import_employees, table);

  for (guint i = 0; i < import->lines->len; i++)
    check_line (import, g_ptr_array_index (import->lines, i));
  return import;
}

static PortailFieldSet
get_bit (guint column)
{
  return portail_record_type_field_bit (&portail_employee_type, columns[column].field);
}

PortailFieldSet
portail_employee_import_fill (const PortailImportLine *line, PortailEmployee *employee)
{
  const PortailImportValue *values = line->values;
  PortailFieldSet fields = get_bit (COLUMN_NAME);
  int value;

  g_free (employee->name);
  employee->name = g_strdup (values[COLUMN_NAME].text);
  if (values[COLUMN_GRADE].text != NULL)
    {
      g_free (employee->grade);
      employee->grade = g_strdup (values[COLUMN_GRADE].text);
      fields |= get_bit (COLUMN_GRADE);
    }
  if (read_word (&values[COLUMN_STATUS], statuses, &value))
    {
      employee->status = (PortailEmployeeStatus) value;
      fields |= get_bit (COLUMN_STATUS);
    }
  if (read_word (&values[COLUMN_DIRECTION], answers, &value))
    {
      employee->is_direction = value;
      fields |= get_bit (COLUMN_DIRECTION);
    }
  if (!portail_day_is_null (values[COLUMN_HIRED_ON].day))
    {
      employee->hired_on = values[COLUMN_HIRED_ON].day;
      fields |= get_bit (COLUMN_HIRED_ON);
    }
  return fields;
}
