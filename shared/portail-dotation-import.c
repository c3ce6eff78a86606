/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dotation-import.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

#define MAX_NAME         100
#define MAX_JUSTIFICATIF 200

#define RUN_WORDS     "run|runs"
#define FACTURE_WORDS "facture|factures"
#define VENTE_WORDS   "vente|ventes"
#define MIN_WORDS     "min|minimum|mini|de"
#define MAX_WORDS     "max|maximum|maxi|a"
#define TAUX_WORDS    "taux|taux d'imposition|rate"

enum
{
  ROW_NAME,
  ROW_RUN,
  ROW_FACTURE,
  ROW_VENTE,
  ROW_GRADE,
};

static const PortailImportColumn row_columns[] = {
  [ROW_NAME] = {
    .field = "employee_name",
    .title = N_ ("Employee"),
    .words = "nom|nom de l'employe|nom du salarie|employe|salarie|nom employe|nom salarie"
             "|employee|employee name|name",
    .max_letters = MAX_NAME,
  },
  [ROW_RUN] = {
    .field = "run",
    .title = N_ ("RUN"),
    .words = RUN_WORDS,
    .type = PORTAIL_IMPORT_MONEY,
  },
  [ROW_FACTURE] = {
    .field = "facture",
    .title = N_ ("FACTURE"),
    .words = FACTURE_WORDS,
    .type = PORTAIL_IMPORT_MONEY,
  },
  [ROW_VENTE] = {
    .field = "vente",
    .title = N_ ("VENTE"),
    .words = VENTE_WORDS,
    .type = PORTAIL_IMPORT_MONEY,
  },
  [ROW_GRADE] = {
    .field = "grade",
    .title = N_ ("Grade"),
    .words = "grade|grades|rang|poste|role",
    .flags = PORTAIL_IMPORT_COLUMN_MAY_MISS | PORTAIL_IMPORT_MAY_BE_EMPTY,
    .max_letters = MAX_NAME,
  },
};

enum
{
  ENTRY_DATE,
  ENTRY_JUSTIFICATIF,
  ENTRY_MONTANT,
};

static const PortailImportColumn entry_columns[] = {
  [ENTRY_DATE] = {
    .field = "date",
    .title = N_ ("Date"),
    .words = "date|jour",
    .type = PORTAIL_IMPORT_DAY,
    .flags = PORTAIL_IMPORT_MAY_BE_EMPTY,
  },
  [ENTRY_JUSTIFICATIF] = {
    .field = "justificatif",
    .title = N_ ("Justificatif"),
    .words = "justificatif|justificatifs|justification|motif|objet",
    .max_letters = MAX_JUSTIFICATIF,
  },
  [ENTRY_MONTANT] = {
    .field = "montant",
    .title = N_ ("Montant"),
    .words = "montant|montants|somme|amount",
    .type = PORTAIL_IMPORT_MONEY,
  },
};

enum
{
  TRANCHE_MIN,
  TRANCHE_MAX,
  TRANCHE_TAUX,
  TRANCHE_SALAIRE_MAX_EMPLOYE,
  TRANCHE_SALAIRE_MAX_DIRECTION,
  TRANCHE_PRIME_MAX_EMPLOYE,
  TRANCHE_PRIME_MAX_DIRECTION,
};

static const PortailImportColumn tranche_columns[] = {
  [TRANCHE_MIN] = {
    .field = "min",
    .title = N_ ("Minimum"),
    .words = MIN_WORDS,
    .type = PORTAIL_IMPORT_MONEY,
  },
  [TRANCHE_MAX] = {
    .field = "max",
    .title = N_ ("Maximum"),
    .words = MAX_WORDS,
    .type = PORTAIL_IMPORT_MONEY,
    .flags = PORTAIL_IMPORT_COLUMN_MAY_MISS | PORTAIL_IMPORT_MAY_BE_EMPTY,
  },
  [TRANCHE_TAUX] = {
    .field = "taux",
    .title = N_ ("Rate"),
    .words = TAUX_WORDS,
    .type = PORTAIL_IMPORT_RATE,
  },
  [TRANCHE_SALAIRE_MAX_EMPLOYE] = {
    .field = "salaire_max_employe",
    .title = N_ ("Maximum salaire, employee"),
    .words = "salaire max employe|salaire max employes|sal max employe|sal emp|salaire employe"
             "|maximum salaire employe|maximum salaire employee",
    .type = PORTAIL_IMPORT_MONEY,
  },
  [TRANCHE_SALAIRE_MAX_DIRECTION] = {
    .field = "salaire_max_direction",
    .title = N_ ("Maximum salaire, direction"),
    .words = "salaire max direction|salaire max patron|sal max direction|sal max patron|sal dir"
             "|salaire direction|salaire patron|maximum salaire direction",
    .type = PORTAIL_IMPORT_MONEY,
  },
  [TRANCHE_PRIME_MAX_EMPLOYE] = {
    .field = "prime_max_employe",
    .title = N_ ("Maximum prime, employee"),
    .words = "prime max employe|prime max employes|prime emp|prime employe|maximum prime employe"
             "|maximum prime employee",
    .type = PORTAIL_IMPORT_MONEY,
  },
  [TRANCHE_PRIME_MAX_DIRECTION] = {
    .field = "prime_max_direction",
    .title = N_ ("Maximum prime, direction"),
    .words = "prime max direction|prime max patron|prime dir|prime direction|prime patron"
             "|maximum prime direction",
    .type = PORTAIL_IMPORT_MONEY,
  },
};

const PortailImportFormat portail_import_dotation_rows = { row_columns,
                                                           G_N_ELEMENTS (row_columns) };
const PortailImportFormat portail_import_dotation_entries = { entry_columns,
                                                              G_N_ELEMENTS (entry_columns) };
const PortailImportFormat portail_import_bareme = { tranche_columns,
                                                    G_N_ELEMENTS (tranche_columns) };
/* The first columns of the barème. */
const PortailImportFormat portail_import_wealth = { tranche_columns, TRANCHE_TAUX + 1 };

/* Indices, plus one, by folded name; the first of several. */
static GHashTable *
index_existing (const PortailDotationImportExisting *existing, guint n_existing)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = n_existing; i > 0; i--)
    g_hash_table_replace (places, portail_text_fold (existing[i - 1].employee_name),
                          GUINT_TO_POINTER (i));
  return places;
}

static void
add_note (const PortailImportLine *line, guint place, const char *code, const char *detail)
{
  guint first = line->notes->len;

  portail_problems_add (line->notes, row_columns[ROW_NAME].field, code, "%s", detail);
  portail_problems_set_index (line->notes, first, place);
}

static void
match_line (PortailDotationImport *import, guint place, GHashTable *existing, GHashTable *counts)
{
  const PortailImportLine *line = portail_table_import_get_line (import->preview, place);
  PortailDotationImportMatch *match = &import->matches[place];
  g_autofree char *key = NULL;

  match->existing = -1;
  if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
    return;
  key = portail_text_fold (line->values[ROW_NAME].text);
  match->existing = GPOINTER_TO_INT (g_hash_table_lookup (existing, key)) - 1;
  match->n_same_name = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
  if (match->existing >= 0)
    add_note (line, place, "replaces", _ ("Already in the sheet: its amounts are replaced"));
  if (match->n_same_name < 2)
    return;
  import->n_twice++;
  add_note (line, place, "twice", _ ("This name comes more than once in the import"));
}

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
      key = portail_text_fold (line->values[ROW_NAME].text);
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      g_hash_table_replace (counts, key, GUINT_TO_POINTER (count + 1));
    }
  return counts;
}

PortailDotationImport *
portail_dotation_import_new (const PortailTextTable *table,
                             const PortailDotationImportExisting *existing,
                             guint n_existing)
{
  PortailDotationImport *import = g_new0 (PortailDotationImport, 1);
  g_autoptr (GHashTable) places = index_existing (existing, n_existing);
  g_autoptr (GHashTable) counts = NULL;

  import->preview = portail_table_import_new (&portail_import_dotation_rows, table);
  import->matches = g_new0 (PortailDotationImportMatch, import->preview->lines->len);
  counts = count_names (import->preview);
  for (guint i = 0; i < import->preview->lines->len; i++)
    match_line (import, i, places, counts);
  return import;
}

void
portail_dotation_import_free (PortailDotationImport *import)
{
  if (import == NULL)
    return;
  portail_table_import_free (import->preview);
  g_free (import->matches);
  g_free (import);
}

static void
row_free (gpointer pointer)
{
  PortailDotationImportRow *row = pointer;

  g_free (row->employee_name);
  g_free (row->grade);
  g_free (row);
}

static PortailDotationImportRow *
row_new (const PortailImportLine *line, gint existing)
{
  PortailDotationImportRow *row = g_new0 (PortailDotationImportRow, 1);

  row->employee_name = g_strdup (line->values[ROW_NAME].text);
  row->grade = g_strdup (line->values[ROW_GRADE].text);
  row->run = line->values[ROW_RUN].money;
  row->facture = line->values[ROW_FACTURE].money;
  row->vente = line->values[ROW_VENTE].money;
  row->existing = existing;
  return row;
}

static gboolean
row_add (PortailDotationImportRow *row, const PortailImportLine *line, GError **error)
{
  if (row->grade == NULL)
    row->grade = g_strdup (line->values[ROW_GRADE].text);
  return portail_money_add (&row->run, line->values[ROW_RUN].money, error)
         && portail_money_add (&row->facture, line->values[ROW_FACTURE].money, error)
         && portail_money_add (&row->vente, line->values[ROW_VENTE].money, error);
}

GPtrArray *
portail_dotation_import_dup_rows (const PortailDotationImport *import,
                                  PortailImportTwice twice,
                                  GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < import->preview->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (import->preview, i);
      const PortailDotationImportMatch *match = &import->matches[i];
      g_autofree char *key = NULL;
      PortailDotationImportRow *row;

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD
          || (match->n_same_name > 1 && twice == PORTAIL_IMPORT_LEAVE_TWICE_OUT))
        continue;
      key = portail_text_fold (line->values[ROW_NAME].text);
      row = g_hash_table_lookup (by_name, key);
      if (row != NULL && !row_add (row, line, error))
        return NULL;
      if (row != NULL)
        continue;
      row = row_new (line, match->existing);
      g_ptr_array_add (rows, row);
      g_hash_table_insert (by_name, g_steal_pointer (&key), row);
    }
  return g_steal_pointer (&rows);
}

static void
entry_free (gpointer pointer)
{
  PortailEntryImportRow *entry = pointer;

  g_free (entry->justificatif);
  g_free (entry);
}

GPtrArray *
portail_entry_import_dup_rows (const PortailTableImport *import)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  g_return_val_if_fail (import->format == &portail_import_dotation_entries, entries);
  for (guint i = 0; i < import->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (import, i);
      PortailEntryImportRow *entry;

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD)
        continue;
      entry = g_new0 (PortailEntryImportRow, 1);
      entry->date = line->values[ENTRY_DATE].day;
      entry->justificatif = g_strdup (line->values[ENTRY_JUSTIFICATIF].text);
      entry->montant = line->values[ENTRY_MONTANT].money;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static void
put_tranche (PortailBareme *bareme,
             PortailBaremeTable table,
             guint place,
             const PortailImportValue *values)
{
  if (table == PORTAIL_BAREME_RICHESSE)
    {
      bareme->richesse[place] = (PortailTrancheRichesse){ values[TRANCHE_MIN].money,
                                                          values[TRANCHE_TAUX].rate };
      bareme->n_richesse = place + 1;
      return;
    }
  bareme->tranches[place] = (PortailTranche){
    .min = values[TRANCHE_MIN].money,
    .taux = values[TRANCHE_TAUX].rate,
    .salaire_max_employe = values[TRANCHE_SALAIRE_MAX_EMPLOYE].money,
    .salaire_max_direction = values[TRANCHE_SALAIRE_MAX_DIRECTION].money,
    .prime_max_employe = values[TRANCHE_PRIME_MAX_EMPLOYE].money,
    .prime_max_direction = values[TRANCHE_PRIME_MAX_DIRECTION].money,
  };
  bareme->n_tranches = place + 1;
}

static void
copy_problems (const PortailImportLine *line, guint place, PortailProblems *problems)
{
  for (guint i = 0; i < line->problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (line->problems, i);

      portail_problems_add (problems, problem->field, problem->code, "%s", problem->detail);
      portail_problems_set_index (problems, problems->len - 1, place);
    }
}

gboolean
portail_bareme_import_fill (const PortailTableImport *import,
                            PortailBaremeTable table,
                            PortailBareme *bareme,
                            PortailProblems *problems)
{
  PortailBareme filled = *bareme;
  PortailMoney maxima[PORTAIL_BAREME_MAX_TRANCHES];
  gboolean has_max = FALSE;
  guint first = problems->len;
  guint n_rows = 0;

  filled.n_tranches = table == PORTAIL_BAREME_TRANCHES ? 0 : filled.n_tranches;
  filled.n_richesse = table == PORTAIL_BAREME_RICHESSE ? 0 : filled.n_richesse;
  for (guint i = 0; i < import->lines->len; i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (import, i);

      if (line->kind != PORTAIL_IMPORT_LINE_GOOD && line->kind != PORTAIL_IMPORT_LINE_WRONG)
        continue;
      copy_problems (line, n_rows, problems);
      if (n_rows < PORTAIL_BAREME_MAX_TRANCHES)
        {
          maxima[n_rows] = line->values[TRANCHE_MAX].money;
          has_max = has_max || line->values[TRANCHE_MAX].typed != NULL;
          put_tranche (&filled, table, n_rows, line->values);
        }
      n_rows++;
    }
  if (n_rows > PORTAIL_BAREME_MAX_TRANCHES)
    portail_problems_add (problems, NULL, "too_many", _ ("A barème has at most %d tranches"),
                          PORTAIL_BAREME_MAX_TRANCHES);
  if (problems->len == first)
    portail_bareme_check (&filled, table, problems);
  if (problems->len == first && has_max)
    portail_bareme_check_maxima (&filled, table, maxima, problems);
  if (problems->len > first)
    return FALSE;
  *bareme = filled;
  return TRUE;
}
