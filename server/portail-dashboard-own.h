/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard of an employé: what he made and was paid, from the sheets that were submitted, as
 * he sees them elsewhere too (contract.md §2). */
#pragma once

#include "server/portail-route.h"
#include "shared/portail-week.h"

/* `"figures":{"ca":{value,previous,sources,previous_sources},…},"series":[…]`: his ca, salaire and
 * prime of @period, of the week before and of the twelve weeks. */
gboolean portail_dashboard_append_own (PortailContext *context,
                                       const char *enterprise_id,
                                       PortailWeek period,
                                       GString *json,
                                       GError **error);
