/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-query-help.h"

#include "shared/portail-i18n.h"
#include "shared/portail-query-explanation.h"

struct _PortailQueryHelp
{
  AdwBin parent_instance;

  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (PortailQueryHelp, portail_query_help, ADW_TYPE_BIN)

static guint insert_signal;

static void
on_clicked (GtkButton *button, PortailQueryHelp *help)
{
  const PortailQueryExplanation *explanation = g_object_get_data (G_OBJECT (button), "explanation");

  gtk_menu_button_popdown (help->button);
  g_signal_emit (help, insert_signal, 0, explanation->example);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A press puts the example into the search. */
static GtkWidget *
make_row (PortailQueryHelp *help, const PortailQueryExplanation *explanation)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *name = g_strdup_printf (_ ("Search for %s"), explanation->example);

  gtk_box_append (GTK_BOX (lines), new_label (explanation->example, "monospace"));
  gtk_box_append (GTK_BOX (lines), new_label (_ (explanation->meaning), "dim-label"));
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (explanation->meaning),
                                  -1);
  g_object_set_data (G_OBJECT (button), "explanation", (gpointer) explanation);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), help);
  return button;
}

static GtkWidget *
make_list (PortailQueryHelp *help)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = new_label (_ ("What a search understands"), "heading");
  GtkWidget *hint = new_label (_ ("Press an example to search for it."), "caption");

  gtk_widget_set_margin_start (title, 9);
  gtk_widget_set_margin_start (hint, 9);
  gtk_widget_set_margin_bottom (hint, 6);
  gtk_box_append (GTK_BOX (list), title);
  gtk_box_append (GTK_BOX (list), hint);
  for (const PortailQueryExplanation *explanation = portail_query_explanation_get_table ();
       explanation->title != NULL; explanation++)
    gtk_box_append (GTK_BOX (list), make_row (help, explanation));
  return list;
}

static void
portail_query_help_class_init (PortailQueryHelpClass *class)
{
  insert_signal = g_signal_new ("insert", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_query_help_init (PortailQueryHelp *help)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_list (help));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_set_halign (popover, GTK_ALIGN_END);
  help->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (help->button, "help-about-symbolic");
  gtk_menu_button_set_popover (help->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (help->button), _ ("What a search understands"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (help->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What a search understands"), -1);
  adw_bin_set_child (ADW_BIN (help), GTK_WIDGET (help->button));
}

GtkWidget *
portail_query_help_new (void)
{
  return g_object_new (PORTAIL_TYPE_QUERY_HELP, NULL);
}
