/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-employes.h"

#include "app/portail-blanchiment-words.h"
#include "app/portail-chart-view.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-charts.h"

/* Rows that are made; the report has the rest. */
#define MAX_ROWS 200
/* Weeks that the trend compares with as many before them. */
#define TREND_WEEKS 4

struct _PortailBlanchimentEmployes
{
  AdwBin parent_instance;

  AdwBin *content;

  PortailBlanchimentRangeBar *range; /* NULL once it is disposed of */
  PortailChartView *chart;           /* of what is shown; NULL where nothing is */
  char *chosen;                      /* name of the employé; or NULL */
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentEmployes, portail_blanchiment_employes, ADW_TYPE_BIN)

static guint operations_signal;

static GQuark
place_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("portail-blanchiment-place");
  return quark;
}

static const PortailBlanchimentGroup *
get_group (PortailBlanchimentEmployes *employes, guint place)
{
  const PortailBlanchimentStudy *study = portail_blanchiment_range_get_study (employes->range);

  if (study == NULL || place >= study->analysis->by_employe->len)
    return NULL;
  return &g_array_index (study->analysis->by_employe, PortailBlanchimentGroup, place);
}

static const char *
get_name (const PortailBlanchimentGroup *group)
{
  return group->name != NULL && *group->name != '\0' ? group->name : _ ("Not given");
}

/* Texts */

static void
append (GString *text, char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_free (part);
}

static gint64
sum_weeks (const gint64 *trend, guint first)
{
  gint64 sum = 0;

  for (guint i = first; i < first + TREND_WEEKS; i++)
    sum += trend[i];
  return sum;
}

/* The last weeks against those before them; NULL where nothing can be compared. Owned. */
static char *
describe_trend (const gint64 *trend)
{
  gint64 last = sum_weeks (trend, PORTAIL_BLANCHIMENT_TREND_WEEKS - TREND_WEEKS);
  gint64 before = sum_weeks (trend, PORTAIL_BLANCHIMENT_TREND_WEEKS - 2 * TREND_WEEKS);
  int percent;

  if (before == 0)
    return NULL;
  percent = (int) CLAMP ((double) (last - before) * 100 / (double) before, -100.0, 9999.0);
  /* Translators: change of the last 4 weeks against the 4 before them, in percent. */
  return g_strdup_printf (_ ("%1$s %2$+d %% in 4 weeks"),
                          percent > 0   ? "↗"
                          : percent < 0 ? "↘"
                                        : "→",
                          percent);
}

static char *
describe (const PortailBlanchimentGroup *group, const gint64 *trend)
{
  GString *text = g_string_new (NULL);
  g_autofree char *somme = portail_money_to_text (group->totals.somme);
  g_autofree char *part = portail_money_to_text (group->totals.part_entreprise);
  g_autofree char *days = portail_blanchiment_days_to_text (
      portail_blanchiment_get_mean_days (group->days, group->n_finished));

  append (text, g_strdup_printf (
                    g_dngettext (GETTEXT_PACKAGE, "%u operation", "%u operations", group->totals.n),
                    group->totals.n));
  append (text, g_strdup_printf (_ ("company's part %s"), part));
  if (*days != '\0')
    append (text, g_strdup_printf (_ ("%s on average"), days));
  if (group->n_open > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open", "%u open", group->n_open),
                             group->n_open));
  if (group->n_late > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open for too long",
                                                "%u open for too long", group->n_late),
                                   group->n_late));
  if (group->totals.n_suspects > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspect", "%u suspects",
                                                group->totals.n_suspects),
                                   group->totals.n_suspects));
  append (text, describe_trend (trend));
  return g_string_free (text, FALSE);
}

/* Rows */

static void
show_chart (PortailBlanchimentEmployes *employes, guint place)
{
  const PortailBlanchimentGroup *group = get_group (employes, place);
  const PortailBlanchimentStudy *study = portail_blanchiment_range_get_study (employes->range);
  g_autoptr (PortailChart) chart = NULL;

  if (group == NULL || employes->chart == NULL)
    return;
  g_free (employes->chosen);
  employes->chosen = g_strdup (group->name);
  if (!portail_week_is_null (study->last_week))
    chart = portail_blanchiment_make_trend_chart (
        get_name (group), study->last_week, portail_blanchiment_study_get_trend (study, place),
        PORTAIL_BLANCHIMENT_TREND_WEEKS);
  portail_chart_view_set_chart (employes->chart, chart);
}

static void
on_selected (PortailBlanchimentEmployes *employes, GtkListBoxRow *row)
{
  if (row != NULL)
    show_chart (employes, GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (row), place_quark ())));
}

static void
on_operations (GtkButton *button, PortailBlanchimentEmployes *employes)
{
  const PortailBlanchimentGroup *group = get_group (
      employes, GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (button), place_quark ())));

  if (group != NULL)
    g_signal_emit (employes, operations_signal, 0, group->name != NULL ? group->name : "");
}

static GtkWidget *
make_button (PortailBlanchimentEmployes *employes, const char *name, guint place)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  g_autofree char *spoken = g_strdup_printf (_ ("Operations of %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_qdata (G_OBJECT (button), place_quark (), GUINT_TO_POINTER (place));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_operations), employes, 0);
  return button;
}

static GtkWidget *
make_row (PortailBlanchimentEmployes *employes, guint place)
{
  const PortailBlanchimentGroup *group = get_group (employes, place);
  const gint64 *trend = portail_blanchiment_study_get_trend (
      portail_blanchiment_range_get_study (employes->range), place);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (group, trend);
  g_autofree char *score = portail_blanchiment_risk_to_text ((gint64) group->highest_risk,
                                                             PORTAIL_BLANCHIMENT_FIRM);
  GtkWidget *pill = gtk_label_new (score);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_name (group));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, portail_blanchiment_level_get_css_class (
                                      portail_blanchiment_get_level (group->highest_risk)));
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (pill, _ ("Highest risk"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (employes, get_name (group), place));
  g_object_set_qdata (G_OBJECT (row), place_quark (), GUINT_TO_POINTER (place));
  return row;
}

static GtkWidget *
make_list (PortailBlanchimentEmployes *employes, const GArray *groups)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  guint chosen = 0;

  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Employees"), -1);
  for (guint i = 0; i < MIN (groups->len, MAX_ROWS); i++)
    {
      gtk_list_box_append (list, make_row (employes, i));
      if (g_strcmp0 (g_array_index (groups, PortailBlanchimentGroup, i).name, employes->chosen)
          == 0)
        chosen = i;
    }
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_selected), employes,
                           G_CONNECT_SWAPPED);
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int) chosen));
  return GTK_WIDGET (list);
}

static GtkWidget *
make_board (PortailBlanchimentEmployes *employes)
{
  const PortailBlanchimentStudy *study = portail_blanchiment_range_get_study (employes->range);
  GtkWidget *board = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *chart = portail_chart_view_new ();

  gtk_widget_add_css_class (board, "board");
  gtk_widget_set_size_request (chart, -1, 240);
  gtk_widget_set_vexpand (chart, FALSE);
  gtk_widget_add_css_class (chart, "card");
  gtk_widget_add_css_class (chart, "figures-card");
  gtk_box_append (GTK_BOX (board), chart);
  employes->chart = PORTAIL_CHART_VIEW (chart);
  gtk_box_append (GTK_BOX (board), make_list (employes, study->analysis->by_employe));
  return board;
}

static void
update (PortailBlanchimentEmployes *employes)
{
  GtkWidget *status = portail_blanchiment_range_make_status (employes->range);

  employes->chart = NULL;
  adw_bin_set_child (employes->content, NULL);
  adw_bin_set_child (employes->content, status != NULL ? status : make_board (employes));
}

static void
portail_blanchiment_employes_dispose (GObject *object)
{
  PortailBlanchimentEmployes *employes = PORTAIL_BLANCHIMENT_EMPLOYES (object);

  employes->range = NULL;
  employes->chart = NULL;
  g_clear_pointer (&employes->chosen, g_free);
  G_OBJECT_CLASS (portail_blanchiment_employes_parent_class)->dispose (object);
}

static void
portail_blanchiment_employes_class_init (PortailBlanchimentEmployesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_employes_dispose;
  operations_signal = g_signal_new ("operations", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_blanchiment_employes_init (PortailBlanchimentEmployes *employes)
{
}

static GtkWidget *
make_scroller (PortailBlanchimentEmployes *employes)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  employes->content = ADW_BIN (adw_bin_new ());
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (employes->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

GtkWidget *
portail_blanchiment_employes_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentEmployes *employes = g_object_new (PORTAIL_TYPE_BLANCHIMENT_EMPLOYES, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *range = portail_blanchiment_range_new (book);

  employes->range = PORTAIL_BLANCHIMENT_RANGE (range);
  gtk_widget_add_css_class (range, "page-bar");
  gtk_box_append (GTK_BOX (box), range);
  gtk_box_append (GTK_BOX (box), make_scroller (employes));
  adw_bin_set_child (ADW_BIN (employes), box);
  g_signal_connect_object (range, "changed", G_CALLBACK (update), employes, G_CONNECT_SWAPPED);
  update (employes);
  return GTK_WIDGET (employes);
}

PortailBlanchimentRangeBar *
portail_blanchiment_employes_get_range (PortailBlanchimentEmployes *employes)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_EMPLOYES (employes), NULL);
  return employes->range;
}
