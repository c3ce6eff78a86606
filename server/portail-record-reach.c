/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-reach.h"

#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

static void
reached_scope_clear (gpointer pointer)
{
  g_free (((PortailReachedScope *) pointer)->scope);
}

static PortailRecordReach *
reach_new (const PortailAccess *access, const PortailRecordType *type)
{
  const PortailRecordRules *rules = portail_record_rules_get (type);
  PortailRecordReach *reach = g_new0 (PortailRecordReach, 1);

  reach->type = type;
  reach->readable = portail_record_type_get_all_fields (type);
  if (rules->get_hidden != NULL)
    reach->readable &= ~rules->get_hidden (access, NULL);
  reach->scopes = g_array_new (FALSE, FALSE, sizeof (PortailReachedScope));
  g_array_set_clear_func (reach->scopes, reached_scope_clear);
  return reach;
}

void
portail_record_reach_free (PortailRecordReach *reach)
{
  g_array_unref (reach->scopes);
  g_free (reach);
}

/* Takes @scope. */
static void
add_scope (PortailRecordReach *reach, const PortailAccess *access, char *scope)
{
  PortailReachedScope reached = { scope, portail_record_view_get (access, reach->type, scope) };

  if (reached.view.reach == PORTAIL_REACH_NONE)
    {
      g_free (scope);
      return;
    }
  reach->readable &= reached.view.readable;
  g_array_append_val (reach->scopes, reached);
}

static gboolean
has_company_rows (const PortailRecordType *type)
{
  return type->scope == PORTAIL_SCOPE_ENTERPRISE || type->scope == PORTAIL_SCOPE_SELF
         || type->scope == PORTAIL_SCOPE_GLOBAL;
}

static gboolean
has_global_rows (const PortailRecordType *type)
{
  return type->scope == PORTAIL_SCOPE_GLOBAL || type->scope == PORTAIL_SCOPE_USER_OR_GLOBAL;
}

static gboolean
has_own_rows (const PortailRecordType *type)
{
  return type->scope == PORTAIL_SCOPE_USER || type->scope == PORTAIL_SCOPE_USER_OR_GLOBAL;
}

static void
add_companies (PortailRecordReach *reach, const PortailAccess *access, const char *enterprise_id)
{
  const GPtrArray *all = portail_access_get_enterprise_ids (access);

  for (guint i = 0; enterprise_id == NULL && i < all->len; i++)
    add_scope (reach, access, portail_scope_of_enterprise (g_ptr_array_index (all, i)));
  if (enterprise_id != NULL)
    add_scope (reach, access, portail_scope_of_enterprise (enterprise_id));
}

static gboolean
fail_forbidden (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}

PortailRecordReach *
portail_record_reach_new (const PortailAccess *access,
                          const PortailRecordType *type,
                          const char *enterprise_id,
                          GError **error)
{
  g_autoptr (PortailRecordReach) reach = reach_new (access, type);

  if (enterprise_id != NULL
      && !portail_access_check (access, enterprise_id, type->module, PORTAIL_RIGHT_NONE, error))
    return NULL;
  if (has_global_rows (type))
    add_scope (reach, access, g_strdup (PORTAIL_SCOPE_GLOBAL_NAME));
  if (has_own_rows (type))
    add_scope (reach, access, portail_scope_of_user (portail_access_get_user (access)->base.id));
  if (has_company_rows (type))
    add_companies (reach, access, enterprise_id);
  if (enterprise_id != NULL && reach->scopes->len == 0 && !fail_forbidden (error))
    return NULL;
  return g_steal_pointer (&reach);
}

PortailRecordReach *
portail_record_reach_new_of_scope (const PortailAccess *access,
                                   const PortailRecordType *type,
                                   const char *scope,
                                   GError **error)
{
  g_autoptr (PortailRecordReach) reach = reach_new (access, type);

  if (portail_record_view_is_foreign (access, scope))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is no such record."));
      return NULL;
    }
  add_scope (reach, access, g_strdup (scope));
  if (reach->scopes->len == 0 && !fail_forbidden (error))
    return NULL;
  return g_steal_pointer (&reach);
}

/* The companies of which the reader sees every row. */
static gboolean
append_whole_companies (const PortailRecordReach *reach, const char *column, PortailQuery *query)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < reach->scopes->len; i++)
    {
      const PortailReachedScope *reached = &g_array_index (reach->scopes, PortailReachedScope, i);
      const char *id = portail_scope_get_enterprise_id (reached->scope);

      if (id == NULL || reached->view.reach != PORTAIL_REACH_ALL)
        continue;
      if (is_first)
        portail_query_append (query, "%s IN (", column);
      portail_query_append (query, is_first ? "?" : ",?");
      portail_query_bind_text (query, id);
      is_first = FALSE;
    }
  if (!is_first)
    portail_query_append (query, ")");
  return !is_first;
}

/* The rows of one company that are the reader's, or his, or nobody's. */
static void
append_scope (const PortailRecordReach *reach,
              const PortailReachedScope *reached,
              PortailQuery *query)
{
  const char *own_filter = portail_record_rules_get (reach->type)->own_filter;
  const char *id = portail_scope_get_enterprise_id (reached->scope);

  if (id != NULL)
    {
      portail_query_append (query, "(enterprise_id = ? AND employee_id = ?");
      portail_query_bind_text (query, id);
      portail_query_bind_text (query,
                               reached->view.employee_id != NULL ? reached->view.employee_id : "");
      if (own_filter != NULL)
        portail_query_append (query, " AND %s", own_filter);
      portail_query_append (query, ")");
    }
  else if (g_str_equal (reached->scope, PORTAIL_SCOPE_GLOBAL_NAME))
    portail_query_append (query, "%s IS NULL",
                          has_own_rows (reach->type) ? "user_id" : "enterprise_id");
  else
    {
      portail_query_append (query, "user_id = ?");
      portail_query_bind_text (query, portail_scope_get_user_id (reached->scope));
    }
}

void
portail_record_reach_append (const PortailRecordReach *reach, PortailQuery *query)
{
  const char *column = reach->type->scope == PORTAIL_SCOPE_SELF ? "id" : "enterprise_id";
  gboolean has_condition;

  portail_query_append (query, " AND (");
  has_condition = append_whole_companies (reach, column, query);
  for (guint i = 0; i < reach->scopes->len; i++)
    {
      const PortailReachedScope *reached = &g_array_index (reach->scopes, PortailReachedScope, i);

      if (portail_scope_get_enterprise_id (reached->scope) != NULL
          && reached->view.reach == PORTAIL_REACH_ALL)
        continue;
      if (has_condition)
        portail_query_append (query, " OR ");
      append_scope (reach, reached, query);
      has_condition = TRUE;
    }
  portail_query_append (query, has_condition ? ")" : "0)");
}
