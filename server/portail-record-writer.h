/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way in which a row reaches the tables: with its number, its log entry, its digest and the
 * audit trail. It asks no rights: that is portail-record-store.h, for what people ask; the server's
 * own writes (accounts, cards, notices) come here directly.
 *
 * 1. A part's parent rises before the part, once an op, so that a replay meets parents first
 *    (sync.md, invariant 11).
 * 2. Everything happens in the caller's transaction; after an error the caller rolls back. */
#pragma once

#include "server/portail-audit.h"
#include "server/portail-change-log.h"

typedef struct _PortailRecordWriter PortailRecordWriter;

/* @user_id NULL: the server itself; @device_id NULL outside sync. Copies the texts, borrows the
 * connection. One writer an op. */
PortailRecordWriter *portail_record_writer_new (PortailDatabase *database,
                                                const char *user_id,
                                                const char *device_id,
                                                PortailTimestamp now);
void portail_record_writer_free (PortailRecordWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRecordWriter, portail_record_writer_free)

/* Sets rev, created_*, updated_at of @record. PORTAIL_ERROR_DUPLICATE_KEY for an id or natural key
 * that is taken. */
gboolean
portail_record_writer_insert (PortailRecordWriter *writer, gpointer record, GError **error);
/* The same of a row from elsewhere, which keeps when and by whom it was made. */
gboolean portail_record_writer_adopt (PortailRecordWriter *writer, gpointer record, GError **error);
/* Writes the values of @record over those of @before, the same row as it stands; sets rev and
 * updated_at. Does nothing where no field differs. */
gboolean portail_record_writer_update (PortailRecordWriter *writer,
                                       gpointer record,
                                       gconstpointer before,
                                       GError **error);
/* insert or update, whichever fits. */
gboolean portail_record_writer_put (PortailRecordWriter *writer, gpointer record, GError **error);
/* Moves the row and its parts into the trash; sets rev of @record. */
gboolean portail_record_writer_trash (PortailRecordWriter *writer, gpointer record, GError **error);
/* Takes the row out of the trash, with the parts that went in with it. */
gboolean
portail_record_writer_restore (PortailRecordWriter *writer, gpointer record, GError **error);
/* Raises the row without changing it. */
gboolean portail_record_writer_touch (PortailRecordWriter *writer, gpointer record, GError **error);

/* Writes the audit entry of all that was done so far; none where nothing was. */
gboolean portail_record_writer_audit (PortailRecordWriter *writer,
                                      const PortailAuditEvent *event,
                                      GError **error);

/* For notes and for what changes no row. */
PortailAuditTrail *portail_record_writer_get_trail (PortailRecordWriter *writer);
PortailDatabase *portail_record_writer_get_database (PortailRecordWriter *writer);
const char *portail_record_writer_get_user_id (PortailRecordWriter *writer);
PortailTimestamp portail_record_writer_get_now (PortailRecordWriter *writer);
/* Ids of the rows of @type that were written, trashed or risen with a part so far: GPtrArray of
 * owned texts, owned. */
GPtrArray *portail_record_writer_list_written (PortailRecordWriter *writer,
                                               const PortailRecordType *type);
