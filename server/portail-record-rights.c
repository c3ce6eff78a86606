/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-rights.h"

#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

static gboolean
fail_hidden (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("There is no such record."));
  return FALSE;
}

static gboolean
fail_forbidden (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}

static gboolean
check_fields (const PortailRightsQuestion *question,
              PortailFieldSet writable,
              PortailProblems *problems,
              GError **error)
{
  const PortailChange *change = question->change;
  PortailFieldSet forbidden = change->fields & ~writable;
  guint n_problems = problems->len;

  for (guint i = 0; i < portail_record_type_get_n_fields (change->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (change->type, i);
      /* A new row says of every field that it has none: that writes nothing. */
      gboolean is_absent = change->kind == PORTAIL_CHANGE_CREATE && change->record != NULL
                           && (portail_field_is_null (field, change->record)
                               || (field->kind == PORTAIL_KIND_BOOLEAN
                                   && !portail_field_get_integer (field, change->record)));

      if (portail_field_set_has (forbidden, i) && !is_absent)
        portail_problems_add (problems, field->name, "not_writable",
                              _ ("This field may not be written."));
    }
  return problems->len == n_problems || fail_forbidden (error);
}

/* Own rows only, and of those only what the server does not write. */
static gboolean
check_own (const PortailRightsQuestion *question, PortailProblems *problems, GError **error)
{
  const PortailChange *change = question->change;
  const PortailRecordType *type = change->type;
  PortailFieldSet computed = portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED);
  g_autofree char *own = portail_scope_of_user (
      portail_access_get_user (question->access)->base.id);

  if (!g_str_equal (own, question->scope))
    return fail_hidden (error);
  if (!portail_record_rules_has (type, PORTAIL_TRAIT_PERSONAL)
      && (type->module != PORTAIL_MODULE_OWN || change->kind == PORTAIL_CHANGE_CREATE))
    return fail_forbidden (error);
  return check_fields (question, portail_record_type_get_all_fields (type) & ~computed, problems,
                       error);
}

/* Nobody has a role in a company that is not there, or in the trash. */
static gboolean
brings_company (const PortailChange *change)
{
  return portail_record_rules_has (change->type, PORTAIL_TRAIT_COMPANY)
         && (change->kind == PORTAIL_CHANGE_CREATE || g_strcmp0 (change->command, "restore") == 0);
}

/* Towards the company of the row; towards one that the op itself brings, as its maker has it. */
static PortailRole
get_role (const PortailRightsQuestion *question, const char *enterprise_id)
{
  gboolean is_new = brings_company (question->change)
                    || (enterprise_id != NULL
                        && g_strcmp0 (question->brought_company, enterprise_id) == 0);

  return portail_access_get_role (question->access, is_new ? NULL : enterprise_id);
}

gboolean
portail_record_rights_check (const PortailRightsQuestion *question,
                             PortailProblems *problems,
                             GError **error)
{
  const PortailRecordType *type = question->change->type;
  const char *enterprise_id = portail_scope_get_enterprise_id (question->scope);
  gboolean is_absent_company = brings_company (question->change);
  PortailRole role = get_role (question, enterprise_id);

  if (enterprise_id != NULL && !is_absent_company && role == PORTAIL_ROLE_NONE)
    return fail_hidden (error);
  if (portail_record_type_is_derived (type) || type->scope == PORTAIL_SCOPE_NONE)
    return fail_forbidden (error);
  if (enterprise_id == NULL && !g_str_equal (question->scope, PORTAIL_SCOPE_GLOBAL_NAME))
    return check_own (question, problems, error);
  /* Companies, and what is nobody's, are for server-wide roles. */
  if ((enterprise_id == NULL || is_absent_company) && !portail_role_is_server_wide (role))
    return question->change->kind == PORTAIL_CHANGE_CREATE || enterprise_id == NULL
               ? fail_forbidden (error)
               : fail_hidden (error);
  if (!portail_access_has_module (question->access, enterprise_id, type->module))
    return fail_forbidden (error);
  if (!portail_change_rights_suffice (question->change->kind, question->change->command,
                                      question->row, portail_permission_get (type->module, role)))
    return fail_forbidden (error);
  return check_fields (question, portail_permission_get_writable (type, role), problems, error);
}
