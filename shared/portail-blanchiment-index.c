/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-index.h"

#include "shared/portail-text-fold.h"

#define NO_NAME 0

/* One operation in the order of (name, day); .before sums those before it in that order, which only
 * has a meaning as a difference between two of the same name. */
typedef struct
{
  guint name;
  gint32 day;
  gint64 cents;
  __int128 before;
} Entry;

typedef struct
{
  guint *names;  /* of each operation, by its place */
  guint n_names; /* with NO_NAME */
  Entry *entries;
  guint n_entries;
} Ledger;

struct _PortailBlanchimentIndex
{
  const GPtrArray *operations;
  Ledger ledgers[PORTAIL_BLANCHIMENT_N_NAMES];
};

static const PortailBlanchimentOperation *
get_operation (const PortailBlanchimentIndex *index, guint place)
{
  return g_ptr_array_index (index->operations, place);
}

static const char *
get_text (const PortailBlanchimentOperation *operation, PortailBlanchimentName name)
{
  const char *text = name == PORTAIL_BLANCHIMENT_NAME_GROUPE ? operation->groupe
                                                             : operation->employee_name;

  return text != NULL ? text : "";
}

/* Folding costs more than all the rest: each spelling is folded once. */
static void
number_names (PortailBlanchimentIndex *index, PortailBlanchimentName name)
{
  Ledger *ledger = &index->ledgers[name];
  g_autoptr (GHashTable) spellings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ledger->n_names = NO_NAME + 1;
  ledger->names = g_new (guint, index->operations->len);
  g_hash_table_insert (keys, g_strdup (""), GUINT_TO_POINTER (NO_NAME));
  for (guint i = 0; i < index->operations->len; i++)
    {
      const char *text = get_text (get_operation (index, i), name);
      g_autofree char *key = NULL;
      gpointer number;

      if (!g_hash_table_lookup_extended (spellings, text, NULL, &number))
        {
          key = portail_text_fold (text);
          if (!g_hash_table_lookup_extended (keys, key, NULL, &number))
            {
              number = GUINT_TO_POINTER (ledger->n_names++);
              g_hash_table_insert (keys, g_steal_pointer (&key), number);
            }
          g_hash_table_insert (spellings, (gpointer) text, number);
        }
      ledger->names[i] = GPOINTER_TO_UINT (number);
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  if (first->name != second->name)
    return first->name < second->name ? -1 : 1;
  return (first->day > second->day) - (first->day < second->day);
}

static void
fill_ledger (PortailBlanchimentIndex *index, Ledger *ledger)
{
  __int128 sum = 0;

  ledger->entries = g_new (Entry, index->operations->len + 1);
  for (guint i = 0; i < index->operations->len; i++)
    {
      const PortailBlanchimentOperation *operation = get_operation (index, i);

      if (operation->status == PORTAIL_BLANCHIMENT_ANNULE || ledger->names[i] == NO_NAME
          || portail_day_is_null (operation->date_recu))
        continue;
      ledger->entries[ledger->n_entries++] = (Entry){
        .name = ledger->names[i],
        .day = operation->date_recu.number,
        .cents = portail_money_is_null (operation->amount) ? 0 : operation->amount.cents,
      };
    }
  qsort (ledger->entries, ledger->n_entries, sizeof (Entry), compare_entries);
  for (guint i = 0; i < ledger->n_entries; i++)
    {
      ledger->entries[i].before = sum;
      sum += ledger->entries[i].cents;
    }
  ledger->entries[ledger->n_entries] = (Entry){ .name = G_MAXUINT, .before = sum };
}

PortailBlanchimentIndex *
portail_blanchiment_index_new (const GPtrArray *operations)
{
  PortailBlanchimentIndex *index = g_new0 (PortailBlanchimentIndex, 1);

  index->operations = operations;
  for (int name = 0; name < PORTAIL_BLANCHIMENT_N_NAMES; name++)
    {
      number_names (index, (PortailBlanchimentName) name);
      fill_ledger (index, &index->ledgers[name]);
    }
  return index;
}

void
portail_blanchiment_index_free (PortailBlanchimentIndex *index)
{
  for (int name = 0; name < PORTAIL_BLANCHIMENT_N_NAMES; name++)
    {
      g_free (index->ledgers[name].names);
      g_free (index->ledgers[name].entries);
    }
  g_free (index);
}

/* The first entry of @name on @day or later; the end where there is none. */
static guint
find_entry (const Ledger *ledger, guint name, gint32 day)
{
  const Entry wanted = { .name = name, .day = day };
  guint from = 0;
  guint to = ledger->n_entries;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (compare_entries (&ledger->entries[middle], &wanted) < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static PortailBlanchimentSum
sum_window (const PortailBlanchimentIndex *index, PortailBlanchimentName name, guint place)
{
  const Ledger *ledger = &index->ledgers[name];
  PortailDay last = get_operation (index, place)->date_recu;
  __int128 sum;
  guint from;
  guint to;

  if (ledger->names[place] == NO_NAME || portail_day_is_null (last))
    return (PortailBlanchimentSum){ PORTAIL_MONEY_ZERO, 0 };
  from = find_entry (ledger, ledger->names[place],
                     last.number - PORTAIL_BLANCHIMENT_WINDOW_DAYS + 1);
  to = find_entry (ledger, ledger->names[place], last.number + 1);
  sum = ledger->entries[to].before - ledger->entries[from].before;
  return (PortailBlanchimentSum){ { (gint64) MIN (sum, (__int128) PORTAIL_MONEY_MAX_CENTS) },
                                  to - from };
}

void
portail_blanchiment_index_evaluate (const PortailBlanchimentIndex *index,
                                    guint place,
                                    const PortailBlanchimentWeights *weights,
                                    PortailDay today,
                                    PortailBlanchimentRisk *risk)
{
  const PortailBlanchimentSums sums = {
    .employe = sum_window (index, PORTAIL_BLANCHIMENT_NAME_EMPLOYE, place),
    .groupe = sum_window (index, PORTAIL_BLANCHIMENT_NAME_GROUPE, place),
  };

  portail_blanchiment_risk_evaluate_sums (get_operation (index, place), &sums, weights, today,
                                          risk);
}

guint
portail_blanchiment_index_get_name (const PortailBlanchimentIndex *index,
                                    PortailBlanchimentName name,
                                    guint place)
{
  return index->ledgers[name].names[place];
}

guint
portail_blanchiment_index_get_n_names (const PortailBlanchimentIndex *index,
                                       PortailBlanchimentName name)
{
  return index->ledgers[name].n_names;
}
