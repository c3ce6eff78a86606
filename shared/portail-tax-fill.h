/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A declaration filled from a dotation (domain.md §4, contract.md §6): the same on the server and
 * in a client that works offline. Pure; any thread. */
#pragma once

#include "shared/portail-dotation-sheet.h"
#include "shared/records/portail-tax-declaration.h"

/* Sets dotation_id, period and amount, which is total_du of @figures, those of @sheet; and where
 * they are null tax_type, and due_date, @delay_days after the week. */
void portail_tax_fill (PortailTaxDeclaration *declaration,
                       const PortailDotationSheet *sheet,
                       const PortailDotationFigures *figures,
                       guint delay_days);
/* What a typed declaration leaves out: of period and due_date the one follows from the other, and
 * both from @today: the week that ended last. The period of a due day is the last week whose tax is
 * due by then. */
void
portail_tax_fill_typed (PortailTaxDeclaration *declaration, PortailDay today, guint delay_days);
/* The week that ended last before @today. */
PortailWeek portail_tax_get_last_closed_week (PortailDay today);
