/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dotation whose figures follow each edit at once.
 *
 * 1. An edit costs O(tranches), whatever the number of rows; only a change of the tranche of the
 *    caps looks at all rows, to cap them anew (portail-dotation-chain.h).
 * 2. The figures are those of portail_dotation_sheet_compute() over the same sheet.
 * 3. An edit that cannot be computed is refused and changes nothing.
 * 4. May be made in any thread; belongs to one at a time. */
#pragma once

#include "shared/portail-dotation-sheet.h"

typedef struct
{
  PortailDotationSheet *sheet; /* owned; its rows and entries change through the functions below */
  GArray *inputs;              /* of PortailSheetRow, in step with the rows */
  GArray *results;             /* of PortailSheetResult, likewise */
  PortailChainAccumulator accumulator;
  PortailDotationChain chain;
  char *fault; /* why there are no figures; NULL when there are */
} PortailLiveSheet;

/* Takes @sheet. Never fails: what cannot be computed is told by `fault`. */
PortailLiveSheet *portail_live_sheet_new (PortailDotationSheet *sheet);
void portail_live_sheet_free (PortailLiveSheet *live);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLiveSheet, portail_live_sheet_free)

/* Takes @row in any case. PORTAIL_ERROR_OUT_OF_RANGE or INVALID as a person reads it. */
gboolean portail_live_sheet_insert_row (PortailLiveSheet *live,
                                        guint index,
                                        PortailDotationRow *row,
                                        GError **error);
gboolean portail_live_sheet_replace_row (PortailLiveSheet *live,
                                         guint index,
                                         PortailDotationRow *row,
                                         GError **error);
/* Owned. */
PortailDotationRow *portail_live_sheet_steal_row (PortailLiveSheet *live, guint index);

/* The list of that kind. Borrowed. */
GPtrArray *portail_live_sheet_get_entries (const PortailLiveSheet *live, PortailEntryKind kind);
/* Take @entry in any case, and put it into the list of its kind. */
gboolean portail_live_sheet_insert_entry (PortailLiveSheet *live,
                                          guint index,
                                          PortailDotationEntry *entry,
                                          GError **error);
gboolean portail_live_sheet_replace_entry (PortailLiveSheet *live,
                                           guint index,
                                           PortailDotationEntry *entry,
                                           GError **error);
/* Owned. */
PortailDotationEntry *
portail_live_sheet_steal_entry (PortailLiveSheet *live, PortailEntryKind kind, guint index);

/* Takes @dotation: new inputs that stand beside the rows. */
gboolean portail_live_sheet_replace_dotation (PortailLiveSheet *live,
                                              PortailDotation *dotation,
                                              GError **error);

const PortailDotationRow *portail_live_sheet_get_row (const PortailLiveSheet *live, guint index);
const PortailSheetResult *portail_live_sheet_get_result (const PortailLiveSheet *live, guint index);
/* For portail-explanation.h: borrows @live, fills @sheet. */
PortailExplanationSubject portail_live_sheet_get_subject (const PortailLiveSheet *live,
                                                          PortailSheet *sheet);
