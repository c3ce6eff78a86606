/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archive-find.h"

#include "shared/portail-archive-search.h"

/* From one company to the next along the index: as quick with a million archives. */
static const char companies_sql[] =
    "WITH RECURSIVE found (id) AS (SELECT min (enterprise_id) FROM search_document"
    " UNION ALL SELECT (SELECT min (enterprise_id) FROM search_document"
    "   WHERE enterprise_id > found.id) FROM found WHERE found.id IS NOT NULL)"
    " SELECT found.id, coalesce (e.name, c.name) FROM found"
    " LEFT JOIN enterprise AS e ON e.id = found.id"
    " LEFT JOIN enterprise_card AS c ON c.id = found.id WHERE found.id IS NOT NULL";

static void
clear_company (gpointer pointer)
{
  PortailSearchCompany *company = pointer;

  g_free ((char *) company->id);
  g_free ((char *) company->name);
}

/* GArray of PortailSearchCompany with owned texts. */
static GArray *
list_companies (PortailDatabase *database, GError **error)
{
  g_autoptr (GArray) companies = g_array_new (FALSE, FALSE, sizeof (PortailSearchCompany));
  PortailStatement *statement = portail_database_prepare (database, companies_sql, error);
  PortailStep step = PORTAIL_STEP_ERROR;

  g_array_set_clear_func (companies, clear_company);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailSearchCompany company = { .id = portail_statement_dup_text (statement, 0),
                                       .name = portail_statement_dup_text (statement, 1) };

      g_array_append_val (companies, company);
    }
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&companies);
}

GPtrArray *
portail_archive_find (PortailDatabase *database, const char *words, GError **error)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (words, -1);
  g_autoptr (GArray) companies = list_companies (database, error);
  PortailSearchRequest request = { .query = query };

  if (companies == NULL)
    return NULL;
  request.companies = (const PortailSearchCompany *) (gconstpointer) companies->data;
  request.n_companies = companies->len;
  return portail_archive_search_list (database, &request, error);
}
