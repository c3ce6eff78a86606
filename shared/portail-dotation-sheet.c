/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dotation-sheet.h"

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-wealth-tranche.h"

PortailDotationSheet *
portail_dotation_sheet_new (PortailDotation *dotation)
{
  PortailDotationSheet *sheet = g_new0 (PortailDotationSheet, 1);

  sheet->dotation = dotation;
  sheet->rows = g_ptr_array_new_with_free_func (portail_record_free);
  sheet->depenses = g_ptr_array_new_with_free_func (portail_record_free);
  sheet->retraits = g_ptr_array_new_with_free_func (portail_record_free);
  sheet->settings = portail_payroll_settings_new ();
  sheet->bareme = *portail_bareme_get_default ();
  sheet->bareme.name = g_strdup (sheet->bareme.name);
  return sheet;
}

void
portail_dotation_sheet_free (PortailDotationSheet *sheet)
{
  portail_record_free (sheet->dotation);
  g_ptr_array_unref (sheet->rows);
  g_ptr_array_unref (sheet->depenses);
  g_ptr_array_unref (sheet->retraits);
  portail_payroll_settings_free (sheet->settings);
  g_free ((char *) sheet->bareme.name);
  g_free (sheet->bareme_id);
  g_free (sheet);
}

static void
copy_tranches (PortailBareme *bareme, const GPtrArray *tranches)
{
  bareme->n_tranches = MIN (tranches->len, PORTAIL_BAREME_MAX_TRANCHES);
  for (guint i = 0; i < bareme->n_tranches; i++)
    {
      const PortailBaremeTranche *record = g_ptr_array_index (tranches, i);

      bareme->tranches[i] = (PortailTranche){
        .min = record->min,
        .taux = record->taux,
        .salaire_max_employe = record->salaire_max_employe,
        .salaire_max_direction = record->salaire_max_direction,
        .prime_max_employe = record->prime_max_employe,
        .prime_max_direction = record->prime_max_direction,
      };
    }
}

static void
copy_richesse (PortailBareme *bareme, const GPtrArray *richesse)
{
  bareme->n_richesse = MIN (richesse->len, PORTAIL_BAREME_MAX_TRANCHES);
  for (guint i = 0; i < bareme->n_richesse; i++)
    {
      const PortailWealthTranche *record = g_ptr_array_index (richesse, i);

      bareme->richesse[i] = (PortailTrancheRichesse){ record->min, record->taux };
    }
}

void
portail_dotation_sheet_set_bareme (PortailDotationSheet *sheet,
                                   const PortailBaremeVersion *version,
                                   const GPtrArray *tranches,
                                   const GPtrArray *richesse)
{
  g_free ((char *) sheet->bareme.name);
  sheet->bareme = (PortailBareme){
    .name = g_strdup (version->name),
    .effective_from = version->effective_from,
    .arrondi = version->arrondi == PORTAIL_ARRONDI_CENT ? PORTAIL_ROUND_TO_CENT
                                                        : PORTAIL_ROUND_TO_DOLLAR,
    .mode_impot = version->mode_impot == PORTAIL_MODE_PROGRESSIF ? PORTAIL_MODE_IMPOT_PROGRESSIF
                                                                 : PORTAIL_MODE_IMPOT_TRANCHE,
  };
  copy_tranches (&sheet->bareme, tranches);
  copy_richesse (&sheet->bareme, richesse);
  g_free (sheet->bareme_id);
  sheet->bareme_id = g_strdup (version->base.id);
}

void
portail_dotation_sheet_try_bareme (PortailDotationSheet *sheet, const PortailBareme *bareme)
{
  char *name = g_strdup (bareme->name);

  g_free ((char *) sheet->bareme.name);
  sheet->bareme = *bareme;
  sheet->bareme.name = name;
  g_clear_pointer (&sheet->bareme_id, g_free);
}

PortailSheetRow
portail_dotation_row_get_inputs (const PortailDotationRow *row)
{
  return (PortailSheetRow){
    .name = row->employee_name,
    .grade = row->grade,
    .is_direction = row->is_direction,
    .run = row->run,
    .facture = row->facture,
    .vente = row->vente,
    .heures = row->heures,
    .salaire = row->salaire_manuel ? row->salaire : PORTAIL_MONEY_NULL,
    .prime = row->prime_manuelle ? row->prime : PORTAIL_MONEY_NULL,
  };
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
        {
          g_prefix_error (error, "%s: ", entry->justificatif);
          return FALSE;
        }
    }
  return TRUE;
}

PortailDotationFigures *
portail_dotation_sheet_compute (const PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (PortailDotationFigures) figures = g_new0 (PortailDotationFigures, 1);
  PortailMoney solde = sheet->dotation->solde_bancaire;

  figures->rows = g_new0 (PortailSheetRow, sheet->rows->len);
  figures->results = g_new0 (PortailSheetResult, sheet->rows->len);
  for (guint i = 0; i < sheet->rows->len; i++)
    figures->rows[i] = portail_dotation_row_get_inputs (g_ptr_array_index (sheet->rows, i));
  figures->sheet = (PortailSheet){
    .bareme = &sheet->bareme,
    .settings = sheet->settings,
    .rows = figures->rows,
    .n_rows = sheet->rows->len,
    .solde_bancaire = portail_money_is_null (solde) ? PORTAIL_MONEY_ZERO : solde,
  };
  if (!sum_entries (sheet->depenses, &figures->sheet.depenses, error)
      || !sum_entries (sheet->retraits, &figures->sheet.retraits, error)
      || !portail_sheet_compute (&figures->sheet, figures->results, &figures->chain, error))
    return NULL;
  return g_steal_pointer (&figures);
}

void
portail_dotation_figures_free (PortailDotationFigures *figures)
{
  g_free (figures->rows);
  g_free (figures->results);
  g_free (figures);
}

PortailExplanationSubject
portail_dotation_figures_get_subject (const PortailDotationFigures *figures)
{
  return (PortailExplanationSubject){
    .sheet = &figures->sheet,
    .results = figures->results,
    .chain = &figures->chain,
  };
}

static void
append_money (GString *json, const char *name, PortailMoney money)
{
  portail_json_append_name (json, name);
  portail_money_append_json (money, json);
}

static void
append_line (GString *json, const PortailSheetResult *result)
{
  append_money (json, "ca", result->ca);
  append_money (json, "salaire_demande", result->salaire_demande);
  append_money (json, "salaire", result->salaire);
  append_money (json, "prime_demandee", result->prime_demandee);
  append_money (json, "prime", result->prime);
  portail_json_append_name (json, "plafonne");
  g_string_append (json, result->is_plafonne ? "true" : "false");
}

/* @rows: the records whose ids go into the lines, or NULL. */
static void
append_figures (GString *json, const PortailDotationFigures *figures, const GPtrArray *rows)
{
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      portail_json_append_name (json, portail_figure_get ((PortailFigureId) id)->name);
      portail_dotation_chain_append_json (&figures->chain, (PortailFigureId) id, json);
    }
  portail_json_append_name (json, "lignes");
  g_string_append_c (json, '[');
  for (guint i = 0; i < figures->sheet.n_rows; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      if (rows != NULL)
        {
          const PortailRecord *row = g_ptr_array_index (rows, i);

          portail_json_append_name (json, "id");
          portail_json_append_string (json, row->id);
        }
      append_line (json, &figures->results[i]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

void
portail_dotation_figures_append_members (const PortailDotationFigures *figures, GString *json)
{
  append_figures (json, figures, NULL);
}

void
portail_dotation_figures_append_explanations (const PortailDotationFigures *figures, GString *json)
{
  PortailExplanationSubject subject = portail_dotation_figures_get_subject (figures);
  g_autoptr (GPtrArray) explanations = portail_explanation_list (&subject);

  portail_json_append_name (json, "explications");
  g_string_append_c (json, '[');
  for (guint i = 0; i < explanations->len; i++)
    {
      const PortailExplanation *explanation = g_ptr_array_index (explanations, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      if (explanation->index >= 0)
        {
          portail_json_append_name (json, "index");
          portail_json_append_integer (json, explanation->index);
        }
      portail_json_append_name (json, "figure");
      portail_json_append_string (json, explanation->figure);
      portail_json_append_name (json, "text");
      portail_json_append_string (json, explanation->text);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

char *
portail_dotation_sheet_make_resultat (const PortailDotationSheet *sheet,
                                      const PortailDotationFigures *figures)
{
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "bareme");
  portail_json_append_string (json, sheet->bareme.name);
  append_figures (json, figures, sheet->rows);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
