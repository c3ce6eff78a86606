/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-request.h"

#include "server/portail-archive-payload.h"
#include "server/portail-list-parameters.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"

static const struct
{
  const char *name;
  PortailSearchOrder order;
} orders[] = {
  { "-date", PORTAIL_SEARCH_NEWEST_FIRST },
  { "date", PORTAIL_SEARCH_OLDEST_FIRST },
  { "rank", PORTAIL_SEARCH_BEST_FIRST },
  { "-rank", PORTAIL_SEARCH_BEST_FIRST },
};

static gboolean
find_order (const char *name, PortailSearchOrder *order)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, name))
      {
        *order = orders[i].order;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_known_parameter (const char *name)
{
  static const char *const names[] = { "q",      "enterprise_id", "doc_type", "type",
                                       "status", "sort",          "cursor",   "limit",
                                       "fields", "format",        NULL };

  return g_strv_contains (names, name);
}

static gboolean
has_text (const PortailRequest *request)
{
  const char *text = portail_request_get_parameter (request, "q");

  return text != NULL && *text != '\0';
}

gboolean
portail_archive_request_is_search (const PortailRequest *request)
{
  const char *sort = portail_request_get_parameter (request, "sort");
  PortailSearchOrder order;

  if (portail_request_get_parameter (request, "trashed") != NULL)
    return FALSE;
  if (has_text (request))
    return TRUE;
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;

      if (!is_known_parameter (portail_request_get_parameter_at (request, i, &value)))
        return FALSE;
    }
  return sort == NULL || find_order (sort, &order);
}

static gboolean
check_parameters (const PortailRequest *request, GError **error)
{
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);

      if (!is_known_parameter (name))
        return portail_list_fail_parameter (error, name);
    }
  return TRUE;
}

/* The choice @value of a field, as a set. */
static gboolean
read_choice (const PortailRequest *request,
             const char *parameter,
             const char *field,
             guint *set,
             GError **error)
{
  const char *value = portail_request_get_parameter (request, parameter);
  int index = portail_record_type_find_field (&portail_archive_type, field);
  int choice;

  if (value == NULL)
    return TRUE;
  if (g_str_equal (value, "pending"))
    value = "en_attente";
  choice = portail_choice_from_name (
      portail_record_type_get_field (&portail_archive_type, (guint) index)->choices, value);
  if (choice == PORTAIL_CHOICE_UNKNOWN)
    return portail_list_fail_parameter (error, parameter);
  *set = 1u << choice;
  return TRUE;
}

static gboolean
load_names (PortailDatabase *database, GHashTable *names, GError **error)
{
  PortailStatement *statement = portail_database_prepare (database,
                                                          "SELECT id, name FROM enterprise", error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (names, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
choose_companies (PortailContext *context, PortailArchiveRequest *asked, GError **error)
{
  asked->companies = g_array_new (FALSE, FALSE, sizeof (PortailSearchCompany));
  asked->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!load_names (context->database, asked->names, error))
    return FALSE;
  for (guint i = 0; i < asked->reach->scopes->len; i++)
    {
      const PortailReachedScope *reached = &g_array_index (asked->reach->scopes,
                                                           PortailReachedScope, i);
      const char *id = portail_scope_get_enterprise_id (reached->scope);
      PortailSearchCompany company = { .id = id };

      if (id == NULL || reached->view.reach != PORTAIL_REACH_ALL)
        continue;
      company.name = g_hash_table_lookup (asked->names, id);
      company.hidden_payloads = portail_archive_payload_get_hidden (context->access, id);
      g_array_append_val (asked->companies, company);
    }
  return TRUE;
}

gboolean
portail_archive_request_read (PortailContext *context,
                              const PortailRequest *request,
                              PortailArchiveRequest *asked,
                              GError **error)
{
  const char *sort = portail_request_get_parameter (request, "sort");
  const char *text = portail_request_get_parameter (request, "q");
  PortailSearchRequest *search = &asked->search;

  asked->reach = portail_record_reach_new (context->access, &portail_archive_type,
                                           portail_request_get_parameter (request, "enterprise_id"),
                                           error);
  if (asked->reach == NULL || !check_parameters (request, error)
      || !choose_companies (context, asked, error))
    return FALSE;
  if (sort != NULL && !find_order (sort, &search->order))
    return portail_list_fail_parameter (error, "sort");
  asked->query = portail_archive_query_parse (text, -1);
  search->query = asked->query;
  search->companies = (const PortailSearchCompany *) (gconstpointer) asked->companies->data;
  search->n_companies = asked->companies->len;
  search->cursor = portail_request_get_parameter (request, "cursor");
  return portail_list_read_limit (request, &search->limit, error)
         && read_choice (request, "type", "doc_type", &search->doc_types, error)
         && read_choice (request, "doc_type", "doc_type", &search->doc_types, error)
         && read_choice (request, "status", "status", &search->statuses, error);
}

void
portail_archive_request_clear (PortailArchiveRequest *asked)
{
  g_clear_pointer (&asked->reach, portail_record_reach_free);
  g_clear_pointer (&asked->query, portail_archive_query_free);
  g_clear_pointer (&asked->companies, g_array_unref);
  g_clear_pointer (&asked->names, g_hash_table_unref);
}

gboolean
portail_archive_request_load (PortailDatabase *database,
                              const char *id,
                              PortailArchive **archive,
                              GError **error)
{
  g_autoptr (GError) missing = NULL;

  *archive = portail_record_sql_load (database, &portail_archive_type, id, &missing);
  if (*archive != NULL || g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&missing));
  return FALSE;
}
