/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-trial.h"

#include "app/portail-bareme-text.h"
#include "app/portail-text-scale.h"
#include "shared/portail-i18n.h"

#define N_TABLES    2
#define TAB_PIXELS  80
#define MAX_REASONS 4

struct _PortailBaremeTrial
{
  AdwBin parent_instance;

  GtkTextView *views[N_TABLES]; /* in the order of PortailBaremeTable */
  GtkDropDown *mode;
  GtkLabel *faults;
  PortailBareme bareme; /* the last good one */
  char *name;
  gboolean is_good;
  gboolean is_changed;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (PortailBaremeTrial, portail_bareme_trial, ADW_TYPE_BIN)

static guint changed_signal;

static const struct
{
  const char *title;
  const char *hint;
  int height;
} tables[N_TABLES] = {
  [PORTAIL_BAREME_TRANCHES] = { N_ ("Brackets, rates and caps"),
                                N_ ("One bracket a line: minimum, rate, then the caps. Paste a "
                                    "table of a spreadsheet over it."),
                                220 },
  [PORTAIL_BAREME_RICHESSE] = { N_ ("Wealth table"),
                                N_ ("One bracket a line: minimum of the balance, rate."), 120 },
};

/* `Row 3: …` */
static void
append_problem (GString *text, const PortailProblem *problem)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (problem->index >= 0)
    /* Translators: the number of a row, then what is wrong with it. */
    g_string_append_printf (text, _ ("Row %1$d: %2$s"), (int) problem->index + 1, problem->detail);
  else
    g_string_append (text, problem->detail);
}

static void
show_problems (PortailBaremeTrial *trial, const PortailProblems *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, MAX_REASONS); i++)
    append_problem (text, portail_problems_get (problems, i));
  if (problems->len > MAX_REASONS)
    {
      guint n = problems->len - MAX_REASONS;

      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "…and %u more", "…and %u more", n), n);
    }
  gtk_label_set_text (trial->faults, text->str);
  gtk_widget_set_visible (GTK_WIDGET (trial->faults), problems->len > 0);
}

static gboolean
read_table (PortailBaremeTrial *trial,
            PortailBaremeTable table,
            PortailBareme *bareme,
            PortailProblems *problems)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (trial->views[table]);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  gboolean is_good;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  is_good = portail_bareme_text_parse (text, table, bareme, problems);
  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (trial->views[table]), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (trial->views[table]), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (trial->views[table]), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  return is_good;
}

static void
read_all (PortailBaremeTrial *trial)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBareme bareme = trial->bareme;
  gboolean is_good = TRUE;

  for (int table = 0; table < N_TABLES; table++)
    is_good = read_table (trial, (PortailBaremeTable) table, &bareme, problems) && is_good;
  bareme.mode_impot = (PortailModeImpot) gtk_drop_down_get_selected (trial->mode);
  trial->is_good = is_good;
  if (is_good)
    trial->bareme = bareme;
  show_problems (trial, problems);
}

static void
on_changed (PortailBaremeTrial *trial)
{
  if (trial->is_setting)
    return;
  trial->is_changed = TRUE;
  read_all (trial);
  g_signal_emit (trial, changed_signal, 0);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
set_tabs (GtkTextView *view)
{
  PangoTabArray *tabs = pango_tab_array_new (1, TRUE);

  /* The last tab repeats. */
  pango_tab_array_set_tab (tabs, 0, PANGO_TAB_LEFT,
                           portail_text_scale_up (GTK_WIDGET (view), TAB_PIXELS));
  gtk_text_view_set_tabs (view, tabs);
  pango_tab_array_free (tabs);
}

static void
add_table (PortailBaremeTrial *trial, GtkBox *box, PortailBaremeTable table)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *hint = new_label (_ (tables[table].hint), "caption");

  trial->views[table] = GTK_TEXT_VIEW (view);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (view, "bareme-text");
  gtk_text_view_set_left_margin (trial->views[table], 9);
  gtk_text_view_set_top_margin (trial->views[table], 6);
  gtk_text_view_set_bottom_margin (trial->views[table], 6);
  set_tabs (trial->views[table]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (tables[table].title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (tables[table].hint), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (trial->views[table]), "changed",
                           G_CALLBACK (on_changed), trial, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), tables[table].height);
  /* As high as its lines, the page scrolls; GTK 4.8 draws a bar of its own before it has a place
   * while somebody types. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (box, new_label (_ (tables[table].title), "heading"));
  gtk_box_append (box, hint);
  gtk_box_append (box, scroller);
}

static void
add_mode (PortailBaremeTrial *trial, GtkBox *box)
{
  /* In the order of PortailModeImpot. */
  const char *const modes[] = { _ ("One rate for the whole profit"), _ ("Progressive"), NULL };

  trial->mode = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (modes));
  gtk_accessible_update_property (GTK_ACCESSIBLE (trial->mode), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tax mode"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (trial->mode), _ ("Tax mode"));
  g_signal_connect_object (trial->mode, "notify::selected", G_CALLBACK (on_changed), trial,
                           G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (trial->mode));
}

static void
portail_bareme_trial_finalize (GObject *object)
{
  g_free (PORTAIL_BAREME_TRIAL (object)->name);
  G_OBJECT_CLASS (portail_bareme_trial_parent_class)->finalize (object);
}

static void
portail_bareme_trial_class_init (PortailBaremeTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_bareme_trial_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_bareme_trial_init (PortailBaremeTrial *trial)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  trial->is_setting = TRUE;
  trial->faults = GTK_LABEL (new_label ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (trial->faults), FALSE);
  gtk_box_append (box, GTK_WIDGET (trial->faults));
  for (int table = 0; table < N_TABLES; table++)
    add_table (trial, box, (PortailBaremeTable) table);
  add_mode (trial, box);
  adw_bin_set_child (ADW_BIN (trial), GTK_WIDGET (box));
  trial->is_setting = FALSE;
}

GtkWidget *
portail_bareme_trial_new (void)
{
  return g_object_new (PORTAIL_TYPE_BAREME_TRIAL, NULL);
}

void
portail_bareme_trial_set (PortailBaremeTrial *trial, const PortailBareme *bareme)
{
  g_autofree char *before = NULL;

  g_return_if_fail (PORTAIL_IS_BAREME_TRIAL (trial));
  before = g_steal_pointer (&trial->name);
  trial->name = g_strdup (bareme->name);
  trial->bareme = *bareme;
  trial->bareme.name = trial->name;
  trial->is_setting = TRUE;
  for (int table = 0; table < N_TABLES; table++)
    {
      g_autofree char *text = portail_bareme_text_new (bareme, (PortailBaremeTable) table);

      gtk_text_buffer_set_text (gtk_text_view_get_buffer (trial->views[table]), text, -1);
    }
  gtk_drop_down_set_selected (trial->mode, bareme->mode_impot);
  trial->is_setting = FALSE;
  trial->is_changed = FALSE;
  read_all (trial);
  g_signal_emit (trial, changed_signal, 0);
}

const PortailBareme *
portail_bareme_trial_get (PortailBaremeTrial *trial)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_TRIAL (trial), NULL);
  return trial->is_good ? &trial->bareme : NULL;
}

gboolean
portail_bareme_trial_is_changed (PortailBaremeTrial *trial)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_TRIAL (trial), FALSE);
  return trial->is_changed;
}

void
portail_bareme_trial_paste (PortailBaremeTrial *trial, PortailBaremeTable table, const char *text)
{
  g_return_if_fail (PORTAIL_IS_BAREME_TRIAL (trial));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (trial->views[table]), text, -1);
}
