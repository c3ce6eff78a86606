/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure of a dashboard: its value, how it differs from the week before in words with an arrow,
 * and a mark while it is provisional. A button: whoever has it gives it the action that opens what
 * stands behind the figure. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-dashboard-words.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_FIGURE_CARD (portail_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (PortailFigureCard, portail_figure_card, PORTAIL, FIGURE_CARD, GtkButton)

/* Which way is good news. */
typedef enum
{
  PORTAIL_MOOD_NEUTRAL,
  PORTAIL_MOOD_UP_IS_GOOD,
  PORTAIL_MOOD_UP_IS_BAD,
} PortailMood;

typedef enum
{
  PORTAIL_FIGURE_CERTAIN,
  PORTAIL_FIGURE_PROVISIONAL,
} PortailCertainty;

/* What it shows. */
typedef struct
{
  const char *title; /* translated */
  PortailFigureKind kind;
  PortailMood mood;
  PortailCard card;
  PortailWeek previous; /* the week of card.previous */
  PortailCertainty certainty;
} PortailFigureFace;

GtkWidget *portail_figure_card_new (void);
/* Copies the texts. */
void portail_figure_card_show (PortailFigureCard *card, const PortailFigureFace *face);

G_END_DECLS
