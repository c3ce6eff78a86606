/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dashboard-words.h"

#include "shared/portail-figure-values.h"
#include "shared/portail-i18n.h"

PortailTrend
portail_card_get_trend (PortailCard card)
{
  if (card.value == PORTAIL_CARD_NOTHING || card.previous == PORTAIL_CARD_NOTHING)
    return PORTAIL_TREND_NONE;
  if (card.value == card.previous)
    return PORTAIL_TREND_SAME;
  return card.value > card.previous ? PORTAIL_TREND_UP : PORTAIL_TREND_DOWN;
}

char *
portail_card_value_to_text (PortailFigureKind kind, gint64 value)
{
  return value != PORTAIL_CARD_NOTHING ? portail_figure_value_to_text (kind, value)
                                       : g_strdup ("—");
}

/* `12 000 $`; of a rate its points: 16 % and 7 points are 23 %. Owned. */
static char *
size_to_text (PortailFigureKind kind, PortailCard card)
{
  gint64 size = ABS (card.value - card.previous);
  g_autofree char *text = portail_figure_value_to_text (kind, size);
  g_autoptr (GString) number = NULL;

  if (kind != PORTAIL_FIGURE_KIND_RATE)
    return g_steal_pointer (&text);
  number = g_string_new (text);
  for (const char *last; number->len > 0; g_string_truncate (number, (gsize) (last - number->str)))
    {
      last = g_utf8_prev_char (number->str + number->len);
      if (g_unichar_isdigit (g_utf8_get_char (last)))
        break;
    }
  /* Translators: the difference of two rates, in points of percent. */
  return g_strdup_printf (_ ("%s pts"), number->str);
}

char *
portail_card_difference_to_text (PortailFigureKind kind, PortailCard card)
{
  PortailTrend trend = portail_card_get_trend (card);
  g_autofree char *size = NULL;

  if (trend == PORTAIL_TREND_NONE || trend == PORTAIL_TREND_SAME)
    return g_strdup ("");
  size = size_to_text (kind, card);
  return g_strdup_printf ("%s%s", trend == PORTAIL_TREND_UP ? "+" : "−", size);
}

char *
portail_card_describe_trend (PortailFigureKind kind, PortailCard card, PortailWeek previous)
{
  PortailTrend trend = portail_card_get_trend (card);
  g_autofree char *size = NULL;
  int year;
  int week = 0;

  portail_week_get_number (previous, &year, &week);
  if (trend == PORTAIL_TREND_NONE)
    return card.value != PORTAIL_CARD_NOTHING ? g_strdup_printf (_ ("nothing in week %d"), week)
                                              : g_strdup ("");
  if (trend == PORTAIL_TREND_SAME)
    return g_strdup_printf (_ ("as in week %d"), week);
  size = size_to_text (kind, card);
  /* Translators: by how much a figure has changed, and since which week. */
  return g_strdup_printf (trend == PORTAIL_TREND_UP ? _ ("up by %1$s on week %2$d")
                                                    : _ ("down by %1$s on week %2$d"),
                          size, week);
}

const char *
portail_record_status_get_title (const PortailRecordType *type, int status)
{
  int index = portail_record_type_find_field (type, "status");
  const PortailField *field = portail_record_type_get_field (type, (guint) index);
  const PortailChoice *choice = portail_choice_find (field->choices, status);

  return choice != NULL ? _ (choice->title) : _ ("Unknown status");
}

char *
portail_waiting_describe (PortailWaitingKind kind, guint n)
{
  switch (kind)
    {
    case PORTAIL_WAITING_DUE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u declaration is due soon",
                                           "%u declarations are due soon", n),
                              n);
    case PORTAIL_WAITING_LATE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u declaration is late", "%u declarations are late", n),
          n);
    case PORTAIL_WAITING_REFUSED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u refused sheet or declaration",
                                           "%u refused sheets or declarations", n),
                              n);
    case PORTAIL_WAITING_TO_VALIDATE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u submission to validate",
                                           "%u submissions to validate", n),
                              n);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspect operation (RP only)",
                                           "%u suspect operations (RP only)", n),
                              n);
    }
}
