/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-help-window.h"

#include "app/portail-action-table.h"
#include "shared/portail-i18n.h"

#define MARGIN 18
#define WIDTH  460
#define HEIGHT 520

static const struct
{
  const char *module;
  const char *text; /* N_ ("…") */
} guides[] = {
  { "dashboard", N_ ("The figures of the company and week that the header has chosen, beside those "
                     "of the week before. Each figure opens the rows behind it, each chart is also "
                     "a table. What is in italics counts changes that are still to be sent.") },
  { "dotations", N_ ("One sheet a week. Type as in a spreadsheet or paste a block; salaries and "
                     "bonuses are suggested and can be typed over. Ask “Why this amount?” of any "
                     "figure. A sheet that is complete is submitted to the staff.") },
  { "impots",
    N_ ("Declarations come from the dotation of the week or are typed. Each is due two "
        "days after the week ends unless the company says otherwise; a validated one is "
        "corrected by a new version. The simulator tries amounts without storing them.") },
  { "documents", N_ ("Drop files anywhere on the page, or choose several. They are sent as soon as "
                     "there is a network. Pin what you need without one.") },
  { "blanchiment", N_ ("Role play only. Operations with their shares and durations; the risk says "
                       "which rules it comes from, and staff reviews the suspects.") },
  { "archives", N_ ("What was archived stays as it was. Search by words, or by fields such as "
                    "type:impot or montant:>10000; keep a search under a name.") },
  { "configuration",
    N_ ("Your own settings, those of the company, and with the right to them those "
        "of the server. What you may only read says so.") },
};

static const char *const window_guide = N_ (
    "Choose the company and the week in the header; every page follows. Everything works without "
    "a network: the sign at the top right says what is still to be sent, and opens it. Nothing is "
    "lost without your word; what you did can be undone.");

static const char *
find_guide (const char *module)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guides); i++)
    if (g_strcmp0 (guides[i].module, module) == 0)
      return _ (guides[i].text);
  return NULL;
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
new_keys (void)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Keys"));
  for (const PortailActionRow *row = portail_action_table_get (); row->title != NULL; row++)
    {
      g_autofree char *key = portail_action_row_dup_key_label (row);
      GtkWidget *action_row;

      if (key == NULL || row->group == PORTAIL_ACTION_SHEET)
        continue;
      action_row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (action_row), _ (row->title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (action_row), gtk_label_new (key));
      adw_preferences_group_add (group, action_row);
    }
  return GTK_WIDGET (group);
}

static GtkWidget *
new_body (const char *module)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, MARGIN);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  const char *guide = find_guide (module);

  if (guide != NULL)
    gtk_box_append (GTK_BOX (box), new_text (guide));
  gtk_box_append (GTK_BOX (box), new_text (_ (window_guide)));
  gtk_box_append (GTK_BOX (box), new_keys ());
  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

GtkWidget *
portail_help_window_new (GtkWindow *parent, const char *module, const char *title)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (_ ("Help"), title != NULL ? title : ""));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), new_body (module));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window),
                               MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))), HEIGHT);
  return window;
}
