-- SPDX-License-Identifier: GPL-3.0-or-later
-- Contents of documents (sync.md "Blobs"). Their bytes are files under BLOB_DIR; here stands what is
-- known about them. Times are UTC milliseconds.

-- What a company holds, whole and checked. unreferenced_at is since when nothing names it: no
-- document, trash included, and no archive.
CREATE TABLE blob (
  enterprise_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  completed_at INTEGER NOT NULL,
  unreferenced_at INTEGER,
  PRIMARY KEY (enterprise_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_unreferenced ON blob (unreferenced_at);

-- What somebody is sending, piece by piece; received counts bytes that are on the disk.
CREATE TABLE upload (
  id TEXT PRIMARY KEY NOT NULL,
  enterprise_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  received INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX upload_declared ON upload (enterprise_id, user_id, sha256, size);
CREATE INDEX upload_touched ON upload (touched_at);

-- Who names a content, and who had the same one before.
CREATE INDEX document_content ON document (enterprise_id, sha256);
