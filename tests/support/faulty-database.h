/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection whose n-th statement fails, to find out what is left of an interrupted change. */
#pragma once

#include "shared/portail-database.h"

/* Right after opening, once; the store must be SQLite's. */
void faulty_database_wrap (PortailDatabase *database);
/* The @n-th step or execute from now on fails, 1 for the next; 0: none. Those that undo never do.
 */
void faulty_database_fail_at (guint n);
/* Whether the fault came. */
gboolean faulty_database_has_failed (void);
