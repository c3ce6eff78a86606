/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tag-list.h"

#include <string.h>

#include "shared/portail-text-fold.h"

/* Different tags that are offered. */
#define MAX_TAGS 2000

gboolean
portail_tag_list_is_field (const PortailField *field)
{
  return g_str_equal (field->name, "tags");
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
add_tags (GHashTable *tags, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL && g_hash_table_size (tags) < MAX_TAGS; i++)
    {
      g_autofree char *key = portail_text_fold (g_strstrip (parts[i]));

      if (*key != '\0' && !g_hash_table_contains (tags, key))
        g_hash_table_insert (tags, g_steal_pointer (&key), g_strdup (parts[i]));
    }
}

/* Takes the values. */
static char **
list_tags (GHashTable *tags)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer tag;

  g_hash_table_iter_init (&iter, tags);
  while (g_hash_table_iter_next (&iter, NULL, &tag))
    g_ptr_array_add (list, tag);
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

char **
portail_tag_list_split (const char *const *texts)
{
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    add_tags (tags, texts[i]);
  return list_tags (tags);
}

char *
portail_tag_list_to_text (const char *tags, guint max_letters)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);
  guint n_letters = 0;
  guint n_others = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint n_more = (guint) g_utf8_strlen (g_strstrip (parts[i]), -1);

      if (n_more == 0)
        continue;
      if (n_letters > 0 && (n_others > 0 || n_letters + n_more > max_letters))
        {
          n_others++;
          continue;
        }
      g_string_append_printf (text, "%s%s", n_letters > 0 ? ", " : "", parts[i]);
      n_letters += n_more + 2;
    }
  if (n_others > 0)
    g_string_append_printf (text, " +%u", n_others);
  return g_string_free (text, FALSE);
}

static gpointer
run_tags (PortailDatabase *database, gpointer type, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT DISTINCT tags FROM %s WHERE trashed_at IS NULL AND tags IS NOT NULL",
      ((const PortailRecordType *) type)->name);
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PortailStep step = PORTAIL_STEP_ERROR;
  char **list;

  while (statement != NULL && g_hash_table_size (tags) < MAX_TAGS
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    add_tags (tags, portail_statement_get_text (statement, 0));
  list = list_tags (tags);
  if (statement == NULL || step == PORTAIL_STEP_ERROR)
    {
      g_strfreev (list);
      return NULL;
    }
  portail_statement_reset (statement);
  return list;
}

static void
free_vector (gpointer vector)
{
  g_strfreev (vector);
}

PortailQuery *
portail_tag_list_query_new (const PortailRecordType *type)
{
  return portail_query_new (run_tags, (gpointer) type, NULL, free_vector);
}

/* Completing */

/* The part around @position between commas, without the spaces around it; owned. */
static char *
find_part (const char *text, guint position, PortailTextPlace *place)
{
  const char *at = g_utf8_offset_to_pointer (text, (glong) position);
  const char *start = at;
  const char *end = at;

  while (start > text && start[-1] != ',')
    start--;
  while (*end != '\0' && *end != ',')
    end++;
  while (start < end && *start == ' ')
    start++;
  while (end > start && end[-1] == ' ')
    end--;
  *place = (PortailTextPlace){ (guint) g_utf8_pointer_to_offset (text, start),
                               (guint) g_utf8_pointer_to_offset (text, end) };
  return g_strndup (start, (gsize) (end - start));
}

static gboolean
fits (const char *tag, const char *folded)
{
  g_autofree char *key = portail_text_fold (tag);
  const char *found = strstr (key, folded);

  while (found != NULL && found != key && found[-1] != ' ')
    found = strstr (found + 1, folded);
  return found != NULL && !g_str_equal (key, folded);
}

GPtrArray *
portail_tag_list_complete (const char *const *tags,
                           const char *text,
                           guint position,
                           PortailTextPlace *place)
{
  GPtrArray *found = portail_suggestion_list_new ();
  g_autofree char *part = find_part (text, position, place);
  g_autofree char *folded = portail_text_fold (part);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  add_tags (there, text);
  for (guint i = 0; *folded != '\0' && tags[i] != NULL && found->len < PORTAIL_MAX_SUGGESTIONS; i++)
    {
      g_autofree char *key = portail_text_fold (tags[i]);

      if (fits (tags[i], folded) && !g_hash_table_contains (there, key))
        portail_suggestion_add (found, g_strdup (tags[i]), NULL);
    }
  return found;
}
