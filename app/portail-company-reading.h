/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company with all that its calculation depends on, read in the cache's thread. */
#pragma once

#include "app/portail-cache.h"
#include "shared/records/portail-enterprise.h"

typedef struct
{
  PortailEnterprise *enterprise;
  GPtrArray *grades; /* of PortailGradeRule, by name */
} PortailCompanyReading;

/* A query. PORTAIL_ERROR_NOT_FOUND when it is not there. */
PortailQuery *portail_company_reading_query_new (const char *enterprise_id);
void portail_company_reading_free (PortailCompanyReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCompanyReading, portail_company_reading_free)
