/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-reading.h"

#include "shared/portail-record-sql.h"
#include "shared/records/portail-grade-rule.h"

void
portail_company_reading_free (PortailCompanyReading *reading)
{
  g_clear_pointer (&reading->enterprise, portail_record_free);
  g_clear_pointer (&reading->grades, g_ptr_array_unref);
  g_free (reading);
}

static void
free_reading (gpointer reading)
{
  portail_company_reading_free (reading);
}

static gpointer
run (PortailDatabase *database, gpointer id, GError **error)
{
  g_autoptr (PortailCompanyReading) reading = g_new0 (PortailCompanyReading, 1);

  reading->enterprise = portail_record_sql_load (database, &portail_enterprise_type, id, error);
  if (reading->enterprise == NULL)
    return NULL;
  reading->grades = portail_record_sql_list (
      database, &portail_grade_rule_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY natural_key, id", "t", id);
  return reading->grades != NULL ? g_steal_pointer (&reading) : NULL;
}

PortailQuery *
portail_company_reading_query_new (const char *enterprise_id)
{
  return portail_query_new (run, g_strdup (enterprise_id), g_free, free_reading);
}
