/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-table.h"

#include "shared/portail-id.h"

/* Between neighbours that were made one after the other: room for rows that come in between. */
#define POSITION_STEP 1024

PortailSheetTable
portail_sheet_table_of_record (const PortailRecord *record)
{
  if (record->type == &portail_dotation_row_type)
    return PORTAIL_SHEET_ROWS;
  return ((const PortailDotationEntry *) record)->kind == PORTAIL_ENTRY_RETRAIT
             ? PORTAIL_SHEET_RETRAITS
             : PORTAIL_SHEET_DEPENSES;
}

static PortailEntryKind
get_kind (PortailSheetTable table)
{
  return table == PORTAIL_SHEET_RETRAITS ? PORTAIL_ENTRY_RETRAIT : PORTAIL_ENTRY_DEPENSE;
}

static GPtrArray *
get_records (const PortailLiveSheet *live, PortailSheetTable table)
{
  return table == PORTAIL_SHEET_ROWS ? live->sheet->rows
                                     : portail_live_sheet_get_entries (live, get_kind (table));
}

guint
portail_sheet_table_get_n (const PortailLiveSheet *live, PortailSheetTable table)
{
  return get_records (live, table)->len;
}

PortailRecord *
portail_sheet_table_get (const PortailLiveSheet *live, PortailSheetTable table, guint index)
{
  return g_ptr_array_index (get_records (live, table), index);
}

gboolean
portail_sheet_table_insert (PortailLiveSheet *live, guint index, gpointer record, GError **error)
{
  if (portail_sheet_table_of_record (record) == PORTAIL_SHEET_ROWS)
    return portail_live_sheet_insert_row (live, index, record, error);
  return portail_live_sheet_insert_entry (live, index, record, error);
}

gboolean
portail_sheet_table_replace (PortailLiveSheet *live, guint index, gpointer record, GError **error)
{
  if (portail_sheet_table_of_record (record) == PORTAIL_SHEET_ROWS)
    return portail_live_sheet_replace_row (live, index, record, error);
  return portail_live_sheet_replace_entry (live, index, record, error);
}

gpointer
portail_sheet_table_steal (PortailLiveSheet *live, PortailSheetTable table, guint index)
{
  if (table == PORTAIL_SHEET_ROWS)
    return portail_live_sheet_steal_row (live, index);
  return portail_live_sheet_steal_entry (live, get_kind (table), index);
}

static gint64
get_position (const PortailRecord *record)
{
  gint64 position = record->type == &portail_dotation_row_type
                        ? ((const PortailDotationRow *) record)->position
                        : ((const PortailDotationEntry *) record)->position;

  return position == PORTAIL_INTEGER_NULL ? 0 : position;
}

/* Records of one position stand in the order of their ids, which is that of their making: where
 * two neighbours leave no room, a new one shares the position of the first. */
static gint64
choose_position (const GPtrArray *records, guint index)
{
  gint64 before = index > 0 ? get_position (records->pdata[index - 1]) : 0;

  if (index == records->len)
    return before + POSITION_STEP;
  return before + MAX (0, get_position (records->pdata[index]) - before) / 2;
}

gpointer
portail_sheet_table_new_record (const PortailLiveSheet *live, PortailSheetTable table, guint index)
{
  const PortailRecord *parent = &live->sheet->dotation->base;
  gint64 position = choose_position (get_records (live, table), index);
  PortailRecord *record;

  if (table == PORTAIL_SHEET_ROWS)
    {
      PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

      row->dotation_id = g_strdup (parent->id);
      row->position = position;
      row->run = row->facture = row->vente = PORTAIL_MONEY_ZERO;
      record = &row->base;
    }
  else
    {
      PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);

      entry->dotation_id = g_strdup (parent->id);
      entry->position = position;
      entry->kind = get_kind (table);
      record = &entry->base;
    }
  record->id = portail_id_new ();
  record->enterprise_id = g_strdup (parent->enterprise_id);
  return record;
}

guint
portail_sheet_table_find_place (const PortailLiveSheet *live, const PortailRecord *record)
{
  const GPtrArray *records = get_records (live, portail_sheet_table_of_record (record));
  guint index = records->len;

  while (index > 0)
    {
      const PortailRecord *other = records->pdata[index - 1];
      gint64 difference = get_position (other) - get_position (record);

      if (difference < 0 || (difference == 0 && strcmp (other->id, record->id) < 0))
        return index;
      index--;
    }
  return 0;
}

static gboolean
has_id_of (const PortailRecord *a, const PortailRecord *b)
{
  return g_str_equal (a->id, b->id);
}

static gboolean
results_are_equal (const PortailSheetResult *a, const PortailSheetResult *b)
{
  return a->ca.cents == b->ca.cents && a->salaire_demande.cents == b->salaire_demande.cents
         && a->prime_demandee.cents == b->prime_demandee.cents
         && a->salaire.cents == b->salaire.cents && a->prime.cents == b->prime.cents;
}

/* Two readings of a table, and how far they have the same ids from both ends. */
typedef struct
{
  const PortailLiveSheet *before_live;
  const PortailLiveSheet *after_live;
  const GPtrArray *before;
  const GPtrArray *after;
  PortailSheetTable table;
  guint n_head;
  guint n_tail;
} Comparison;

static gboolean
is_unchanged (const Comparison *self, guint i, guint j)
{
  if (portail_record_get_differing_fields (self->before->pdata[i], self->after->pdata[j])
      >> PORTAIL_N_COMMON_FIELDS)
    return FALSE;
  return self->table != PORTAIL_SHEET_ROWS
         || results_are_equal (portail_live_sheet_get_result (self->before_live, i),
                               portail_live_sheet_get_result (self->after_live, j));
}

/* Adds runs of edited records among @n of which the first is @i before and @j after. */
static void
add_edits (const Comparison *self, guint i, guint j, guint n, GArray *differences)
{
  PortailSheetDifference run = { self->table, TRUE, 0, 0, 0 };

  for (guint k = 0; k <= n; k++)
    {
      gboolean is_edited = k < n && !is_unchanged (self, i + k, j + k);

      if (is_edited && run.n_added == 0)
        run.position = j + k;
      if (is_edited)
        run.n_added = ++run.n_removed;
      else if (run.n_added > 0)
        {
          g_array_append_val (differences, run);
          run.n_added = run.n_removed = 0;
        }
    }
}

static void
compare_table (Comparison *self, GArray *differences)
{
  guint n_before = self->before->len;
  guint n_after = self->after->len;
  guint n_both = MIN (n_before, n_after);
  PortailSheetDifference exchange = { .table = self->table };

  while (self->n_head < n_both
         && has_id_of (self->before->pdata[self->n_head], self->after->pdata[self->n_head]))
    self->n_head++;
  while (self->n_tail < n_both - self->n_head
         && has_id_of (self->before->pdata[n_before - 1 - self->n_tail],
                       self->after->pdata[n_after - 1 - self->n_tail]))
    self->n_tail++;
  exchange.position = self->n_head;
  exchange.n_removed = n_before - self->n_head - self->n_tail;
  exchange.n_added = n_after - self->n_head - self->n_tail;
  if (exchange.n_removed > 0 || exchange.n_added > 0)
    g_array_append_val (differences, exchange);
  add_edits (self, 0, 0, self->n_head, differences);
  add_edits (self, n_before - self->n_tail, n_after - self->n_tail, self->n_tail, differences);
}

GArray *
portail_sheet_table_compare (const PortailLiveSheet *before, const PortailLiveSheet *after)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (PortailSheetDifference));

  for (int table = 0; table < PORTAIL_N_SHEET_TABLES; table++)
    {
      Comparison comparison = {
        .before_live = before,
        .after_live = after,
        .before = get_records (before, (PortailSheetTable) table),
        .after = get_records (after, (PortailSheetTable) table),
        .table = (PortailSheetTable) table,
      };

      compare_table (&comparison, differences);
    }
  return differences;
}
