/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-figure-card.h"

#include "shared/portail-i18n.h"

struct _PortailFigureCard
{
  GtkButton parent_instance;

  GtkLabel *title;
  GtkWidget *mark;
  GtkLabel *value;
  GtkWidget *trend_box;
  GtkImage *arrow;
  GtkLabel *trend;
};

G_DEFINE_FINAL_TYPE (PortailFigureCard, portail_figure_card, GTK_TYPE_BUTTON)

static const char *const arrows[] = {
  [PORTAIL_TREND_NONE] = NULL,
  [PORTAIL_TREND_SAME] = "go-next-symbolic",
  [PORTAIL_TREND_UP] = "go-up-symbolic",
  [PORTAIL_TREND_DOWN] = "go-down-symbolic",
};

static void
portail_figure_card_class_init (PortailFigureCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, title);
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, mark);
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, value);
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, trend_box);
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, arrow);
  gtk_widget_class_bind_template_child (widget_class, PortailFigureCard, trend);
}

static void
portail_figure_card_init (PortailFigureCard *card)
{
  gtk_widget_init_template (GTK_WIDGET (card));
}

GtkWidget *
portail_figure_card_new (void)
{
  return g_object_new (PORTAIL_TYPE_FIGURE_CARD, NULL);
}

/* "good", "bad", or NULL. */
static const char *
get_mood_class (PortailMood mood, PortailTrend trend)
{
  if (mood == PORTAIL_MOOD_NEUTRAL || (trend != PORTAIL_TREND_UP && trend != PORTAIL_TREND_DOWN))
    return NULL;
  return (mood == PORTAIL_MOOD_UP_IS_GOOD) == (trend == PORTAIL_TREND_UP) ? "good" : "bad";
}

static void
show_trend (PortailFigureCard *card, const PortailFigureFace *face, const char *words)
{
  PortailTrend trend = portail_card_get_trend (face->card);
  const char *mood = get_mood_class (face->mood, trend);
  const char *const classes[] = { "trend", mood, NULL };

  gtk_widget_set_css_classes (card->trend_box, (const char **) classes);
  gtk_widget_set_visible (GTK_WIDGET (card->arrow), arrows[trend] != NULL);
  if (arrows[trend] != NULL)
    gtk_image_set_from_icon_name (card->arrow, arrows[trend]);
  gtk_label_set_text (card->trend, words);
}

void
portail_figure_card_show (PortailFigureCard *card, const PortailFigureFace *face)
{
  g_autofree char *value = portail_card_value_to_text (face->kind, face->card.value);
  g_autofree char *words = portail_card_describe_trend (face->kind, face->card, face->previous);
  g_autoptr (GString) spoken = g_string_new (face->title);
  gboolean is_provisional = face->certainty == PORTAIL_FIGURE_PROVISIONAL;

  g_return_if_fail (PORTAIL_IS_FIGURE_CARD (card));
  gtk_label_set_text (card->title, face->title);
  gtk_label_set_text (card->value, value);
  gtk_widget_set_visible (card->mark, is_provisional);
  if (face->card.value != PORTAIL_CARD_NOTHING && face->card.value < 0)
    gtk_widget_add_css_class (GTK_WIDGET (card->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (card->value), "error");
  show_trend (card, face, words);
  g_string_append_printf (spoken, ", %s", value);
  if (*words != '\0')
    g_string_append_printf (spoken, ", %s", words);
  if (is_provisional)
    g_string_append_printf (spoken, ", %s", _ ("provisional"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}
