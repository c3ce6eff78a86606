/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export of archives by a template (portail-archive-template.h): the columns that hold now,
 * those of a workbook, and the workbook that comes out. On threads of their own. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-record-query.h"
#include "shared/portail-archive-template.h"
#include "shared/portail-change.h"

typedef struct
{
  GPtrArray *columns; /* of PortailTemplateColumn */
  char *setting_id;   /* NULL: there is no template, and these are the columns of lists */
} PortailArchiveColumns;

void portail_archive_columns_free (PortailArchiveColumns *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailArchiveColumns, portail_archive_columns_free)

/* PortailArchiveColumns: what holds now. */
PortailQuery *portail_archive_files_new_template (void);
/* The op by which @columns hold from now on. @setting_id: NULL where there is none. Owned. */
PortailSyncOp *portail_archive_files_make_op (const GPtrArray *columns, const char *setting_id);

/* The columns of the first row of a workbook: GPtrArray of PortailTemplateColumn, owned; or NULL
 * with a sentence. */
void portail_archive_files_read_async (GFile *file,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *portail_archive_files_read_finish (GAsyncResult *result, GError **error);

/* PortailWorkbook with the archives of @query, in its order, under the columns that hold. */
PortailQuery *portail_archive_files_new_workbook (PortailRecordQuery *query);
