/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-panel.h"

#include "app/portail-figures-panel.h"
#include "app/portail-tax-words.h"
#include "shared/portail-i18n.h"

struct _PortailTaxPanel
{
  AdwBin parent_instance;

  GtkWidget *pills;
  GtkLabel *due;
  GtkLabel *superseded;
  GtkLabel *notice;
  GtkButton *choice; /* the sheet, or typed */
  PortailFiguresPanel *figures;
  GtkWidget *versions_box;
  GtkListBox *versions;
  PortailTaxSnapshot *snapshot;
  PortailLiveSheet *live;
  PortailTaxPanelMode mode;
};

G_DEFINE_FINAL_TYPE (PortailTaxPanel, portail_tax_panel, ADW_TYPE_BIN)

enum
{
  FILL,
  TYPE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const pill_classes[] = { "waiting", "bad" };

static void
show_due (PortailTaxPanel *panel)
{
  const PortailTaxDeclaration *declaration = panel->snapshot->declaration;
  PortailTimestamp now = portail_timestamp_now ();
  PortailDueLevel level = portail_tax_due_level (declaration, panel->snapshot->version, now);
  g_autofree char *text = portail_tax_words_of_due (level, declaration->due_date, now);

  for (gsize i = 0; i < G_N_ELEMENTS (pill_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (panel->due), pill_classes[i]);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (panel->due), portail_tax_words_get_css_class (level));
  gtk_label_set_text (panel->due, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (panel->due), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (panel->superseded),
                          panel->snapshot->version == PORTAIL_TAX_SUPERSEDED);
  gtk_widget_set_visible (panel->pills,
                          text != NULL || panel->snapshot->version == PORTAIL_TAX_SUPERSEDED);
}

/* A draft follows its sheet until it is submitted. Owned; NULL for nothing. */
static char *
describe_amount (PortailTaxPanel *panel)
{
  const PortailTaxDeclaration *declaration = panel->snapshot->declaration;
  g_autofree char *stored = NULL;
  g_autofree char *now = NULL;

  if (panel->live == NULL || panel->live->fault != NULL || declaration->base.id == NULL
      || portail_money_is_null (declaration->amount)
      || declaration->amount.cents == panel->live->chain.total_du.cents)
    return NULL;
  stored = portail_money_to_text (declaration->amount);
  now = portail_money_to_text (panel->live->chain.total_du);
  return g_strdup_printf (_ ("The sheet has changed since: the amount of %1$s becomes %2$s when "
                             "the declaration is submitted."),
                          stored, now);
}

/* Owned; NULL for nothing to say. */
static char *
make_notice (PortailTaxPanel *panel)
{
  const PortailTaxSnapshot *snapshot = panel->snapshot;

  if (snapshot->lock_reason != NULL)
    return g_strdup (snapshot->lock_reason);
  if (snapshot->version == PORTAIL_TAX_SUPERSEDED)
    return g_strdup (_ ("A newer version corrects this one: it is no longer paid."));
  if (panel->mode == PORTAIL_TAX_PANEL_FILLED)
    return g_strdup (_ ("The amount comes from the sheet of the week: what is due in all."));
  if (panel->mode == PORTAIL_TAX_PANEL_TYPED && panel->live == NULL)
    return g_strdup (_ ("The week has no sheet: type what is due."));
  if (panel->mode == PORTAIL_TAX_PANEL_READ && panel->live == NULL)
    return g_strdup (_ ("This declaration was typed: there is no sheet behind it."));
  return describe_amount (panel);
}

static void
show_notice (PortailTaxPanel *panel)
{
  g_autofree char *text = make_notice (panel);

  gtk_label_set_text (panel->notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (panel->notice), text != NULL);
}

static void
show_choice (PortailTaxPanel *panel)
{
  gboolean is_filled = panel->mode == PORTAIL_TAX_PANEL_FILLED;

  gtk_button_set_label (panel->choice, is_filled ? _ ("T_ype the amount instead")
                                                 : _ ("Take the _sheet of the week"));
  gtk_widget_set_visible (GTK_WIDGET (panel->choice),
                          panel->mode != PORTAIL_TAX_PANEL_READ && panel->live != NULL);
}

/* Versions */

static char *
make_title (const PortailTaxDeclaration *version, guint number)
{
  const PortailField *status = portail_record_type_get_field (
      version->base.type, (guint) portail_record_type_find_field (version->base.type, "status"));
  g_autofree char *amount = portail_money_to_text (version->amount);
  g_autofree char *state = portail_field_to_text (status, version);

  /* Translators: the number of a version, its amount, its status. */
  return g_strdup_printf (_ ("Version %1$u · %2$s · %3$s"), number, amount, state);
}

static GtkWidget *
make_row (PortailTaxPanel *panel, guint index)
{
  const GPtrArray *versions = panel->snapshot->versions;
  const PortailTaxDeclaration *version = g_ptr_array_index (versions, index);
  gboolean is_open = g_strcmp0 (version->base.id, panel->snapshot->declaration->base.id) == 0;
  g_autofree char *title = make_title (version, index + 1);
  g_autofree char *difference = index > 0 ? portail_tax_words_of_difference (
                                    g_ptr_array_index (versions, index - 1), version)
                                          : NULL;
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (difference != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), difference);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !is_open);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (is_open ? "emblem-ok-symbolic" : "go-next-symbolic"));
  return row;
}

static void
show_versions (PortailTaxPanel *panel)
{
  guint n_versions = panel->snapshot != NULL ? panel->snapshot->versions->len : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (panel->versions, 0)) != NULL)
    gtk_list_box_remove (panel->versions, GTK_WIDGET (row));
  for (guint i = 0; n_versions > 1 && i < n_versions; i++)
    gtk_list_box_append (panel->versions, make_row (panel, i));
  gtk_widget_set_visible (panel->versions_box, n_versions > 1);
}

static void
on_version_activated (PortailTaxPanel *panel, GtkListBoxRow *row)
{
  const PortailRecord *version = g_ptr_array_index (panel->snapshot->versions,
                                                    (guint) gtk_list_box_row_get_index (row));
  g_autofree char *id = g_strdup (version->id);

  gtk_widget_activate_action (GTK_WIDGET (panel), "win.open-record", "(ss)",
                              portail_tax_declaration_type.name, id);
}

static void
on_choice (PortailTaxPanel *panel)
{
  g_signal_emit (panel, signals[panel->mode == PORTAIL_TAX_PANEL_FILLED ? TYPE : FILL], 0);
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static GtkWidget *
build_pills (PortailTaxPanel *panel)
{
  panel->pills = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  panel->due = new_label ("pill-label");
  panel->superseded = new_label ("pill-label");
  gtk_label_set_text (panel->superseded, _ ("superseded"));
  gtk_box_append (GTK_BOX (panel->pills), GTK_WIDGET (panel->due));
  gtk_box_append (GTK_BOX (panel->pills), GTK_WIDGET (panel->superseded));
  return panel->pills;
}

static GtkWidget *
build_versions (PortailTaxPanel *panel)
{
  GtkLabel *title = new_label ("heading");

  panel->versions_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  panel->versions = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_text (title, _ ("Versions"));
  gtk_list_box_set_selection_mode (panel->versions, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (panel->versions), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->versions), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Versions"), -1);
  g_signal_connect_swapped (panel->versions, "row-activated", G_CALLBACK (on_version_activated),
                            panel);
  gtk_box_append (GTK_BOX (panel->versions_box), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (panel->versions_box), GTK_WIDGET (panel->versions));
  return panel->versions_box;
}

static void
portail_tax_panel_dispose (GObject *object)
{
  PortailTaxPanel *panel = PORTAIL_TAX_PANEL (object);

  if (panel->live != NULL)
    portail_figures_panel_set_live (panel->figures, NULL);
  g_clear_pointer (&panel->live, portail_live_sheet_free);
  g_clear_pointer (&panel->snapshot, portail_tax_snapshot_free);
  G_OBJECT_CLASS (portail_tax_panel_parent_class)->dispose (object);
}

static void
portail_tax_panel_class_init (PortailTaxPanelClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_tax_panel_dispose;
  signals[FILL] = g_signal_new ("fill", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
  signals[TYPE] = g_signal_new ("type", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static void
portail_tax_panel_init (PortailTaxPanel *panel)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  GtkWidget *figures = portail_figures_panel_new ();

  panel->notice = new_label ("caption");
  panel->choice = GTK_BUTTON (gtk_button_new_with_mnemonic (""));
  gtk_widget_set_halign (GTK_WIDGET (panel->choice), GTK_ALIGN_START);
  g_signal_connect_swapped (panel->choice, "clicked", G_CALLBACK (on_choice), panel);
  panel->figures = PORTAIL_FIGURES_PANEL (figures);
  gtk_widget_add_css_class (figures, "flush");
  gtk_box_append (box, build_pills (panel));
  gtk_box_append (box, GTK_WIDGET (panel->notice));
  gtk_box_append (box, GTK_WIDGET (panel->choice));
  gtk_box_append (box, build_versions (panel));
  gtk_box_append (box, figures);
  adw_bin_set_child (ADW_BIN (panel), GTK_WIDGET (box));
  gtk_widget_set_visible (GTK_WIDGET (panel), FALSE);
}

GtkWidget *
portail_tax_panel_new (void)
{
  return g_object_new (PORTAIL_TYPE_TAX_PANEL, NULL);
}

void
portail_tax_panel_set_mode (PortailTaxPanel *panel, PortailTaxPanelMode mode)
{
  g_return_if_fail (PORTAIL_IS_TAX_PANEL (panel));
  panel->mode = mode;
  if (panel->snapshot == NULL)
    return;
  show_due (panel);
  show_notice (panel);
  show_choice (panel);
  gtk_widget_set_visible (GTK_WIDGET (panel->figures),
                          panel->live != NULL && mode != PORTAIL_TAX_PANEL_TYPED);
}

void
portail_tax_panel_set_snapshot (PortailTaxPanel *panel,
                                PortailTaxSnapshot *snapshot,
                                PortailTaxPanelMode mode)
{
  g_return_if_fail (PORTAIL_IS_TAX_PANEL (panel));
  portail_figures_panel_set_live (panel->figures, NULL);
  g_clear_pointer (&panel->live, portail_live_sheet_free);
  g_clear_pointer (&panel->snapshot, portail_tax_snapshot_free);
  panel->snapshot = snapshot;
  if (snapshot != NULL && snapshot->sheet != NULL)
    panel->live = portail_live_sheet_new (g_steal_pointer (&snapshot->sheet));
  portail_figures_panel_set_live (panel->figures, panel->live);
  show_versions (panel);
  gtk_widget_set_visible (GTK_WIDGET (panel), snapshot != NULL);
  portail_tax_panel_set_mode (panel, mode);
}

const PortailTaxSnapshot *
portail_tax_panel_get_snapshot (PortailTaxPanel *panel)
{
  g_return_val_if_fail (PORTAIL_IS_TAX_PANEL (panel), NULL);
  return panel->snapshot;
}

const PortailDotationChain *
portail_tax_panel_get_chain (PortailTaxPanel *panel)
{
  g_return_val_if_fail (PORTAIL_IS_TAX_PANEL (panel), NULL);
  return panel->live != NULL && panel->live->fault == NULL ? &panel->live->chain : NULL;
}
