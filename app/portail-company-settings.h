/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a company sets for itself, as a form shows it (domain.md §3.3, §7.2): members of its record
 * and of the JSON `settings` in it. Neither is a record of the schema: they are for forms and
 * grids.
 *
 * 1. Members of the JSON that are not known here stay as they are.
 * 2. What a company leaves to the server, shares, delay and mode of the tax, is null. Pure. */
#pragma once

#include "shared/portail-payroll-settings.h"
#include "shared/portail-record.h"
#include "shared/records/portail-enterprise.h"

typedef struct
{
  PortailRecord base;
  char *type_label;
  char *description;
  guint mode_calcul; /* PortailModeCalcul + 1 */
  PortailRate taux_salaire;
  PortailRate taux_prime;
  gboolean salaires_deductibles;
  guint mode_impot; /* PortailModeImpot + 2; 1: as the tax table says */
  PortailRate entreprise_taux;
  PortailRate groupe_taux;
  gint64 due_delay_days;
} PortailCompanySettings;

extern const PortailRecordType portail_company_settings_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCompanySettings, portail_record_free)

typedef struct
{
  PortailRecord base;
  PortailPalier palier;
} PortailPalierRow;

extern const PortailRecordType portail_palier_row_type;

/* Of a company whose settings do not read, what does. Owned. */
PortailCompanySettings *portail_company_settings_new (const PortailEnterprise *enterprise);
/* GPtrArray of PortailPalierRow with new ids; owned. */
GPtrArray *portail_company_settings_list_paliers (const PortailEnterprise *enterprise);

/* What the rules take; @paliers: of PortailPalierRow. Without grades. Owned. */
PortailPayrollSettings *
portail_company_settings_make_payroll (const PortailCompanySettings *settings,
                                       const GPtrArray *paliers);
/* The JSON in place of @before, which may be NULL: canonical. Owned. */
char *portail_company_settings_to_json (const PortailCompanySettings *settings,
                                        const GPtrArray *paliers,
                                        const char *before);
/* What is wrong between them: of a mode, of steps by row (`paliers[2].max`), of the shares. */
void portail_company_settings_check (const PortailCompanySettings *settings,
                                     const GPtrArray *paliers,
                                     PortailProblems *problems);
