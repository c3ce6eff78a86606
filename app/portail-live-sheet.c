/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-live-sheet.h"

static PortailMoney
get_solde (const PortailDotation *dotation)
{
  return portail_money_is_null (dotation->solde_bancaire) ? PORTAIL_MONEY_ZERO
                                                          : dotation->solde_bancaire;
}

static gboolean
sum_entries (const GPtrArray *entries, PortailMoney *sum, GError **error)
{
  *sum = PORTAIL_MONEY_ZERO;
  for (guint i = 0; i < entries->len; i++)
    {
      const PortailDotationEntry *entry = g_ptr_array_index (entries, i);

      if (!portail_money_is_null (entry->montant)
          && !portail_money_add (sum, entry->montant, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_inputs (const PortailLiveSheet *live, PortailChainInputs *inputs, GError **error)
{
  *inputs = (PortailChainInputs){
    .solde_bancaire = get_solde (live->sheet->dotation),
    .is_salaire_deductible = live->sheet->settings->is_salaire_deductible,
  };
  return sum_entries (live->sheet->depenses, &inputs->depenses, error)
         && sum_entries (live->sheet->retraits, &inputs->retraits, error);
}

static PortailSheetResult *
result_at (PortailLiveSheet *live, guint index)
{
  return &g_array_index (live->results, PortailSheetResult, index);
}

static void
cap_row (PortailLiveSheet *live, guint index)
{
  portail_dotation_chain_cap (&live->sheet->bareme, live->chain.tranche_plafonds,
                              result_at (live, index));
}

static gboolean
finish (PortailLiveSheet *live, PortailDotationChain *chain, GError **error)
{
  PortailChainInputs inputs;

  return make_inputs (live, &inputs, error)
         && portail_chain_accumulator_finish (&live->accumulator, &inputs, chain, error);
}

/* Takes what finish() gave. @index: the row that is new, G_MAXUINT for none. */
static void
adopt_chain (PortailLiveSheet *live, const PortailDotationChain *chain, guint index)
{
  gboolean has_other_caps = chain->tranche_plafonds != live->chain.tranche_plafonds;

  live->chain = *chain;
  g_clear_pointer (&live->fault, g_free);
  for (guint i = 0; has_other_caps && i < live->results->len; i++)
    cap_row (live, i);
  if (!has_other_caps && index != G_MAXUINT)
    cap_row (live, index);
}

static gboolean
compute_row (const PortailLiveSheet *live,
             const PortailSheetRow *inputs,
             PortailSheetResult *result,
             GError **error)
{
  return portail_payroll_compute (live->sheet->settings, live->sheet->bareme.arrondi, inputs,
                                  result, error);
}

static gboolean
compute_all (PortailLiveSheet *live, GError **error)
{
  PortailDotationChain chain;

  portail_chain_accumulator_init (&live->accumulator, &live->sheet->bareme);
  for (guint i = 0; i < live->inputs->len; i++)
    if (!compute_row (live, &g_array_index (live->inputs, PortailSheetRow, i), result_at (live, i),
                      error)
        || !portail_chain_accumulator_add (&live->accumulator, result_at (live, i), error))
      return FALSE;
  live->chain.tranche_plafonds = 0;
  if (!finish (live, &chain, error))
    return FALSE;
  adopt_chain (live, &chain, G_MAXUINT);
  return TRUE;
}

static void
compute_again (PortailLiveSheet *live)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&live->fault, g_free);
  if (!compute_all (live, &error))
    live->fault = g_strdup (error->message);
}

PortailLiveSheet *
portail_live_sheet_new (PortailDotationSheet *sheet)
{
  PortailLiveSheet *live = g_new0 (PortailLiveSheet, 1);
  guint n_rows = sheet->rows->len;

  live->sheet = sheet;
  live->inputs = g_array_sized_new (FALSE, TRUE, sizeof (PortailSheetRow), n_rows);
  live->results = g_array_sized_new (FALSE, TRUE, sizeof (PortailSheetResult), n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      PortailSheetRow inputs = portail_dotation_row_get_inputs (g_ptr_array_index (sheet->rows, i));

      g_array_append_val (live->inputs, inputs);
    }
  g_array_set_size (live->results, n_rows);
  compute_again (live);
  return live;
}

void
portail_live_sheet_free (PortailLiveSheet *live)
{
  portail_dotation_sheet_free (live->sheet);
  g_array_unref (live->inputs);
  g_array_unref (live->results);
  g_free (live->fault);
  g_free (live);
}

gboolean
portail_live_sheet_insert_row (PortailLiveSheet *live,
                               guint index,
                               PortailDotationRow *row,
                               GError **error)
{
  g_autoptr (PortailDotationRow) owned = row;
  PortailSheetRow inputs = portail_dotation_row_get_inputs (row);
  PortailSheetResult result = { 0 };
  PortailChainAccumulator before = live->accumulator;
  PortailDotationChain chain;

  if (!compute_row (live, &inputs, &result, error))
    return FALSE;
  if (live->fault == NULL
      && (!portail_chain_accumulator_add (&live->accumulator, &result, error)
          || !finish (live, &chain, error)))
    {
      live->accumulator = before;
      return FALSE;
    }
  g_ptr_array_insert (live->sheet->rows, (int) index, g_steal_pointer (&owned));
  g_array_insert_val (live->inputs, index, inputs);
  g_array_insert_val (live->results, index, result);
  if (live->fault == NULL)
    adopt_chain (live, &chain, index);
  else
    compute_again (live);
  return TRUE;
}

gboolean
portail_live_sheet_replace_row (PortailLiveSheet *live,
                                guint index,
                                PortailDotationRow *row,
                                GError **error)
{
  g_autoptr (PortailDotationRow) owned = row;
  PortailSheetRow inputs = portail_dotation_row_get_inputs (row);
  PortailSheetResult result = { 0 };
  PortailChainAccumulator before = live->accumulator;
  PortailDotationChain chain;

  if (!compute_row (live, &inputs, &result, error))
    return FALSE;
  if (live->fault == NULL)
    portail_chain_accumulator_remove (&live->accumulator, result_at (live, index));
  if (live->fault == NULL
      && (!portail_chain_accumulator_add (&live->accumulator, &result, error)
          || !finish (live, &chain, error)))
    {
      live->accumulator = before;
      return FALSE;
    }
  portail_record_free (live->sheet->rows->pdata[index]);
  live->sheet->rows->pdata[index] = g_steal_pointer (&owned);
  g_array_index (live->inputs, PortailSheetRow, index) = inputs;
  *result_at (live, index) = result;
  if (live->fault == NULL)
    adopt_chain (live, &chain, index);
  else
    compute_again (live);
  return TRUE;
}

/* After something was taken out, which cannot leave the range of money but for a chain of signs. */
static void
finish_again (PortailLiveSheet *live)
{
  g_autoptr (GError) error = NULL;
  PortailDotationChain chain;

  if (live->fault != NULL)
    compute_again (live);
  else if (finish (live, &chain, &error))
    adopt_chain (live, &chain, G_MAXUINT);
  else
    live->fault = g_strdup (error->message);
}

PortailDotationRow *
portail_live_sheet_steal_row (PortailLiveSheet *live, guint index)
{
  PortailDotationRow *row = g_ptr_array_steal_index (live->sheet->rows, index);

  if (live->fault == NULL)
    portail_chain_accumulator_remove (&live->accumulator, result_at (live, index));
  g_array_remove_index (live->inputs, index);
  g_array_remove_index (live->results, index);
  finish_again (live);
  return row;
}

GPtrArray *
portail_live_sheet_get_entries (const PortailLiveSheet *live, PortailEntryKind kind)
{
  return kind == PORTAIL_ENTRY_RETRAIT ? live->sheet->retraits : live->sheet->depenses;
}

/* After an edit beside the rows; FALSE when the chain cannot be computed with it. */
static gboolean
try_chain (PortailLiveSheet *live, GError **error)
{
  PortailDotationChain chain;

  if (live->fault != NULL)
    {
      compute_again (live);
      return TRUE;
    }
  if (!finish (live, &chain, error))
    return FALSE;
  adopt_chain (live, &chain, G_MAXUINT);
  return TRUE;
}

gboolean
portail_live_sheet_insert_entry (PortailLiveSheet *live,
                                 guint index,
                                 PortailDotationEntry *entry,
                                 GError **error)
{
  GPtrArray *entries = portail_live_sheet_get_entries (live, entry->kind);

  g_ptr_array_insert (entries, (int) index, entry);
  if (try_chain (live, error))
    return TRUE;
  g_ptr_array_remove_index (entries, index);
  return FALSE;
}

gboolean
portail_live_sheet_replace_entry (PortailLiveSheet *live,
                                  guint index,
                                  PortailDotationEntry *entry,
                                  GError **error)
{
  GPtrArray *entries = portail_live_sheet_get_entries (live, entry->kind);
  PortailDotationEntry *before = entries->pdata[index];

  entries->pdata[index] = entry;
  if (try_chain (live, error))
    {
      portail_record_free (before);
      return TRUE;
    }
  entries->pdata[index] = before;
  portail_record_free (entry);
  return FALSE;
}

PortailDotationEntry *
portail_live_sheet_steal_entry (PortailLiveSheet *live, PortailEntryKind kind, guint index)
{
  PortailDotationEntry *entry = g_ptr_array_steal_index (
      portail_live_sheet_get_entries (live, kind), index);

  finish_again (live);
  return entry;
}

gboolean
portail_live_sheet_replace_dotation (PortailLiveSheet *live,
                                     PortailDotation *dotation,
                                     GError **error)
{
  PortailDotation *before = live->sheet->dotation;

  live->sheet->dotation = dotation;
  if (try_chain (live, error))
    {
      portail_record_free (before);
      return TRUE;
    }
  live->sheet->dotation = before;
  portail_record_free (dotation);
  return FALSE;
}

const PortailDotationRow *
portail_live_sheet_get_row (const PortailLiveSheet *live, guint index)
{
  return g_ptr_array_index (live->sheet->rows, index);
}

const PortailSheetResult *
portail_live_sheet_get_result (const PortailLiveSheet *live, guint index)
{
  return &g_array_index (live->results, PortailSheetResult, index);
}

PortailExplanationSubject
portail_live_sheet_get_subject (const PortailLiveSheet *live, PortailSheet *sheet)
{
  *sheet = (PortailSheet){
    .bareme = &live->sheet->bareme,
    .settings = live->sheet->settings,
    .rows = (const PortailSheetRow *) (gconstpointer) live->inputs->data,
    .n_rows = live->inputs->len,
    .depenses = live->chain.inputs.depenses,
    .retraits = live->chain.inputs.retraits,
    .solde_bancaire = get_solde (live->sheet->dotation),
  };
  return (PortailExplanationSubject){
    .sheet = sheet,
    .results = (const PortailSheetResult *) (gconstpointer) live->results->data,
    .chain = &live->chain,
  };
}
