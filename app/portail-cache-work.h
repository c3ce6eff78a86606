/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work for the thread "cache", for the services that write: sync and resolving. */
#pragma once

#include "app/portail-cache-store.h"
#include "app/portail-cache.h"

/* Returns an owned result, or NULL with @error set. */
typedef gpointer (*PortailStoreRun) (PortailCacheStore *store, gpointer input, GError **error);

typedef enum
{
  PORTAIL_WORK_IN_TRANSACTION, /* begun before, and committed when it succeeds */
  PORTAIL_WORK_ALONE,          /* it begins and commits its own */
} PortailWorkMode;

typedef struct
{
  PortailWorkMode mode;
  PortailStoreRun run;
  GDestroyNotify free_input;  /* may be NULL */
  GDestroyNotify free_result; /* of a result that nobody collected; may be NULL */
} PortailWork;

/* @work: static. Takes @input. */
void portail_cache_work_async (PortailCache *cache,
                               const PortailWork *work,
                               gpointer input,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer portail_cache_work_finish (PortailCache *cache, GAsyncResult *result, GError **error);
