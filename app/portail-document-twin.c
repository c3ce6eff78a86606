/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-twin.h"

#include "shared/portail-record-sql.h"
#include "shared/records/portail-document.h"

typedef struct
{
  char *enterprise_id;
  char *sha256;
} Twin;

static void
twin_free (gpointer pointer)
{
  Twin *twin = pointer;

  g_free (twin->enterprise_id);
  g_free (twin->sha256);
  g_free (twin);
}

static gpointer
run_find_twin (PortailDatabase *database, gpointer input, GError **error)
{
  const Twin *twin = input;

  return portail_record_sql_list (
      database, &portail_document_type, error,
      "WHERE enterprise_id = ? AND sha256 = ? AND trashed_at IS NULL LIMIT 1", "tt",
      twin->enterprise_id, twin->sha256);
}

PortailQuery *
portail_document_twin_query_new (const char *enterprise_id, const char *sha256)
{
  Twin *twin = g_new (Twin, 1);

  *twin = (Twin){ g_strdup (enterprise_id), g_strdup (sha256) };
  return portail_query_new (run_find_twin, twin, twin_free, (GDestroyNotify) g_ptr_array_unref);
}
