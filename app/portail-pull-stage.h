/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scope that is pulled anew, beside the rows that are seen (sync.md, Epoch; contract.md §5).
 * Inside the caller's transaction. */
#pragma once

#include "app/portail-cache-store.h"
#include "shared/portail-json.h"

gboolean portail_pull_stage_clear (PortailCacheStore *store, const char *scope, GError **error);
/* One change of a page. */
gboolean portail_pull_stage_add (PortailCacheStore *store,
                                 const char *scope,
                                 const PortailJson *change,
                                 GError **error);

typedef enum
{
  PORTAIL_SWAP_RESET,     /* the scope began anew within its epoch */
  PORTAIL_SWAP_NEW_EPOCH, /* what the server lost is offered to be sent again */
} PortailSwap;

/* The staged rows take the place of the scope's. */
gboolean portail_pull_stage_swap (PortailCacheStore *store,
                                  const char *scope,
                                  PortailSwap swap,
                                  GError **error);
