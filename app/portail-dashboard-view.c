/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-view.h"

#include "app/portail-chart-view.h"
#include "app/portail-figure-card.h"
#include "app/portail-fold-bin.h"
#include "app/portail-notices-panel.h"
#include "app/portail-waiting-panel.h"
#include "shared/portail-i18n.h"

#define LAST_WEEK (PORTAIL_DASHBOARD_WEEKS - 1)

struct _PortailDashboardView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *freshness;
  GtkWidget *mark;
  GtkWidget *report_button;
  GtkWidget *no_sheet;
  GtkLabel *no_sheet_text;
  GtkWidget *create_button;
  GtkFlowBox *cards;
  GtkBox *panels;
  PortailWaitingPanel *waiting;
  PortailNoticesPanel *notices;
  GtkFlowBox *charts;
  GtkWidget *no_charts;

  GtkWidget *card_widgets[PORTAIL_N_CARDS];
  GtkWidget *chart_views[PORTAIL_DASHBOARD_N_CHARTS];
  PortailDashboardSnapshot *snapshot;
};

G_DEFINE_FINAL_TYPE (PortailDashboardView, portail_dashboard_view, ADW_TYPE_BIN)

static const PortailMood moods[PORTAIL_N_CARDS] = {
  [PORTAIL_CARD_CA_BRUT] = PORTAIL_MOOD_UP_IS_GOOD,
  [PORTAIL_CARD_DEPENSES] = PORTAIL_MOOD_NEUTRAL,
  [PORTAIL_CARD_BENEFICE] = PORTAIL_MOOD_UP_IS_GOOD,
  [PORTAIL_CARD_TAUX] = PORTAIL_MOOD_UP_IS_BAD,
  [PORTAIL_CARD_IMPOT] = PORTAIL_MOOD_UP_IS_BAD,
  [PORTAIL_CARD_TOTAL_DU] = PORTAIL_MOOD_UP_IS_BAD,
  [PORTAIL_CARD_PRIMES] = PORTAIL_MOOD_NEUTRAL,
  [PORTAIL_CARD_TRESORERIE] = PORTAIL_MOOD_UP_IS_GOOD,
  [PORTAIL_CARD_EMPLOYES] = PORTAIL_MOOD_NEUTRAL,
};

/* A record behind a figure; id NULL for none. */
typedef struct
{
  const char *type;
  const char *id;
} Behind;

static void
show_card (GtkWidget *card, const PortailFigureFace *face, Behind behind)
{
  portail_figure_card_show (PORTAIL_FIGURE_CARD (card), face);
  gtk_widget_set_visible (gtk_widget_get_parent (card), TRUE);
  gtk_widget_set_sensitive (card, behind.id != NULL);
  if (behind.id != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "(ss)", behind.type, behind.id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.open-record");
    }
  else
    gtk_actionable_set_action_name (GTK_ACTIONABLE (card), NULL);
}

/* What is due stands in the declaration, all else in the sheet. */
static Behind
find_behind (const PortailDashboard *dashboard, PortailCardId id)
{
  if (id == PORTAIL_CARD_TOTAL_DU && dashboard->declaration != NULL)
    return (Behind){ portail_tax_declaration_type.name, dashboard->declaration->id };
  return (Behind){ portail_dotation_type.name,
                   dashboard->sheet != NULL ? dashboard->sheet->id : NULL };
}

static void
show_cards (PortailDashboardView *view, PortailFigureFace *face)
{
  const PortailDashboard *dashboard = view->snapshot->dashboard;

  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    {
      PortailCardId id = (PortailCardId) i;

      face->title = _ (portail_card_get_title (id));
      face->kind = portail_card_get_kind (id);
      face->mood = moods[id];
      face->card = dashboard->cards[id];
      show_card (view->card_widgets[i], face, find_behind (dashboard, id));
    }
}

static void
show_own_cards (PortailDashboardView *view, PortailFigureFace *face)
{
  const PortailOwnFigures *own = view->snapshot->own;

  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    {
      PortailOwnFigure figure = (PortailOwnFigure) i;

      if (i >= PORTAIL_N_OWN)
        {
          gtk_widget_set_visible (gtk_widget_get_parent (view->card_widgets[i]), FALSE);
          continue;
        }
      face->title = _ (portail_own_figure_get_title (figure));
      face->kind = PORTAIL_FIGURE_KIND_MONEY;
      face->mood = PORTAIL_MOOD_UP_IS_GOOD;
      face->card = portail_own_figures_get_card (own, figure);
      show_card (view->card_widgets[i], face,
                 (Behind){ portail_dotation_type.name, own->weeks[LAST_WEEK].dotation_id });
    }
}

static void
show_charts (PortailDashboardView *view)
{
  gboolean has_charts = FALSE;

  for (int i = 0; i < PORTAIL_DASHBOARD_N_CHARTS; i++)
    {
      PortailChart *chart = view->snapshot->charts[i];

      portail_chart_view_set_chart (PORTAIL_CHART_VIEW (view->chart_views[i]), chart);
      gtk_widget_set_visible (gtk_widget_get_parent (view->chart_views[i]), chart != NULL);
      has_charts = has_charts || chart != NULL;
    }
  /* A single one takes the whole width. */
  gtk_flow_box_set_max_children_per_line (view->charts, view->snapshot->own != NULL ? 1 : 2);
  gtk_widget_set_visible (GTK_WIDGET (view->charts), has_charts);
  gtk_widget_set_visible (view->no_charts, !has_charts);
}

static gboolean
has_sheet (const PortailDashboardSnapshot *snapshot)
{
  return snapshot->dashboard != NULL ? snapshot->dashboard->sheet != NULL
                                     : snapshot->own->weeks[LAST_WEEK].dotation_id != NULL;
}

static void
show_no_sheet (PortailDashboardView *view, PortailDashboardStep step)
{
  gtk_widget_set_visible (view->no_sheet, !has_sheet (view->snapshot));
  gtk_widget_set_visible (GTK_WIDGET (view->cards), has_sheet (view->snapshot));
  gtk_widget_set_visible (view->create_button, step == PORTAIL_DASHBOARD_CREATE_STEP);
  gtk_label_set_text (
      view->no_sheet_text,
      view->snapshot->own != NULL ? _ ("You have no row in a submitted sheet of this week.")
      : step == PORTAIL_DASHBOARD_CREATE_STEP
          ? _ ("This week has no dotation yet: enter what each employee brought in, "
               "and its figures are here at once.")
          : _ ("This week has no dotation yet."));
}

void
portail_dashboard_view_show (PortailDashboardView *view,
                             PortailDashboardSnapshot *snapshot,
                             PortailOutboxCounts counts,
                             PortailDashboardStep step)
{
  g_autoptr (PortailDashboardSnapshot) before = NULL;
  g_autofree char *title = NULL;
  PortailFigureFace face = { 0 };

  g_return_if_fail (PORTAIL_IS_DASHBOARD_VIEW (view));
  g_return_if_fail (snapshot->enterprise_id != NULL);
  before = g_steal_pointer (&view->snapshot);
  view->snapshot = portail_dashboard_snapshot_ref (snapshot);
  title = portail_week_to_text (snapshot->period);
  gtk_label_set_text (view->title, title);
  face.previous = (PortailWeek){ snapshot->period.number - 1 };
  face.certainty = portail_dashboard_snapshot_is_provisional (snapshot) ? PORTAIL_FIGURE_PROVISIONAL
                                                                        : PORTAIL_FIGURE_CERTAIN;
  gtk_widget_set_visible (view->mark, snapshot->provisional_weeks != 0);
  gtk_widget_set_visible (view->report_button, snapshot->dashboard != NULL);
  show_no_sheet (view, step);
  if (snapshot->dashboard != NULL)
    show_cards (view, &face);
  else
    show_own_cards (view, &face);
  portail_waiting_panel_show (view->waiting, snapshot, counts);
  portail_notices_panel_show (view->notices, snapshot);
  show_charts (view);
}

void
portail_dashboard_view_set_freshness (PortailDashboardView *view, const char *text)
{
  g_return_if_fail (PORTAIL_IS_DASHBOARD_VIEW (view));
  gtk_label_set_text (view->freshness, text);
}

PortailDashboardSnapshot *
portail_dashboard_view_get_snapshot (PortailDashboardView *view)
{
  g_return_val_if_fail (PORTAIL_IS_DASHBOARD_VIEW (view), NULL);
  return view->snapshot;
}

static Behind
find_behind_week (const PortailDashboardSnapshot *snapshot, guint week)
{
  const char *id = NULL;

  if (week < PORTAIL_DASHBOARD_WEEKS && snapshot->own != NULL)
    id = snapshot->own->weeks[week].dotation_id;
  else if (week < PORTAIL_DASHBOARD_WEEKS && snapshot->dashboard->weeks[week].sheet != NULL)
    id = snapshot->dashboard->weeks[week].sheet->id;
  return (Behind){ portail_dotation_type.name, id };
}

static Behind
find_behind_name (const PortailDashboard *dashboard, guint index)
{
  if (index >= dashboard->names->len)
    return (Behind){ NULL, NULL };
  return (Behind){ "employee",
                   g_array_index (dashboard->names, PortailDashboardName, index).employee_id };
}

/* Weeks open their sheet, people their record, a level of risk the list of operations. */
static void
on_point_activated (PortailDashboardView *view, guint label, PortailChartView *chart_view)
{
  Behind behind = { NULL, NULL };

  if (view->snapshot == NULL)
    return;
  if (GTK_WIDGET (chart_view) == view->chart_views[PORTAIL_DASHBOARD_CHART_RISKS])
    {
      gtk_widget_activate_action (GTK_WIDGET (view), "win.show-rows", "(sa{ss})",
                                  portail_blanchiment_operation_type.name, NULL);
      return;
    }
  if (GTK_WIDGET (chart_view) == view->chart_views[PORTAIL_DASHBOARD_CHART_NAMES])
    behind = find_behind_name (view->snapshot->dashboard, label);
  else
    behind = find_behind_week (view->snapshot, label);
  if (behind.id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "win.open-record", "(ss)", behind.type,
                                behind.id);
}

/* The keyboard goes to what a place of a flow box holds, never to the place. */
static void
add_to (GtkFlowBox *box, GtkWidget *widget)
{
  GtkWidget *place = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (place, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), widget);
  gtk_flow_box_append (box, place);
}

static void
add_chart_view (PortailDashboardView *view, int which)
{
  GtkWidget *chart_view = portail_chart_view_new ();

  gtk_widget_add_css_class (chart_view, "card");
  gtk_widget_add_css_class (chart_view, "chart-card");
  g_signal_connect_object (chart_view, "point-activated", G_CALLBACK (on_point_activated), view,
                           G_CONNECT_SWAPPED);
  view->chart_views[which] = chart_view;
  add_to (view->charts, chart_view);
}

/* Beside each other where there is room, so that both are seen at once. */
static void
on_width_changed (PortailDashboardView *view, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (view->panels), is_narrow
                                                                     ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (view->panels, !is_narrow);
}

static void
portail_dashboard_view_dispose (GObject *object)
{
  g_clear_pointer (&PORTAIL_DASHBOARD_VIEW (object)->snapshot, portail_dashboard_snapshot_unref);
  G_OBJECT_CLASS (portail_dashboard_view_parent_class)->dispose (object);
}

/* Where one goes on after a report. */
static gboolean
portail_dashboard_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PORTAIL_DASHBOARD_VIEW (widget)->report_button);
}

static void
portail_dashboard_view_class_init (PortailDashboardViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_dashboard_view_dispose;
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  g_type_ensure (PORTAIL_TYPE_WAITING_PANEL);
  g_type_ensure (PORTAIL_TYPE_NOTICES_PANEL);
  widget_class->grab_focus = portail_dashboard_view_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-dashboard-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, title);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, freshness);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, mark);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, report_button);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, no_sheet);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, no_sheet_text);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, create_button);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, cards);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, panels);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, waiting);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, notices);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, charts);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardView, no_charts);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
}

static void
portail_dashboard_view_init (PortailDashboardView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    {
      view->card_widgets[i] = portail_figure_card_new ();
      add_to (view->cards, view->card_widgets[i]);
    }
  for (int i = 0; i < PORTAIL_DASHBOARD_N_CHARTS; i++)
    add_chart_view (view, i);
}
