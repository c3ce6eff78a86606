/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-limiter.h"

typedef struct
{
  gint64 end_us;
  guint used;
} Window;

struct _PortailDiscordLimiter
{
  PortailDiscordRateLimit limit;
  GHashTable *windows; /* bucket → Window */
};

PortailDiscordLimiter *
portail_discord_limiter_new (void)
{
  PortailDiscordLimiter *self = g_new0 (PortailDiscordLimiter, 1);
  self->limit = (PortailDiscordRateLimit){ .limit = 50, .window_seconds = 10 };
  self->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
portail_discord_limiter_free (PortailDiscordLimiter *self)
{
  g_hash_table_unref (self->windows);
  g_free (self);
}

void
portail_discord_limiter_set (PortailDiscordLimiter *self, const PortailDiscordRateLimit *limit)
{
  self->limit = *limit;
  g_hash_table_remove_all (self->windows);
}

PortailDiscordRate
portail_discord_limiter_count (PortailDiscordLimiter *self, const char *bucket, gint64 now_us)
{
  Window *window = g_hash_table_lookup (self->windows, bucket);
  if (window == NULL)
    {
      window = g_new0 (Window, 1);
      g_hash_table_insert (self->windows, g_strdup (bucket), window);
    }
  if (now_us >= window->end_us)
    *window = (Window){ .end_us = now_us + self->limit.window_seconds * (gint64) G_USEC_PER_SEC };
  PortailDiscordRate rate = {
    .limit = self->limit.limit,
    .reset_us = window->end_us,
    .reset_after_us = window->end_us - now_us,
    .is_exceeded = window->used >= self->limit.limit,
  };
  if (!rate.is_exceeded)
    window->used++;
  rate.remaining = self->limit.limit - window->used;
  return rate;
}
