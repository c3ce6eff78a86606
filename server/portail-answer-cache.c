/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-answer-cache.h"

#include <string.h>

#define MAX_ENTRIES 2048
#define MAX_BYTES   (32 * 1024 * 1024)

typedef struct
{
  PortailAnswer *answer;
  PortailTimestamp until;
} Entry;

struct _PortailAnswerCache
{
  GMutex lock;
  GHashTable *entries; /* question → Entry */
  gsize n_bytes;
  guint n_commits; /* of which the entries are */
};

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  portail_answer_free (entry->answer);
  g_free (entry);
}

PortailAnswerCache *
portail_answer_cache_new (void)
{
  PortailAnswerCache *cache = g_new0 (PortailAnswerCache, 1);

  g_mutex_init (&cache->lock);
  cache->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return cache;
}

void
portail_answer_cache_free (PortailAnswerCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->entries);
  g_mutex_clear (&cache->lock);
  g_free (cache);
}

char *
portail_answer_cache_make_question (const PortailRequest *request)
{
  static const char *const headers[] = { "If-None-Match", "Accept" };
  const char *token = portail_request_get_bearer_token (request);
  GString *question = g_string_sized_new (1024);

  g_string_append_printf (question, "%s?%s\n%d", portail_request_get_path (request),
                          portail_request_get_query (request),
                          portail_request_get_language (request));
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      const char *value = portail_request_get_header (request, headers[i]);

      g_string_append_c (question, '\n');
      g_string_append (question, value != NULL ? value : "");
    }
  g_string_append_c (question, '\n');
  g_string_append (question, token != NULL ? token : "");
  return g_string_free (question, FALSE);
}

PortailAnswer *
portail_answer_cache_find (PortailAnswerCache *cache,
                           const char *question,
                           guint n_commits,
                           PortailTimestamp now)
{
  PortailAnswer *answer = NULL;
  const Entry *entry;

  g_mutex_lock (&cache->lock);
  entry = cache->n_commits == n_commits ? g_hash_table_lookup (cache->entries, question) : NULL;
  if (entry != NULL && now.milliseconds < entry->until.milliseconds)
    answer = portail_answer_copy (entry->answer);
  g_mutex_unlock (&cache->lock);
  return answer;
}

static void
start_anew (PortailAnswerCache *cache, guint n_commits)
{
  g_hash_table_remove_all (cache->entries);
  cache->n_bytes = 0;
  cache->n_commits = n_commits;
}

void
portail_answer_cache_keep (PortailAnswerCache *cache,
                           const char *question,
                           guint n_commits,
                           PortailTimestamp until,
                           PortailAnswer *answer)
{
  gsize n_bytes = strlen (question) + g_bytes_get_size (portail_answer_get_body (answer));
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry){ portail_answer_copy (answer), until };
  g_mutex_lock (&cache->lock);
  if (cache->n_commits != n_commits || g_hash_table_size (cache->entries) >= MAX_ENTRIES
      || cache->n_bytes + n_bytes > MAX_BYTES)
    start_anew (cache, n_commits);
  cache->n_bytes += n_bytes;
  g_hash_table_replace (cache->entries, g_strdup (question), entry);
  g_mutex_unlock (&cache->lock);
}
