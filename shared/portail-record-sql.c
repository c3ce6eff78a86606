/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-record-sql.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"

/* More than the schema has. */
#define MAX_TYPES 64

/* Columns behind those of the fields. */
enum
{
  EXTRA_UNKNOWN_MEMBERS,
  EXTRA_NATURAL_KEY,
  N_EXTRA_COLUMNS,
};

static const char *const extra_columns[N_EXTRA_COLUMNS] = {
  [EXTRA_UNKNOWN_MEMBERS] = "unknown_members",
  [EXTRA_NATURAL_KEY] = "natural_key",
};

static gboolean
is_stored_as_text (const PortailField *field)
{
  return portail_field_is_string (field) || field->kind == PORTAIL_KIND_DAY
         || field->kind == PORTAIL_KIND_WEEK || field->kind == PORTAIL_KIND_CHOICE;
}

static void
append_column_definition (GString *sql, const PortailField *field)
{
  g_string_append_printf (sql, "%s %s", field->name,
                          is_stored_as_text (field) ? "TEXT" : "INTEGER");
}

/* The parts of a record go with it when it is purged. */
static void
append_foreign_key (GString *sql, const PortailRecordType *type)
{
  const PortailField *parent = portail_record_type_get_parent_field (type);

  if (parent != NULL)
    g_string_append_printf (sql, ", FOREIGN KEY (%s) REFERENCES %s (id) ON DELETE CASCADE",
                            parent->name, parent->refers_to);
}

static void
append_unique_key (GString *sql, const PortailRecordType *type)
{
  g_string_append (sql, ", unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL");
  if (type->status_without_key != NULL)
    g_string_append_printf (sql, " AND status <> '%s'", type->status_without_key);
  g_string_append (sql, " THEN natural_key END) VIRTUAL");
}

/* What rows that are listed together have in common. */
static const char *
get_owner_column (const PortailRecordType *type)
{
  const PortailField *parent = portail_record_type_get_parent_field (type);

  return parent != NULL ? parent->name : "enterprise_id";
}

static char *
make_table_sql (const PortailRecordType *type, PortailTableUse use)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE %s (", type->name);
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      append_column_definition (sql, portail_record_type_get_field (type, i));
      g_string_append (sql, i == PORTAIL_COMMON_ID ? " PRIMARY KEY NOT NULL, " : ", ");
    }
  for (int i = 0; i < N_EXTRA_COLUMNS; i++)
    g_string_append_printf (sql, "%s TEXT, ", extra_columns[i]);
  g_string_append (sql, "trashed_at INTEGER");
  if (use == PORTAIL_TABLE_AUTHORITY)
    {
      append_unique_key (sql, type);
      append_foreign_key (sql, type);
    }
  g_string_append (sql, ") STRICT, WITHOUT ROWID;");
  if (use == PORTAIL_TABLE_AUTHORITY)
    g_string_append_printf (sql, "CREATE UNIQUE INDEX %s_unique ON %s (unique_key);", type->name,
                            type->name);
  g_string_append_printf (sql, "CREATE INDEX %s_list ON %s (%s, rev);", type->name, type->name,
                          get_owner_column (type));
  return g_string_free (sql, FALSE);
}

/* For lists, which are in this order unless somebody asks for another. */
static gboolean
add_page_index (PortailDatabase *database, const PortailRecordType *type, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "CREATE INDEX IF NOT EXISTS %s_page ON %s (%s, created_at, id)", type->name, type->name,
      get_owner_column (type));

  return portail_database_execute (database, sql, error);
}

static gboolean
add_new_columns (PortailDatabase *database,
                 const PortailRecordType *type,
                 guint from,
                 GError **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);

      if (type->fields[i].since <= from || type->fields[i].since <= 1)
        continue;
      g_string_append_printf (sql, "ALTER TABLE %s ADD COLUMN ", type->name);
      append_column_definition (sql, &type->fields[i]);
      if (!portail_database_execute (database, sql->str, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
portail_record_sql_migrate (PortailDatabase *database,
                            PortailTableUse use,
                            guint from,
                            guint to,
                            GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailRecordType *type = portail_schema[i];
      gboolean is_new = from == 0 || type->since > from;
      g_autofree char *sql = is_new ? make_table_sql (type, use) : NULL;

      if (type->since > to)
        continue;
      if (is_new ? !portail_database_execute (database, sql, error)
                 : !add_new_columns (database, type, from, error))
        return FALSE;
      if (use == PORTAIL_TABLE_AUTHORITY && !add_page_index (database, type, error))
        return FALSE;
    }
  return TRUE;
}

static void
append_columns (GString *sql, const PortailRecordType *type)
{
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? "," : "",
                            portail_record_type_get_field (type, i)->name);
  for (int i = 0; i < N_EXTRA_COLUMNS; i++)
    g_string_append_printf (sql, ",%s", extra_columns[i]);
}

static char *
make_select_sql (const PortailRecordType *type)
{
  GString *sql = g_string_new ("SELECT ");

  append_columns (sql, type);
  g_string_append_printf (sql, " FROM %s ", type->name);
  return g_string_free (sql, FALSE);
}

static char *
make_write_sql (const PortailRecordType *type, const char *verb)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "%s INTO %s (", verb, type->name);
  append_columns (sql, type);
  g_string_append (sql, ") VALUES (?");
  for (guint i = 1; i < portail_record_type_get_n_fields (type) + N_EXTRA_COLUMNS; i++)
    g_string_append (sql, ",?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static char *
make_insert_sql (const PortailRecordType *type)
{
  return make_write_sql (type, "INSERT");
}

static char *
make_replace_sql (const PortailRecordType *type)
{
  return make_write_sql (type, "REPLACE");
}

static char *
make_update_sql (const PortailRecordType *type)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE %s SET ", type->name);
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    g_string_append_printf (sql, "%s=?,", portail_record_type_get_field (type, i)->name);
  g_string_append_printf (sql, "%s=?,%s=? WHERE id=?", extra_columns[EXTRA_UNKNOWN_MEMBERS],
                          extra_columns[EXTRA_NATURAL_KEY]);
  return g_string_free (sql, FALSE);
}

typedef enum
{
  SQL_SELECT, /* up to what follows the table */
  SQL_INSERT,
  SQL_REPLACE,
  SQL_UPDATE,
  N_SQL_TEXTS,
} SqlText;

/* What is the same for every row of a type is made once. Any thread. */
static const char *
get_sql (const PortailRecordType *type, SqlText text)
{
  static char *(*const make[N_SQL_TEXTS]) (const PortailRecordType *type) = {
    make_select_sql,
    make_insert_sql,
    make_replace_sql,
    make_update_sql,
  };
  static gsize texts[MAX_TYPES][N_SQL_TEXTS];
  guint index = 0;

  while (portail_schema[index] != type)
    index++;
  g_assert (index < MAX_TYPES);
  if (g_once_init_enter (&texts[index][text]))
    g_once_init_leave (&texts[index][text], (gsize) make[text](type));
  return (const char *) texts[index][text];
}

PortailStatement *
portail_record_sql_select (PortailDatabase *database,
                           const PortailRecordType *type,
                           const char *rest,
                           GError **error)
{
  g_autofree char *sql = g_strconcat (get_sql (type, SQL_SELECT), rest, NULL);

  return portail_database_prepare (database, sql, error);
}

static void
read_text_column (PortailStatement *statement,
                  guint column,
                  const PortailField *field,
                  gpointer record)
{
  const char *text = portail_statement_get_text (statement, column);

  if (text == NULL)
    return;
  switch (field->kind)
    {
    case PORTAIL_KIND_DAY:
      portail_day_parse (text, PORTAIL_FIELD_AT (PortailDay, record, field));
      break;
    case PORTAIL_KIND_WEEK:
      portail_week_parse (text, PORTAIL_FIELD_AT (PortailWeek, record, field));
      break;
    case PORTAIL_KIND_CHOICE:
      portail_field_set_integer (field, record, portail_choice_from_name (field->choices, text));
      break;
    default:
      portail_field_set_string (field, record, text);
    }
}

gpointer
portail_record_sql_read (PortailStatement *statement, const PortailRecordType *type)
{
  PortailRecord *record = portail_record_new (type);
  guint n_fields = portail_record_type_get_n_fields (type);

  for (guint i = 0; i < n_fields; i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (is_stored_as_text (field))
        read_text_column (statement, i, field, record);
      else if (!portail_statement_is_null (statement, i))
        portail_field_set_integer (field, record, portail_statement_get_int64 (statement, i));
    }
  record->unknown_members = portail_statement_dup_text (statement,
                                                        n_fields + EXTRA_UNKNOWN_MEMBERS);
  return record;
}

/* A column as JSON has it: texts are stored as they are written, numbers are not. */
static void
append_column (PortailStatement *statement, guint column, const PortailField *field, GString *json)
{
  if (is_stored_as_text (field))
    {
      const char *text = portail_statement_get_text (statement, column);

      if (field->kind == PORTAIL_KIND_JSON && text != NULL)
        g_string_append (json, text);
      else
        portail_json_append_string (json, text);
    }
  else if (portail_statement_is_null (statement, column))
    portail_json_append_bytes (json, "null", 4);
  else
    portail_field_append_json_integer (field, portail_statement_get_int64 (statement, column),
                                       json);
}

void
portail_record_sql_append_members (PortailStatement *statement,
                                   const PortailRecordType *type,
                                   PortailFieldSet fields,
                                   GString *json)
{
  const char *separator = "\"";

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (!portail_field_set_has (fields, i))
        continue;
      portail_json_append_bytes (json, separator, strlen (separator));
      portail_json_append_bytes (json, field->name, strlen (field->name));
      portail_json_append_bytes (json, "\":", 2);
      append_column (statement, i, field, json);
      separator = ",\"";
    }
}

static GPtrArray *
read_all (PortailStatement *statement, const PortailRecordType *type, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  PortailStep step;

  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (records, portail_record_sql_read (statement, type));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
portail_record_sql_list (PortailDatabase *database,
                         const PortailRecordType *type,
                         GError **error,
                         const char *rest,
                         const char *format,
                         ...)
{
  PortailStatement *statement = portail_record_sql_select (database, type, rest, error);
  va_list arguments;

  if (statement == NULL)
    return NULL;
  va_start (arguments, format);
  portail_statement_bind_arguments (statement, format, arguments);
  va_end (arguments);
  return read_all (statement, type, error);
}

static gpointer
load_one (PortailDatabase *database,
          const PortailRecordType *type,
          const char *id,
          const char *condition,
          GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (database, type, error, condition, "t", id);

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, _ ("There is no such record."));
      return NULL;
    }
  return g_ptr_array_steal_index (found, 0);
}

gpointer
portail_record_sql_load (PortailDatabase *database,
                         const PortailRecordType *type,
                         const char *id,
                         GError **error)
{
  return load_one (database, type, id, "WHERE id = ? AND trashed_at IS NULL", error);
}

gpointer
portail_record_sql_load_trashed (PortailDatabase *database,
                                 const PortailRecordType *type,
                                 const char *id,
                                 GError **error)
{
  return load_one (database, type, id, "WHERE id = ? AND trashed_at IS NOT NULL", error);
}

static void
bind_text_column (PortailStatement *statement,
                  guint index,
                  const PortailField *field,
                  gconstpointer record)
{
  char text[PORTAIL_DAY_TEXT_SIZE];
  int choice;

  switch (field->kind)
    {
    case PORTAIL_KIND_DAY:
      portail_day_format (PORTAIL_FIELD_VALUE (PortailDay, record, field), text);
      portail_statement_bind_text (statement, index, text);
      break;
    case PORTAIL_KIND_WEEK:
      portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, record, field), text);
      portail_statement_bind_text (statement, index, text);
      break;
    case PORTAIL_KIND_CHOICE:
      choice = (int) portail_field_get_integer (field, record);
      portail_statement_bind_text (statement, index,
                                   portail_choice_find (field->choices, choice)->name);
      break;
    default:
      portail_statement_bind_text (statement, index, portail_field_get_string (field, record));
    }
}

/* Binds all columns from parameter 1 on. Returns the number of the next one. */
static guint
bind_record (PortailStatement *statement, gconstpointer pointer)
{
  const PortailRecord *record = pointer;
  const PortailRecordType *type = record->type;
  guint n_fields = portail_record_type_get_n_fields (type);
  g_autofree char *natural_key = NULL;

  for (guint i = 0; i < n_fields; i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (portail_field_is_null (field, record))
        portail_statement_bind_null (statement, i + 1);
      else if (is_stored_as_text (field))
        bind_text_column (statement, i + 1, field, record);
      else
        portail_statement_bind_int64 (statement, i + 1, portail_field_get_integer (field, record));
    }
  if (type->make_natural_key != NULL)
    natural_key = type->make_natural_key (record);
  portail_statement_bind_text (statement, n_fields + 1 + EXTRA_UNKNOWN_MEMBERS,
                               record->unknown_members);
  portail_statement_bind_text (statement, n_fields + 1 + EXTRA_NATURAL_KEY, natural_key);
  return n_fields + 1 + N_EXTRA_COLUMNS;
}

static gboolean
finish (PortailStatement *statement, GError **error)
{
  PortailStep step = portail_statement_step (statement, error);

  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

static gboolean
write_row (PortailDatabase *database, SqlText text, gconstpointer record, GError **error)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;
  PortailStatement *statement = portail_database_prepare (database, get_sql (type, text), error);

  if (statement == NULL)
    return FALSE;
  bind_record (statement, record);
  return finish (statement, error);
}

gboolean
portail_record_sql_insert (PortailDatabase *database, gconstpointer record, GError **error)
{
  return write_row (database, SQL_INSERT, record, error);
}

gboolean
portail_record_sql_replace (PortailDatabase *database, gconstpointer record, GError **error)
{
  return write_row (database, SQL_REPLACE, record, error);
}

gboolean
portail_record_sql_update (PortailDatabase *database, gconstpointer pointer, GError **error)
{
  const PortailRecord *record = pointer;
  PortailStatement *statement = portail_database_prepare (
      database, get_sql (record->type, SQL_UPDATE), error);

  if (statement == NULL)
    return FALSE;
  portail_statement_bind_text (statement, bind_record (statement, record), record->id);
  return finish (statement, error);
}

gboolean
portail_record_sql_set_trashed (PortailDatabase *database,
                                const PortailRecordType *type,
                                const char *id,
                                PortailTimestamp trashed_at,
                                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET trashed_at=? WHERE id=?", type->name);
  PortailStatement *statement = portail_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  if (!portail_timestamp_is_null (trashed_at))
    portail_statement_bind_int64 (statement, 1, trashed_at.milliseconds);
  portail_statement_bind_text (statement, 2, id);
  return finish (statement, error);
}

gboolean
portail_record_sql_delete (PortailDatabase *database,
                           const PortailRecordType *type,
                           const char *id,
                           GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id=?", type->name);

  return portail_database_run (database, error, sql, "t", id);
}
