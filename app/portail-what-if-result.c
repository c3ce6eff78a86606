/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-what-if-result.h"

#include "app/portail-chart-view.h"
#include "app/portail-what-if-sheet.h"
#include "app/portail-workbook-save.h"
#include "app/portail-worksheet-view.h"
#include "shared/portail-i18n.h"

#define MAX_WEEKS_OF_CHART 26

enum
{
  CARD_BEFORE,
  CARD_AFTER,
  CARD_DIFFERENCE,
  N_CARDS,
};

static const char *const card_titles[N_CARDS] = {
  [CARD_BEFORE] = N_ ("Now"),
  [CARD_AFTER] = N_ ("With the draft"),
  [CARD_DIFFERENCE] = N_ ("Difference"),
};

/* Worksheets of the workbook, in its order. */
enum
{
  SHEET_COMPANIES,
  SHEET_WEEKS,
};

struct _PortailWhatIfResult
{
  AdwBin parent_instance;

  GtkDropDown *figure;
  GtkFlowBox *cards;
  GtkLabel *values[N_CARDS];
  GtkLabel *summary;
  PortailChartView *chart;
  AdwBin *companies_bin;
  AdwBin *weeks_bin;
  PortailWorksheetView *companies;
  PortailWorksheetView *weeks;

  PortailWhatIfAnswer *answer;
  PortailWorkbook *workbook; /* what the tables show */
  GArray *figures;           /* of PortailFigureId, in the order of the chooser */
};

G_DEFINE_FINAL_TYPE (PortailWhatIfResult, portail_what_if_result, ADW_TYPE_BIN)

static PortailFigureId
get_figure (PortailWhatIfResult *result)
{
  guint chosen = gtk_drop_down_get_selected (result->figure);

  return chosen < result->figures->len ? g_array_index (result->figures, PortailFigureId, chosen)
                                       : PORTAIL_FIGURE_TOTAL_DU;
}

/* `+8 900 $`, and below it `+12,5 %`. */
static char *
describe_difference (PortailMoney before, PortailMoney after)
{
  PortailMoney difference = { after.cents - before.cents };
  g_autofree char *text = portail_money_to_text (difference);
  const char *sign = difference.cents > 0 ? "+" : "";
  g_autofree char *percent = NULL;

  if (before.cents == 0 || difference.cents == 0)
    return g_strconcat (sign, text, NULL);
  percent = g_strdup_printf ("%+.1f",
                             (double) difference.cents / ABS ((double) before.cents) * 100);
  /* Translators: an amount with its sign, then, on a line of its own, the same in percent. */
  return g_strdup_printf (_ ("%1$s%2$s\n%3$s %%"), sign, text, percent);
}

static void
show_cards (PortailWhatIfResult *result, PortailFigureId figure)
{
  const PortailWhatIfSums *sums = &result->answer->what_if->sums;
  PortailMoney before = sums->before[figure];
  PortailMoney after = sums->after[figure];
  g_autofree char *now = portail_money_to_text (before);
  g_autofree char *then = portail_money_to_text (after);
  g_autofree char *difference = describe_difference (before, after);

  gtk_label_set_text (result->values[CARD_BEFORE], now);
  gtk_label_set_text (result->values[CARD_AFTER], then);
  gtk_label_set_text (result->values[CARD_DIFFERENCE], difference);
}

static void
show_summary (PortailWhatIfResult *result)
{
  guint n_sheets = result->answer->what_if->sums.n_sheets;
  guint n_companies = result->answer->what_if->companies->len;
  g_autofree char *sheets = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u sheet", "%u sheets", n_sheets), n_sheets);
  g_autofree char *companies = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u company", "%u companies", n_companies), n_companies);
  /* Translators: numbers of sheets and of companies, then a tax table. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s of %2$s, each computed once more with %3$s."),
                                           sheets, companies, result->answer->bareme);

  gtk_label_set_text (result->summary, text);
}

static void
show (PortailWhatIfResult *result)
{
  PortailFigureId figure = get_figure (result);
  g_autoptr (PortailChart) chart = NULL;

  portail_worksheet_view_set_sheet (result->companies, NULL);
  portail_worksheet_view_set_sheet (result->weeks, NULL);
  g_clear_pointer (&result->workbook, portail_workbook_free);
  if (result->answer == NULL)
    {
      portail_chart_view_set_chart (result->chart, NULL);
      return;
    }
  chart = portail_what_if_sheet_new_chart (result->answer, figure, MAX_WEEKS_OF_CHART);
  portail_chart_view_set_chart (result->chart, chart);
  result->workbook = portail_what_if_sheet_new_workbook (result->answer, figure);
  portail_worksheet_view_set_sheet (result->companies,
                                    portail_workbook_get_sheet (result->workbook, SHEET_COMPANIES));
  portail_worksheet_view_set_sheet (result->weeks,
                                    portail_workbook_get_sheet (result->workbook, SHEET_WEEKS));
  show_cards (result, figure);
  show_summary (result);
}

static void
on_figure_chosen (PortailWhatIfResult *result)
{
  show (result);
}

static void
activate_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWhatIfResult *result = PORTAIL_WHAT_IF_RESULT (widget);

  if (result->answer != NULL)
    portail_workbook_save_run (
        widget, portail_what_if_sheet_new_workbook (result->answer, get_figure (result)),
        _ ("tax_simulation"));
}

static void
add_card (PortailWhatIfResult *result, int card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (_ (card_titles[card]));

  gtk_widget_add_css_class (title, "caption-heading");
  gtk_widget_add_css_class (title, "dim-label");
  result->values[card] = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (result->values[card], TRUE);
  gtk_label_set_justify (result->values[card], GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (result->values[card]), "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (result->values[card]), "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (result->values[card]));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "figure-card");
  gtk_flow_box_append (result->cards, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
fill_figures (PortailWhatIfResult *result)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    {
      PortailFigureId id = (PortailFigureId) i;

      if (portail_figure_get (id)->kind != PORTAIL_FIGURE_KIND_MONEY)
        continue;
      if (id == PORTAIL_FIGURE_TOTAL_DU)
        chosen = result->figures->len;
      g_array_append_val (result->figures, id);
      gtk_string_list_append (titles, _ (portail_figure_get (id)->title));
    }
  gtk_drop_down_set_model (result->figure, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (result->figure, chosen);
}

static void
portail_what_if_result_finalize (GObject *object)
{
  PortailWhatIfResult *result = PORTAIL_WHAT_IF_RESULT (object);

  g_clear_pointer (&result->workbook, portail_workbook_free);
  g_clear_pointer (&result->answer, portail_what_if_answer_free);
  g_array_unref (result->figures);
  G_OBJECT_CLASS (portail_what_if_result_parent_class)->finalize (object);
}

static void
portail_what_if_result_class_init (PortailWhatIfResultClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_what_if_result_finalize;
  g_type_ensure (PORTAIL_TYPE_CHART_VIEW);
  gtk_widget_class_install_action (widget_class, "what-if-result.export", NULL, activate_export);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-what-if-result.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, figure);
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, cards);
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, summary);
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, chart);
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, companies_bin);
  gtk_widget_class_bind_template_child (widget_class, PortailWhatIfResult, weeks_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_figure_chosen);
}

static void
portail_what_if_result_init (PortailWhatIfResult *result)
{
  GtkWidget *companies;
  GtkWidget *weeks;

  result->figures = g_array_new (FALSE, FALSE, sizeof (PortailFigureId));
  gtk_widget_init_template (GTK_WIDGET (result));
  companies = portail_worksheet_view_new (_ ("Differences by company"));
  weeks = portail_worksheet_view_new (_ ("Differences by week"));
  result->companies = PORTAIL_WORKSHEET_VIEW (companies);
  result->weeks = PORTAIL_WORKSHEET_VIEW (weeks);
  adw_bin_set_child (result->companies_bin, companies);
  adw_bin_set_child (result->weeks_bin, weeks);
  for (int card = 0; card < N_CARDS; card++)
    add_card (result, card);
  fill_figures (result);
}

void
portail_what_if_result_set_answer (PortailWhatIfResult *result, PortailWhatIfAnswer *answer)
{
  g_return_if_fail (PORTAIL_IS_WHAT_IF_RESULT (result));
  g_clear_pointer (&result->answer, portail_what_if_answer_free);
  result->answer = answer;
  show (result);
}

const PortailWhatIfAnswer *
portail_what_if_result_get_answer (PortailWhatIfResult *result)
{
  g_return_val_if_fail (PORTAIL_IS_WHAT_IF_RESULT (result), NULL);
  return result->answer;
}
