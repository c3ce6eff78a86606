/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/portail-database.h"

typedef enum
{
  PORTAIL_DATABASE_READ_ONLY,
  PORTAIL_DATABASE_READ_WRITE, /* creates the file */
  PORTAIL_DATABASE_FOREIGN,    /* read-only; nothing that the file itself says is run or believed */
} PortailDatabaseAccess;

/* WAL, foreign keys, and for a writer full synchronous commits (server.md, Store). @path may be
 * ":memory:". PORTAIL_ERROR_STORAGE names what is wrong with the file. Owned. */
PortailDatabase *
portail_database_open_sqlite (const char *path, PortailDatabaseAccess access, GError **error);
/* Adds a second file to the connection under @name. */
gboolean portail_database_attach_sqlite (PortailDatabase *database,
                                         const char *path,
                                         const char *name,
                                         GError **error);
/* Gives back the memory of pages that can be read again. */
void portail_database_release_sqlite (PortailDatabase *database);
/* Interrupts a statement that another thread runs; it then fails. The one call that any thread may
 * make while the connection is open. */
void portail_database_interrupt_sqlite (PortailDatabase *database);
