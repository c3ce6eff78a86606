/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blob-facts.h"

#include "app/portail-sql.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-document.h"

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
portail_blob_facts_free (gpointer pointer)
{
  PortailBlobFacts *facts = pointer;

  g_hash_table_unref (facts->rules.known);
  g_hash_table_unref (facts->rules.kept);
  g_hash_table_unref (facts->pins);
  g_clear_pointer (&facts->pinned, g_ptr_array_unref);
  g_clear_pointer (&facts->released, g_ptr_array_unref);
  g_free (facts);
}

static gboolean
add_names (GHashTable *set, PortailDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) names = portail_sql_take_texts (
      portail_database_prepare (database, sql, error), error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (g_ptr_array_index (names, i) != NULL)
      g_hash_table_add (set, g_strdup (g_ptr_array_index (names, i)));
  return TRUE;
}

gpointer
portail_blob_facts_find (PortailDatabase *database, gpointer input, GError **error)
{
  PortailBlobFacts *facts = g_new0 (PortailBlobFacts, 1);

  facts->rules = (PortailContentRules){ set_new (), set_new (), -1 };
  facts->pins = set_new ();
  facts->pinned = portail_record_sql_list (
      database, &portail_document_type, error,
      "WHERE trashed_at IS NULL"
      " AND (id IN (SELECT id FROM pin) OR enterprise_id IN (SELECT id FROM pin))",
      "");
  if (facts->pinned != NULL && add_names (facts->pins, database, "SELECT id FROM pin", error)
      && add_names (facts->rules.known, database,
                    "SELECT sha256 FROM document WHERE sha256 IS NOT NULL", error)
      && add_names (facts->rules.kept, database,
                    "SELECT json_extract (fields, '$.sha256') FROM op_change"
                    " WHERE type = 'document' AND json_extract (fields, '$.sha256') IS NOT NULL",
                    error))
    return facts;
  portail_blob_facts_free (facts);
  return NULL;
}

static void
add_held (gpointer sha256, gpointer unused, gpointer set)
{
  g_hash_table_add (set, g_strdup (sha256));
}

gpointer
portail_blob_facts_tidy (PortailFilesRoom *room, gpointer input, GError **error)
{
  PortailBlobFacts *facts = input;

  for (guint i = 0; facts->released != NULL && i < facts->released->len; i++)
    g_hash_table_remove (room->held, g_ptr_array_index (facts->released, i));
  g_hash_table_foreach (room->held, add_held, facts->rules.kept);
  return portail_content_file_tidy (room->directory, &facts->rules);
}

static gpointer
change_pin (PortailCacheStore *store, const char *sql, const char *id, GError **error)
{
  return portail_database_run (store->database, error, sql, "t", id) ? GINT_TO_POINTER (TRUE)
                                                                     : NULL;
}

gpointer
portail_blob_facts_pin (PortailCacheStore *store, gpointer id, GError **error)
{
  return change_pin (store, "INSERT OR IGNORE INTO pin (id) VALUES (?)", id, error);
}

gpointer
portail_blob_facts_unpin (PortailCacheStore *store, gpointer id, GError **error)
{
  return change_pin (store, "DELETE FROM pin WHERE id = ?", id, error);
}
