/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-access.h"

#include <stdlib.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-membership.h"

struct _PortailAccess
{
  PortailUser *user;
  char *session_id;
  PortailRole server_wide_role; /* NONE for most */
  GHashTable *roles;            /* enterprise id → PortailRole of the memberships there */
  GPtrArray *enterprise_ids;    /* of owned ids, sorted */
  GHashTable *employee_ids;     /* enterprise id → id */
  GHashTable *blanchiment_ids;  /* set of ids of the companies that have it on */
};

static gboolean
fail_for_stranger (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("Please sign in again."));
  return FALSE;
}

static gboolean
load_user (PortailAccess *access, PortailDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (GError) missing = NULL;

  access->user = portail_record_sql_load (database, &portail_user_type, user_id, &missing);
  if (access->user == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (access->user == NULL || !access->user->is_active)
    return fail_for_stranger (error);
  if (access->user->is_superadmin)
    access->server_wide_role = PORTAIL_ROLE_SUPERADMIN;
  return TRUE;
}

/* A server-wide role holds only without company, any other only with one. */
static void
add_membership (PortailAccess *access, const char *enterprise_id, PortailRole role)
{
  PortailRole before;

  if (portail_role_is_server_wide (role) != (enterprise_id == NULL))
    return;
  if (enterprise_id == NULL)
    {
      access->server_wide_role = MAX (access->server_wide_role, role);
      return;
    }
  before = GPOINTER_TO_UINT (g_hash_table_lookup (access->roles, enterprise_id));
  if (role > before)
    g_hash_table_insert (access->roles, g_strdup (enterprise_id), GUINT_TO_POINTER (role));
}

static void
add_switch (PortailAccess *access, const char *enterprise_id, gint64 is_blanchiment_on)
{
  if (enterprise_id != NULL && is_blanchiment_on != 0)
    g_hash_table_add (access->blanchiment_ids, g_strdup (enterprise_id));
}

static gboolean
load_memberships (PortailAccess *access, PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT m.enterprise_id, m.role, coalesce (e.blanchiment_enabled, 0) FROM membership m"
      " LEFT JOIN enterprise e ON e.id = m.enterprise_id"
      " WHERE m.user_id = ? AND m.trashed_at IS NULL AND e.trashed_at IS NULL",
      "t", access->user->base.id);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      const char *enterprise_id = portail_statement_get_text (statement, 0);

      add_membership (access, enterprise_id,
                      portail_role_from_name (portail_statement_get_text (statement, 1)));
      add_switch (access, enterprise_id, portail_statement_get_int64 (statement, 2));
    }
  return step == PORTAIL_STEP_DONE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
load_every_enterprise (PortailAccess *access, PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT id, blanchiment_enabled FROM enterprise WHERE trashed_at IS NULL ORDER BY id", "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_ptr_array_add (access->enterprise_ids, portail_statement_dup_text (statement, 0));
      add_switch (access, portail_statement_get_text (statement, 0),
                  portail_statement_get_int64 (statement, 1));
    }
  return step == PORTAIL_STEP_DONE;
}

static gboolean
load_enterprise_ids (PortailAccess *access, PortailDatabase *database, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  if (access->server_wide_role != PORTAIL_ROLE_NONE)
    return load_every_enterprise (access, database, error);
  g_hash_table_iter_init (&iter, access->roles);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (access->enterprise_ids, g_strdup (id));
  g_ptr_array_sort (access->enterprise_ids, compare_ids);
  return TRUE;
}

/* The oldest row where somebody stands twice in a company, so that the answer is always the same.
 */
static gboolean
load_employees (PortailAccess *access, PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT enterprise_id, id FROM employee"
      " WHERE user_id = ? AND trashed_at IS NULL AND enterprise_id IS NOT NULL ORDER BY id DESC",
      "t", access->user->base.id);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (access->employee_ids, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  return step == PORTAIL_STEP_DONE;
}

PortailAccess *
portail_access_load (PortailDatabase *database,
                     const char *user_id,
                     const char *session_id,
                     GError **error)
{
  g_autoptr (PortailAccess) access = g_new0 (PortailAccess, 1);

  access->session_id = g_strdup (session_id);
  access->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  access->enterprise_ids = g_ptr_array_new_with_free_func (g_free);
  access->employee_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  access->blanchiment_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!load_user (access, database, user_id, error) || !load_memberships (access, database, error)
      || !load_enterprise_ids (access, database, error)
      || !load_employees (access, database, error))
    return NULL;
  return g_steal_pointer (&access);
}

void
portail_access_free (PortailAccess *access)
{
  if (access == NULL)
    return;
  g_clear_pointer (&access->user, portail_record_free);
  g_free (access->session_id);
  g_hash_table_unref (access->roles);
  g_ptr_array_unref (access->enterprise_ids);
  g_hash_table_unref (access->employee_ids);
  g_hash_table_unref (access->blanchiment_ids);
  g_free (access);
}

gboolean
portail_access_reads_type (const PortailRecordType *type)
{
  return type == &portail_user_type || type == &portail_membership_type
         || type == &portail_enterprise_type || type == &portail_employee_type;
}

const PortailUser *
portail_access_get_user (const PortailAccess *access)
{
  return access->user;
}

const char *
portail_access_get_session_id (const PortailAccess *access)
{
  return access->session_id;
}

PortailRole
portail_access_get_highest_role (const PortailAccess *access)
{
  PortailRole highest = access->server_wide_role;
  GHashTableIter iter;
  gpointer role;

  g_hash_table_iter_init (&iter, access->roles);
  while (g_hash_table_iter_next (&iter, NULL, &role))
    highest = MAX (highest, (PortailRole) GPOINTER_TO_UINT (role));
  return highest;
}

static gboolean
knows_enterprise (const PortailAccess *access, const char *enterprise_id)
{
  return access->enterprise_ids->len > 0
         && bsearch (&enterprise_id, access->enterprise_ids->pdata, access->enterprise_ids->len,
                     sizeof (gpointer), compare_ids)
                != NULL;
}

PortailRole
portail_access_get_role (const PortailAccess *access, const char *enterprise_id)
{
  PortailRole role;

  if (enterprise_id == NULL)
    return portail_access_get_highest_role (access);
  if (!knows_enterprise (access, enterprise_id))
    return PORTAIL_ROLE_NONE;
  role = (PortailRole) GPOINTER_TO_UINT (g_hash_table_lookup (access->roles, enterprise_id));
  return MAX (role, access->server_wide_role);
}

const GPtrArray *
portail_access_get_enterprise_ids (const PortailAccess *access)
{
  return access->enterprise_ids;
}

const char *
portail_access_get_employee_id (const PortailAccess *access, const char *enterprise_id)
{
  return g_hash_table_lookup (access->employee_ids, enterprise_id);
}

gboolean
portail_access_has_module (const PortailAccess *access,
                           const char *enterprise_id,
                           PortailModule module)
{
  return module != PORTAIL_MODULE_BLANCHIMENT || enterprise_id == NULL
         || g_hash_table_contains (access->blanchiment_ids, enterprise_id);
}

gboolean
portail_access_check (const PortailAccess *access,
                      const char *enterprise_id,
                      PortailModule module,
                      PortailRights right,
                      GError **error)
{
  PortailRole role = portail_access_get_role (access, enterprise_id);

  if (enterprise_id != NULL && role == PORTAIL_ROLE_NONE)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is no such record."));
      return FALSE;
    }
  if ((portail_permission_get (module, role) & right) == right
      && portail_access_has_module (access, enterprise_id, module))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}
