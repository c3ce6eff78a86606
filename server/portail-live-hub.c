/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-live-hub.h"

#include "server/portail-access.h"
#include "server/portail-scope.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-json-text.h"

/* What a change costs on its way to other clients; looking costs a few microseconds. */
#define LOOK_MILLISECONDS 100

struct _PortailLiveHub
{
  char *path;
  GThread *thread;
  GMutex mutex;
  GCond woken;
  gboolean is_stopping;      /* under mutex */
  GPtrArray *subscribers;    /* of Subscriber; under mutex */
  PortailDatabase *database; /* these three: the thread's */
  gint64 seen_version;
  GHashTable *seen; /* scope → number as gint64 * */
};

typedef struct
{
  char *user_id;
  char *session_id;
  PortailEventStream *stream;
  gboolean is_new; /* has heard nothing so far */
} Subscriber;

static void
subscriber_free (gpointer pointer)
{
  Subscriber *subscriber = pointer;

  g_free (subscriber->user_id);
  g_free (subscriber->session_id);
  portail_event_stream_unref (subscriber->stream);
  g_free (subscriber);
}

/* Changes with each commit of another connection; -1 on error. */
static gint64
read_version (PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_prepare (database, "PRAGMA data_version", error);
  gint64 version;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return -1;
  version = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return version;
}

/* Scope → number; NULL on error. */
static GHashTable *
read_numbers (PortailDatabase *database, GError **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT scope, number FROM scope_counter", error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      gint64 *number = g_new (gint64, 1);

      *number = portail_statement_get_int64 (statement, 1);
      g_hash_table_insert (numbers, portail_statement_dup_text (statement, 0), number);
    }
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&numbers);
}

static gboolean
is_revoked (PortailLiveHub *hub, const Subscriber *subscriber)
{
  PortailStatement *statement;
  gboolean is_live;

  if (subscriber->session_id == NULL)
    return FALSE;
  statement = portail_database_query (hub->database, NULL,
                                      "SELECT 1 FROM session WHERE id = ? AND revoked_at IS NULL",
                                      "t", subscriber->session_id);
  is_live = statement != NULL && portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW;
  if (is_live)
    portail_statement_reset (statement);
  return !is_live;
}

/* Says where @scope is, unless the subscriber knows. */
static void
tell (PortailLiveHub *hub, Subscriber *subscriber, const char *scope, GHashTable *numbers)
{
  const gint64 *number = g_hash_table_lookup (numbers, scope);
  const gint64 *seen = g_hash_table_lookup (hub->seen, scope);
  g_autoptr (GString) json = NULL;

  if (number == NULL || (!subscriber->is_new && seen != NULL && *seen == *number))
    return;
  json = g_string_new ("{");
  portail_json_append_name (json, "scope");
  portail_json_append_string (json, scope);
  portail_json_append_name (json, "reached");
  portail_json_append_integer (json, *number);
  g_string_append_c (json, '}');
  portail_event_stream_push (subscriber->stream, "reached", json->str);
}

static void
tell_all (PortailLiveHub *hub, Subscriber *subscriber, GHashTable *numbers)
{
  g_autoptr (PortailAccess) access = portail_access_load (hub->database, subscriber->user_id, NULL,
                                                          NULL);
  g_autofree char *own = portail_scope_of_user (subscriber->user_id);
  const GPtrArray *companies;

  if (access == NULL || is_revoked (hub, subscriber))
    {
      portail_event_stream_close (subscriber->stream, "revoked");
      return;
    }
  tell (hub, subscriber, PORTAIL_SCOPE_GLOBAL_NAME, numbers);
  tell (hub, subscriber, own, numbers);
  companies = portail_access_get_enterprise_ids (access);
  for (guint i = 0; i < companies->len; i++)
    {
      g_autofree char *scope = portail_scope_of_enterprise (g_ptr_array_index (companies, i));

      tell (hub, subscriber, scope, numbers);
    }
  subscriber->is_new = FALSE;
}

/* Under the mutex. */
static gboolean
has_new_subscriber (PortailLiveHub *hub)
{
  for (guint i = 0; i < hub->subscribers->len; i++)
    if (((Subscriber *) g_ptr_array_index (hub->subscribers, i))->is_new)
      return TRUE;
  return FALSE;
}

/* Under the mutex. Forgets streams that ended. */
static void
drop_closed (PortailLiveHub *hub)
{
  for (guint i = hub->subscribers->len; i > 0; i--)
    if (!portail_event_stream_is_open (
            ((Subscriber *) g_ptr_array_index (hub->subscribers, i - 1))->stream))
      g_ptr_array_remove_index_fast (hub->subscribers, i - 1);
}

/* Under the mutex: a look is short. */
static gboolean
look (PortailLiveHub *hub, GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;
  gint64 version;

  drop_closed (hub);
  if (hub->subscribers->len == 0)
    return TRUE;
  version = read_version (hub->database, error);
  if (version < 0)
    return FALSE;
  if (version == hub->seen_version && !has_new_subscriber (hub))
    return TRUE;
  numbers = read_numbers (hub->database, error);
  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < hub->subscribers->len; i++)
    tell_all (hub, g_ptr_array_index (hub->subscribers, i), numbers);
  hub->seen_version = version;
  g_hash_table_unref (hub->seen);
  hub->seen = g_steal_pointer (&numbers);
  return TRUE;
}

static gpointer
watch (gpointer pointer)
{
  PortailLiveHub *hub = pointer;
  g_autoptr (GError) error = NULL;

  hub->database = portail_database_open_sqlite (hub->path, PORTAIL_DATABASE_READ_ONLY, &error);
  if (hub->database == NULL)
    {
      g_message ("live events: %s", error->message);
      return NULL;
    }
  g_mutex_lock (&hub->mutex);
  while (!hub->is_stopping)
    {
      g_autoptr (GError) failure = NULL;
      gint64 until = g_get_monotonic_time () + LOOK_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

      if (!look (hub, &failure))
        g_message ("live events: %s", failure->message);
      g_cond_wait_until (&hub->woken, &hub->mutex, until);
    }
  g_mutex_unlock (&hub->mutex);
  portail_database_close (hub->database);
  return NULL;
}

PortailLiveHub *
portail_live_hub_new (const char *path)
{
  PortailLiveHub *hub = g_new0 (PortailLiveHub, 1);

  hub->path = g_strdup (path);
  hub->subscribers = g_ptr_array_new_with_free_func (subscriber_free);
  hub->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&hub->mutex);
  g_cond_init (&hub->woken);
  hub->thread = g_thread_new ("live", watch, hub);
  return hub;
}

void
portail_live_hub_free (PortailLiveHub *hub)
{
  if (hub == NULL)
    return;
  g_mutex_lock (&hub->mutex);
  hub->is_stopping = TRUE;
  g_cond_signal (&hub->woken);
  g_mutex_unlock (&hub->mutex);
  g_thread_join (hub->thread);
  g_ptr_array_unref (hub->subscribers);
  g_hash_table_unref (hub->seen);
  g_mutex_clear (&hub->mutex);
  g_cond_clear (&hub->woken);
  g_free (hub->path);
  g_free (hub);
}

/* Under the mutex. */
static guint
count_streams (PortailLiveHub *hub, const char *user_id)
{
  guint count = 0;

  for (guint i = 0; i < hub->subscribers->len; i++)
    {
      const Subscriber *subscriber = g_ptr_array_index (hub->subscribers, i);

      count += g_str_equal (subscriber->user_id, user_id)
               && portail_event_stream_is_open (subscriber->stream);
    }
  return count;
}

gboolean
portail_live_hub_subscribe (PortailLiveHub *hub,
                            const PortailLiveListener *listener,
                            PortailEventStream *stream)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->mutex);
  Subscriber *subscriber;

  if (count_streams (hub, listener->user_id) >= PORTAIL_LIVE_MAX_STREAMS)
    return FALSE;
  subscriber = g_new0 (Subscriber, 1);
  subscriber->user_id = g_strdup (listener->user_id);
  subscriber->session_id = g_strdup (listener->session_id);
  subscriber->stream = portail_event_stream_ref (stream);
  subscriber->is_new = TRUE;
  g_ptr_array_add (hub->subscribers, subscriber);
  g_cond_signal (&hub->woken);
  return TRUE;
}
