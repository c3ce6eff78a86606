/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dotation-workbook.h"

#include <string.h>

#include "shared/portail-i18n.h"

#define AMOUNT_WIDTH        16
#define MAX_FILE_NAME_BYTES 120
#define DOTATION_SHEET_NAME "Dotations"
#define DEPENSES_SHEET_NAME "Depenses"
#define RETRAITS_SHEET_NAME "Retraits"
#define BAREME_SHEET_NAME   "Bareme"
#define RICHESSE_SHEET_NAME "Richesse"
#define SYNTHESE_SHEET_NAME "Synthese"

static void
add_amount_column (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_add_column (sheet, title, PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH);
}

/* The last cell of a TOTAUX row: the sum of the @n_rows cells above it in @column. */
static void
add_total (PortailWorksheet *sheet, char column, guint n_rows, PortailMoney total)
{
  portail_worksheet_add_money (sheet, total);
  if (n_rows > 0)
    portail_worksheet_set_formula (sheet, "SUM(%c%u:%c%u)", column,
                                   portail_worksheet_get_row_number (0), column,
                                   portail_worksheet_get_row_number (n_rows - 1));
}

static void
add_dotation_row (PortailWorksheet *sheet,
                  const PortailSheetRow *row,
                  const PortailSheetResult *result)
{
  guint number = portail_worksheet_get_row_number (portail_worksheet_get_n_rows (sheet));

  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (sheet, row->grade);
  portail_worksheet_add_text (sheet, row->name);
  portail_worksheet_add_money (sheet, row->run);
  portail_worksheet_add_money (sheet, row->facture);
  portail_worksheet_add_money (sheet, row->vente);
  portail_worksheet_add_money (sheet, result->ca);
  portail_worksheet_set_formula (sheet, "C%u+D%u+E%u", number, number, number);
  portail_worksheet_add_money (sheet, result->salaire);
  portail_worksheet_add_money (sheet, result->prime);
}

static void
add_dotation_totals (PortailWorksheet *sheet, const PortailDotationWorkbookSource *source)
{
  PortailMoney run = PORTAIL_MONEY_ZERO;
  PortailMoney facture = PORTAIL_MONEY_ZERO;
  PortailMoney vente = PORTAIL_MONEY_ZERO;
  guint n_rows = source->sheet->n_rows;

  for (guint i = 0; i < n_rows; i++)
    {
      portail_money_add (&run, source->sheet->rows[i].run, NULL);
      portail_money_add (&facture, source->sheet->rows[i].facture, NULL);
      portail_money_add (&vente, source->sheet->rows[i].vente, NULL);
    }
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("TOTALS"));
  portail_worksheet_add_empty (sheet);
  add_total (sheet, 'C', n_rows, run);
  add_total (sheet, 'D', n_rows, facture);
  add_total (sheet, 'E', n_rows, vente);
  add_total (sheet, 'F', n_rows, source->chain->ca_brut);
  add_total (sheet, 'G', n_rows, source->chain->salaires);
  add_total (sheet, 'H', n_rows, source->chain->primes);
}

static PortailWorksheet *
add_dotation_sheet (PortailWorkbook *workbook, const PortailDotationWorkbookSource *source)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, DOTATION_SHEET_NAME);

  portail_worksheet_add_column (sheet, _ ("Grade"), PORTAIL_WORKBOOK_TEXT, 16);
  portail_worksheet_add_column (sheet, _ ("Employee name"), PORTAIL_WORKBOOK_TEXT, 28);
  add_amount_column (sheet, _ ("RUN ($)"));
  add_amount_column (sheet, _ ("FACTURE ($)"));
  add_amount_column (sheet, _ ("VENTE ($)"));
  add_amount_column (sheet, _ ("TOTAL CA ($)"));
  add_amount_column (sheet, _ ("Salaire ($)"));
  add_amount_column (sheet, _ ("Prime ($)"));
  for (guint i = 0; i < source->sheet->n_rows; i++)
    add_dotation_row (sheet, &source->sheet->rows[i], &source->results[i]);
  add_dotation_totals (sheet, source);
  return sheet;
}

static void
add_entry_sheet (PortailWorkbook *workbook,
                 const char *name,
                 const PortailDotationWorkbookEntry *entries,
                 guint n_entries)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, name);
  PortailMoney total = PORTAIL_MONEY_ZERO;

  portail_worksheet_add_column (sheet, _ ("Date"), PORTAIL_WORKBOOK_DAY, 12);
  portail_worksheet_add_column (sheet, _ ("Justificatif"), PORTAIL_WORKBOOK_TEXT, 48);
  add_amount_column (sheet, _ ("Montant ($)"));
  for (guint i = 0; i < n_entries; i++)
    {
      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_day (sheet, entries[i].date);
      portail_worksheet_add_text (sheet, entries[i].justificatif);
      portail_worksheet_add_money (sheet, entries[i].montant);
      portail_money_add (&total, entries[i].montant, NULL);
    }
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("TOTALS"));
  portail_worksheet_add_empty (sheet);
  add_total (sheet, 'C', n_entries, total);
}

/* The inclusive end of a tranche as people write it: one dollar below the next one's minimum. */
static void
add_max (PortailWorksheet *sheet, PortailMoney next_min)
{
  portail_worksheet_add_money (sheet, portail_money_is_null (next_min)
                                          ? PORTAIL_MONEY_NULL
                                          : (PortailMoney){ next_min.cents - 100 });
}

static void
add_bareme_sheet (PortailWorkbook *workbook, const PortailBareme *bareme)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, BAREME_SHEET_NAME);

  add_amount_column (sheet, _ ("Minimum ($)"));
  add_amount_column (sheet, _ ("Maximum ($)"));
  portail_worksheet_add_column (sheet, _ ("Rate (%)"), PORTAIL_WORKBOOK_RATE, 10);
  add_amount_column (sheet, _ ("Maximum salaire, employee ($)"));
  add_amount_column (sheet, _ ("Maximum salaire, direction ($)"));
  add_amount_column (sheet, _ ("Maximum prime, employee ($)"));
  add_amount_column (sheet, _ ("Maximum prime, direction ($)"));
  for (guint i = 0; i < bareme->n_tranches; i++)
    {
      const PortailTranche *tranche = &bareme->tranches[i];

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_money (sheet, tranche->min);
      add_max (sheet, i + 1 < bareme->n_tranches ? tranche[1].min : PORTAIL_MONEY_NULL);
      portail_worksheet_add_rate (sheet, tranche->taux);
      portail_worksheet_add_money (sheet, tranche->salaire_max_employe);
      portail_worksheet_add_money (sheet, tranche->salaire_max_direction);
      portail_worksheet_add_money (sheet, tranche->prime_max_employe);
      portail_worksheet_add_money (sheet, tranche->prime_max_direction);
    }
}

static void
add_richesse_sheet (PortailWorkbook *workbook, const PortailBareme *bareme)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, RICHESSE_SHEET_NAME);

  add_amount_column (sheet, _ ("Minimum ($)"));
  add_amount_column (sheet, _ ("Maximum ($)"));
  portail_worksheet_add_column (sheet, _ ("Rate (%)"), PORTAIL_WORKBOOK_RATE, 10);
  for (guint i = 0; i < bareme->n_richesse; i++)
    {
      const PortailTrancheRichesse *tranche = &bareme->richesse[i];

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_money (sheet, tranche->min);
      add_max (sheet, i + 1 < bareme->n_richesse ? tranche[1].min : PORTAIL_MONEY_NULL);
      portail_worksheet_add_rate (sheet, tranche->taux);
    }
}

/* Rows of Synthese above the figures of the chain, in their order. */
enum
{
  ROW_ENTERPRISE,
  ROW_PERIOD,
  ROW_BAREME,
  ROW_SOLDE,
  ROW_DEPENSES,
  ROW_RETRAITS,
  FIRST_FIGURE_ROW,
};

/* How a figure comes from others: {ca_brut} is its cell, {rows}, {depenses} and {retraits} are the
 * numbers of the TOTAUX rows, {cents} the decimals that the barème rounds to. The tranches, and so
 * the rates, are looked up by the portal alone. */
static const char *const formulas[PORTAIL_N_FIGURES] = {
  [PORTAIL_FIGURE_CA_BRUT] = DOTATION_SHEET_NAME "!F{rows}",
  [PORTAIL_FIGURE_SALAIRES] = DOTATION_SHEET_NAME "!G{rows}",
  [PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES] = "{salaires}+" DEPENSES_SHEET_NAME "!C{depenses}",
  [PORTAIL_FIGURE_BENEFICE_IMPOSABLE] = "{ca_brut}-{depenses_deductibles}",
  [PORTAIL_FIGURE_IMPOT_SOCIETE] = "ROUND(MAX(0,{benefice_imposable})*{taux},{cents})",
  [PORTAIL_FIGURE_BENEFICE_APRES_IMPOT] = "{benefice_imposable}-{impot_societe}",
  [PORTAIL_FIGURE_PRIMES] = DOTATION_SHEET_NAME "!H{rows}",
  [PORTAIL_FIGURE_BENEFICE_APRES_PRIMES] = "{benefice_apres_impot}-{primes}",
  [PORTAIL_FIGURE_TRESORERIE_NETTE] = "{benefice_apres_primes}-" RETRAITS_SHEET_NAME "!C{retraits}",
  [PORTAIL_FIGURE_IMPOT_RICHESSE] = "ROUND(MAX(0,{solde})*{taux_richesse},{cents})",
  [PORTAIL_FIGURE_TOTAL_DU] = "{impot_societe}+{impot_richesse}",
};

static const char *
get_formula (const PortailDotationWorkbookSource *source, PortailFigureId figure)
{
  gboolean is_deductible = source->chain->inputs.is_salaire_deductible;

  if (figure == PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES && !is_deductible)
    return DEPENSES_SHEET_NAME "!C{depenses}";
  if (figure == PORTAIL_FIGURE_BENEFICE_APRES_PRIMES && !is_deductible)
    return "{benefice_apres_impot}-{primes}-{salaires}";
  /* Slice by slice is more than a cell can say. */
  if (figure == PORTAIL_FIGURE_IMPOT_SOCIETE
      && source->sheet->bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF)
    return NULL;
  return formulas[figure];
}

static void
append_reference (GString *formula, const PortailDotationWorkbookSource *source, const char *name)
{
  const struct
  {
    const char *name;
    const char *column;
    guint number;
  } references[] = {
    { "rows", "", portail_worksheet_get_row_number (source->sheet->n_rows) },
    { "depenses", "", portail_worksheet_get_row_number (source->n_depenses) },
    { "retraits", "", portail_worksheet_get_row_number (source->n_retraits) },
    { "solde", "B", portail_worksheet_get_row_number (ROW_SOLDE) },
    { "cents", "", source->sheet->bareme->arrondi == PORTAIL_ROUND_TO_CENT ? 2 : 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_equal (name, references[i].name))
      {
        g_string_append_printf (formula, "%s%u", references[i].column, references[i].number);
        return;
      }
  g_string_append_printf (
      formula, "B%u",
      portail_worksheet_get_row_number (FIRST_FIGURE_ROW + portail_figure_from_name (name)));
}

/* Every {name} of @pattern as what it stands for. Owned. */
static char *
expand (const PortailDotationWorkbookSource *source, const char *pattern)
{
  GString *formula = g_string_new (NULL);
  const char *open;

  for (open = strchr (pattern, '{'); open != NULL; open = strchr (pattern, '{'))
    {
      const char *end = strchr (open, '}');
      g_autofree char *name = g_strndup (open + 1, (gsize) (end - open) - 1);

      g_string_append_len (formula, pattern, open - pattern);
      append_reference (formula, source, name);
      pattern = end + 1;
    }
  g_string_append (formula, pattern);
  return g_string_free (formula, FALSE);
}

static void
add_figure (PortailWorksheet *sheet,
            const PortailDotationWorkbookSource *source,
            PortailFigureId id)
{
  const PortailFigure *figure = portail_figure_get (id);
  const char *pattern = get_formula (source, id);
  g_autofree char *formula = pattern != NULL ? expand (source, pattern) : NULL;

  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (sheet, _ (figure->title));
  if (figure->kind == PORTAIL_FIGURE_KIND_MONEY)
    portail_worksheet_add_money (sheet, portail_dotation_chain_get_money (source->chain, id));
  else if (figure->kind == PORTAIL_FIGURE_KIND_RATE)
    portail_worksheet_add_rate (sheet, portail_dotation_chain_get_rate (source->chain, id));
  else
    portail_worksheet_add_integer (sheet, portail_dotation_chain_get_number (source->chain, id));
  if (formula != NULL)
    portail_worksheet_set_formula (sheet, "%s", formula);
}

static void
begin_figure (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (sheet, title);
}

static void
add_synthese_sheet (PortailWorkbook *workbook, const PortailDotationWorkbookSource *source)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, SYNTHESE_SHEET_NAME);
  g_autofree char *bareme = portail_bareme_to_text (source->sheet->bareme);

  portail_worksheet_add_column (sheet, _ ("Figure"), PORTAIL_WORKBOOK_TEXT, 36);
  portail_worksheet_add_column (sheet, _ ("Value"), PORTAIL_WORKBOOK_MONEY, 24);
  begin_figure (sheet, _ ("Company"));
  portail_worksheet_add_text (sheet, source->enterprise);
  begin_figure (sheet, _ ("Period"));
  portail_worksheet_add_week (sheet, source->period);
  begin_figure (sheet, _ ("Barème"));
  portail_worksheet_add_text (sheet, bareme);
  begin_figure (sheet, _ ("Bank balance"));
  portail_worksheet_add_money (sheet, source->chain->inputs.solde_bancaire);
  begin_figure (sheet, _ ("Dépenses"));
  portail_worksheet_add_money (sheet, source->chain->inputs.depenses);
  portail_worksheet_set_formula (sheet, DEPENSES_SHEET_NAME "!C%u",
                                 portail_worksheet_get_row_number (source->n_depenses));
  begin_figure (sheet, _ ("Retraits"));
  portail_worksheet_add_money (sheet, source->chain->inputs.retraits);
  portail_worksheet_set_formula (sheet, RETRAITS_SHEET_NAME "!C%u",
                                 portail_worksheet_get_row_number (source->n_retraits));
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    add_figure (sheet, source, (PortailFigureId) id);
}

PortailWorkbook *
portail_dotation_workbook_new (const PortailDotationWorkbookSource *source)
{
  PortailWorkbook *workbook = portail_workbook_new ();

  add_dotation_sheet (workbook, source);
  add_entry_sheet (workbook, DEPENSES_SHEET_NAME, source->depenses, source->n_depenses);
  add_entry_sheet (workbook, RETRAITS_SHEET_NAME, source->retraits, source->n_retraits);
  add_bareme_sheet (workbook, source->sheet->bareme);
  add_richesse_sheet (workbook, source->sheet->bareme);
  add_synthese_sheet (workbook, source);
  return workbook;
}

char *
portail_dotation_workbook_to_text (const PortailDotationWorkbookSource *source,
                                   PortailTextFormat format,
                                   GError **error)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = add_dotation_sheet (workbook, source);
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (sheet, error);

  return table != NULL ? portail_text_table_write (table, format) : NULL;
}

/* Letters, digits and dots of @enterprise, all else as single hyphens. Owned. */
static char *
make_file_name_part (const char *enterprise)
{
  GString *part = g_string_new (NULL);

  for (; *enterprise != '\0'; enterprise = g_utf8_next_char (enterprise))
    {
      gunichar letter = g_utf8_get_char (enterprise);

      if (part->len > MAX_FILE_NAME_BYTES)
        break;
      if (g_unichar_isalnum (letter) || g_unichar_ismark (letter)
          || (letter == '.' && part->len > 0))
        g_string_append_unichar (part, letter);
      else if (part->len > 0 && part->str[part->len - 1] != '-')
        g_string_append_c (part, '-');
    }
  while (part->len > 0 && strchr ("-.", part->str[part->len - 1]) != NULL)
    g_string_truncate (part, part->len - 1);
  return g_string_free (part, FALSE);
}

char *
portail_dotation_workbook_dup_file_name (const char *enterprise,
                                         PortailWeek period,
                                         const char *extension)
{
  g_autofree char *valid = g_utf8_make_valid (enterprise, -1);
  g_autofree char *part = make_file_name_part (valid);
  char week[PORTAIL_WEEK_TEXT_SIZE];

  return g_strdup_printf ("dotation_%s_%s.%s", *part != '\0' ? part : "entreprise",
                          portail_week_format (period, week), extension);
}
