/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dotation-blocks.h"

#include "shared/portail-dashboard-words.h"
#include "shared/portail-i18n.h"

/* How each status looks; a sheet that is not submitted carries a watermark. */
typedef struct
{
  PortailReportEmphasis emphasis;
  const char *watermark;
} StatusLook;

static const StatusLook looks[] = {
  [PORTAIL_CHOICE_UNKNOWN] = { PORTAIL_REPORT_NORMAL, NULL },
  [PORTAIL_DOTATION_BROUILLON] = { PORTAIL_REPORT_ALERT, NC_ ("watermark", "DRAFT") },
  [PORTAIL_DOTATION_EN_ATTENTE] = { PORTAIL_REPORT_NORMAL, NULL },
  [PORTAIL_DOTATION_VALIDE] = { PORTAIL_REPORT_STRONG, NULL },
  [PORTAIL_DOTATION_REFUSE] = { PORTAIL_REPORT_ALERT, NC_ ("watermark", "REFUSED") },
  [PORTAIL_DOTATION_PAYE] = { PORTAIL_REPORT_STRONG, NULL },
};

static const StatusLook *
get_look (PortailDotationStatus status)
{
  return &looks[(guint) status < G_N_ELEMENTS (looks) ? (guint) status : PORTAIL_CHOICE_UNKNOWN];
}

static void
add_notices (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailDotation *dotation = source->sheet->dotation;
  g_autofree char *refusal = NULL;

  if (dotation->status == PORTAIL_DOTATION_REFUSE && dotation->refusal_reason != NULL)
    {
      refusal = g_strdup_printf (_ ("Refused: %s"), dotation->refusal_reason);
      portail_report_add_paragraph (report, PORTAIL_REPORT_NOTICE, refusal);
    }
  if (source->state == PORTAIL_DOTATION_REPORT_PROVISIONAL)
    portail_report_add_paragraph (
        report, PORTAIL_REPORT_NOTICE,
        _ ("Provisional: changes of this sheet have not reached the server yet."));
}

PortailReport *
portail_dotation_blocks_begin (const PortailDotationReportSource *source,
                               const char *title,
                               PortailReportOrientation orientation)
{
  const PortailDotation *dotation = source->sheet->dotation;
  const StatusLook *look = get_look (dotation->status);
  g_autofree char *period = portail_week_to_text (dotation->period);
  /* Translators: kind of report, company, period. */
  g_autofree char *subject = g_strdup_printf (_ ("%1$s of %2$s, %3$s"), title, source->enterprise,
                                              period);
  PortailReportHead head = {
    .title = title,
    .organisation = source->enterprise,
    .period = period,
    .subject = subject,
    .watermark = look->watermark != NULL
                     ? g_dpgettext2 (GETTEXT_PACKAGE, "watermark", look->watermark)
                     : NULL,
    .orientation = orientation,
    .generated_at = source->generated_at,
  };
  PortailReport *report = portail_report_new (&head);

  portail_report_add_badge (
      report, portail_record_status_get_title (&portail_dotation_type, (int) dotation->status),
      look->emphasis);
  if (source->state == PORTAIL_DOTATION_REPORT_PROVISIONAL)
    portail_report_add_badge (report, C_ ("badge", "Provisional"), PORTAIL_REPORT_ALERT);
  add_notices (report, source);
  return report;
}

void
portail_dotation_blocks_add_figure (PortailReport *report,
                                    const PortailDotationReportSource *source,
                                    PortailFigureId id,
                                    const char *hint,
                                    PortailReportEmphasis emphasis)
{
  const PortailDotationChain *chain = &source->figures->chain;
  const PortailFigure *figure = portail_figure_get (id);
  g_autofree char *value = portail_dotation_chain_to_text (chain, id);

  if (figure->kind == PORTAIL_FIGURE_KIND_MONEY
      && portail_dotation_chain_get_money (chain, id).cents < 0)
    emphasis = PORTAIL_REPORT_NEGATIVE;
  portail_report_add_figure (report, _ (figure->title), value, hint, emphasis);
}

/* What differs between the two tables of entries. */
typedef struct
{
  const char *title;
  const char *none;
} EntriesText;

static void
add_entries (PortailReport *report,
             const GPtrArray *entries,
             PortailMoney total,
             const EntriesText *text)
{
  portail_report_add_heading (report, 1, _ (text->title));
  if (entries->len == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, _ (text->none));
      return;
    }
  portail_report_begin_table (report, _ (text->title));
  portail_report_add_column (report, _ ("Date"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("Justification"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Amount"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint i = 0; i < entries->len; i++)
    {
      const PortailDotationEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *date = portail_day_to_text (entry->date);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, date);
      portail_report_add_cell (report, entry->justificatif);
      portail_report_add_money (report, entry->montant);
    }
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_TOTAL);
  portail_report_add_cell (report, C_ ("sum", "TOTAL"));
  portail_report_add_cell (report, NULL);
  portail_report_add_money (report, total);
}

void
portail_dotation_blocks_add_entries (PortailReport *report,
                                     const PortailDotationReportSource *source)
{
  static const EntriesText depenses = { N_ ("Deductible expenses"), N_ ("No expense.") };
  static const EntriesText retraits = { N_ ("Withdrawals"), N_ ("No withdrawal.") };
  const PortailChainInputs *inputs = &source->figures->chain.inputs;

  add_entries (report, source->sheet->depenses, inputs->depenses, &depenses);
  add_entries (report, source->sheet->retraits, inputs->retraits, &retraits);
}

void
portail_dotation_blocks_add_notes (PortailReport *report, const PortailDotationReportSource *source)
{
  const char *notes = source->sheet->dotation->notes;

  if (notes == NULL || *notes == '\0')
    return;
  portail_report_add_heading (report, 1, _ ("Notes"));
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, notes);
}

void
portail_dotation_blocks_add_person (PortailReport *report,
                                    const PortailDotationReportSource *source,
                                    guint row)
{
  const PortailSheetRow *person = &source->figures->rows[row];

  portail_report_add_cell (report, person->name);
  portail_report_add_cell (report, person->grade);
  if (person->is_direction != portail_payroll_is_grade_direction (person->grade))
    portail_report_set_cell_note (
        report, person->is_direction ? _ ("caps of the management") : _ ("caps of an employee"),
        PORTAIL_REPORT_NORMAL);
}

static PortailMoney
get_part (const PortailDotationReportSource *source, PortailDotationSum sum, guint row)
{
  const PortailSheetRow *typed = &source->figures->rows[row];
  const PortailSheetResult *result = &source->figures->results[row];

  switch (sum)
    {
    case PORTAIL_DOTATION_SUM_RUN:
      return typed->run;
    case PORTAIL_DOTATION_SUM_FACTURE:
      return typed->facture;
    case PORTAIL_DOTATION_SUM_VENTE:
      return typed->vente;
    case PORTAIL_DOTATION_SUM_SALAIRE_DEMANDE:
      return result->salaire_demande;
    case PORTAIL_DOTATION_SUM_PRIME_DEMANDEE:
      return result->prime_demandee;
    }
  g_return_val_if_reached (PORTAIL_MONEY_NULL);
}

void
portail_dotation_blocks_add_sum (PortailReport *report,
                                 const PortailDotationReportSource *source,
                                 PortailDotationSum sum)
{
  PortailMoney total = PORTAIL_MONEY_ZERO;

  for (guint row = 0; row < source->figures->sheet.n_rows; row++)
    {
      PortailMoney part = get_part (source, sum, row);

      if (portail_money_is_null (part))
        continue;
      if (!portail_money_add (&total, part, NULL))
        {
          total = PORTAIL_MONEY_NULL;
          break;
        }
    }
  portail_report_add_money (report, total);
}

void
portail_dotation_blocks_add_input (PortailReport *report, PortailMoney money)
{
  portail_report_add_money (report, portail_money_is_null (money) ? PORTAIL_MONEY_ZERO : money);
}
