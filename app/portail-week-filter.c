/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-filter.h"

#include <string.h>

#include "app/portail-filter-chip.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* In the order of the chooser, after “All statuses”. */
static const PortailDotationStatus statuses[] = {
  PORTAIL_DOTATION_BROUILLON, PORTAIL_DOTATION_EN_ATTENTE, PORTAIL_DOTATION_VALIDE,
  PORTAIL_DOTATION_REFUSE,    PORTAIL_DOTATION_PAYE,
};

/* NULL: all. */
static const PortailDotationStatus *
get_status (const PortailWeekFilter *filter)
{
  guint chosen = gtk_drop_down_get_selected (filter->status);

  return chosen > 0 && chosen <= G_N_ELEMENTS (statuses) ? &statuses[chosen - 1] : NULL;
}

void
portail_week_filter_set_up (PortailWeekFilter *filter)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _ ("All statuses"));
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (titles, portail_dotation_status_get_title (statuses[i]));
  gtk_drop_down_set_model (filter->status, G_LIST_MODEL (titles));
}

void
portail_week_filter_clear_word (PortailWeekFilter *filter)
{
  g_clear_pointer (&filter->key, g_free);
}

void
portail_week_filter_read (PortailWeekFilter *filter)
{
  g_autofree char *key = portail_text_fold (gtk_editable_get_text (filter->search));

  portail_week_filter_clear_word (filter);
  filter->key = *key != '\0' ? g_steal_pointer (&key) : NULL;
}

gboolean
portail_week_filter_is_set (const PortailWeekFilter *filter)
{
  return filter->key != NULL || get_status (filter) != NULL;
}

static void
reset_word (PortailWeekFilter *filter)
{
  gtk_editable_set_text (filter->search, "");
}

static void
reset_status (PortailWeekFilter *filter)
{
  gtk_drop_down_set_selected (filter->status, 0);
}

void
portail_week_filter_reset (PortailWeekFilter *filter)
{
  reset_word (filter);
  reset_status (filter);
}

gboolean
portail_week_filter_has_all_companies (const PortailWeekFilter *filter)
{
  return gtk_toggle_button_get_active (filter->all_companies);
}

gboolean
portail_week_filter_matches (const PortailWeekFilter *filter,
                             const PortailDotationSummary *summary,
                             const PortailShellCompany *company)
{
  const PortailDotationStatus *status = get_status (filter);

  if (!portail_week_filter_has_all_companies (filter)
      && (company == NULL || g_strcmp0 (company->id, summary->enterprise_id) != 0))
    return FALSE;
  if (status != NULL && summary->status != *status)
    return FALSE;
  return filter->key == NULL || strstr (summary->search_key, filter->key) != NULL;
}

static void
add_chip (PortailWeekFilter *filter, const char *text, void (*reset) (PortailWeekFilter *))
{
  GtkWidget *chip = portail_filter_chip_add (filter->chips, text);

  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (reset), filter);
}

void
portail_week_filter_show_chips (PortailWeekFilter *filter)
{
  const PortailDotationStatus *status = get_status (filter);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (filter->chips))) != NULL)
    gtk_flow_box_remove (filter->chips, child);
  if (filter->key != NULL)
    add_chip (filter, gtk_editable_get_text (filter->search), reset_word);
  if (status != NULL)
    add_chip (filter, portail_dotation_status_get_title (*status), reset_status);
  gtk_widget_set_visible (GTK_WIDGET (filter->chips), portail_week_filter_is_set (filter));
}
