/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-import.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

#define MAX_NAME 100

enum
{
  COLUMN_DATE,
  COLUMN_GROUPE,
  COLUMN_EMPLOYE,
  COLUMN_DONNEUR,
  COLUMN_RECEVEUR,
  COLUMN_SOMME,
};

static const PortailImportColumn columns[] = {
  [COLUMN_DATE] = {
    .field = "date_recu",
    .title = N_ ("Date"),
    .words = "date|jour|date recu|date recue|recu le|received on",
    .type = PORTAIL_IMPORT_DAY,
  },
  [COLUMN_GROUPE] = {
    .field = "groupe",
    .title = N_ ("Group"),
    .words = "groupe|groupes|gang|organisation|group",
    .max_letters = MAX_NAME,
  },
  [COLUMN_EMPLOYE] = {
    .field = "employee_name",
    .title = N_ ("Employee"),
    .words = "employe|nom de l'employe|nom du salarie|salarie|nom|employee|employee's name",
    .max_letters = MAX_NAME,
  },
  [COLUMN_DONNEUR] = {
    .field = "donneur_id",
    .title = N_ ("Giver"),
    .words = "donneur|id donneur|donneur id|id du donneur|identifiant du donneur|giver|giver's id",
    .flags = PORTAIL_IMPORT_MAY_BE_EMPTY,
    .max_letters = MAX_NAME,
  },
  [COLUMN_RECEVEUR] = {
    .field = "receveur_id",
    .title = N_ ("Receiver"),
    .words = "receveur|id receveur|receveur id|id du receveur|identifiant du receveur|receiver"
             "|receiver's id",
    .flags = PORTAIL_IMPORT_MAY_BE_EMPTY,
    .max_letters = MAX_NAME,
  },
  [COLUMN_SOMME] = {
    .field = "amount",
    .title = N_ ("Amount"),
    .words = "somme|sommes|montant|montants|amount",
    .type = PORTAIL_IMPORT_MONEY,
  },
};

const PortailImportFormat portail_import_blanchiment = { columns, G_N_ELEMENTS (columns) };

/* NULL for a line that is not good. Owned. */
static PortailBlanchimentOperation *
read_operation (const PortailTableImport *preview, guint place)
{
  const PortailImportLine *line = portail_table_import_get_line (preview, place);
  PortailBlanchimentOperation *operation;

  if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
    return NULL;
  operation = portail_record_new (&portail_blanchiment_operation_type);
  operation->date_recu = line->values[COLUMN_DATE].day;
  operation->groupe = g_strdup (line->values[COLUMN_GROUPE].text);
  operation->employee_name = g_strdup (line->values[COLUMN_EMPLOYE].text);
  operation->donneur_id = g_strdup (line->values[COLUMN_DONNEUR].text);
  operation->receveur_id = g_strdup (line->values[COLUMN_RECEVEUR].text);
  operation->amount = line->values[COLUMN_SOMME].money;
  return operation;
}

static void
append_name (GString *key, const char *name)
{
  g_autofree char *folded = name != NULL ? portail_text_fold (name) : NULL;

  g_string_append_printf (key, "\n%s", folded != NULL ? folded : "");
}

/* Equal for equal operations. Owned. */
static char *
make_key (const PortailBlanchimentOperation *operation)
{
  GString *key = g_string_new (NULL);

  g_string_append_printf (key, "%d %" G_GINT64_FORMAT, operation->date_recu.number,
                          operation->amount.cents);
  append_name (key, operation->groupe);
  append_name (key, operation->employee_name);
  append_name (key, operation->donneur_id);
  append_name (key, operation->receveur_id);
  return g_string_free (key, FALSE);
}

static void
count_key (GHashTable *counts, const PortailBlanchimentOperation *operation)
{
  char *key = make_key (operation);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_replace (counts, key, GUINT_TO_POINTER (count + 1));
}

static void
add_note (const PortailImportLine *line, guint place, const char *code, const char *detail)
{
  guint first = line->notes->len;

  portail_problems_add (line->notes, NULL, code, "%s", detail);
  portail_problems_set_index (line->notes, first, place);
}

static void
match_line (PortailBlanchimentImport *import, guint place, GHashTable *existing, GHashTable *counts)
{
  const PortailImportLine *line = portail_table_import_get_line (import->preview, place);
  g_autoptr (PortailBlanchimentOperation) operation = read_operation (import->preview, place);
  g_autofree char *key = operation != NULL ? make_key (operation) : NULL;

  if (key == NULL)
    return;
  if (g_hash_table_contains (existing, key))
    {
      import->are_known[place] = TRUE;
      import->n_known++;
      add_note (line, place, "exists", _ ("An operation like this one is there already"));
    }
  if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) < 2)
    return;
  import->n_twice++;
  add_note (line, place, "twice", _ ("This operation comes more than once in the import"));
}

/* How often each operation comes. */
static GHashTable *
count_lines (const PortailTableImport *preview)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < preview->lines->len; i++)
    {
      g_autoptr (PortailBlanchimentOperation) operation = read_operation (preview, i);

      if (operation != NULL)
        count_key (counts, operation);
    }
  return counts;
}

static GHashTable *
count_existing (const GPtrArray *existing)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; existing != NULL && i < existing->len; i++)
    {
      const PortailBlanchimentOperation *operation = g_ptr_array_index (existing, i);

      if (operation->status != PORTAIL_BLANCHIMENT_ANNULE)
        count_key (counts, operation);
    }
  return counts;
}

PortailBlanchimentImport *
portail_blanchiment_import_new (const PortailTextTable *table, const GPtrArray *existing)
{
  PortailBlanchimentImport *import = g_new0 (PortailBlanchimentImport, 1);
  g_autoptr (GHashTable) known = count_existing (existing);
  g_autoptr (GHashTable) counts = NULL;

  import->preview = portail_table_import_new (&portail_import_blanchiment, table);
  import->are_known = g_new0 (gboolean, import->preview->lines->len);
  counts = count_lines (import->preview);
  for (guint i = 0; i < import->preview->lines->len; i++)
    match_line (import, i, known, counts);
  return import;
}

void
portail_blanchiment_import_free (PortailBlanchimentImport *import)
{
  if (import == NULL)
    return;
  portail_table_import_free (import->preview);
  g_free (import->are_known);
  g_free (import);
}

GPtrArray *
portail_blanchiment_import_dup_rows (const PortailBlanchimentImport *import,
                                     PortailBlanchimentKnown known)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < import->preview->lines->len; i++)
    {
      PortailBlanchimentOperation *operation;

      if (import->are_known[i] && known == PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT)
        continue;
      operation = read_operation (import->preview, i);
      if (operation != NULL)
        g_ptr_array_add (operations, operation);
    }
  return operations;
}
