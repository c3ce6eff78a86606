/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-names.h"

#include "app/portail-sql.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* Where the names of what an id refers to stand. */
typedef struct
{
  const char *refers_to;
  const char *table;
  const char *key;
  const char *name;
} Source;

static const Source sources[] = {
  { "employee", "employee", "id", "name" },     { "user", "member", "user_id", "display_name" },
  { "enterprise", "enterprise", "id", "name" }, { "bareme", "bareme", "id", "name" },
  { "dotation", "dotation", "id", "period" },   { "document", "document", "id", "filename" },
  { "archive", "archive", "id", "title" },
};

struct _PortailRecordNames
{
  GObject parent_instance;

  PortailCache *cache;
  GCancellable *cancellable;
  GHashTable *known[G_N_ELEMENTS (sources)]; /* id → name; NULL before anybody asked */
  gboolean is_read[G_N_ELEMENTS (sources)];
};

G_DEFINE_FINAL_TYPE (PortailRecordNames, portail_record_names, G_TYPE_OBJECT)

static guint changed_signal;

static const Source *
find_source (const char *refers_to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_strcmp0 (sources[i].refers_to, refers_to) == 0)
      return &sources[i];
  return NULL;
}

static void
portail_record_names_dispose (GObject *object)
{
  PortailRecordNames *names = PORTAIL_RECORD_NAMES (object);

  g_cancellable_cancel (names->cancellable);
  g_clear_object (&names->cancellable);
  g_clear_object (&names->cache);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    g_clear_pointer (&names->known[i], g_hash_table_unref);
  G_OBJECT_CLASS (portail_record_names_parent_class)->dispose (object);
}

static void
portail_record_names_class_init (PortailRecordNamesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_record_names_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_names_init (PortailRecordNames *names)
{
  names->cancellable = g_cancellable_new ();
}

char *
portail_record_names_load (PortailDatabase *database, const char *refers_to, const char *id)
{
  const Source *source = find_source (refers_to);
  g_autofree char *sql = NULL;
  char *name = NULL;

  if (source == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?", source->name, source->table,
                         source->key);
  portail_sql_take_text (portail_database_query (database, NULL, sql, "t", id), &name, NULL);
  return name;
}

/* All names of a source */

typedef struct
{
  PortailRecordNames *names;
  const Source *source;
} Reading;

static gpointer
run_read (PortailDatabase *database, gpointer input, GError **error)
{
  const Source *source = input;
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s, %s FROM %s WHERE trashed_at IS NULL AND %s IS NOT NULL", source->key,
      source->name, source->table, source->name);
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_replace (known, portail_statement_dup_text (statement, 0),
                          portail_statement_dup_text (statement, 1));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&known) : NULL;
}

static void
unref_table (gpointer table)
{
  g_hash_table_unref (table);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (PortailRecordNames) names = reading->names;
  GHashTable *known = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (known == NULL)
    return;
  if (names->cache == NULL)
    {
      g_hash_table_unref (known);
      return;
    }
  g_clear_pointer (&names->known[reading->source - sources], g_hash_table_unref);
  names->known[reading->source - sources] = known;
  names->is_read[reading->source - sources] = TRUE;
  g_signal_emit (names, changed_signal, 0);
}

static void
read_source (PortailRecordNames *names, const Source *source)
{
  Reading *reading = g_new (Reading, 1);

  *reading = (Reading){ g_object_ref (names), source };
  portail_cache_scan_async (names->cache,
                            portail_query_new (run_read, (gpointer) source, NULL, unref_table),
                            names->cancellable, on_read, reading);
}

static void
on_cache_changed (PortailRecordNames *names, const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (names->known[i] != NULL && (type == NULL || g_str_equal (type, sources[i].table)))
      read_source (names, &sources[i]);
}

PortailRecordNames *
portail_record_names_new (PortailCache *cache)
{
  PortailRecordNames *names = g_object_new (PORTAIL_TYPE_RECORD_NAMES, NULL);

  names->cache = g_object_ref (cache);
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), names,
                           G_CONNECT_SWAPPED);
  return names;
}

gboolean
portail_record_names_know (const char *refers_to)
{
  return find_source (refers_to) != NULL;
}

const char *
portail_record_names_get (PortailRecordNames *names, const char *refers_to, const char *id)
{
  const Source *source = find_source (refers_to);

  g_return_val_if_fail (PORTAIL_IS_RECORD_NAMES (names), NULL);
  if (source == NULL || id == NULL)
    return NULL;
  if (names->known[source - sources] == NULL)
    {
      names->known[source - sources] = g_hash_table_new (g_str_hash, g_str_equal);
      read_source (names, source);
    }
  return g_hash_table_lookup (names->known[source - sources], id);
}

char *
portail_record_names_dup_title (PortailRecordNames *names, const char *refers_to, const char *id)
{
  const Source *source = find_source (refers_to);
  const char *name;

  g_return_val_if_fail (PORTAIL_IS_RECORD_NAMES (names), NULL);
  if (source == NULL || id == NULL || *id == '\0')
    return NULL;
  name = portail_record_names_get (names, refers_to, id);
  if (name != NULL || !names->is_read[source - sources])
    return g_strdup (name != NULL ? name : "");
  /* Members are those of one's companies. */
  return g_strdup (g_str_equal (source->table, "member") ? _ ("Somebody outside this company")
                                                         : _ ("No longer there"));
}

/* Search */

typedef struct
{
  const Source *source;
  char *enterprise_id;
  char **words; /* folded */
} Search;

static void
free_search (gpointer pointer)
{
  Search *search = pointer;

  g_free (search->enterprise_id);
  g_strfreev (search->words);
  g_free (search);
}

static void
free_name (gpointer pointer)
{
  PortailRecordName *name = pointer;

  g_free (name->id);
  g_free (name->name);
  g_free (name);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static PortailStatement *
prepare_search (PortailDatabase *database, const Search *search, GError **error)
{
  const Source *source = search->source;
  g_autoptr (GString) sql = g_string_new (NULL);
  PortailStatement *statement;
  guint index = 1;

  g_string_printf (sql, "SELECT %s, %s FROM %s WHERE trashed_at IS NULL AND %s IS NOT NULL",
                   source->key, source->name, source->table, source->name);
  if (search->enterprise_id != NULL)
    g_string_append (sql, " AND enterprise_id = ?");
  for (guint i = 0; search->words[i] != NULL; i++)
    g_string_append_printf (sql, " AND instr (" PORTAIL_SQL_FOLD " (%s), ?)", source->name);
  g_string_append_printf (sql, " ORDER BY " PORTAIL_SQL_FOLD " (%s), %s LIMIT %d", source->name,
                          source->key, PORTAIL_RECORD_NAMES_MAX_FOUND);
  statement = portail_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (search->enterprise_id != NULL)
    portail_statement_bind_text (statement, index++, search->enterprise_id);
  for (guint i = 0; search->words[i] != NULL; i++)
    portail_statement_bind_text (statement, index++, search->words[i]);
  return statement;
}

static gpointer
run_search (PortailDatabase *database, gpointer input, GError **error)
{
  PortailStatement *statement = prepare_search (database, input, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_name);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailRecordName *name = g_new (PortailRecordName, 1);

      name->id = portail_statement_dup_text (statement, 0);
      name->name = portail_statement_dup_text (statement, 1);
      g_ptr_array_add (found, name);
    }
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *found = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, unref_array);
  else
    g_task_return_error (task, error);
}

void
portail_record_names_search_async (PortailRecordNames *names,
                                   const PortailRecordNameSearch *wanted,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Search *search = g_new (Search, 1);
  g_autofree char *folded = portail_text_fold (wanted->words);
  GTask *task = g_task_new (names, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_record_names_search_async);
  *search = (Search){ find_source (wanted->refers_to), g_strdup (wanted->enterprise_id),
                      g_strsplit (folded, " ", -1) };
  portail_cache_query_async (names->cache,
                             portail_query_new (run_search, search, free_search, unref_array),
                             cancellable, on_found, task);
}

GPtrArray *
portail_record_names_search_finish (PortailRecordNames *names, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
