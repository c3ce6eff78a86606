/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archive-excerpts.h"

#include "shared/portail-archive-excerpt.h"
#include "shared/portail-record-sql.h"

/* Of rows that scrolled by. */
#define MAX_KEPT 4000
/* Letters before the first word that was found. */
#define LEAD 9

struct _PortailArchiveExcerpts
{
  GObject parent_instance;

  PortailCache *cache;
  char *words;      /* NULL: nothing is asked for */
  GHashTable *kept; /* id → text, "" for none */
  GPtrArray *asked; /* of owned ids: for the next read */
  guint idle;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailArchiveExcerpts, portail_archive_excerpts, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct
{
  char *words;
  GPtrArray *ids;
} Question;

static void
question_free (gpointer pointer)
{
  Question *question = pointer;

  g_free (question->words);
  g_ptr_array_unref (question->ids);
  g_free (question);
}

/* From a few letters before the first word on: a cell has room for little. Owned. */
static char *
cut_before (const PortailExcerpt *excerpt)
{
  const PortailTextRange *first = &g_array_index (excerpt->ranges, PortailTextRange, 0);
  const char *start;

  if (first->start <= LEAD)
    return g_strdup (excerpt->text);
  start = g_utf8_offset_to_pointer (excerpt->text, (glong) (first->start - LEAD));
  while (*start != ' ' && g_utf8_pointer_to_offset (excerpt->text, start) < (glong) first->start)
    start = g_utf8_next_char (start);
  return g_strconcat ("…", start, NULL);
}

static char *
make_excerpt (const PortailArchiveQuery *query, const PortailArchive *archive)
{
  g_autoptr (PortailExcerpt) excerpt = portail_archive_excerpt_new (query, archive,
                                                                    ~(PortailFieldSet) 0);

  return excerpt->ranges->len > 0 ? cut_before (excerpt) : g_strdup ("");
}

/* id → text. */
static gpointer
run_excerpts (PortailDatabase *database, gpointer input, GError **error)
{
  const Question *question = input;
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (question->words, -1);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < question->ids->len; i++)
    {
      const char *id = g_ptr_array_index (question->ids, i);
      g_autoptr (PortailArchive) archive = portail_record_sql_load (database, &portail_archive_type,
                                                                    id, NULL);

      g_hash_table_insert (found, g_strdup (id),
                           archive != NULL ? make_excerpt (query, archive) : g_strdup (""));
    }
  return found;
}

static void
unref_table (gpointer table)
{
  g_hash_table_unref (table);
}

static void
on_excerpts (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailArchiveExcerpts) excerpts = user_data;
  g_autoptr (GHashTable) found = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);
  GHashTableIter iter;
  gpointer id;
  gpointer text;

  if (found == NULL)
    return;
  if (g_hash_table_size (excerpts->kept) > MAX_KEPT)
    g_hash_table_remove_all (excerpts->kept);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (excerpts->kept, id, text);
    }
  g_signal_emit (excerpts, changed_signal, 0);
}

static gboolean
ask (gpointer user_data)
{
  PortailArchiveExcerpts *excerpts = user_data;
  Question *question = g_new (Question, 1);

  excerpts->idle = 0;
  *question = (Question){ g_strdup (excerpts->words), g_steal_pointer (&excerpts->asked) };
  excerpts->asked = g_ptr_array_new_with_free_func (g_free);
  portail_cache_query_async (excerpts->cache,
                             portail_query_new (run_excerpts, question, question_free, unref_table),
                             excerpts->cancellable, on_excerpts, g_object_ref (excerpts));
  return G_SOURCE_REMOVE;
}

static void
forget (PortailArchiveExcerpts *excerpts)
{
  g_clear_handle_id (&excerpts->idle, g_source_remove);
  g_cancellable_cancel (excerpts->cancellable);
  g_clear_object (&excerpts->cancellable);
  excerpts->cancellable = g_cancellable_new ();
  g_hash_table_remove_all (excerpts->kept);
  g_ptr_array_set_size (excerpts->asked, 0);
}

static void
portail_archive_excerpts_dispose (GObject *object)
{
  PortailArchiveExcerpts *excerpts = PORTAIL_ARCHIVE_EXCERPTS (object);

  forget (excerpts);
  g_clear_object (&excerpts->cache);
  G_OBJECT_CLASS (portail_archive_excerpts_parent_class)->dispose (object);
}

static void
portail_archive_excerpts_finalize (GObject *object)
{
  PortailArchiveExcerpts *excerpts = PORTAIL_ARCHIVE_EXCERPTS (object);

  g_object_unref (excerpts->cancellable);
  g_hash_table_unref (excerpts->kept);
  g_ptr_array_unref (excerpts->asked);
  g_free (excerpts->words);
  G_OBJECT_CLASS (portail_archive_excerpts_parent_class)->finalize (object);
}

static void
portail_archive_excerpts_class_init (PortailArchiveExcerptsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_archive_excerpts_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_archive_excerpts_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_archive_excerpts_init (PortailArchiveExcerpts *excerpts)
{
  excerpts->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  excerpts->asked = g_ptr_array_new_with_free_func (g_free);
  excerpts->cancellable = g_cancellable_new ();
}

PortailArchiveExcerpts *
portail_archive_excerpts_new (void)
{
  return g_object_new (PORTAIL_TYPE_ARCHIVE_EXCERPTS, NULL);
}

void
portail_archive_excerpts_set_cache (PortailArchiveExcerpts *excerpts, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_ARCHIVE_EXCERPTS (excerpts));
  forget (excerpts);
  g_set_object (&excerpts->cache, cache);
}

void
portail_archive_excerpts_set_words (PortailArchiveExcerpts *excerpts, const char *words)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (words, -1);

  g_return_if_fail (PORTAIL_IS_ARCHIVE_EXCERPTS (excerpts));
  forget (excerpts);
  g_clear_pointer (&excerpts->words, g_free);
  if (portail_archive_excerpt_is_asked (query))
    excerpts->words = g_strdup (words);
}

const char *
portail_archive_excerpts_get (PortailArchiveExcerpts *excerpts, const char *id)
{
  const char *text;

  g_return_val_if_fail (PORTAIL_IS_ARCHIVE_EXCERPTS (excerpts), NULL);
  if (excerpts->words == NULL || excerpts->cache == NULL || id == NULL)
    return NULL;
  text = g_hash_table_lookup (excerpts->kept, id);
  if (text != NULL)
    return *text != '\0' ? text : NULL;
  if (!g_ptr_array_find_with_equal_func (excerpts->asked, id, g_str_equal, NULL))
    g_ptr_array_add (excerpts->asked, g_strdup (id));
  if (excerpts->idle == 0)
    excerpts->idle = g_idle_add (ask, excerpts);
  return NULL;
}
