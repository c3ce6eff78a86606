/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of the chosen company (domain.md §7.2): its label, how salaries and bonuses are
 * calculated with a live example beside, shares and delay.
 *
 * 1. What is typed counts once it is saved, as one op with a way back; until then it is a draft
 *    that survives.
 * 2. Another company in the header is another form. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-company-form.h"
#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPANY_PAGE (portail_company_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompanyPage, portail_company_page, PORTAIL, COMPANY_PAGE, AdwBin)

GtkWidget *portail_company_page_new (PortailDesk *desk);
/* Whether a company is shown. */
gboolean portail_company_page_is_ready (PortailCompanyPage *page);
gboolean portail_company_page_is_changed (PortailCompanyPage *page);
/* As Ctrl+S: FALSE where something is wrong, which is shown. */
gboolean portail_company_page_save (PortailCompanyPage *page);
void portail_company_page_discard (PortailCompanyPage *page);
/* Borrowed. */
PortailCompanyForm *portail_company_page_get_form (PortailCompanyPage *page);

G_END_DECLS
