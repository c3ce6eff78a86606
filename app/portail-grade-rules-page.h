/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grade rules of the chosen company as a spreadsheet: fixed salary, shares, pay per hour, the
 * Discord role (domain.md §3.3, §7.2). Each step is saved at once and can be undone; a row without
 * a grade waits until it has one. As a PortailPage: undo, redo. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-grid.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_GRADE_RULES_PAGE (portail_grade_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailGradeRulesPage,
                      portail_grade_rules_page,
                      PORTAIL,
                      GRADE_RULES_PAGE,
                      AdwBin)

GtkWidget *portail_grade_rules_page_new (PortailDesk *desk);
/* Whether rules are shown, and nothing is on its way. */
gboolean portail_grade_rules_page_is_ready (PortailGradeRulesPage *page);
/* Borrowed. */
PortailGrid *portail_grade_rules_page_get_grid (PortailGradeRulesPage *page);

G_END_DECLS
