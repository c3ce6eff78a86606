/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-locks.h"

#include "app/portail-week-lock.h"
#include "shared/portail-record-sql.h"

struct _PortailWeekLocks
{
  GObject parent_instance;

  PortailCache *cache;
  gulong handler;
  GCancellable *cancellable; /* of what is being read */
  GPtrArray *list;           /* of PortailPeriodLock */
};

G_DEFINE_FINAL_TYPE (PortailWeekLocks, portail_week_locks, G_TYPE_OBJECT)

static guint changed_signal;

static gpointer
list_locks (PortailDatabase *database, gpointer unused, GError **error)
{
  return portail_record_sql_list (database, &portail_period_lock_type, error,
                                  "WHERE locked = 1 AND trashed_at IS NULL", "");
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailWeekLocks) locks = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *list = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (list == NULL)
    return;
  g_ptr_array_unref (locks->list);
  locks->list = list;
  g_signal_emit (locks, changed_signal, 0);
}

static void
stop_reading (PortailWeekLocks *locks)
{
  g_cancellable_cancel (locks->cancellable);
  g_clear_object (&locks->cancellable);
}

static void
read_locks (PortailWeekLocks *locks)
{
  stop_reading (locks);
  locks->cancellable = g_cancellable_new ();
  portail_cache_query_async (
      locks->cache, portail_query_new (list_locks, NULL, NULL, (GDestroyNotify) g_ptr_array_unref),
      locks->cancellable, on_read, g_object_ref (locks));
}

static void
on_changed (PortailWeekLocks *locks, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_period_lock_type.name))
    read_locks (locks);
}

void
portail_week_locks_set_cache (PortailWeekLocks *locks, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_WEEK_LOCKS (locks));
  if (locks->cache != NULL)
    g_clear_signal_handler (&locks->handler, locks->cache);
  stop_reading (locks);
  g_ptr_array_set_size (locks->list, 0);
  g_set_object (&locks->cache, cache);
  if (cache == NULL)
    return;
  locks->handler = g_signal_connect_swapped (cache, "changed", G_CALLBACK (on_changed), locks);
  read_locks (locks);
}

char *
portail_week_locks_dup_reason (PortailWeekLocks *locks,
                               PortailRole role,
                               const char *enterprise_id,
                               PortailWeek period)
{
  const PortailPeriodLock *found = NULL;

  g_return_val_if_fail (PORTAIL_IS_WEEK_LOCKS (locks), NULL);
  if (portail_week_is_null (period) || !portail_week_lock_binds (role))
    return NULL;
  for (guint i = 0; i < locks->list->len; i++)
    {
      const PortailPeriodLock *lock = g_ptr_array_index (locks->list, i);
      gboolean is_own = g_strcmp0 (lock->base.enterprise_id, enterprise_id) == 0;

      if (lock->period.number == period.number
          && (is_own || (lock->base.enterprise_id == NULL && found == NULL)))
        found = lock;
    }
  return found != NULL ? portail_week_lock_dup_reason (found) : NULL;
}

static void
portail_week_locks_dispose (GObject *object)
{
  portail_week_locks_set_cache (PORTAIL_WEEK_LOCKS (object), NULL);
  G_OBJECT_CLASS (portail_week_locks_parent_class)->dispose (object);
}

static void
portail_week_locks_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_WEEK_LOCKS (object)->list);
  G_OBJECT_CLASS (portail_week_locks_parent_class)->finalize (object);
}

static void
portail_week_locks_class_init (PortailWeekLocksClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_week_locks_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_week_locks_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_week_locks_init (PortailWeekLocks *locks)
{
  locks->list = g_ptr_array_new ();
}

PortailWeekLocks *
portail_week_locks_new (void)
{
  return g_object_new (PORTAIL_TYPE_WEEK_LOCKS, NULL);
}
