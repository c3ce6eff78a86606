/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a dotation with all that its figures depend on from the tables, on the server and in a
 * client's cache alike. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-dotation-sheet.h"

/* PORTAIL_ERROR_NOT_FOUND when there is no such dotation; PORTAIL_ERROR_INVALID when the company's
 * settings do not read. Owned. */
PortailDotationSheet *
portail_dotation_load (PortailDatabase *database, const char *dotation_id, GError **error);
/* As load() for a dotation that the caller holds, which it takes. */
PortailDotationSheet *
portail_dotation_load_parts (PortailDatabase *database, PortailDotation *dotation, GError **error);
/* The newest published barème with effective_from ≤ @period, the company's own before the
 * server-wide ones (contract.md §6). *@version is NULL where none applies: then the default holds.
 * Owned. */
gboolean portail_bareme_find_for_period (PortailDatabase *database,
                                         const char *enterprise_id,
                                         PortailWeek period,
                                         PortailBaremeVersion **version,
                                         GError **error);
/* A barème as the rules need it, published or not; its name stays away. */
gboolean portail_bareme_load_tables (PortailDatabase *database,
                                     const char *bareme_id,
                                     PortailBareme *bareme,
                                     GError **error);
