/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rate limits of the user endpoints: so many requests in a fixed window, a window for each pair of
 * endpoint and token. The window starts with its first request. */
#pragma once

#include <glib.h>

typedef struct
{
  guint limit;          /* requests in a window, > 0 */
  guint window_seconds; /* > 0 */
} PortailDiscordRateLimit;

typedef struct
{
  guint limit;
  guint remaining;
  gint64 reset_us;       /* when the window ends, on the caller's clock */
  gint64 reset_after_us; /* ≥ 0 */
  gboolean is_exceeded;
} PortailDiscordRate;

typedef struct _PortailDiscordLimiter PortailDiscordLimiter;

/* Starts with 50 requests in 10 s. */
PortailDiscordLimiter *portail_discord_limiter_new (void);
void portail_discord_limiter_free (PortailDiscordLimiter *self);
/* Forgets what was counted. */
void portail_discord_limiter_set (PortailDiscordLimiter *self,
                                  const PortailDiscordRateLimit *limit);
/* Counts a request of @bucket at @now_us. */
PortailDiscordRate
portail_discord_limiter_count (PortailDiscordLimiter *self, const char *bucket, gint64 now_us);
