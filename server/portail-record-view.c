/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-view.h"

#include "server/portail-record-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

static PortailRecordView
view_all (PortailFieldSet readable)
{
  return (PortailRecordView){ readable != 0 ? PORTAIL_REACH_ALL : PORTAIL_REACH_NONE, readable,
                              NULL };
}

static PortailRecordView
view_of_employe (const PortailAccess *access,
                 const PortailRecordType *type,
                 const char *enterprise_id)
{
  const PortailRecordRules *rules = portail_record_rules_get (type);

  if (rules->view_of_employe == NULL)
    return (PortailRecordView){ PORTAIL_REACH_NONE };
  return rules->view_of_employe (access, enterprise_id);
}

/* Server-wide roles hold for a company too that this request made. */
static PortailRole
get_role (const PortailAccess *access, const char *enterprise_id)
{
  PortailRole role = portail_access_get_role (access, enterprise_id);
  PortailRole highest = portail_access_get_highest_role (access);

  return role == PORTAIL_ROLE_NONE && portail_role_is_server_wide (highest) ? highest : role;
}

static PortailRecordView
view_of_enterprise (const PortailAccess *access,
                    const PortailRecordType *type,
                    const char *enterprise_id)
{
  PortailRole role = get_role (access, enterprise_id);
  PortailRights rights = portail_permission_get (type->module, role);

  if (role == PORTAIL_ROLE_NONE || type->scope == PORTAIL_SCOPE_USER
      || !portail_access_has_module (access, enterprise_id, type->module))
    return (PortailRecordView){ PORTAIL_REACH_NONE };
  if (rights & PORTAIL_RIGHT_READ_OWN)
    return view_of_employe (access, type, enterprise_id);
  return view_all (portail_permission_get_readable (type, role));
}

PortailRecordView
portail_record_view_get (const PortailAccess *access,
                         const PortailRecordType *type,
                         const char *scope)
{
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);
  g_autofree char *own_scope = NULL;

  if (type->scope == PORTAIL_SCOPE_NONE)
    return (PortailRecordView){ PORTAIL_REACH_NONE };
  if (enterprise_id != NULL)
    return view_of_enterprise (access, type, enterprise_id);
  if (g_str_equal (scope, PORTAIL_SCOPE_GLOBAL_NAME))
    return view_all (
        portail_permission_get_readable (type, portail_access_get_role (access, NULL)));
  own_scope = portail_scope_of_user (portail_access_get_user (access)->base.id);
  if (g_str_equal (scope, own_scope))
    return view_all (portail_record_type_get_all_fields (type));
  return (PortailRecordView){ PORTAIL_REACH_NONE };
}

PortailFieldSet
portail_record_view_get_readable (const PortailRecordView *view,
                                  const PortailAccess *access,
                                  gconstpointer record)
{
  const PortailRecordRules *rules = portail_record_rules_get (
      ((const PortailRecord *) record)->type);

  return rules->get_hidden != NULL ? view->readable & ~rules->get_hidden (access, record)
                                   : view->readable;
}

gboolean
portail_record_view_is_foreign (const PortailAccess *access, const char *scope)
{
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);
  g_autofree char *own_scope = NULL;

  if (enterprise_id != NULL)
    return get_role (access, enterprise_id) == PORTAIL_ROLE_NONE;
  own_scope = portail_scope_of_user (portail_access_get_user (access)->base.id);
  return !g_str_equal (scope, PORTAIL_SCOPE_GLOBAL_NAME) && !g_str_equal (scope, own_scope);
}

/* The column that says whose a row of the type is; with *@is_person, a user's. */
static const char *
get_owner_column (const PortailRecordType *type, gboolean *is_person)
{
  *is_person = type->scope == PORTAIL_SCOPE_USER || type->scope == PORTAIL_SCOPE_USER_OR_GLOBAL
               || (type->scope == PORTAIL_SCOPE_SELF && type == &portail_user_type);
  if (type->scope == PORTAIL_SCOPE_SELF)
    return "id";
  return *is_person ? "user_id" : "enterprise_id";
}

/* @owner is NULL for what is of all. */
static gboolean
is_of_reader (const PortailAccess *access, gboolean is_person, const char *owner)
{
  if (owner == NULL)
    return TRUE;
  return is_person ? g_str_equal (owner, portail_access_get_user (access)->base.id)
                   : get_role (access, owner) != PORTAIL_ROLE_NONE;
}

gboolean
portail_record_view_check_known (const PortailAccess *access,
                                 PortailDatabase *database,
                                 const PortailRecordType *type,
                                 const char *id,
                                 GError **error)
{
  gboolean is_person;
  const char *column = get_owner_column (type, &is_person);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", column, type->name);
  PortailStatement *statement = portail_database_query (database, error, sql, "t", id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;
  gboolean is_known = step == PORTAIL_STEP_ROW
                      && is_of_reader (access, is_person,
                                       portail_statement_get_text (statement, 0));

  if (statement != NULL)
    portail_statement_reset (statement);
  if (!is_known && step != PORTAIL_STEP_ERROR)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                         _ ("There is no such record."));
  return is_known;
}

gboolean
portail_record_view_apply (const PortailRecordView *view,
                           PortailDatabase *database,
                           gpointer record,
                           gboolean *is_visible,
                           GError **error)
{
  const PortailRecordRules *rules = portail_record_rules_get (((PortailRecord *) record)->type);

  *is_visible = view->reach == PORTAIL_REACH_ALL
                || (view->reach == PORTAIL_REACH_OWN && view->employee_id != NULL
                    && g_strcmp0 (portail_record_view_get_reader (record), view->employee_id) == 0);
  if (!*is_visible || view->reach == PORTAIL_REACH_ALL || rules->show_own == NULL)
    return TRUE;
  return rules->show_own (database, record, is_visible, error);
}

const char *
portail_record_view_get_reader (gconstpointer record)
{
  const PortailRecordRules *rules = portail_record_rules_get (
      ((const PortailRecord *) record)->type);

  return rules->get_reader != NULL ? rules->get_reader (record) : NULL;
}

char *
portail_record_view_describe (const PortailAccess *access, const char *scope)
{
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);
  const char *role = NULL;
  const char *employee_id = NULL;
  gboolean has_blanchiment = enterprise_id != NULL
                             && portail_access_has_module (access, enterprise_id,
                                                           PORTAIL_MODULE_BLANCHIMENT);

  if (enterprise_id != NULL || g_str_equal (scope, PORTAIL_SCOPE_GLOBAL_NAME))
    role = portail_role_get_name (portail_access_get_role (access, enterprise_id));
  if (enterprise_id != NULL)
    employee_id = portail_access_get_employee_id (access, enterprise_id);
  return g_strdup_printf ("%s/%s%s", role != NULL ? role : "",
                          employee_id != NULL ? employee_id : "",
                          has_blanchiment ? "/blanchiment" : "");
}
