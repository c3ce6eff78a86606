/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-figures-panel.h"

#include "shared/portail-explanation.h"
#include "shared/portail-i18n.h"

/* How a figure stands out. */
typedef enum
{
  LOOK_NORMAL,
  LOOK_STRONG, /* a line under which one adds up */
  LOOK_TOTAL,
} Look;

static const Look looks[PORTAIL_N_FIGURES] = {
  [PORTAIL_FIGURE_CA_BRUT] = LOOK_STRONG,
  [PORTAIL_FIGURE_BENEFICE_IMPOSABLE] = LOOK_STRONG,
  [PORTAIL_FIGURE_TRESORERIE_NETTE] = LOOK_STRONG,
  [PORTAIL_FIGURE_TOTAL_DU] = LOOK_TOTAL,
};

struct _PortailFiguresPanel
{
  AdwBin parent_instance;

  PortailDotationModel *model;
  gulong handler;
  const PortailLiveSheet *live; /* without a model */
  GtkLabel *mode_label;
  GtkLabel *fault_label;
  GtkWidget *hints[2]; /* in the order of PortailBaremeTable */
  GtkListBox *list;
  GtkWidget *rows[PORTAIL_N_FIGURES];
  GtkLabel *values[PORTAIL_N_FIGURES];
  GtkPopover *popover;
  GtkLabel *why_title;
  GtkLabel *why_label;
};

G_DEFINE_FINAL_TYPE (PortailFiguresPanel, portail_figures_panel, ADW_TYPE_BIN)

static const PortailLiveSheet *
get_live (PortailFiguresPanel *panel)
{
  return panel->model != NULL ? portail_dotation_model_get_live (panel->model) : panel->live;
}

static void
show_mode (PortailFiguresPanel *panel, const PortailDotationSheet *sheet)
{
  const PortailPayrollSettings *settings = sheet->settings;
  g_autofree char *bareme = portail_bareme_to_text (&sheet->bareme);
  g_autofree char *salaire = portail_rate_to_text (settings->taux_salaire);
  g_autofree char *prime = portail_rate_to_text (settings->taux_prime);
  g_autofree char *rates = NULL;
  g_autofree char *text = NULL;

  if (settings->mode_calcul == PORTAIL_MODE_CALCUL_POURCENTAGE)
    /* Translators: rates of salary and bonus. */
    rates = g_strdup_printf (_ (" (salary %1$s, bonus %2$s)"), salaire, prime);
  /* Translators: the calculation mode of the company with its rates, then the tax table. */
  text = g_strdup_printf (_ ("Suggestions: %1$s%2$s. Tax table: %3$s."),
                          portail_mode_calcul_get_title (settings->mode_calcul),
                          rates != NULL ? rates : "", bareme);
  gtk_label_set_text (panel->mode_label, text);
}

static void
show_hint (PortailFiguresPanel *panel, PortailBaremeTable table)
{
  const PortailLiveSheet *live = get_live (panel);
  GtkWidget *label = gtk_widget_get_last_child (panel->hints[table]);
  PortailSheet sheet;
  PortailExplanationSubject subject = portail_live_sheet_get_subject (live, &sheet);
  g_autofree char *text = live->fault == NULL ? portail_explanation_of_boundary (&subject, table)
                                              : NULL;

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (panel->hints[table], text != NULL);
}

static gboolean
is_negative (const PortailDotationChain *chain, PortailFigureId id)
{
  return portail_figure_get (id)->kind == PORTAIL_FIGURE_KIND_MONEY
         && portail_dotation_chain_get_money (chain, id).cents < 0;
}

static void
show_figure (PortailFiguresPanel *panel, PortailFigureId id)
{
  const PortailLiveSheet *live = get_live (panel);
  GtkWidget *value = GTK_WIDGET (panel->values[id]);
  g_autofree char *text = live->fault == NULL ? portail_dotation_chain_to_text (&live->chain, id)
                                              : g_strdup ("—");
  g_autofree char *spoken = g_strdup_printf ("%s, %s", _ (portail_figure_get (id)->title), text);

  gtk_label_set_text (panel->values[id], text);
  if (live->fault == NULL && is_negative (&live->chain, id))
    gtk_widget_add_css_class (value, "error");
  else
    gtk_widget_remove_css_class (value, "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->rows[id]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
update (PortailFiguresPanel *panel)
{
  const PortailLiveSheet *live = get_live (panel);

  gtk_widget_set_sensitive (GTK_WIDGET (panel->list), live != NULL && live->fault == NULL);
  if (live == NULL)
    return;
  gtk_label_set_text (panel->fault_label, live->fault != NULL ? live->fault : "");
  gtk_widget_set_visible (GTK_WIDGET (panel->fault_label), live->fault != NULL);
  show_mode (panel, live->sheet);
  show_hint (panel, PORTAIL_BAREME_TRANCHES);
  show_hint (panel, PORTAIL_BAREME_RICHESSE);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    show_figure (panel, (PortailFigureId) id);
}

void
portail_figures_panel_explain (PortailFiguresPanel *panel, PortailFigureId figure)
{
  const PortailLiveSheet *live;
  PortailSheet sheet;
  PortailExplanationSubject subject;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (PORTAIL_IS_FIGURES_PANEL (panel));
  live = get_live (panel);
  if (live == NULL || live->fault != NULL)
    return;
  subject = portail_live_sheet_get_subject (live, &sheet);
  text = portail_explanation_of_figure (&subject, figure);
  title = g_strdup_printf ("%s — %s", _ (portail_figure_get (figure)->title),
                           gtk_label_get_text (panel->values[figure]));
  gtk_label_set_text (panel->why_title, title);
  gtk_label_set_text (panel->why_label, text);
  gtk_popover_popdown (panel->popover);
  gtk_widget_unparent (g_object_ref (GTK_WIDGET (panel->popover)));
  gtk_widget_set_parent (GTK_WIDGET (panel->popover), panel->rows[figure]);
  g_object_unref (panel->popover);
  gtk_popover_popup (panel->popover);
}

const char *
portail_figures_panel_get_explanation (PortailFiguresPanel *panel)
{
  g_return_val_if_fail (PORTAIL_IS_FIGURES_PANEL (panel), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (panel->popover))
             ? gtk_label_get_text (panel->why_label)
             : NULL;
}

static void
on_row_activated (PortailFiguresPanel *panel, GtkListBoxRow *row)
{
  portail_figures_panel_explain (panel, (PortailFigureId) gtk_list_box_row_get_index (row));
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
add_figure (PortailFiguresPanel *panel, PortailFigureId id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkLabel *title = new_label (NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("help-about-symbolic");

  gtk_label_set_text (title, _ (portail_figure_get (id)->title));
  gtk_widget_set_hexpand (GTK_WIDGET (title), TRUE);
  panel->values[id] = new_label ("numeric");
  gtk_label_set_wrap (panel->values[id], FALSE);
  gtk_label_set_xalign (panel->values[id], 1);
  gtk_widget_add_css_class (icon, "why");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->values[id]));
  gtk_box_append (GTK_BOX (box), icon);
  panel->rows[id] = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (panel->rows[id]), box);
  gtk_widget_set_tooltip_text (panel->rows[id], _ ("Why this amount?"));
  if (looks[id] != LOOK_NORMAL)
    gtk_widget_add_css_class (panel->rows[id], looks[id] == LOOK_TOTAL ? "total" : "strong");
  gtk_list_box_append (panel->list, panel->rows[id]);
}

static GtkWidget *
new_hint (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (new_label ("caption")));
  gtk_widget_add_css_class (box, "boundary-hint");
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
build_popover (PortailFiguresPanel *panel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  panel->popover = GTK_POPOVER (gtk_popover_new ());
  panel->why_title = new_label ("heading");
  panel->why_label = new_label (NULL);
  gtk_label_set_max_width_chars (panel->why_label, 46);
  gtk_label_set_max_width_chars (panel->why_title, 46);
  gtk_label_set_selectable (panel->why_label, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->why_title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->why_label));
  gtk_widget_add_css_class (box, "why-box");
  gtk_popover_set_child (panel->popover, box);
  gtk_popover_set_position (panel->popover, GTK_POS_BOTTOM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Why this amount?"), -1);
  gtk_widget_set_parent (GTK_WIDGET (panel->popover), panel->rows[0]);
}

static void
portail_figures_panel_dispose (GObject *object)
{
  PortailFiguresPanel *panel = PORTAIL_FIGURES_PANEL (object);

  portail_figures_panel_set_model (panel, NULL);
  g_clear_pointer ((GtkWidget **) &panel->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_figures_panel_parent_class)->dispose (object);
}

static void
portail_figures_panel_class_init (PortailFiguresPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_figures_panel_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "figurespanel");
}

static void
portail_figures_panel_init (PortailFiguresPanel *panel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  panel->mode_label = new_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (panel->mode_label), "dim-label");
  panel->fault_label = new_label ("error");
  gtk_widget_set_visible (GTK_WIDGET (panel->fault_label), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->fault_label));
  for (int i = 0; i < 2; i++)
    {
      panel->hints[i] = new_hint ();
      gtk_box_append (GTK_BOX (box), panel->hints[i]);
    }
  panel->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (panel->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (panel->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Figures of the dotation"), -1);
  g_signal_connect_swapped (panel->list, "row-activated", G_CALLBACK (on_row_activated), panel);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    add_figure (panel, (PortailFigureId) id);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->mode_label));
  build_popover (panel);
  adw_bin_set_child (ADW_BIN (panel), box);
}

GtkWidget *
portail_figures_panel_new (void)
{
  return g_object_new (PORTAIL_TYPE_FIGURES_PANEL, NULL);
}

void
portail_figures_panel_set_model (PortailFiguresPanel *panel, PortailDotationModel *model)
{
  g_return_if_fail (PORTAIL_IS_FIGURES_PANEL (panel));
  if (panel->model != NULL)
    g_clear_signal_handler (&panel->handler, panel->model);
  g_set_object (&panel->model, model);
  if (model == NULL)
    return;
  panel->handler = g_signal_connect_swapped (model, "changed", G_CALLBACK (update), panel);
  update (panel);
}

void
portail_figures_panel_set_live (PortailFiguresPanel *panel, const PortailLiveSheet *live)
{
  g_return_if_fail (PORTAIL_IS_FIGURES_PANEL (panel));
  portail_figures_panel_set_model (panel, NULL);
  panel->live = live;
  update (panel);
}
