/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which companies have declared nothing for a week (domain.md §4), and how far each has got: what
 * the server answers and what staff sees offline. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-due-date.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-tax-declaration.h"

/* Strings are owned. */
typedef struct
{
  char *enterprise_id;
  char *enterprise_name;
  PortailDay due_date; /* that of the draft, else by the company's delay */
  PortailDueLevel level;
  char *dotation_id; /* one that was not refused; NULL for none */
  PortailDotationStatus dotation_status;
  char *declaration_id; /* the newest, a draft or refused; NULL for none */
  PortailTaxDeclarationStatus declaration_status;
} PortailTaxMissing;

void portail_tax_missing_free (PortailTaxMissing *missing);
/* Active companies without a submitted, validated or paid declaration for @period, by name. Levels
 * are those of @now. GPtrArray of owned PortailTaxMissing. */
GPtrArray *portail_tax_missing_list (PortailDatabase *database,
                                     PortailWeek period,
                                     PortailTimestamp now,
                                     GError **error);
