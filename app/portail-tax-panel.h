/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the form of a declaration: how near its due day is, whether it may be changed,
 * the chain behind its amount with the reason of each figure, and its versions with their
 * differences.
 *
 * Signals: "fill" (), when the amount is to come from the sheet of the week, and "type" (), when it
 * is to be typed instead. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-live-sheet.h"
#include "app/portail-tax-snapshot.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TAX_PANEL (portail_tax_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailTaxPanel, portail_tax_panel, PORTAIL, TAX_PANEL, AdwBin)

typedef enum
{
  PORTAIL_TAX_PANEL_READ, /* nothing can be chosen */
  PORTAIL_TAX_PANEL_FILLED,
  PORTAIL_TAX_PANEL_TYPED,
} PortailTaxPanelMode;

GtkWidget *portail_tax_panel_new (void);
/* Takes @snapshot; NULL for none. @mode: where the amount of the form comes from. */
void portail_tax_panel_set_snapshot (PortailTaxPanel *panel,
                                     PortailTaxSnapshot *snapshot,
                                     PortailTaxPanelMode mode);
void portail_tax_panel_set_mode (PortailTaxPanel *panel, PortailTaxPanelMode mode);
/* Borrowed; NULL for none. */
const PortailTaxSnapshot *portail_tax_panel_get_snapshot (PortailTaxPanel *panel);
/* The figures that are shown; NULL for none. Borrowed. */
const PortailDotationChain *portail_tax_panel_get_chain (PortailTaxPanel *panel);

G_END_DECLS
