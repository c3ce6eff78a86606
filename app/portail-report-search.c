/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-search.h"

#include "app/portail-outbox.h"
#include "app/portail-sql.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-membership.h"

/* How many names an error lists. */
#define MAX_LISTED 8

void
portail_report_company_free (PortailReportCompany *company)
{
  g_free (company->id);
  g_free (company->name);
  g_free (company);
}

static void
free_company (gpointer company)
{
  portail_report_company_free (company);
}

static PortailReportCompany *
new_company (const char *id, const char *name)
{
  PortailReportCompany *company = g_new0 (PortailReportCompany, 1);

  company->id = g_strdup (id);
  company->name = g_strdup (name);
  return company;
}

static gboolean
has_company (const GPtrArray *companies, const char *id)
{
  for (guint i = 0; i < companies->len; i++)
    if (g_strcmp0 (((PortailReportCompany *) g_ptr_array_index (companies, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* The companies whose rows this account holds. */
static GPtrArray *
list_companies (PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (free_company);
  g_autoptr (GPtrArray) enterprises = portail_record_sql_list (
      database, &portail_enterprise_type, error, "WHERE trashed_at IS NULL ORDER BY name", "");
  g_autoptr (GPtrArray) cards = NULL;

  if (enterprises == NULL)
    return NULL;
  cards = portail_record_sql_list (
      database, &portail_enterprise_card_type, error,
      "WHERE trashed_at IS NULL AND id IN (SELECT enterprise_id FROM dotation) ORDER BY name", "");
  if (cards == NULL)
    return NULL;
  for (guint i = 0; i < enterprises->len; i++)
    {
      const PortailEnterprise *enterprise = g_ptr_array_index (enterprises, i);

      g_ptr_array_add (companies, new_company (enterprise->base.id, enterprise->name));
    }
  for (guint i = 0; i < cards->len; i++)
    {
      const PortailEnterpriseCard *card = g_ptr_array_index (cards, i);

      if (!has_company (companies, card->base.id))
        g_ptr_array_add (companies, new_company (card->base.id, card->name));
    }
  return g_steal_pointer (&companies);
}

static char *
join_names (const GPtrArray *companies)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (companies->len, MAX_LISTED); i++)
    {
      const PortailReportCompany *company = g_ptr_array_index (companies, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", company->name);
    }
  if (companies->len > MAX_LISTED)
    g_string_append (names, ", …");
  return g_string_free (names, FALSE);
}

static void
set_company_error (const GPtrArray *companies, const char *name, GError **error)
{
  g_autofree char *names = join_names (companies);

  if (companies->len == 0)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                         _ ("This account has no company yet: start Portail and let it sync "
                            "first."));
  else if (name == NULL)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                 _ ("There are several companies; name one with --enterprise: %s."), names);
  else
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                 _ ("There is no company “%1$s” here. Companies of this account: %2$s."), name,
                 names);
}

PortailReportCompany *
portail_report_find_company (PortailDatabase *database, const char *name, GError **error)
{
  g_autoptr (GPtrArray) companies = list_companies (database, error);
  g_autofree char *key = name != NULL ? portail_text_fold (name) : NULL;

  if (companies == NULL)
    return NULL;
  if (name == NULL && companies->len == 1)
    return g_ptr_array_steal_index (companies, 0);
  for (guint i = 0; name != NULL && i < companies->len; i++)
    {
      const PortailReportCompany *company = g_ptr_array_index (companies, i);
      g_autofree char *other = portail_text_fold (company->name != NULL ? company->name : "");

      if (g_str_equal (company->id, name) || g_str_equal (other, key))
        return g_ptr_array_steal_index (companies, i);
    }
  set_company_error (companies, name, error);
  return NULL;
}

gboolean
portail_report_check_role (PortailDatabase *database,
                           const char *user_id,
                           const char *enterprise_id,
                           PortailModule module,
                           GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_record_sql_list (
      database, &portail_membership_type, error,
      "WHERE user_id = ? AND (enterprise_id IS NULL OR enterprise_id = ?)"
      " AND trashed_at IS NULL",
      "tt", user_id, enterprise_id);
  PortailRole role = PORTAIL_ROLE_NONE;

  if (memberships == NULL)
    return FALSE;
  for (guint i = 0; i < memberships->len; i++)
    role = MAX (role, ((PortailMembership *) g_ptr_array_index (memberships, i))->role);
  /* Without a role here the account is a superadmin's, or holds no rows to report. */
  if (role == PORTAIL_ROLE_NONE
      || (portail_permission_get (module, role) & PORTAIL_RIGHT_READ) != 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       module == PORTAIL_MODULE_BLANCHIMENT
                           ? _ ("Your role may not read the blanchiment.")
                           : _ ("An employee sees his own row only, so there is no report of the "
                                "whole sheet."));
  return FALSE;
}

static char *
list_weeks (PortailDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (GPtrArray) weeks = portail_sql_take_texts (
      portail_database_query (
          database, error,
          "SELECT DISTINCT period FROM dotation WHERE enterprise_id = ? AND trashed_at IS NULL"
          " ORDER BY period DESC LIMIT 8",
          "t", enterprise_id),
      error);

  if (weeks == NULL)
    return NULL;
  g_ptr_array_add (weeks, NULL);
  return g_strjoinv (", ", (char **) weeks->pdata);
}

static void
set_week_error (PortailDatabase *database,
                const PortailReportCompany *company,
                const char *week,
                GError **error)
{
  g_autofree char *weeks = list_weeks (database, company->id, error);

  if (weeks == NULL)
    return;
  if (*weeks == '\0')
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, _ ("“%s” has no dotation yet."),
                 company->name);
  else
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                 _ ("“%1$s” has no dotation of %2$s. Its newest weeks: %3$s."), company->name, week,
                 weeks);
}

PortailDotationSheet *
portail_report_find_sheet (PortailDatabase *database,
                           const PortailReportCompany *company,
                           PortailWeek period,
                           GError **error)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_dotation_type, error,
      "WHERE enterprise_id = ? AND period = ? AND trashed_at IS NULL"
      " ORDER BY status = 'refuse', created_at DESC, id DESC LIMIT 1",
      "tt", company->id, portail_week_format (period, week));

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      set_week_error (database, company, week, error);
      return NULL;
    }
  return portail_dotation_load_parts (database, g_ptr_array_steal_index (found, 0), error);
}

gboolean
portail_report_find_state (PortailDatabase *database,
                           const char *dotation_id,
                           PortailDotationReportState *state,
                           GError **error)
{
  gint64 n_changes;

  if (!portail_sql_take_integer (
          portail_database_query (
              database, error,
              "SELECT count(*) FROM outbox.op_change JOIN outbox.op USING (number)"
              " WHERE op.state = ? AND op_change.id IN (SELECT ?"
              " UNION SELECT id FROM dotation_row WHERE dotation_id = ?"
              " UNION SELECT id FROM dotation_entry WHERE dotation_id = ?)",
              "ittt", (gint64) PORTAIL_OP_PENDING, dotation_id, dotation_id, dotation_id),
          &n_changes, error))
    return FALSE;
  *state = n_changes > 0 ? PORTAIL_DOTATION_REPORT_PROVISIONAL : PORTAIL_DOTATION_REPORT_CURRENT;
  return TRUE;
}
