/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another tax table would make of sheets that are there: every sheet computed as it stands and
 * once more with the draft, and the sums of both compared (domain.md §4).
 *
 * 1. Only the barème changes, mode and rounding with it: rows, entries, balance and the settings of
 *    each sheet stay.
 * 2. Sums are those of amounts; a rate or a tranche has none.
 * 3. Pure; any thread. */
#pragma once

#include "shared/portail-dotation-sheet.h"

/* The sums of one group of sheets. */
typedef struct
{
  guint n_sheets;
  PortailMoney before[PORTAIL_N_FIGURES]; /* of money figures; zero for others */
  PortailMoney after[PORTAIL_N_FIGURES];
} PortailWhatIfSums;

typedef struct
{
  const PortailDotation *dotation; /* borrowed from its sheet */
  PortailDotationChain before;
  PortailDotationChain after;
} PortailWhatIfWeek;

typedef struct
{
  const char *enterprise_id; /* borrowed from a sheet */
  PortailWhatIfSums sums;
} PortailWhatIfCompany;

typedef struct
{
  GArray *weeks;     /* of PortailWhatIfWeek, in the order of the sheets */
  GArray *companies; /* of PortailWhatIfCompany, in the order in which they come first */
  PortailWhatIfSums sums;
} PortailWhatIf;

/* @sheets: of PortailDotationSheet; they and the result belong together. @draft must be one that
 * portail_bareme_check() accepts. PORTAIL_ERROR_OUT_OF_RANGE, naming the week. Owned. */
PortailWhatIf *
portail_what_if_new (const GPtrArray *sheets, const PortailBareme *draft, GError **error);
void portail_what_if_free (PortailWhatIf *what_if);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailWhatIf, portail_what_if_free)

/* `"before":{…},"after":{…},"difference":{…}`: the figures of a week, of which only amounts have a
 * difference, and the sums of several. */
void portail_what_if_week_append_members (const PortailWhatIfWeek *week, GString *json);
void portail_what_if_sums_append_members (const PortailWhatIfSums *sums, GString *json);
