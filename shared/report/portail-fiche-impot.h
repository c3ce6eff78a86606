/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The « FICHE IMPÔT » of a company and week (domain.md §4): what its employees earned and are paid,
 * the chain of figures with the formula of each, the caps, dépenses, retraits, the rows of the
 * barème that were used, wealth tax and balance, and room to sign. */
#pragma once

#include "shared/report/portail-dotation-blocks.h"

/* Owned. */
PortailReport *portail_fiche_impot_new (const PortailDotationReportSource *source);
