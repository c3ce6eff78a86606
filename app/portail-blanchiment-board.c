/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-board.h"

#include "app/portail-blanchiment-words.h"
#include "app/portail-chart-view.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-charts.h"

/* Suspects that the board shows; the list has all. */
#define MAX_SUSPECTS 5

/* Cards */

static void
add_card (GtkFlowBox *cards, const char *title, const char *value, const char *hint)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *value_label = gtk_label_new (value);
  GtkWidget *hint_label = gtk_label_new (hint);

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_widget_add_css_class (title_label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_widget_add_css_class (value_label, "title-3");
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (hint_label), 0);
  gtk_label_set_wrap (GTK_LABEL (hint_label), TRUE);
  gtk_widget_add_css_class (hint_label, "caption");
  gtk_widget_add_css_class (hint_label, "dim-label");
  gtk_box_append (GTK_BOX (card), title_label);
  gtk_box_append (GTK_BOX (card), value_label);
  gtk_box_append (GTK_BOX (card), hint_label);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "figures-card");
  gtk_flow_box_append (cards, card);
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
}

static void
add_money_card (GtkFlowBox *cards, const char *title, PortailMoney money)
{
  g_autofree char *text = portail_money_to_text (money);

  add_card (cards, title, text, "");
}

static GtkWidget *
new_flow (guint min_per_line, guint max_per_line)
{
  GtkWidget *flow = g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                  NULL);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), min_per_line);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), max_per_line);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  return flow;
}

static GtkWidget *
make_cards (const PortailBlanchimentAnalysis *analysis)
{
  GtkWidget *cards = new_flow (2, 3);
  const PortailBlanchimentTotals *totals = &analysis->totals;
  guint n_cancelled =
      analysis->by_status[PORTAIL_BLANCHIMENT_ANNULE - PORTAIL_BLANCHIMENT_EN_COURS].n;
  gint32 mean = portail_blanchiment_get_mean_days (analysis->days, analysis->n_finished);
  g_autofree char *n = g_strdup_printf ("%u", totals->n);
  g_autofree char *cancelled = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "beside %u cancelled one", "beside %u cancelled ones",
                   n_cancelled),
      n_cancelled);
  g_autofree char *days = portail_blanchiment_days_to_text (mean);
  g_autofree char *finished = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "of %u finished operation", "of %u finished operations",
                   analysis->n_finished),
      analysis->n_finished);
  g_autofree char *suspects = g_strdup_printf ("%u", totals->n_suspects);
  g_autofree char *late = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open for too long",
                                                        "%u open for too long", analysis->n_late),
                                           analysis->n_late);

  add_card (GTK_FLOW_BOX (cards), _ ("Operations"), n, n_cancelled > 0 ? cancelled : "");
  add_money_card (GTK_FLOW_BOX (cards), _ ("Amount"), totals->somme);
  add_money_card (GTK_FLOW_BOX (cards), _ ("Company's part"), totals->part_entreprise);
  add_money_card (GTK_FLOW_BOX (cards), _ ("Groups' part"), totals->part_groupe);
  add_card (GTK_FLOW_BOX (cards), _ ("Average duration"), *days != '\0' ? days : "–", finished);
  add_card (GTK_FLOW_BOX (cards), _ ("Suspects"), suspects, analysis->n_late > 0 ? late : "");
  /* GTK 4.8 stays in front of a flow box that has nothing to focus. */
  gtk_widget_set_can_focus (cards, FALSE);
  return cards;
}

/* Charts */

static GtkWidget *
make_charts (const PortailBlanchimentAnalysis *analysis)
{
  GtkWidget *charts = new_flow (1, 2);

  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_CHARTS; i++)
    {
      g_autoptr (PortailChart) chart = portail_blanchiment_make_chart (analysis,
                                                                       (PortailBlanchimentChart) i);
      GtkWidget *view;

      if (chart == NULL)
        continue;
      view = portail_chart_view_new ();
      portail_chart_view_set_chart (PORTAIL_CHART_VIEW (view), chart);
      gtk_widget_set_size_request (view, 300, 260);
      gtk_widget_add_css_class (view, "card");
      gtk_widget_add_css_class (view, "figures-card");
      gtk_flow_box_append (GTK_FLOW_BOX (charts), view);
      gtk_widget_set_focusable (gtk_widget_get_parent (view), FALSE);
    }
  return charts;
}

/* Lists */

typedef struct
{
  PortailBlanchimentOpen open;
  GWeakRef owner;
  char *id;
} Link;

static void
free_link (gpointer pointer, GClosure *closure)
{
  Link *link = pointer;

  g_weak_ref_clear (&link->owner);
  g_free (link->id);
  g_free (link);
}

static void
on_row (AdwActionRow *row, Link *link)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&link->owner);

  if (owner != NULL)
    link->open (owner, link->id);
}

typedef struct
{
  PortailBlanchimentOpen open;
  gpointer owner;
} Opener;

static const char *
get_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : _ ("Not given");
}

/* A row that opens the operation. @subtitle NULL: status and day. */
static GtkWidget *
make_row (const PortailBlanchimentCase *its_case, const Opener *opener, const char *subtitle)
{
  const PortailBlanchimentOperation *operation = its_case->operation;
  GtkWidget *row = adw_action_row_new ();
  Link *link = g_new0 (Link, 1);
  g_autofree char *title = g_strdup_printf ("%s · %s", get_text (operation->employee_name),
                                            get_text (operation->groupe));
  g_autofree char *day = portail_day_to_text (operation->date_recu);
  g_autofree char *plain = g_strdup_printf (
      "%s · %s", day, portail_blanchiment_status_get_title (operation->status));
  g_autofree char *amount = portail_money_to_text (operation->amount);
  g_autofree char *score = portail_blanchiment_risk_to_text ((gint64) its_case->risk.score,
                                                             PORTAIL_BLANCHIMENT_FIRM);
  GtkWidget *amount_label = gtk_label_new (amount);
  GtkWidget *pill = gtk_label_new (score);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : plain);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (amount_label, "numeric");
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, portail_blanchiment_level_get_css_class (its_case->risk.level));
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount_label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  link->open = opener->open;
  link->id = g_strdup (operation->base.id);
  g_weak_ref_init (&link->owner, opener->owner);
  g_signal_connect_data (row, "activated", G_CALLBACK (on_row), link, free_link, 0);
  return row;
}

static GtkWidget *
make_top (const PortailBlanchimentAnalysis *analysis, const Opener *opener)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Largest operations"));
  for (guint i = 0; i < analysis->top->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (portail_blanchiment_analysis_get_case (
                                             analysis, g_array_index (analysis->top, guint, i)),
                                         opener, NULL));
  return group;
}

static GtkWidget *
make_suspects (const PortailBlanchimentAnalysis *analysis,
               const Opener *opener,
               const char *suspects_action)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_All suspects"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Suspects"));
  if (analysis->suspects->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _ ("No operation is suspect."));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), suspects_action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  for (guint i = 0; i < MIN (analysis->suspects->len, MAX_SUSPECTS); i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (
          analysis, g_array_index (analysis->suspects, guint, i));
      g_autofree char *reasons = portail_blanchiment_risk_list_reasons (&its_case->risk,
                                                                        its_case->operation);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 make_row (its_case, opener, reasons));
    }
  return group;
}

static void
add_provisional (GtkBox *box, const PortailBlanchimentStudy *study)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Provisional: changes of %u operation are still to be sent",
                   "Provisional: changes of %u operations are still to be sent", study->n_unsent),
      study->n_unsent);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "boundary-hint");
  gtk_box_append (box, label);
}

GtkWidget *
portail_blanchiment_board_new (PortailBlanchimentStudy *study,
                               PortailBlanchimentOpen open,
                               gpointer owner,
                               const char *suspects_action)
{
  GtkWidget *board = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  const Opener opener = { open, owner };

  gtk_widget_add_css_class (board, "board");
  if (study->n_unsent > 0)
    add_provisional (GTK_BOX (board), study);
  gtk_box_append (GTK_BOX (board), make_cards (study->analysis));
  gtk_box_append (GTK_BOX (board), make_charts (study->analysis));
  gtk_box_append (GTK_BOX (board), make_suspects (study->analysis, &opener, suspects_action));
  gtk_box_append (GTK_BOX (board), make_top (study->analysis, &opener));
  return board;
}
