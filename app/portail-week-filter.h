/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which weeks a list shows: by a word, a status, and of one company or all. The chips below say so,
 * and take it away. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-dotation-item.h"
#include "app/portail-shell-context.h"

G_BEGIN_DECLS

/* The controls are the list's own, borrowed for its life. */
typedef struct
{
  GtkEditable *search;
  GtkToggleButton *all_companies;
  GtkDropDown *status;
  GtkFlowBox *chips;
  char *key; /* owned: the folded word, NULL for none */
} PortailWeekFilter;

/* Fills the chooser of a status. */
void portail_week_filter_set_up (PortailWeekFilter *filter);
void portail_week_filter_clear_word (PortailWeekFilter *filter);
/* Takes over what is typed. */
void portail_week_filter_read (PortailWeekFilter *filter);
/* Whether there is anything to take away. */
gboolean portail_week_filter_is_set (const PortailWeekFilter *filter);
void portail_week_filter_reset (PortailWeekFilter *filter);
gboolean portail_week_filter_has_all_companies (const PortailWeekFilter *filter);
/* @company: the chosen one, or NULL. */
gboolean portail_week_filter_matches (const PortailWeekFilter *filter,
                                      const PortailDotationSummary *summary,
                                      const PortailShellCompany *company);
void portail_week_filter_show_chips (PortailWeekFilter *filter);

G_END_DECLS
