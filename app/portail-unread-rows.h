/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the server that this program does not take: those of types that it does not know, and
 * those that have something else where an id belongs. Only their numbers are kept.
 *
 * 1. They count in the digests of their scopes, in place of what was read of them before.
 * 2. What comes of such a row later is read as if it were new.
 * Inside the caller's transaction. */
#pragma once

#include "app/portail-cache-store.h"

typedef struct
{
  const char *scope;
  const char *type;
  const char *id;
  gint64 rev;
} PortailUnreadRow;

gboolean
portail_unread_rows_add (PortailCacheStore *store, const PortailUnreadRow *row, GError **error);
/* By scope, type and id; nothing where it is not there. */
gboolean
portail_unread_rows_remove (PortailCacheStore *store, const PortailUnreadRow *row, GError **error);
gboolean portail_unread_rows_clear (PortailCacheStore *store, const char *scope, GError **error);
/* *@n_rows: those of types that are known, which somebody may miss; *@has_any: of whatever type. */
gboolean portail_unread_rows_count (PortailCacheStore *store,
                                    guint *n_rows,
                                    gboolean *has_any,
                                    GError **error);
