/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-row-card.h"

#include "shared/portail-i18n.h"

typedef struct
{
  PortailRowCardTell tell;
  gpointer user_data;
} Teller;

typedef struct
{
  GtkLabel *title;
  GtkLabel *pill;
  GtkLabel *detail;
} Card;

static G_DEFINE_QUARK (portail_row_card, card)

void
portail_row_card_add_detail (PortailRowCardText *text, const char *title, const char *value)
{
  if (g_str_equal (value, "—"))
    return;
  if (text->detail->len > 0)
    g_string_append_c (text->detail, '\n');
  /* Translators: what a figure is, and the figure. */
  g_string_append_printf (text->detail, _ ("%1$s: %2$s"), title, value);
}

static GtkLabel *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
set_up (GtkSignalListItemFactory *factory, GtkListItem *list_item, Teller *teller)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  Card *card = g_new (Card, 1);

  gtk_box_append (GTK_BOX (box), head);
  card->title = append_label (head, "heading");
  gtk_label_set_ellipsize (card->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (card->title), TRUE);
  card->pill = append_label (head, "pill-label");
  gtk_widget_set_valign (GTK_WIDGET (card->pill), GTK_ALIGN_CENTER);
  card->detail = append_label (box, "dim-label");
  gtk_label_set_ellipsize (card->detail, PANGO_ELLIPSIZE_END);
  g_object_set_qdata_full (G_OBJECT (box), card_quark (), card, g_free);
  gtk_list_item_set_child (list_item, box);
}

static void
show_pill (GtkLabel *pill, const PortailRowCardText *text)
{
  gtk_widget_set_visible (GTK_WIDGET (pill), text->pill != NULL);
  gtk_label_set_text (pill, text->pill != NULL ? text->pill : "");
  gtk_widget_set_css_classes (GTK_WIDGET (pill),
                              (const char *[]){ "pill-label", text->css_class, NULL });
}

static void
show_detail (GtkLabel *detail, const PortailRowCardText *text)
{
  gtk_widget_set_visible (GTK_WIDGET (detail), text->detail->len > 0);
  gtk_label_set_text (detail, text->detail->str);
  gtk_widget_set_css_classes (
      GTK_WIDGET (detail),
      (const char *[]){ "dim-label", text->is_provisional ? "provisional" : NULL, NULL });
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, Teller *teller)
{
  Card *card = g_object_get_qdata (G_OBJECT (gtk_list_item_get_child (list_item)), card_quark ());
  PortailRowCardText text = { .detail = g_string_new (NULL) };

  teller->tell (gtk_list_item_get_item (list_item), &text, teller->user_data);
  gtk_label_set_text (card->title, text.title);
  show_pill (card->pill, &text);
  show_detail (card->detail, &text);
  g_free (text.title);
  g_string_free (text.detail, TRUE);
}

static void
free_teller (gpointer teller, GClosure *closure)
{
  g_free (teller);
}

void
portail_row_card_add_column (GtkColumnView *view, PortailRowCardTell tell, gpointer user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);
  Teller *teller = g_new (Teller, 1);

  *teller = (Teller){ .tell = tell, .user_data = user_data };
  g_signal_connect (factory, "setup", G_CALLBACK (set_up), teller);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind), teller, free_teller, 0);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_visible (column, FALSE);
  gtk_column_view_append_column (view, column);
}
