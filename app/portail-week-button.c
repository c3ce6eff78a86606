/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-button.h"

#include "shared/portail-i18n.h"

static const struct
{
  const char *icon_name;
  const char *label; /* NULL: with the number of the week */
  const char *tooltip;
} deeds[] = {
  [PORTAIL_WEEK_BUTTON_NEW] = { "list-add-symbolic", N_ ("_New dotation"),
                                N_ ("Make the sheet of the chosen week") },
  [PORTAIL_WEEK_BUTTON_OPEN] = { "document-open-symbolic", NULL,
                                 N_ ("Open the sheet of the chosen week") },
  [PORTAIL_WEEK_BUTTON_RESTORE] = { "edit-undo-symbolic", N_ ("_Restore"),
                                    N_ ("Bring the sheet of the chosen week back") },
};

static char *
dup_label (PortailWeekButtonDeed deed, PortailWeek week)
{
  int number = 0;
  int year;

  if (deeds[deed].label != NULL)
    return g_strdup (_ (deeds[deed].label));
  portail_week_get_number (week, &year, &number);
  return g_strdup_printf (_ ("_Open week %d"), number);
}

/* What a screen reader says. */
static char *
dup_spoken (PortailWeekButtonDeed deed, const char *label, PortailWeek week)
{
  g_autofree char *shown = portail_week_to_text (week);

  if (deed == PORTAIL_WEEK_BUTTON_RESTORE && !portail_week_is_null (week))
    /* Translators: what a button does, and to what. */
    return g_strdup_printf (_ ("%1$s: %2$s"), _ ("Restore"), shown);
  return g_strstrip (g_strdelimit (g_strdup (label), "_", ' '));
}

void
portail_week_button_show (GtkButton *button,
                          PortailWeekButtonShape shape,
                          PortailWeekButtonDeed deed,
                          PortailWeek week,
                          const char *refusal)
{
  AdwButtonContent *content = ADW_BUTTON_CONTENT (gtk_button_get_child (button));
  g_autofree char *label = dup_label (deed, week);
  g_autofree char *spoken = dup_spoken (deed, label, week);

  adw_button_content_set_label (content, shape == PORTAIL_WEEK_BUTTON_NARROW ? "" : label);
  adw_button_content_set_icon_name (content, deeds[deed].icon_name);
  gtk_widget_set_sensitive (GTK_WIDGET (button), refusal == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button),
                               refusal != NULL ? refusal : _ (deeds[deed].tooltip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  refusal != NULL ? refusal : "", -1);
}
