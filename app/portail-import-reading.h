/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file or the clipboard for an import, in a thread of its own: the tables in it, and the
 * preview of one of them. */
#pragma once

#include "app/portail-import-preview.h"

typedef struct
{
  GBytes *bytes;     /* to be read; NULL once there are tables */
  GPtrArray *tables; /* of PortailTextTable */
  guint index;       /* of the table to preview; G_MAXUINT: the one that looks best */
  const PortailImportKind *const *kinds; /* that the place offers */
  guint kind;                            /* as which of them */
  GPtrArray *there;                      /* records of the place; not changed by anybody */
  PortailImportPreview *preview;
} PortailImportReading;

void portail_import_reading_free (PortailImportReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailImportReading, portail_import_reading_free)

/* Takes @reading; what it holds is not changed by anybody else meanwhile. */
void portail_import_reading_run_async (PortailImportReading *reading,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* The same reading with tables, index, target and preview. PORTAIL_ERROR_MALFORMED, TOO_LARGE or
 * INVALID with a sentence. Owned. */
PortailImportReading *portail_import_reading_run_finish (GAsyncResult *result, GError **error);
