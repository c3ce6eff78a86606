/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of figures of a dotation, live: each figure says on demand why it is what it is,
 * and a hint stands above when the profit or the balance is close to a boundary. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dotation-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_FIGURES_PANEL (portail_figures_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailFiguresPanel, portail_figures_panel, PORTAIL, FIGURES_PANEL, AdwBin)

GtkWidget *portail_figures_panel_new (void);
/* NULL for none. */
void portail_figures_panel_set_model (PortailFiguresPanel *panel, PortailDotationModel *model);
/* Figures that belong to no open dotation; borrowed until the next call, which comes whenever they
 * have changed. NULL for none. */
void portail_figures_panel_set_live (PortailFiguresPanel *panel, const PortailLiveSheet *live);
/* Opens « Pourquoi ce montant ? » of @figure. */
void portail_figures_panel_explain (PortailFiguresPanel *panel, PortailFigureId figure);
/* What the popover says now, NULL while it is closed. Borrowed. */
const char *portail_figures_panel_get_explanation (PortailFiguresPanel *panel);

G_END_DECLS
