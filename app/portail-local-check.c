/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-local-edit.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "shared/portail-arguments.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

static gboolean
fail (PortailErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, (int) code, message);
  return FALSE;
}

/* What nobody writes, and on an update what only a create writes. */
static PortailFieldSet
get_closed_fields (const PortailChange *change)
{
  PortailFieldSet closed = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  closed |= portail_record_type_get_flagged_fields (change->type, PORTAIL_FIELD_COMPUTED);
  if (change->kind == PORTAIL_CHANGE_UPDATE)
    closed |= portail_record_type_get_flagged_fields (change->type, PORTAIL_FIELD_IMMUTABLE);
  return closed;
}

/* As the row will be; the fields that count are checked by their rules. */
static gboolean
check_fields (const PortailChange *change, const PortailRecord *before, GError **error)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailRecord) after = portail_record_copy (before != NULL ? before : change->record);
  PortailFieldSet checked = change->fields;

  if (change->fields & get_closed_fields (change))
    return fail (PORTAIL_ERROR_INVALID, _ ("This field may not be written."), error);
  if (change->kind == PORTAIL_CHANGE_CREATE)
    checked = portail_record_type_get_all_fields (change->type) & ~get_closed_fields (change);
  portail_record_copy_fields (after, change->record, change->fields);
  portail_record_validate (after, checked, problems);
  return portail_problems_check (problems, error);
}

/* A part is as closed as what it is a part of. */
static gboolean
check_parent (PortailCacheStore *store, const PortailRecord *record, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (record->type);
  g_autoptr (PortailRecord) parent = NULL;

  if (field == NULL)
    return TRUE;
  parent = portail_record_sql_load (store->database, portail_schema_find (field->refers_to),
                                    portail_record_get_parent_id (record), error);
  if (parent == NULL)
    return FALSE;
  return portail_transition_is_editable (parent)
         || fail (PORTAIL_ERROR_LOCKED,
                  _ ("The sheet is closed: its figures can no longer be changed."), error);
}

static gboolean
check_key_is_free (PortailCacheStore *store, const PortailRecord *record, GError **error)
{
  const PortailRecordType *type = record->type;
  g_autofree char *key = type->make_natural_key != NULL ? type->make_natural_key (record) : NULL;
  g_autofree char *sql = NULL;
  gint64 n_others;

  if (key == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE natural_key = ? AND id <> ?"
                         " AND trashed_at IS NULL%s%s%s",
                         type->name, type->status_without_key != NULL ? " AND status <> '" : "",
                         type->status_without_key != NULL ? type->status_without_key : "",
                         type->status_without_key != NULL ? "'" : "");
  if (!portail_sql_take_integer (
          portail_database_query (store->database, error, sql, "tt", key, record->id), &n_others,
          error))
    return FALSE;
  return n_others == 0
         || fail (PORTAIL_ERROR_DUPLICATE_KEY, _ ("There is already one of that name or week."),
                  error);
}

/* As it will be in the tables. Owned. */
static PortailRecord *
make_created (const PortailSyncOp *op, const PortailChange *change)
{
  PortailRecord *record = portail_record_copy (change->record);

  g_free (record->enterprise_id);
  record->enterprise_id = g_strdup (op->enterprise_id);
  return record;
}

/* Of the rows that the op itself makes: none of them is in the tables yet. */
static gboolean
check_keys_differ (const PortailSyncOp *op, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);
      g_autoptr (PortailRecord) record = NULL;
      g_autofree char *key = NULL;

      if (change->kind != PORTAIL_CHANGE_CREATE || change->type->make_natural_key == NULL)
        continue;
      record = make_created (op, change);
      key = change->type->make_natural_key (record);
      if (key != NULL && !g_hash_table_add (keys, g_strconcat (change->type->name, ":", key, NULL)))
        return fail (PORTAIL_ERROR_DUPLICATE_KEY, _ ("There is already one of that name or week."),
                     error);
    }
  return TRUE;
}

static gboolean
check_create (PortailCacheStore *store,
              const PortailSyncOp *op,
              const PortailChange *change,
              GError **error)
{
  g_autoptr (PortailRecord) record = make_created (op, change);

  return check_fields (change, NULL, error) && check_key_is_free (store, record, error);
}

static gboolean
check_update (PortailCacheStore *store,
              const PortailChange *change,
              const PortailRecord *before,
              GError **error)
{
  g_autoptr (PortailRecord) after = portail_record_copy (before);

  portail_record_copy_fields (after, change->record, change->fields);
  if (!portail_transition_is_editable (before))
    return fail (PORTAIL_ERROR_LOCKED,
                 _ ("The sheet is closed: its figures can no longer be changed."), error);
  return check_fields (change, before, error) && check_parent (store, before, error)
         && check_key_is_free (store, after, error);
}

static gboolean
check_command (PortailCacheStore *store,
               const PortailChange *change,
               const PortailRecord *before,
               GError **error)
{
  const PortailTransition *transition = portail_transition_find (change->type->name,
                                                                 change->command);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailArguments) arguments = NULL;

  if (transition == NULL)
    return fail (PORTAIL_ERROR_INVALID, _ ("There is no such command."), error);
  if (!portail_transition_starts_at (transition, portail_transition_get_state (before)))
    return fail (PORTAIL_ERROR_WRONG_STATUS,
                 _ ("The status has changed: this is no longer possible."), error);
  arguments = portail_arguments_read (transition, change->arguments, problems);
  portail_arguments_check (arguments, transition, before, problems);
  return portail_problems_check (problems, error)
         && (g_strcmp0 (change->command, "submit") != 0
             || check_key_is_free (store, before, error));
}

static gboolean
check_restore (PortailCacheStore *store, const PortailChange *change, GError **error)
{
  g_autoptr (PortailRecord) trashed = portail_record_sql_load_trashed (
      store->database, change->type, change->id, error);

  return trashed != NULL && check_key_is_free (store, trashed, error);
}

static gboolean
check_change (PortailCacheStore *store,
              const PortailSyncOp *op,
              const PortailChange *change,
              GError **error)
{
  g_autoptr (PortailRecord) before = NULL;

  if (change->kind == PORTAIL_CHANGE_CREATE)
    return check_create (store, op, change, error);
  if (g_strcmp0 (change->command, "restore") == 0)
    return check_restore (store, change, error);
  before = portail_record_sql_load (store->database, change->type, change->id, error);
  if (before == NULL)
    return FALSE;
  if (change->kind == PORTAIL_CHANGE_COMMAND)
    return check_command (store, change, before, error);
  if (change->kind == PORTAIL_CHANGE_DELETE)
    return check_parent (store, before, error);
  return check_update (store, change, before, error);
}

/* The parents that the op itself makes are not in the tables yet. */
static gboolean
check_created_part (PortailCacheStore *store,
                    const PortailSyncOp *op,
                    const PortailChange *change,
                    GError **error)
{
  const char *parent_id;

  if (change->kind != PORTAIL_CHANGE_CREATE
      || portail_record_type_get_parent_field (change->type) == NULL)
    return TRUE;
  parent_id = portail_record_get_parent_id (change->record);
  for (guint i = 0; i < op->changes->len; i++)
    if (g_strcmp0 (((PortailChange *) g_ptr_array_index (op->changes, i))->id, parent_id) == 0)
      return TRUE;
  return check_parent (store, change->record, error);
}

gboolean
portail_local_edit_check (PortailCacheStore *store, PortailSyncOp *op, GError **error)
{
  if (op->changes->len == 0 || op->changes->len > PORTAIL_BATCH_MAX_CHANGES)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("One step changes between 1 and %d rows."), PORTAIL_BATCH_MAX_CHANGES);
      return FALSE;
    }
  for (guint i = 0; i < op->changes->len; i++)
    if (!check_change (store, op, g_ptr_array_index (op->changes, i), error)
        || !check_created_part (store, op, g_ptr_array_index (op->changes, i), error))
      return FALSE;
  return check_keys_differ (op, error);
}
