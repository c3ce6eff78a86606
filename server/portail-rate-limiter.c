/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-rate-limiter.h"

#define MAX_KEYS (64 * 1024)

typedef struct
{
  double level; /* requests that may come at once */
  gint64 seen_at;
} Bucket;

struct _PortailRateLimiter
{
  GMutex lock;
  GHashTable *buckets; /* key → Bucket */
};

PortailRateLimiter *
portail_rate_limiter_new (void)
{
  PortailRateLimiter *limiter = g_new0 (PortailRateLimiter, 1);

  g_mutex_init (&limiter->lock);
  limiter->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return limiter;
}

void
portail_rate_limiter_free (PortailRateLimiter *limiter)
{
  if (limiter == NULL)
    return;
  g_mutex_clear (&limiter->lock);
  g_hash_table_unref (limiter->buckets);
  g_free (limiter);
}

/* After a minute every bucket is full, which is the same as none. */
static gboolean
is_idle (gpointer key, gpointer bucket, gpointer now)
{
  return *(gint64 *) now - ((Bucket *) bucket)->seen_at >= 60 * G_USEC_PER_SEC;
}

static void
make_room (PortailRateLimiter *limiter, gint64 now)
{
  if (g_hash_table_size (limiter->buckets) < MAX_KEYS)
    return;
  g_hash_table_foreach_remove (limiter->buckets, is_idle, &now);
  if (g_hash_table_size (limiter->buckets) >= MAX_KEYS)
    g_hash_table_remove_all (limiter->buckets);
}

static Bucket *
find_bucket (PortailRateLimiter *limiter, const char *key, double size, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (limiter->buckets, key);

  if (bucket != NULL)
    return bucket;
  make_room (limiter, now);
  bucket = g_new0 (Bucket, 1);
  *bucket = (Bucket){ size, now };
  g_hash_table_insert (limiter->buckets, g_strdup (key), bucket);
  return bucket;
}

guint
portail_rate_limiter_take (PortailRateLimiter *limiter,
                           const char *key,
                           guint max_per_minute,
                           gint64 now)
{
  double a_second = max_per_minute / 60.0;
  guint wait = 0;
  Bucket *bucket;

  g_mutex_lock (&limiter->lock);
  bucket = find_bucket (limiter, key, max_per_minute, now);
  bucket->level += (double) MAX (now - bucket->seen_at, 0) / G_USEC_PER_SEC * a_second;
  bucket->level = MIN (bucket->level, max_per_minute);
  bucket->seen_at = MAX (now, bucket->seen_at);
  if (bucket->level >= 1)
    bucket->level -= 1;
  else
    wait = (guint) ((1 - bucket->level) / a_second) + 1;
  g_mutex_unlock (&limiter->lock);
  return wait;
}
