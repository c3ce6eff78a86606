/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often somebody may ask: a token bucket for each key, as large as a minute's worth. Any
 * thread; what is kept is bounded, and forgetting means to be generous. */
#pragma once

#include <glib.h>

typedef struct _PortailRateLimiter PortailRateLimiter;

PortailRateLimiter *portail_rate_limiter_new (void);
void portail_rate_limiter_free (PortailRateLimiter *limiter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRateLimiter, portail_rate_limiter_free)

/* @now: monotonic µs. Returns: 0 when the request may go on, else the whole seconds after which one
 * may. */
guint portail_rate_limiter_take (PortailRateLimiter *limiter,
                                 const char *key,
                                 guint max_per_minute,
                                 gint64 now);
