/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-companies.h"

#include "shared/portail-record-sql.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-user.h"

static void
clear_company (gpointer pointer)
{
  PortailShellCompany *company = pointer;

  g_free ((char *) company->id);
  g_free ((char *) company->name);
}

void
portail_account_companies_free (PortailAccountCompanies *companies)
{
  g_array_unref (companies->companies);
  g_free (companies->person_name);
  g_clear_pointer (&companies->desktop, portail_desktop_setting_free);
  g_free (companies);
}

static gboolean
list_companies (PortailDatabase *database, PortailAccountCompanies *found, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database,
      "SELECT e.id, e.name, s.role, e.blanchiment_enabled FROM scope AS s JOIN enterprise AS e"
      " ON s.scope = 'enterprise:' || e.id WHERE e.trashed_at IS NULL"
      " ORDER BY e.natural_key, e.name",
      error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      const char *name = portail_statement_get_text (statement, 1);
      PortailShellCompany company = {
        .id = portail_statement_dup_text (statement, 0),
        .name = g_strdup (name != NULL ? name : ""),
        .role = portail_role_from_name (portail_statement_get_text (statement, 2)),
        .is_blanchiment_enabled = portail_statement_get_int64 (statement, 3) != 0,
      };

      g_array_append_val (found->companies, company);
    }
  return step == PORTAIL_STEP_DONE;
}

/* A role over all companies stands in no scope while there is no company. */
static gboolean
find_role_everywhere (PortailDatabase *database,
                      const PortailUser *user,
                      PortailAccountCompanies *found,
                      GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_record_sql_list (
      database, &portail_membership_type, error,
      "WHERE user_id = ? AND enterprise_id IS NULL AND trashed_at IS NULL", "t", user->base.id);

  if (user->is_superadmin)
    found->role_everywhere = PORTAIL_ROLE_SUPERADMIN;
  for (guint i = 0; memberships != NULL && i < memberships->len; i++)
    {
      const PortailMembership *membership = memberships->pdata[i];

      if (portail_role_is_server_wide (membership->role))
        found->role_everywhere = MAX (found->role_everywhere, membership->role);
    }
  return memberships != NULL;
}

static gpointer
run (PortailDatabase *database, gpointer user_id, GError **error)
{
  g_autoptr (PortailAccountCompanies) found = g_new0 (PortailAccountCompanies, 1);
  g_autoptr (PortailUser) user = portail_record_sql_load (database, &portail_user_type, user_id,
                                                          NULL);

  found->companies = g_array_new (FALSE, FALSE, sizeof (PortailShellCompany));
  g_array_set_clear_func (found->companies, clear_company);
  if (user != NULL)
    found->person_name = g_strdup (user->display_name != NULL ? user->display_name
                                                              : user->username);
  found->desktop = portail_desktop_setting_load (database, user_id, error);
  if (found->desktop == NULL || !list_companies (database, found, error)
      || (user != NULL && !find_role_everywhere (database, user, found, error)))
    return NULL;
  return g_steal_pointer (&found);
}

PortailQuery *
portail_account_companies_query_new (const char *user_id)
{
  return portail_query_new (run, g_strdup (user_id), g_free,
                            (GDestroyNotify) portail_account_companies_free);
}

gboolean
portail_account_companies_is_equal (const PortailAccountCompanies *a,
                                    const PortailAccountCompanies *b)
{
  if (a == NULL || b == NULL || a->companies->len != b->companies->len
      || a->role_everywhere != b->role_everywhere
      || g_strcmp0 (a->person_name, b->person_name) != 0)
    return a == b;
  for (guint i = 0; i < a->companies->len; i++)
    {
      const PortailShellCompany *first = &g_array_index (a->companies, PortailShellCompany, i);
      const PortailShellCompany *second = &g_array_index (b->companies, PortailShellCompany, i);

      if (!g_str_equal (first->id, second->id) || !g_str_equal (first->name, second->name)
          || first->role != second->role
          || first->is_blanchiment_enabled != second->is_blanchiment_enabled)
        return FALSE;
    }
  return TRUE;
}
