/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the schema of this program (server.md, Store).
 *
 * 1. The tables of records follow from the field tables; everything else stands in numbered SQL
 *    files of migrations/<use>/, which are built in.
 * 2. A file that was applied never changes: its checksum is kept and compared.
 * 3. All or nothing: one transaction. A database of a newer program is refused and left alone. */
#pragma once

#include "shared/portail-record-sql.h"

/* PORTAIL_ERROR_UPGRADE_REQUIRED for a database of a newer program, PORTAIL_ERROR_STORAGE for one
 * whose history is another than ours or for what the store says. */
gboolean portail_migration_run (PortailDatabase *database, PortailTableUse use, GError **error);
