/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Impôts: the declarations, what another tax table would change, a simulator, and for
 * those who see all companies which of them have declared nothing.
 *
 * As a PortailPage it forwards to the declarations and brings them into view. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-declarations.h"
#include "app/portail-desk.h"
#include "app/portail-missing-view.h"
#include "app/portail-tax-simulator.h"
#include "app/portail-what-if-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TAXES_PAGE (portail_taxes_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailTaxesPage, portail_taxes_page, PORTAIL, TAXES_PAGE, AdwBin)

GtkWidget *portail_taxes_page_new (PortailDesk *desk);

typedef enum
{
  PORTAIL_TAXES_DECLARATIONS,
  PORTAIL_TAXES_MISSING,
  PORTAIL_TAXES_WHAT_IF,
  PORTAIL_TAXES_SIMULATOR,
  PORTAIL_TAXES_N_PARTS,
} PortailTaxesPart;

void portail_taxes_page_show_part (PortailTaxesPage *page, PortailTaxesPart part);
/* Of the type that its header says. Borrowed. */
GtkWidget *portail_taxes_page_get_part (PortailTaxesPage *page, PortailTaxesPart part);

G_END_DECLS
