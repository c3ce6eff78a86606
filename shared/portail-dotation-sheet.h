/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dotation with everything that its figures depend on: the bridge from records to the rules of
 * portail-dotation-chain.h. Server, pages and reports compute a sheet here and nowhere else, so
 * they agree to the cent (contract.md §1).
 *
 * 1. Salaire and prime of a row count only where their manual flag is set.
 * 2. A submitted dotation is computed with the barème and settings that it froze. */
#pragma once

#include "shared/portail-dotation-chain.h"
#include "shared/portail-explanation.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"

typedef struct
{
  PortailDotation *dotation;
  GPtrArray *rows;     /* of owned PortailDotationRow, in the order of the sheet */
  GPtrArray *depenses; /* of owned PortailDotationEntry, likewise */
  GPtrArray *retraits;
  PortailPayrollSettings *settings;
  PortailBareme bareme; /* its name belongs to the sheet */
  char *bareme_id;      /* NULL for the default barème */
} PortailDotationSheet;

/* An empty sheet with the default barème and settings. Takes @dotation. */
PortailDotationSheet *portail_dotation_sheet_new (PortailDotation *dotation);
void portail_dotation_sheet_free (PortailDotationSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotationSheet, portail_dotation_sheet_free)

/* Takes the place of the barème before. @tranches and @richesse: PortailBaremeTranche and
 * PortailWealthTranche records, sorted by min. */
void portail_dotation_sheet_set_bareme (PortailDotationSheet *sheet,
                                        const PortailBaremeVersion *version,
                                        const GPtrArray *tranches,
                                        const GPtrArray *richesse);
/* One that is no version of the tables; copies it. */
void portail_dotation_sheet_try_bareme (PortailDotationSheet *sheet, const PortailBareme *bareme);
/* What a row says to the rules; borrows from @row. */
PortailSheetRow portail_dotation_row_get_inputs (const PortailDotationRow *row);

/* The figures of a sheet. They borrow from it: it stays unchanged while they are used. */
typedef struct
{
  PortailSheet sheet;
  PortailSheetRow *rows;
  PortailSheetResult *results; /* sheet.n_rows of them */
  PortailDotationChain chain;
} PortailDotationFigures;

/* PORTAIL_ERROR_OUT_OF_RANGE or INVALID naming the row. Owned. */
PortailDotationFigures *portail_dotation_sheet_compute (const PortailDotationSheet *sheet,
                                                        GError **error);
void portail_dotation_figures_free (PortailDotationFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotationFigures, portail_dotation_figures_free)
/* For portail-explanation.h. */
PortailExplanationSubject
portail_dotation_figures_get_subject (const PortailDotationFigures *figures);
/* The members of an answer of /api/dotations/compute without its braces: the figures of the chain
 * and `lignes` (server.md). */
void portail_dotation_figures_append_members (const PortailDotationFigures *figures, GString *json);
/* The member `explications`: what each figure is made of, in sentences of the thread's language. */
void portail_dotation_figures_append_explanations (const PortailDotationFigures *figures,
                                                   GString *json);
/* What a dotation keeps as `resultat` from submission on: those members, with the id of its row in
 * each line. Owned. */
char *portail_dotation_sheet_make_resultat (const PortailDotationSheet *sheet,
                                            const PortailDotationFigures *figures);
