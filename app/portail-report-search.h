/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds in the cache of an account what a person names on the command line. Errors say what there
 * is instead. For the thread of the connection, which is that of
 * portail_cache_store_open_reader(). */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-dotation-sheet.h"
#include "shared/portail-permission.h"
#include "shared/report/portail-dotation-blocks.h"

typedef struct
{
  char *id;
  char *name;
} PortailReportCompany;

void portail_report_company_free (PortailReportCompany *company);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReportCompany, portail_report_company_free)

/* By name, compared folded, or by id; NULL finds the only one. PORTAIL_ERROR_NOT_FOUND. Owned. */
PortailReportCompany *
portail_report_find_company (PortailDatabase *database, const char *name, GError **error);
/* Whether @user_id may see the figures of the whole company in @module: PORTAIL_ERROR_FORBIDDEN for
 * somebody who receives none, or his own row alone, from which every total would be wrong. */
gboolean portail_report_check_role (PortailDatabase *database,
                                    const char *user_id,
                                    const char *enterprise_id,
                                    PortailModule module,
                                    GError **error);
/* The sheet of a week: the one that was not refused before those that were, the newest of these.
 * PORTAIL_ERROR_NOT_FOUND. Owned. */
PortailDotationSheet *portail_report_find_sheet (PortailDatabase *database,
                                                 const PortailReportCompany *company,
                                                 PortailWeek period,
                                                 GError **error);
/* PROVISIONAL when an op without an answer changes the sheet, a row or an entry of it. */
gboolean portail_report_find_state (PortailDatabase *database,
                                    const char *dotation_id,
                                    PortailDotationReportState *state,
                                    GError **error);
