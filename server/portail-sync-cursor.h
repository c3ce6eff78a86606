/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a client stands in a scope: opaque to it, and of no use to anybody else (contract.md §5).
 *
 * The numbers are in the text, everything that they depend on — scope, epoch, user, rights — is
 * under its seal; so any difference makes the cursor a stranger's, which starts the scope anew. */
#pragma once

#include "server/portail-access.h"
#include "server/portail-secret.h"

typedef struct
{
  const PortailKey *key;
  const char *epoch;
  const PortailAccess *access;
} PortailCursorSeal;

typedef struct
{
  gint64 number; /* the client has every change up to this one */
  gint64 since;  /* when the client last had everything, or started from nothing: what it holds is
                  * at least as new */
} PortailCursor;

/* Owned. */
char *portail_sync_cursor_format (const PortailCursorSeal *seal,
                                  const char *scope,
                                  const PortailCursor *cursor);
/* FALSE for NULL and for what was not made with the same seal for the same scope. */
gboolean portail_sync_cursor_parse (const PortailCursorSeal *seal,
                                    const char *scope,
                                    const char *text,
                                    PortailCursor *cursor);
