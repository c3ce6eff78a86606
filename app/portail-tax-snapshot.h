/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A declaration with all that one looks at beside it, read at once: the sheet behind it, its other
 * versions, whether its week is locked. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-dotation-sheet.h"
#include "shared/portail-tax-missing.h"
#include "shared/portail-tax-reminder.h"

typedef struct
{
  PortailTaxDeclaration *declaration;
  PortailDotationSheet *sheet; /* as it froze it, else as it is; NULL for a typed one */
  GPtrArray *versions;         /* of PortailTaxDeclaration: the oldest first, itself included; empty
                                * for a new one */
  PortailTaxVersion version;   /* whether a newer one corrects it */
  char *lock_reason;           /* a sentence; NULL: the week is open */
} PortailTaxSnapshot;

void portail_tax_snapshot_free (PortailTaxSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTaxSnapshot, portail_tax_snapshot_free)

/* Reads PortailTaxSnapshot. PORTAIL_ERROR_NOT_FOUND. */
PortailQuery *portail_tax_snapshot_new_query (const char *id);
/* The same of a new declaration of the company for @period: filled from the sheet of the week, if
 * there is one that was not refused, with the due day that the company's delay gives. */
PortailQuery *portail_tax_snapshot_new_filled_query (const char *enterprise_id, PortailWeek period);

/* Reads a GHashTable: id of a declaration → its number as a version, from 1, of those that correct
 * or are corrected. Superseded ones have PORTAIL_TAX_VERSION_SUPERSEDED added. */
#define PORTAIL_TAX_VERSION_SUPERSEDED 0x10000u
PortailQuery *portail_tax_versions_new_query (void);

/* Reads the companies of portail-tax-missing.h that are among @enterprise_ids, NULL at the end. */
PortailQuery *portail_tax_missing_new_query (PortailWeek period, const char *const *enterprise_ids);
