/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-words.h"

#include "shared/portail-i18n.h"

char *
portail_blanchiment_risk_to_text (gint64 score, PortailBlanchimentCertainty certainty)
{
  const char *level;

  if (score == PORTAIL_INTEGER_NULL)
    return g_strdup ("");
  level = portail_blanchiment_level_get_title (portail_blanchiment_get_level ((guint) score));
  /* The mark stands for “about”. */
  return g_strdup_printf ("%s%u · %s", certainty == PORTAIL_BLANCHIMENT_PROVISIONAL ? "≈ " : "",
                          (guint) score, level);
}

const char *
portail_blanchiment_level_get_css_class (PortailBlanchimentLevel level)
{
  static const char *const classes[PORTAIL_BLANCHIMENT_N_LEVELS] = {
    [PORTAIL_BLANCHIMENT_FAIBLE] = "good",
    [PORTAIL_BLANCHIMENT_MOYEN] = "waiting",
    [PORTAIL_BLANCHIMENT_ELEVE] = "bad",
  };

  return classes[level];
}

char *
portail_blanchiment_days_to_text (gint32 days)
{
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    return g_strdup ("");
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) MAX (0, days)), days);
}

const char *
portail_blanchiment_review_get_title (PortailBlanchimentReview review)
{
  switch (review)
    {
    case PORTAIL_BLANCHIMENT_CLEARED:
      return C_ ("review", "Cleared");
    case PORTAIL_BLANCHIMENT_CONFIRMED:
      return C_ ("review", "Confirmed");
    case PORTAIL_BLANCHIMENT_NOT_REVIEWED:
      break;
    }
  return C_ ("review", "To review");
}

char *
portail_blanchiment_risk_list_reasons (const PortailBlanchimentRisk *risk,
                                       const PortailBlanchimentOperation *operation)
{
  GString *reasons = g_string_new (NULL);

  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_RULES; i++)
    {
      g_autofree char *reason = NULL;

      if (risk->points[i] == 0)
        continue;
      reason = portail_blanchiment_risk_explain (risk, operation, (PortailBlanchimentRule) i);
      g_string_append_printf (reasons, "%s+%u  %s", reasons->len > 0 ? "\n" : "", risk->points[i],
                              reason);
    }
  if (operation->status == PORTAIL_BLANCHIMENT_SUSPENDU)
    g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "\n" : "",
                            _ ("The operation is suspended."));
  return g_string_free (reasons, FALSE);
}
