/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a dotation as bare integers: what tables keep and dashboards compare. Money in
 * cents, rates in basis points, numbers as they are. */
#pragma once

#include "shared/portail-dotation-chain.h"

gint64 portail_figure_get_value (const PortailDotationChain *chain, PortailFigureId id);
/* As people read it: `12 000 $`, `23 %`, `5`. Owned. */
char *portail_figure_value_to_text (PortailFigureKind kind, gint64 value);
/* Reads the `resultat` of a submitted dotation; *@n_rows is the number of its lines. FALSE for
 * what portail_dotation_sheet_make_resultat() did not write. */
gboolean
portail_figure_values_read (const char *resultat, gint64 values[PORTAIL_N_FIGURES], guint *n_rows);
