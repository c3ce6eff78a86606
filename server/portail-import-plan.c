/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-import-plan.h"

#include "shared/portail-blanchiment-import.h"
#include "shared/portail-dotation-import.h"
#include "shared/portail-employee-import.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-dotation.h"

static const PortailImportKind kinds[] = {
  { &portail_employee_type, "employees", PORTAIL_MODULE_EMPLOYEES, &portail_import_employees,
    portail_import_match_employees },
  { &portail_dotation_type, "rows", PORTAIL_MODULE_DOTATIONS, &portail_import_dotation_rows,
    portail_import_match_rows },
  { &portail_dotation_type, "depenses", PORTAIL_MODULE_DOTATIONS, &portail_import_dotation_entries,
    portail_import_match_depenses },
  { &portail_dotation_type, "retraits", PORTAIL_MODULE_DOTATIONS, &portail_import_dotation_entries,
    portail_import_match_retraits },
  { &portail_bareme_version_type, "tranches", PORTAIL_MODULE_SYSTEM_CONFIG, &portail_import_bareme,
    portail_import_match_tranches },
  { &portail_bareme_version_type, "wealth", PORTAIL_MODULE_SYSTEM_CONFIG, &portail_import_wealth,
    portail_import_match_wealth },
  { &portail_blanchiment_operation_type, "operations", PORTAIL_MODULE_BLANCHIMENT,
    &portail_import_blanchiment, portail_import_match_blanchiment },
};

const PortailImportKind *
portail_import_kind_find (const PortailRecordType *type, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].type == type && (name == NULL || g_str_equal (kinds[i].name, name)))
      return &kinds[i];
  return NULL;
}

PortailImportPlan *
portail_import_plan_new (const PortailImportQuestion *question,
                         PortailDatabase *database,
                         GError **error)
{
  g_autoptr (PortailImportPlan) plan = g_new0 (PortailImportPlan, 1);

  plan->op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, question->enterprise_id);
  if (!question->kind->match (question, database, plan, error))
    return NULL;
  if (plan->op->changes->len <= PORTAIL_BATCH_MAX_CHANGES)
    return g_steal_pointer (&plan);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE, _ ("An import has at most %d lines."),
               PORTAIL_BATCH_MAX_CHANGES);
  return NULL;
}

void
portail_import_plan_free (PortailImportPlan *plan)
{
  for (guint i = 0; plan->preview != NULL && i < plan->preview->lines->len; i++)
    g_free (plan->before[i]);
  g_free (plan->before);
  g_free (plan->statuses);
  g_clear_pointer (&plan->op, portail_sync_op_free);
  if (plan->source != NULL)
    plan->free_source (plan->source);
  g_free (plan);
}

void
portail_import_plan_adopt (PortailImportPlan *plan,
                           const PortailTableImport *preview,
                           gpointer source,
                           GDestroyNotify free_source)
{
  plan->preview = preview;
  plan->source = source;
  plan->free_source = free_source;
  plan->before = g_new0 (char *, preview->lines->len);
  plan->statuses = g_new (PortailImportStatus, preview->lines->len);
  for (guint i = 0; i < preview->lines->len; i++)
    plan->statuses[i] = portail_table_import_get_line (preview, i)->kind
                                == PORTAIL_IMPORT_LINE_WRONG
                            ? PORTAIL_IMPORT_WRONG
                            : PORTAIL_IMPORT_IGNORED;
}

void
portail_import_plan_create (PortailImportPlan *plan, gconstpointer record, PortailFieldSet fields)
{
  g_autofree char *id = portail_id_new ();
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE,
                                              ((const PortailRecord *) record)->type, id);

  portail_change_set_fields (change, record, fields);
  portail_sync_op_take_change (plan->op, change);
}

void
portail_import_plan_update (PortailImportPlan *plan,
                            const PortailRecord *before,
                            gconstpointer record,
                            PortailFieldSet fields)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, before->type, before->id);

  change->base_rev = before->rev;
  portail_change_set_fields (change, record, fields);
  portail_sync_op_take_change (plan->op, change);
}

void
portail_import_plan_delete (PortailImportPlan *plan, const PortailRecord *row)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_DELETE, row->type, row->id);

  change->base_rev = row->rev;
  portail_sync_op_take_change (plan->op, change);
}

void
portail_import_plan_replace (PortailImportPlan *plan,
                             guint place,
                             const PortailRecord *before,
                             PortailFieldSet fields)
{
  GString *json = g_string_new (NULL);

  portail_record_append_json (before, fields, json);
  g_free (plan->before[place]);
  plan->before[place] = g_string_free (json, FALSE);
  plan->statuses[place] = PORTAIL_IMPORT_REPLACED;
}

PortailFieldSet
portail_import_get_fields (const PortailRecordType *type, const char *const *names)
{
  PortailFieldSet fields = 0;

  for (; *names != NULL; names++)
    fields |= portail_record_type_field_bit (type, *names);
  return fields;
}

GHashTable *
portail_import_load_employees (PortailDatabase *database, const char *enterprise_id, GError **error)
{
  g_autoptr (GPtrArray) employees = portail_record_sql_list (
      database, &portail_employee_type, error, "WHERE enterprise_id = ? AND trashed_at IS NULL",
      "t", enterprise_id);
  GHashTable *by_name;

  if (employees == NULL)
    return NULL;
  by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, portail_record_free);
  while (employees->len > 0)
    {
      PortailEmployee *employee = g_ptr_array_steal_index_fast (employees, 0);

      g_hash_table_replace (by_name, portail_text_fold (employee->name), employee);
    }
  return by_name;
}

gpointer
portail_import_find_by_name (GHashTable *by_name, const char *name)
{
  g_autofree char *key = portail_text_fold (name);

  return g_hash_table_lookup (by_name, key);
}
