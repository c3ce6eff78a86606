/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one employee would ask for with the settings that are being edited: somebody types a RUN, a
 * grade, hours and reads salary and bonus with their reasons (domain.md §3.3), computed by the
 * rules of the sheet. Nothing of it is stored. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-payroll-settings.h"
#include "shared/records/portail-dotation-row.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPANY_EXAMPLE (portail_company_example_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompanyExample,
                      portail_company_example,
                      PORTAIL,
                      COMPANY_EXAMPLE,
                      AdwBin)

GtkWidget *portail_company_example_new (void);
/* Copies @settings; NULL while they have a fault. */
void portail_company_example_set_settings (PortailCompanyExample *example,
                                           const PortailPayrollSettings *settings);
/* As if somebody had typed it: names of the fields are those of dotation_row. Copies @row. */
void portail_company_example_set_row (PortailCompanyExample *example,
                                      const PortailDotationRow *row);
/* What is shown; both null while there is nothing to show. */
void portail_company_example_get_amounts (PortailCompanyExample *example,
                                          PortailMoney *salaire,
                                          PortailMoney *prime);

G_END_DECLS
