/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-check.h"

#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

/* *@found is NULL where there is no live row. */
static gboolean
load_if_there (PortailDatabase *database,
               const PortailRecordType *type,
               const char *id,
               PortailRecord **found,
               GError **error)
{
  g_autoptr (GError) missing = NULL;

  *found = portail_record_sql_load (database, type, id, &missing);
  if (*found != NULL || g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&missing));
  return FALSE;
}

/* People of a company are those with a role in it. */
static gboolean
is_member (PortailDatabase *database,
           const char *user_id,
           const char *enterprise_id,
           gboolean *is_one,
           GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT 1 FROM membership WHERE user_id = ? AND (enterprise_id = ? OR enterprise_id IS NULL)"
      " AND trashed_at IS NULL LIMIT 1",
      "tt", user_id, enterprise_id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *is_one = step == PORTAIL_STEP_ROW;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
is_in_scope (PortailDatabase *database,
             const PortailField *field,
             const PortailRecord *record,
             gboolean *is_good,
             GError **error)
{
  const PortailRecordType *type = portail_schema_find (field->refers_to);
  const char *id = portail_field_get_string (field, record);
  g_autofree char *scope = portail_scope_of_record (record);
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);
  g_autoptr (PortailRecord) target = NULL;
  g_autofree char *target_scope = NULL;
  gboolean is_person;

  *is_good = FALSE;
  if (!load_if_there (database, type, id, &target, error))
    return FALSE;
  if (target == NULL)
    return TRUE;
  target_scope = portail_scope_of_record (target);
  if (g_str_equal (scope, target_scope))
    {
      *is_good = TRUE;
      return TRUE;
    }
  is_person = portail_record_rules_has (type, PORTAIL_TRAIT_PERSON);
  if (is_person && !portail_record_rules_has (record->type, PORTAIL_TRAIT_COMPANY))
    return is_member (database, id, enterprise_id, is_good, error);
  *is_good = is_person;
  return TRUE;
}

gboolean
portail_record_check_references (PortailDatabase *database,
                                 gconstpointer pointer,
                                 PortailFieldSet fields,
                                 PortailProblems *problems,
                                 GError **error)
{
  const PortailRecord *record = pointer;

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (record->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (record->type, i);
      gboolean is_good;

      if (!portail_field_set_has (fields, i) || field->refers_to == NULL
          || portail_field_is_null (field, record))
        continue;
      if (!is_in_scope (database, field, record, &is_good, error))
        return FALSE;
      if (!is_good)
        portail_problems_add (problems, field->name, "unknown_reference",
                              _ ("What this field refers to does not exist here."));
    }
  return TRUE;
}

static gboolean
fail_locked (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED,
                       _ ("This is closed and can no longer be edited."));
  return FALSE;
}

gboolean
portail_record_check_editable (PortailDatabase *database, gconstpointer record, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (
      ((const PortailRecord *) record)->type);
  g_autoptr (PortailRecord) parent = NULL;

  if (!portail_transition_is_editable (record))
    return fail_locked (error);
  if (field == NULL)
    return TRUE;
  parent = portail_record_sql_load (database, portail_schema_find (field->refers_to),
                                    portail_record_get_parent_id (record), error);
  if (parent == NULL)
    return FALSE;
  return portail_transition_is_editable (parent) || fail_locked (error);
}

static gboolean
has_no_key_by_status (const PortailRecord *record)
{
  int index = portail_record_type_find_field (record->type, "status");
  const PortailField *field;
  const PortailChoice *choice;

  if (record->type->status_without_key == NULL || index < 0)
    return FALSE;
  field = portail_record_type_get_field (record->type, (guint) index);
  choice = portail_choice_find (field->choices, (int) portail_field_get_integer (field, record));
  return choice != NULL && g_str_equal (choice->name, record->type->status_without_key);
}

gboolean
portail_record_find_by_key (PortailDatabase *database,
                            gconstpointer pointer,
                            PortailRecord **other,
                            GError **error)
{
  const PortailRecord *record = pointer;
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) found = NULL;

  *other = NULL;
  if (record->type->make_natural_key == NULL || has_no_key_by_status (record))
    return TRUE;
  key = record->type->make_natural_key (record);
  found = portail_record_sql_list (database, record->type, error,
                                   "WHERE unique_key = ? AND id <> ?", "tt", key, record->id);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *other = g_ptr_array_steal_index (found, 0);
  return TRUE;
}
