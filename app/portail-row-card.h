/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list where it is narrow: one column of cards takes the place of the others. A card has
 * a title with its pill, and below it what else there is to tell, each on a line of its own: no
 * amount is cut. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char *title;           /* owned, as is detail */
  const char *pill;      /* static; NULL: none */
  const char *css_class; /* of the pill: static, NULL for none of its own */
  GString *detail;
  gboolean is_provisional;
} PortailRowCardText;

/* Tells in @text, whose title is NULL and whose detail is empty, what @item shows. */
typedef void (*PortailRowCardTell) (gpointer item, PortailRowCardText *text, gpointer user_data);

/* A line `Total due: 64 407 $`; none for the dash of a figure that there is not. */
void portail_row_card_add_detail (PortailRowCardText *text, const char *title, const char *value);

/* Adds it to @view, hidden. @user_data lives as long as @view. */
void portail_row_card_add_column (GtkColumnView *view, PortailRowCardTell tell, gpointer user_data);

G_END_DECLS
