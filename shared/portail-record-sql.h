/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in tables: everything about columns follows from the field table.
 *
 * 1. A table bears the name of its type and a column the name of its field.
 * 2. Beside the fields each table has `unknown_members`, `natural_key` (made by the type) and
 *    `trashed_at`; on the authority also `unique_key`, generated from them: null for a row in the
 *    trash or of the type's status_without_key (contract.md §4).
 * 3. Reading passes rows of the trash over, except where the name says otherwise. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_TABLE_AUTHORITY, /* the server's: unique keys and foreign keys hold */
  PORTAIL_TABLE_CACHE,     /* a client's: it shows what it was told, in any order */
} PortailTableUse;

/* Creates what the schema of version @to has and that of version @from (0: none) had not. */
gboolean portail_record_sql_migrate (PortailDatabase *database,
                                     PortailTableUse use,
                                     guint from,
                                     guint to,
                                     GError **error);

/* @rest follows `SELECT columns FROM table `: `WHERE …`, `ORDER BY …`; it is part of the program,
 * never of a request. NULL for none. Borrowed as by portail_database_prepare(). */
PortailStatement *portail_record_sql_select (PortailDatabase *database,
                                             const PortailRecordType *type,
                                             const char *rest,
                                             GError **error);
/* The row at which a statement of portail_record_sql_select() stands. Owned. */
gpointer portail_record_sql_read (PortailStatement *statement, const PortailRecordType *type);
/* As portail_record_append_members() of that record, which need not be made. */
void portail_record_sql_append_members (PortailStatement *statement,
                                        const PortailRecordType *type,
                                        PortailFieldSet fields,
                                        GString *json);
/* As select with parameters by portail_database_query()'s @format, all rows. GPtrArray of owned
 * records; NULL on error. */
GPtrArray *portail_record_sql_list (PortailDatabase *database,
                                    const PortailRecordType *type,
                                    GError **error,
                                    const char *rest,
                                    const char *format,
                                    ...);
/* PORTAIL_ERROR_NOT_FOUND when there is none, or only one in the trash. Owned. */
gpointer portail_record_sql_load (PortailDatabase *database,
                                  const PortailRecordType *type,
                                  const char *id,
                                  GError **error);
gpointer portail_record_sql_load_trashed (PortailDatabase *database,
                                          const PortailRecordType *type,
                                          const char *id,
                                          GError **error);

/* PORTAIL_ERROR_DUPLICATE_KEY for an id or, on the authority, a natural key that is taken. */
gboolean
portail_record_sql_insert (PortailDatabase *database, gconstpointer record, GError **error);
/* Writes all fields of the row with the record's id, there or not. */
gboolean
portail_record_sql_replace (PortailDatabase *database, gconstpointer record, GError **error);
gboolean
portail_record_sql_update (PortailDatabase *database, gconstpointer record, GError **error);
/* @trashed_at null takes the row out of the trash. */
gboolean portail_record_sql_set_trashed (PortailDatabase *database,
                                         const PortailRecordType *type,
                                         const char *id,
                                         PortailTimestamp trashed_at,
                                         GError **error);
/* For ever. */
gboolean portail_record_sql_delete (PortailDatabase *database,
                                    const PortailRecordType *type,
                                    const char *id,
                                    GError **error);
