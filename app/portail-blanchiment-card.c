/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-card.h"

#include <string.h>

#include "app/portail-blanchiment-words.h"
#include "shared/portail-i18n.h"

/* The lines of the card. */
enum
{
  LINE_ENTREPRISE,
  LINE_GROUPE,
  LINE_REST,
  LINE_DAYS,
  N_LINES,
};

struct _PortailBlanchimentCard
{
  AdwBin parent_instance;

  GtkLabel *values[N_LINES];
  GtkLabel *pill;
  GtkLabel *reasons;
  GtkLabel *review;

  PortailBlanchimentBook *book;
  char *enterprise_id;
  PortailBlanchimentOperation *operation; /* or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentCard, portail_blanchiment_card, ADW_TYPE_BIN)

/* What nobody gets of the somme; null where a share is missing. */
static PortailMoney
get_rest (const PortailBlanchimentOperation *operation,
          PortailMoney entreprise,
          PortailMoney groupe)
{
  PortailMoney rest = operation->amount;

  if (portail_money_is_null (rest) || portail_money_is_null (entreprise)
      || portail_money_is_null (groupe))
    return PORTAIL_MONEY_NULL;
  rest.cents -= entreprise.cents + groupe.cents;
  return rest;
}

static void
show_money (PortailBlanchimentCard *card, int line, PortailMoney money)
{
  g_autofree char *text = portail_money_is_null (money) ? g_strdup ("—")
                                                        : portail_money_to_text (money);

  gtk_label_set_text (card->values[line], text);
}

static void
show_figures (PortailBlanchimentCard *card)
{
  const PortailBlanchimentOperation *operation = card->operation;
  PortailMoney entreprise = portail_blanchiment_get_part (operation->amount,
                                                          operation->entreprise_taux);
  PortailMoney groupe = portail_blanchiment_get_part (operation->amount, operation->groupe_taux);
  g_autofree char *days = portail_blanchiment_days_to_text (
      portail_blanchiment_get_days (operation, portail_blanchiment_book_get_today (card->book)));
  g_autofree char *open = g_strdup_printf (_ ("%s so far"), days);
  gboolean is_open = portail_blanchiment_is_open (operation)
                     && portail_day_is_null (operation->date_rendu);

  show_money (card, LINE_ENTREPRISE, entreprise);
  show_money (card, LINE_GROUPE, groupe);
  show_money (card, LINE_REST, get_rest (operation, entreprise, groupe));
  gtk_label_set_text (card->values[LINE_DAYS], *days == '\0' ? "—" : is_open ? open : days);
}

static void
show_review (PortailBlanchimentCard *card)
{
  const char *text = card->operation->review;
  g_autoptr (PortailJsonDocument) document = text != NULL
                                                 ? portail_json_parse (text, strlen (text), NULL)
                                                 : NULL;
  PortailBlanchimentReview review = portail_blanchiment_review_get (card->operation);
  const char *comment = NULL;
  g_autofree char *line = NULL;

  gtk_widget_set_visible (GTK_WIDGET (card->review), review != PORTAIL_BLANCHIMENT_NOT_REVIEWED);
  if (review == PORTAIL_BLANCHIMENT_NOT_REVIEWED)
    return;
  if (document != NULL)
    comment = portail_json_get_member_string (portail_json_document_get_root (document), "comment");
  line = g_strdup_printf (_ ("Review: %1$s%2$s%3$s"), portail_blanchiment_review_get_title (review),
                          comment != NULL ? " — " : "", comment != NULL ? comment : "");
  gtk_label_set_text (card->review, line);
}

static void
show_risk (PortailBlanchimentCard *card, const PortailBlanchimentRisk *risk)
{
  const char *css_class = portail_blanchiment_level_get_css_class (risk->level);
  g_autofree char *score = portail_blanchiment_risk_to_text ((gint64) risk->score,
                                                             PORTAIL_BLANCHIMENT_FIRM);
  g_autofree char *reasons = portail_blanchiment_risk_list_reasons (risk, card->operation);

  gtk_label_set_text (card->pill, score);
  gtk_widget_set_css_classes (GTK_WIDGET (card->pill),
                              (const char *[]){ "pill-label", css_class, NULL });
  gtk_label_set_text (card->reasons, *reasons != '\0' ? reasons : _ ("No rule has fired."));
}

static void
on_estimate (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentCard) card = user_data;
  g_autofree PortailBlanchimentEstimate *estimate = portail_cache_query_finish (
      PORTAIL_CACHE (object), result, NULL);

  if (estimate != NULL && card->operation != NULL)
    show_risk (card, &estimate->risk);
}

static void
ask_risk (PortailBlanchimentCard *card)
{
  PortailCache *cache = card->book != NULL ? portail_desk_get_cache (
                            portail_blanchiment_book_get_desk (card->book))
                                           : NULL;

  g_cancellable_cancel (card->cancellable);
  g_clear_object (&card->cancellable);
  if (cache == NULL || card->operation == NULL || card->enterprise_id == NULL)
    return;
  card->cancellable = g_cancellable_new ();
  portail_cache_query_async (
      cache,
      portail_blanchiment_estimate_query_new (card->enterprise_id, card->operation,
                                              portail_blanchiment_book_get_today (card->book)),
      card->cancellable, on_estimate, g_object_ref (card));
}

static void
portail_blanchiment_card_dispose (GObject *object)
{
  PortailBlanchimentCard *card = PORTAIL_BLANCHIMENT_CARD (object);

  g_cancellable_cancel (card->cancellable);
  g_clear_object (&card->cancellable);
  g_clear_object (&card->book);
  g_clear_pointer (&card->operation, portail_record_free);
  g_clear_pointer (&card->enterprise_id, g_free);
  G_OBJECT_CLASS (portail_blanchiment_card_parent_class)->dispose (object);
}

static void
portail_blanchiment_card_class_init (PortailBlanchimentCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "blanchimentcard");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-card.ui");
  gtk_widget_class_bind_template_child_full (
      widget_class, "entreprise", FALSE,
      G_STRUCT_OFFSET (PortailBlanchimentCard, values[LINE_ENTREPRISE]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "groupe", FALSE, G_STRUCT_OFFSET (PortailBlanchimentCard, values[LINE_GROUPE]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "rest", FALSE, G_STRUCT_OFFSET (PortailBlanchimentCard, values[LINE_REST]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "days", FALSE, G_STRUCT_OFFSET (PortailBlanchimentCard, values[LINE_DAYS]));
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentCard, pill);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentCard, review);
}

static void
portail_blanchiment_card_init (PortailBlanchimentCard *card)
{
  gtk_widget_init_template (GTK_WIDGET (card));
  gtk_widget_set_visible (GTK_WIDGET (card), FALSE);
}

GtkWidget *
portail_blanchiment_card_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentCard *card = g_object_new (PORTAIL_TYPE_BLANCHIMENT_CARD, NULL);

  card->book = g_object_ref (book);
  g_signal_connect_object (book, "changed", G_CALLBACK (ask_risk), card, G_CONNECT_SWAPPED);
  return GTK_WIDGET (card);
}

void
portail_blanchiment_card_show (PortailBlanchimentCard *card,
                               const char *enterprise_id,
                               const PortailBlanchimentOperation *operation)
{
  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_CARD (card));
  g_clear_pointer (&card->operation, portail_record_free);
  g_free (card->enterprise_id);
  card->enterprise_id = g_strdup (enterprise_id);
  card->operation = operation != NULL ? portail_record_copy (operation) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (card), operation != NULL);
  if (operation != NULL)
    {
      show_figures (card);
      show_review (card);
    }
  ask_risk (card);
}
