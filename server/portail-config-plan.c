/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-config-plan.h"

#include "server/portail-access.h"
#include "server/portail-config-exchange.h"
#include "server/portail-import-plan.h"
#include "server/portail-list-parameters.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-wealth-tranche.h"

static const char *const status_names[PORTAIL_CONFIG_N_STATUSES] = { "new", "replaced", "removed",
                                                                     "same" };

const char *
portail_config_status_get_name (PortailConfigStatus status)
{
  return status_names[status];
}

static void
part_init (PortailConfigPart *part, const char *enterprise_id)
{
  part->op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, enterprise_id);
  part->paths = g_ptr_array_new_with_free_func (g_free);
}

static void
part_clear (PortailConfigPart *part)
{
  g_clear_pointer (&part->op, portail_sync_op_free);
  g_clear_pointer (&part->paths, g_ptr_array_unref);
}

PortailConfigPlan *
portail_config_plan_new (PortailContext *context, const char *enterprise_id)
{
  PortailConfigPlan *plan = g_new0 (PortailConfigPlan, 1);

  plan->context = context;
  plan->enterprise_id = enterprise_id;
  plan->rows = g_string_new (NULL);
  plan->problems = portail_problems_new ();
  part_init (&plan->company, enterprise_id);
  part_init (&plan->system, NULL);
  return plan;
}

void
portail_config_plan_free (PortailConfigPlan *plan)
{
  part_clear (&plan->company);
  part_clear (&plan->system);
  g_string_free (plan->rows, TRUE);
  g_ptr_array_unref (plan->problems);
  g_free (plan);
}

static void
take_change (PortailConfigPart *part, PortailChange *change, const char *path)
{
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (part->op, change);
  g_ptr_array_add (part->paths, g_strdup (path));
}

/* Problems of one object, under its place in the document. */
static void
add_problems (PortailConfigPlan *plan, const char *path, const PortailProblems *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      g_autofree char *field = g_strconcat (path, problem->field, NULL);

      portail_problems_add (plan->problems, field, problem->code, "%s", problem->detail);
    }
}

static void
add_problem (PortailConfigPlan *plan, const char *field, const char *code, const char *detail)
{
  portail_problems_add (plan->problems, field, code, "%s", detail);
}

/* What a row of the document is about. */
typedef struct
{
  PortailConfigPart *part;
  const char *place; /* "grade_rules" */
  const char *path;  /* "grade_rules[2]." */
  const char *name;  /* for people */
} Row;

static void
append_side (PortailConfigPlan *plan,
             const char *name,
             gconstpointer record,
             PortailFieldSet fields)
{
  if (record == NULL)
    return;
  portail_json_append_name (plan->rows, name);
  g_string_append_c (plan->rows, '{');
  portail_record_append_members (record, fields, plan->rows);
  g_string_append_c (plan->rows, '}');
}

/* The fields that differ. NULL: the row comes, or goes. */
typedef struct
{
  gconstpointer before;
  gconstpointer after;
  PortailFieldSet fields;
} Difference;

static void
append_row (PortailConfigPlan *plan,
            const Row *row,
            PortailConfigStatus status,
            const Difference *difference)
{
  GString *json = plan->rows;

  plan->counts[status]++;
  g_string_append (json, json->len > 0 ? ",{" : "{");
  portail_json_append_name (json, "part");
  portail_json_append_string (json, row->place);
  portail_json_append_name (json, "name");
  portail_json_append_string (json, row->name);
  portail_json_append_name (json, "status");
  portail_json_append_string (json, status_names[status]);
  append_side (plan, "before", difference->before, difference->fields);
  append_side (plan, "after", difference->after, difference->fields);
  g_string_append_c (json, '}');
}

/* What an object of the document is read as. Both lists end with NULL. */
typedef struct
{
  const PortailRecordType *type;
  const char *const *names;
  const char *const *others; /* members that the caller reads; or NULL */
} Shape;

/* *@given receives what was there. Owned; NULL where something is wrong. */
static gpointer
read_object (PortailConfigPlan *plan,
             const Row *row,
             const PortailJson *object,
             const Shape *shape,
             PortailFieldSet *given)
{
  g_autoptr (PortailRecord) record = portail_record_new (shape->type);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailReadOptions options = {
    .mode = PORTAIL_READ_STRICT,
    .writable = portail_import_get_fields (shape->type, shape->names),
    .other_members = shape->others,
  };

  if (object->kind != PORTAIL_JSON_OBJECT)
    {
      add_problem (plan, row->place, "wrong_kind", _ ("An object is expected."));
      return NULL;
    }
  *given = portail_record_read_json (record, object, &options, problems);
  add_problems (plan, row->path, problems);
  return problems->len == 0 ? g_steal_pointer (&record) : NULL;
}

/* Makes the row as the document has it: a new one, or @known with other values. The id of the row
 * is borrowed from @known or the op. */
static const char *
put (PortailConfigPlan *plan,
     const Row *row,
     const PortailRecord *known,
     const PortailRecord *record,
     PortailFieldSet given)
{
  PortailFieldSet fields = known != NULL
                               ? given & portail_record_get_differing_fields (known, record)
                               : given;
  g_autofree char *new_id = portail_id_new ();
  PortailChange *change;

  if (known != NULL && fields == 0)
    {
      append_row (plan, row, PORTAIL_CONFIG_SAME, &(Difference){ NULL });
      return known->id;
    }
  change = portail_change_new (known != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE,
                               record->type, known != NULL ? known->id : new_id);
  portail_change_set_fields (change, record, fields);
  take_change (row->part, change, row->path);
  append_row (plan, row, known != NULL ? PORTAIL_CONFIG_REPLACED : PORTAIL_CONFIG_NEW,
              &(Difference){ known, record, fields });
  return change->id;
}

static void
discard (const Row *row, const PortailRecord *record)
{
  take_change (row->part, portail_change_new (PORTAIL_CHANGE_DELETE, record->type, record->id),
               row->path);
}

static gboolean
read_enterprise (PortailConfigPlan *plan, const PortailJson *object, GError **error)
{
  static const char *const shown[] = { "name", NULL };
  const Shape shape = { &portail_enterprise_type, &portail_config_enterprise_members[1], shown };
  g_autoptr (PortailEnterprise) known = NULL;
  g_autoptr (PortailEnterprise) record = NULL;
  PortailFieldSet given;
  Row row = { &plan->company, "enterprise", "enterprise.", NULL };

  known = portail_record_sql_load (plan->context->database, &portail_enterprise_type,
                                   plan->enterprise_id, error);
  if (known == NULL)
    return FALSE;
  row.name = known->name;
  record = read_object (plan, &row, object, &shape, &given);
  if (record != NULL)
    put (plan, &row, &known->base, &record->base, given);
  return TRUE;
}

/* Live records of @known that @find names; what was found is taken out. NULL for none. */
static gpointer
take_known (GPtrArray *known,
            gconstpointer record,
            gboolean (*is_same) (gconstpointer known, gconstpointer record))
{
  for (guint i = 0; i < known->len; i++)
    if (is_same (g_ptr_array_index (known, i), record))
      return g_ptr_array_steal_index (known, i);
  return NULL;
}

static gboolean
is_same_grade (gconstpointer known, gconstpointer record)
{
  const char *grade = ((const PortailGradeRule *) record)->grade;
  g_autofree char *one = portail_text_fold (((const PortailGradeRule *) known)->grade);
  g_autofree char *other = portail_text_fold (grade != NULL ? grade : "");

  return g_str_equal (one, other);
}

static void
read_grade (PortailConfigPlan *plan, guint index, const PortailJson *object, GPtrArray *known)
{
  const Shape shape = { &portail_grade_rule_type, portail_config_grade_members, NULL };
  g_autofree char *path = g_strdup_printf ("grade_rules[%u].", index);
  Row row = { &plan->company, "grade_rules", path, "" };
  PortailFieldSet given;
  g_autoptr (PortailGradeRule) record = read_object (plan, &row, object, &shape, &given);
  g_autoptr (PortailRecord) before = NULL;

  if (record == NULL)
    return;
  row.name = record->grade != NULL ? record->grade : "";
  before = take_known (known, record, is_same_grade);
  put (plan, &row, before, &record->base, given);
}

static gboolean
is_array (PortailConfigPlan *plan, const PortailJson *json, const char *name)
{
  if (json->kind != PORTAIL_JSON_ARRAY)
    add_problem (plan, name, "wrong_kind", _ ("A list is expected."));
  else if (portail_json_count_children (json) > PORTAIL_BATCH_MAX_CHANGES)
    portail_problems_add (plan->problems, name, "too_many", _ ("At most %d lines are possible."),
                          PORTAIL_BATCH_MAX_CHANGES);
  return json->kind == PORTAIL_JSON_ARRAY
         && portail_json_count_children (json) <= PORTAIL_BATCH_MAX_CHANGES;
}

static gboolean
read_grades (PortailConfigPlan *plan, const PortailJson *array, GError **error)
{
  g_autoptr (GPtrArray) known = portail_record_sql_list (
      plan->context->database, &portail_grade_rule_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY grade, id", "t",
      plan->enterprise_id);
  guint index = 0;

  if (known == NULL || !is_array (plan, array, "grade_rules"))
    return known != NULL;
  for (const PortailJson *object = array->first_child; object != NULL; object = object->next)
    read_grade (plan, index++, object, known);
  for (guint i = 0; i < known->len; i++)
    {
      const PortailGradeRule *rule = g_ptr_array_index (known, i);
      const Row row = { &plan->company, "grade_rules", "grade_rules", rule->grade };

      discard (&row, &rule->base);
      append_row (plan, &row, PORTAIL_CONFIG_REMOVED,
                  &(Difference){ rule, NULL,
                                 portail_import_get_fields (&portail_grade_rule_type,
                                                            portail_config_grade_members) });
    }
  return TRUE;
}

static gboolean
is_same_setting (gconstpointer known, gconstpointer record)
{
  return g_strcmp0 (((const PortailSetting *) known)->key, ((const PortailSetting *) record)->key)
         == 0;
}

static gboolean
read_settings (PortailConfigPlan *plan, const PortailJson *array, GError **error)
{
  static const char *const names[] = { "key", "value", NULL };
  const Shape shape = { &portail_setting_type, names, NULL };
  g_autoptr (GPtrArray) known = portail_record_sql_list (
      plan->context->database, &portail_setting_type, error,
      "WHERE user_id IS NULL AND trashed_at IS NULL ORDER BY key, id", "");
  guint index = 0;

  if (known == NULL || !is_array (plan, array, "system.settings"))
    return known != NULL;
  for (const PortailJson *object = array->first_child; object != NULL; object = object->next)
    {
      g_autofree char *path = g_strdup_printf ("system.settings[%u].", index++);
      Row row = { &plan->system, "system.settings", path, "" };
      PortailFieldSet given;
      g_autoptr (PortailSetting) record = read_object (plan, &row, object, &shape, &given);
      g_autoptr (PortailRecord) before = NULL;

      if (record == NULL)
        continue;
      row.name = record->key != NULL ? record->key : "";
      before = take_known (known, record, is_same_setting);
      put (plan, &row, before, &record->base, given);
    }
  return TRUE;
}

/* One of the two tables of a barème. */
typedef struct
{
  Shape shape;
  const char *name;
} Table;

static const Table tables[] = {
  { { &portail_bareme_tranche_type, portail_config_tranche_members, NULL }, "tranches" },
  { { &portail_wealth_tranche_type, portail_config_wealth_members, NULL }, "wealth" },
};

/* Of owned records; NULL where something is wrong with them. */
static GPtrArray *
read_table (PortailConfigPlan *plan, const Row *row, const PortailJson *array, const Table *table)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  g_autofree char *place = g_strconcat (row->path, table->name, NULL);
  guint first = plan->problems->len;
  guint index = 0;

  if (!is_array (plan, array, place))
    return NULL;
  for (const PortailJson *object = array->first_child; object != NULL; object = object->next)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u].", place, index++);
      const Row line = { row->part, place, path, "" };
      PortailFieldSet given;
      gpointer record = read_object (plan, &line, object, &table->shape, &given);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return plan->problems->len == first ? g_steal_pointer (&records) : NULL;
}

static gboolean
is_same_table (const GPtrArray *known, const GPtrArray *records, PortailFieldSet fields)
{
  if (known->len != records->len)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    if (portail_record_get_differing_fields (known->pdata[i], records->pdata[i]) & fields)
      return FALSE;
  return TRUE;
}

/* The lines of @records take the place of those of @known. */
static void
replace_table (const Row *row,
               const char *bareme_id,
               const GPtrArray *known,
               const GPtrArray *records,
               PortailFieldSet fields)
{
  for (guint i = 0; i < known->len; i++)
    discard (row, g_ptr_array_index (known, i));
  for (guint i = 0; i < records->len; i++)
    {
      PortailRecord *record = g_ptr_array_index (records, i);
      const PortailField *parent = portail_record_type_get_parent_field (record->type);
      g_autofree char *id = portail_id_new ();
      PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, record->type, id);

      portail_field_set_string (parent, record, bareme_id);
      portail_change_set_fields (
          change, record, fields | portail_record_type_field_bit (record->type, parent->name));
      take_change (row->part, change, row->path);
    }
}

/* Replaces the table of the barème where the document has another. */
static void
put_table (PortailConfigPlan *plan,
           const Row *row,
           const PortailJson *object,
           const char *bareme_id,
           const Table *table)
{
  const PortailJson *array = portail_json_get (object, table->name);
  PortailFieldSet fields = portail_import_get_fields (table->shape.type, table->shape.names);
  g_autoptr (GPtrArray) records = array != NULL ? read_table (plan, row, array, table) : NULL;
  g_autoptr (GPtrArray) known = records != NULL ? portail_record_sql_list (
                                    plan->context->database, table->shape.type, NULL,
                                    "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min, id",
                                    "t", bareme_id)
                                                : NULL;

  if (known != NULL && !is_same_table (known, records, fields))
    replace_table (row, bareme_id, known, records, fields);
}

static gboolean
is_same_bareme (gconstpointer known, gconstpointer record)
{
  const PortailBaremeVersion *one = known;
  const PortailBaremeVersion *other = record;

  return g_strcmp0 (one->name, other->name) == 0
         && one->effective_from.number == other->effective_from.number;
}

static void
put_bareme (PortailConfigPlan *plan,
            const Row *row,
            const PortailJson *object,
            const PortailBaremeVersion *known,
            const PortailBaremeVersion *record)
{
  PortailFieldSet given = portail_import_get_fields (&portail_bareme_version_type,
                                                     portail_config_bareme_members);
  gboolean was_published = known != NULL && !portail_timestamp_is_null (known->published_at);
  const PortailJson *published = portail_json_get (object, "published");
  guint n_before = row->part->op->changes->len;
  g_autofree char *id = g_strdup (
      put (plan, row, known != NULL ? &known->base : NULL, &record->base, given));
  gboolean is_same = row->part->op->changes->len == n_before;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    put_table (plan, row, object, id, &tables[i]);
  if (is_same && row->part->op->changes->len > n_before)
    {
      plan->counts[PORTAIL_CONFIG_SAME]--;
      plan->counts[PORTAIL_CONFIG_REPLACED]++;
    }
  if (was_published && row->part->op->changes->len > n_before)
    add_problem (plan, row->path, "locked", _ ("A published tax table never changes."));
  if (!was_published && published != NULL && published->kind == PORTAIL_JSON_TRUE)
    take_change (row->part,
                 portail_change_new_command (&portail_bareme_version_type, id, "publish", NULL),
                 row->path);
}

static gboolean
read_baremes (PortailConfigPlan *plan, const PortailJson *array, GError **error)
{
  static const char *const others[] = { "published", "tranches", "wealth", NULL };
  const Shape shape = { &portail_bareme_version_type, portail_config_bareme_members, others };
  g_autoptr (GPtrArray) known = portail_record_sql_list (
      plan->context->database, &portail_bareme_version_type, error,
      "WHERE enterprise_id IS NULL AND trashed_at IS NULL ORDER BY effective_from, name, id", "");
  guint index = 0;

  if (known == NULL || !is_array (plan, array, "system.baremes"))
    return known != NULL;
  for (const PortailJson *object = array->first_child; object != NULL; object = object->next)
    {
      g_autofree char *path = g_strdup_printf ("system.baremes[%u].", index++);
      Row row = { &plan->system, "system.baremes", path, "" };
      PortailFieldSet given;
      g_autoptr (PortailBaremeVersion) record = read_object (plan, &row, object, &shape, &given);
      g_autoptr (PortailRecord) before = NULL;

      if (record == NULL)
        continue;
      row.name = record->name != NULL ? record->name : "";
      before = take_known (known, record, is_same_bareme);
      put_bareme (plan, &row, object, (PortailBaremeVersion *) before, record);
    }
  return TRUE;
}

static gboolean
read_system (PortailConfigPlan *plan, const PortailJson *object, GError **error)
{
  if (!portail_access_check (plan->context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                             PORTAIL_RIGHT_WRITE, error))
    return FALSE;
  if (object->kind != PORTAIL_JSON_OBJECT)
    add_problem (plan, "system", "wrong_kind", _ ("An object is expected."));
  for (const PortailJson *member = object->first_child; member != NULL; member = member->next)
    {
      g_autofree char *path = g_strconcat ("system.", member->name, NULL);

      if (g_strcmp0 (member->name, "settings") != 0 && g_strcmp0 (member->name, "baremes") != 0)
        add_problem (plan, path, "unknown_field", _ ("There is no such field."));
      else if (!(*member->name == 's' ? read_settings : read_baremes) (plan, member, error))
        return FALSE;
    }
  return TRUE;
}

static void
check_format (PortailConfigPlan *plan, const PortailJson *root)
{
  gint64 version = 0;

  if (g_strcmp0 (portail_json_get_member_string (root, "format"), PORTAIL_CONFIG_FORMAT) != 0)
    add_problem (plan, "format", "unknown_choice", _ ("This is no configuration of the portal."));
  if (portail_json_get (root, "version") == NULL
      || !portail_json_get_integer (portail_json_get (root, "version"), &version)
      || version != PORTAIL_CONFIG_VERSION)
    add_problem (plan, "version", "unknown_choice",
                 _ ("This version of the format is not known here."));
}

/* The parts of a company, once somebody says of which. */
static gboolean
read_of_company (PortailConfigPlan *plan,
                 const PortailJson *member,
                 gboolean (*read) (PortailConfigPlan *plan,
                                   const PortailJson *json,
                                   GError **error),
                 GError **error)
{
  if (plan->enterprise_id == NULL)
    return portail_list_fail_parameter (error, "enterprise_id");
  return portail_access_check (plan->context->access, plan->enterprise_id,
                               PORTAIL_MODULE_COMPANY_CONFIG, PORTAIL_RIGHT_WRITE, error)
         && read (plan, member, error);
}

static const struct
{
  const char *name;
  gboolean (*read) (PortailConfigPlan *plan, const PortailJson *json, GError **error);
  gboolean is_of_company;
} members[] = {
  { "format", NULL, FALSE },
  { "version", NULL, FALSE },
  { "enterprise", read_enterprise, TRUE },
  { "grade_rules", read_grades, TRUE },
  { "system", read_system, FALSE },
};

static gboolean
read_member (PortailConfigPlan *plan, const PortailJson *member, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_strcmp0 (members[i].name, member->name) != 0)
        continue;
      if (members[i].read == NULL)
        return TRUE;
      return members[i].is_of_company ? read_of_company (plan, member, members[i].read, error)
                                      : members[i].read (plan, member, error);
    }
  add_problem (plan, member->name, "unknown_field", _ ("There is no such field."));
  return TRUE;
}

gboolean
portail_config_plan_read (PortailConfigPlan *plan, const PortailJson *root, GError **error)
{
  check_format (plan, root);
  for (const PortailJson *member = root->first_child; member != NULL; member = member->next)
    if (!read_member (plan, member, error))
      return FALSE;
  return TRUE;
}
