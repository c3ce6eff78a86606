/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-view.h"

#include <string.h>

#include "server/portail-change-log.h"
#include "shared/portail-decimal.h"
#include "shared/portail-error.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"

/* From submission on, until the sheet is opened again. */
static gboolean
is_frozen (PortailDotationStatus status)
{
  return status == PORTAIL_DOTATION_EN_ATTENTE || status == PORTAIL_DOTATION_VALIDE
         || status == PORTAIL_DOTATION_PAYE;
}

static PortailRecordView
view_all (PortailFieldSet readable)
{
  return (PortailRecordView){ readable != 0 ? PORTAIL_REACH_ALL : PORTAIL_REACH_NONE, readable,
                              NULL };
}

static PortailFieldSet
get_employe_dotation_fields (void)
{
  const PortailRecordType *type = &portail_dotation_type;

  return (PortailFieldSet) 1 << PORTAIL_COMMON_ID | (PortailFieldSet) 1 << PORTAIL_COMMON_REV
         | (PortailFieldSet) 1 << PORTAIL_COMMON_ENTERPRISE_ID
         | portail_record_type_field_bit (type, "period")
         | portail_record_type_field_bit (type, "status");
}

static PortailRecordView
view_of_employe (const PortailAccess *access,
                 const PortailRecordType *type,
                 const char *enterprise_id)
{
  if (type == &portail_dotation_type)
    return view_all (get_employe_dotation_fields ());
  if (type == &portail_dotation_row_type)
    return (PortailRecordView){ PORTAIL_REACH_OWN, portail_record_type_get_all_fields (type),
                                portail_access_get_employee_id (access, enterprise_id) };
  return (PortailRecordView){ PORTAIL_REACH_NONE };
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

  if (role == PORTAIL_ROLE_NONE || type->scope == PORTAIL_SCOPE_USER)
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

/* The dotation may be in the trash. *@dotation is NULL where there is none. */
static gboolean
load_dotation (PortailDatabase *database,
               const char *id,
               PortailDotation **dotation,
               GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (database, &portail_dotation_type, error,
                                                         "WHERE id = ?", "t", id);

  if (found == NULL)
    return FALSE;
  *dotation = found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
  return TRUE;
}

static void
set_paid (PortailMoney *amount, gboolean *is_manual, const PortailJson *line, const char *member)
{
  const PortailJson *value = portail_json_get (line, member);

  if (value != NULL && value->kind == PORTAIL_JSON_NUMBER)
    portail_decimal_from_json (value->text, PORTAIL_MONEY_MAX_CENTS, &amount->cents);
  *is_manual = TRUE;
}

/* The reader cannot compute: what was frozen stands in the row as if it was typed. */
static void
show_paid (PortailDotationRow *row, const char *resultat)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *line;

  if (resultat == NULL)
    return;
  document = portail_json_parse (resultat, strlen (resultat), NULL);
  if (document == NULL)
    return;
  line = portail_json_get (portail_json_document_get_root (document), "lignes");
  for (line = line != NULL ? line->first_child : NULL; line != NULL; line = line->next)
    if (g_strcmp0 (portail_json_get_member_string (line, "id"), row->base.id) == 0)
      {
        set_paid (&row->salaire, &row->salaire_manuel, line, "salaire");
        set_paid (&row->prime, &row->prime_manuelle, line, "prime");
        return;
      }
}

gboolean
portail_record_view_apply (const PortailRecordView *view,
                           PortailDatabase *database,
                           gpointer record,
                           gboolean *is_visible,
                           GError **error)
{
  PortailDotationRow *row = record;
  g_autoptr (PortailDotation) dotation = NULL;

  *is_visible = view->reach == PORTAIL_REACH_ALL;
  if (view->reach != PORTAIL_REACH_OWN || view->employee_id == NULL
      || g_strcmp0 (row->employee_id, view->employee_id) != 0)
    return TRUE;
  if (!load_dotation (database, row->dotation_id, &dotation, error))
    return FALSE;
  *is_visible = dotation != NULL && is_frozen (dotation->status);
  if (*is_visible)
    show_paid (row, dotation->resultat);
  return TRUE;
}

const char *
portail_record_view_get_reader (gconstpointer pointer)
{
  const PortailRecord *record = pointer;

  if (record->type == &portail_dotation_row_type)
    return ((const PortailDotationRow *) pointer)->employee_id;
  if (record->type == &portail_dotation_type
      && is_frozen (((const PortailDotation *) pointer)->status))
    return PORTAIL_LOG_EVERY_READER;
  return NULL;
}

char *
portail_record_view_describe (const PortailAccess *access, const char *scope)
{
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);
  const char *role = NULL;
  const char *employee_id = NULL;

  if (enterprise_id != NULL || g_str_equal (scope, PORTAIL_SCOPE_GLOBAL_NAME))
    role = portail_role_get_name (portail_access_get_role (access, enterprise_id));
  if (enterprise_id != NULL)
    employee_id = portail_access_get_employee_id (access, enterprise_id);
  return g_strdup_printf ("%s/%s", role != NULL ? role : "",
                          employee_id != NULL ? employee_id : "");
}
