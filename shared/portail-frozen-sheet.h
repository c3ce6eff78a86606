/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet with its figures and all that they were made of as one JSON object: what a declaration
 * keeps as `resultat`, so that it can be printed and checked whatever becomes of the dotation, the
 * barème and the settings (domain.md §4).
 *
 * 1. Its members are those of a dotation's `resultat`, and `feuille`: period, solde_bancaire,
 *    bareme with its tables, settings, rows, depenses, retraits, under the names of their records.
 * 2. Computing the sheet that is read back gives the figures that stand beside it. */
#pragma once

#include "shared/portail-dotation-sheet.h"

/* @figures are those of @sheet. Owned. */
char *portail_frozen_sheet_make (const PortailDotationSheet *sheet,
                                 const PortailDotationFigures *figures);
/* The sheet again; its dotation has its id, period and balance. PORTAIL_ERROR_INVALID for what
 * portail_frozen_sheet_make() did not write. Owned. */
PortailDotationSheet *portail_frozen_sheet_read (const char *json, GError **error);
