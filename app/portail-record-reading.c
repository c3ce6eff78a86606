/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-reading.h"

#include <string.h>

#include "shared/portail-record-sql.h"

void
portail_record_window_free (PortailRecordWindow *window)
{
  g_array_unref (window->keys);
  g_ptr_array_unref (window->records);
  g_array_unref (window->is_pending);
  g_free (window);
}

static void
free_window (gpointer window)
{
  portail_record_window_free (window);
}

static void
free_array (gpointer array)
{
  g_array_unref (array);
}

static void
unref_query (gpointer query)
{
  portail_record_query_unref (query);
}

/* `id IN (?,?,…)` for a whole window: one text for all windows of a type, so that it is prepared
 * once. Parameters that are left are null and match nothing. */
static void
append_places (GString *sql)
{
  g_string_append (sql, " IN (?");
  for (guint i = 1; i < PORTAIL_RECORD_WINDOW; i++)
    g_string_append (sql, ",?");
  g_string_append_c (sql, ')');
}

static void
bind_keys (PortailStatement *statement, const GArray *keys)
{
  char id[PORTAIL_ID_TEXT_SIZE];

  for (guint i = 0; i < keys->len; i++)
    portail_statement_bind_text (
        statement, i + 1,
        portail_record_key_format (g_array_index (keys, PortailRecordKey, i), id));
}

static gboolean
read_pending (PortailDatabase *database,
              PortailRecordWindow *window,
              GHashTable *places,
              GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id FROM outbox.op_change WHERE id");
  PortailStatement *statement;
  PortailStep step;

  append_places (sql);
  statement = portail_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_keys (statement, window->keys);
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailRecordKey key;
      gpointer place;

      if (portail_record_key_parse (portail_statement_get_text (statement, 0), &key)
          && g_hash_table_lookup_extended (places, &key, NULL, &place))
        g_array_index (window->is_pending, gboolean, GPOINTER_TO_UINT (place)) = TRUE;
    }
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

/* Long texts that no list shows stay in the store. */
static gboolean
is_read (const PortailField *field)
{
  gboolean is_long = field->kind == PORTAIL_KIND_JSON || field->flags & PORTAIL_FIELD_MULTILINE;

  return !is_long || field->flags & PORTAIL_FIELD_IN_LIST;
}

/* The columns of portail_record_sql_read(), with nothing in the place of what is not read. The plus
 * sign says that the ids find the rows. */
static char *
make_window_sql (const PortailRecordType *type)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      g_string_append_printf (sql, "%s,", is_read (field) ? field->name : "NULL");
    }
  g_string_append_printf (sql, "NULL,NULL FROM %s WHERE id", type->name);
  append_places (sql);
  return g_string_free (sql, FALSE);
}

static gboolean
read_records (PortailDatabase *database,
              const PortailRecordType *type,
              PortailRecordWindow *window,
              GHashTable *places,
              GError **error)
{
  g_autofree char *sql = make_window_sql (type);
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  PortailStep step;

  if (statement == NULL)
    return FALSE;
  bind_keys (statement, window->keys);
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_autoptr (PortailRecord) record = portail_record_sql_read (statement, type);
      PortailRecordKey key;
      gpointer place;

      if (portail_record_key_parse (record->id, &key)
          && g_hash_table_lookup_extended (places, &key, NULL, &place))
        window->records->pdata[GPOINTER_TO_UINT (place)] = g_steal_pointer (&record);
    }
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

/* Takes @keys. */
static PortailRecordWindow *
read_window (PortailDatabase *database, const PortailRecordType *type, GArray *keys, GError **error)
{
  g_autoptr (PortailRecordWindow) window = g_new (PortailRecordWindow, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (portail_record_key_hash,
                                                    portail_record_key_equal);

  *window = (PortailRecordWindow){
    keys,
    g_ptr_array_new_full (keys->len, portail_record_free),
    g_array_sized_new (FALSE, TRUE, sizeof (gboolean), keys->len),
  };
  g_ptr_array_set_size (window->records, (int) keys->len);
  g_array_set_size (window->is_pending, keys->len);
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_insert (places, &g_array_index (keys, PortailRecordKey, i), GUINT_TO_POINTER (i));
  if (!read_records (database, type, window, places, error)
      || !read_pending (database, window, places, error))
    return NULL;
  return g_steal_pointer (&window);
}

static GArray *
new_keys (guint n_reserved)
{
  return g_array_sized_new (FALSE, FALSE, sizeof (PortailRecordKey), n_reserved);
}

/* At most @max keys in order. */
static GArray *
read_keys (PortailDatabase *database, PortailRecordQuery *query, guint max, GError **error)
{
  PortailQueryOrder order = max == G_MAXUINT ? PORTAIL_QUERY_ALL_IN_ORDER
                                             : PORTAIL_QUERY_FIRST_IN_ORDER;
  g_autoptr (GArray) keys = new_keys (MIN (max, PORTAIL_RECORD_WINDOW));
  PortailStatement *statement = portail_record_query_prepare (query, database, "id", order, error);
  PortailStep step = PORTAIL_STEP_ROW;

  if (statement == NULL)
    return NULL;
  while (keys->len < max && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailRecordKey key;

      if (portail_record_key_parse (portail_statement_get_text (statement, 0), &key))
        g_array_append_val (keys, key);
    }
  portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR ? g_steal_pointer (&keys) : NULL;
}

static gpointer
run_beginning (PortailDatabase *database, gpointer input, GError **error)
{
  GArray *keys = read_keys (database, input, PORTAIL_RECORD_WINDOW, error);

  return keys != NULL ? read_window (database, portail_record_query_get_type (input), keys, error)
                      : NULL;
}

PortailQuery *
portail_record_reading_new_beginning (PortailRecordQuery *query)
{
  return portail_query_new (run_beginning, portail_record_query_ref (query), unref_query,
                            free_window);
}

static gpointer
run_order (PortailDatabase *database, gpointer input, GError **error)
{
  return read_keys (database, input, G_MAXUINT, error);
}

PortailQuery *
portail_record_reading_new_order (PortailRecordQuery *query)
{
  return portail_query_new (run_order, portail_record_query_ref (query), unref_query, free_array);
}

typedef struct
{
  const PortailRecordType *type;
  GArray *keys;
} WindowRequest;

static void
free_window_request (gpointer pointer)
{
  WindowRequest *request = pointer;

  g_array_unref (request->keys);
  g_free (request);
}

static gpointer
run_window (PortailDatabase *database, gpointer input, GError **error)
{
  const WindowRequest *request = input;

  return read_window (database, request->type, g_array_ref (request->keys), error);
}

PortailQuery *
portail_record_reading_new_window (const PortailRecordType *type,
                                   const PortailRecordKey *keys,
                                   guint n_keys)
{
  WindowRequest *request = g_new (WindowRequest, 1);

  g_return_val_if_fail (n_keys <= PORTAIL_RECORD_WINDOW, NULL);
  *request = (WindowRequest){ type, new_keys (n_keys) };
  g_array_append_vals (request->keys, keys, n_keys);
  return portail_query_new (run_window, request, free_window_request, free_window);
}

/* Totals */

PortailFieldSet
portail_record_totals_get_fields (const PortailRecordType *type)
{
  PortailFieldSet listed = portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_IN_LIST);
  PortailFieldSet set = 0;

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      PortailKind kind = portail_record_type_get_field (type, i)->kind;

      if (kind == PORTAIL_KIND_MONEY || kind == PORTAIL_KIND_HOURS)
        set |= listed & (PortailFieldSet) 1 << i;
    }
  return set;
}

char *
portail_record_totals_to_text (const PortailRecordTotals *totals,
                               const PortailRecordType *type,
                               guint index)
{
  g_autoptr (PortailRecord) row = NULL;
  const PortailField *field = portail_record_type_get_field (type, index);

  if (!portail_field_set_has (totals->fields, index))
    return g_strdup ("");
  row = portail_record_new (type);
  portail_field_set_integer (field, row, totals->sums[index]);
  return portail_field_to_text (field, row);
}

static char *
list_columns (const PortailRecordType *type, PortailFieldSet fields)
{
  GString *columns = g_string_new ("1");

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (fields, i))
      g_string_append_printf (columns, ", %s", portail_record_type_get_field (type, i)->name);
  return g_string_free (columns, FALSE);
}

/* The row at which @statement stands. A sum that leaves the range is none. */
static void
add_row (PortailRecordTotals *totals, PortailFieldSet fields, PortailStatement *statement)
{
  guint column = 1;

  totals->n_rows++;
  for (guint i = 0; fields >> i != 0; i++)
    {
      gint64 sum;

      if (!portail_field_set_has (fields, i))
        continue;
      if (__builtin_add_overflow (totals->sums[i],
                                  portail_statement_get_int64 (statement, column++), &sum)
          || sum > PORTAIL_INTEGER_MAX || sum < -PORTAIL_INTEGER_MAX)
        totals->fields &= ~((PortailFieldSet) 1 << i);
      else
        totals->sums[i] = sum;
    }
}

static gpointer
run_totals (PortailDatabase *database, gpointer input, GError **error)
{
  const PortailRecordType *type = portail_record_query_get_type (input);
  PortailFieldSet fields = portail_record_totals_get_fields (type);
  g_autofree char *columns = list_columns (type, fields);
  PortailStatement *statement = portail_record_query_prepare (input, database, columns,
                                                              PORTAIL_QUERY_UNORDERED, error);
  g_autofree PortailRecordTotals *totals = g_new0 (PortailRecordTotals, 1);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  totals->fields = fields;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    add_row (totals, fields, statement);
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&totals) : NULL;
}

PortailQuery *
portail_record_reading_new_totals (PortailRecordQuery *query)
{
  return portail_query_new (run_totals, portail_record_query_ref (query), unref_query, g_free);
}
