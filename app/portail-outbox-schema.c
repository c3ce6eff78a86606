/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox-schema.h"

#include "app/portail-made-record.h"

/* `device` has one row: who this client is to the server, and the last seq that it gave. A change
 * belongs to its op; fields, command and arguments are those of portail-change.h. A draft is what
 * portail-draft.h says. */
const char *const portail_outbox_schema[] = {
  "CREATE TABLE device (id TEXT PRIMARY KEY NOT NULL, last_seq INTEGER NOT NULL) STRICT;"
  "CREATE TABLE op ("
  " number INTEGER PRIMARY KEY AUTOINCREMENT,"
  " op_id TEXT NOT NULL UNIQUE,"
  " seq INTEGER,"
  " sent INTEGER NOT NULL DEFAULT 0,"
  " enterprise_id TEXT,"
  " shape TEXT NOT NULL,"
  " made_at INTEGER NOT NULL,"
  " state INTEGER NOT NULL,"
  " answer TEXT,"
  " code TEXT,"
  " detail TEXT) STRICT;"
  "CREATE TABLE op_change ("
  " number INTEGER NOT NULL REFERENCES op (number) ON DELETE CASCADE,"
  " position INTEGER NOT NULL,"
  " type TEXT NOT NULL,"
  " id TEXT NOT NULL,"
  " kind TEXT NOT NULL,"
  " base_rev INTEGER NOT NULL,"
  " fields TEXT,"
  " command TEXT,"
  " arguments TEXT,"
  " PRIMARY KEY (number, position)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX op_change_record ON op_change (id, type);"
  "CREATE TABLE op_dependency ("
  " number INTEGER NOT NULL REFERENCES op (number) ON DELETE CASCADE,"
  " op_id TEXT NOT NULL,"
  " PRIMARY KEY (number, op_id)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX op_dependency_op ON op_dependency (op_id);",
  /* `upload`: contents that an op names and the server may not have; portail-upload-queue.h.
   * `pin`: documents, and companies whose documents, stay on this device. */
  "CREATE TABLE upload ("
  " enterprise_id TEXT NOT NULL,"
  " sha256 TEXT NOT NULL,"
  " size INTEGER NOT NULL,"
  " code TEXT,"
  " detail TEXT,"
  " PRIMARY KEY (enterprise_id, sha256)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE pin (document_id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;",
  "CREATE TABLE draft ("
  " type TEXT NOT NULL,"
  " id TEXT NOT NULL,"
  " enterprise_id TEXT,"
  " base_rev INTEGER NOT NULL,"
  " text TEXT NOT NULL,"
  " PRIMARY KEY (type, id)) STRICT, WITHOUT ROWID;",
  "CREATE INDEX op_change_made ON op_change (" PORTAIL_MADE_RECORD_ID
  ") WHERE " PORTAIL_MADE_RECORD_MAKES ";",
  "ALTER TABLE pin RENAME COLUMN document_id TO id;",
  NULL,
};
