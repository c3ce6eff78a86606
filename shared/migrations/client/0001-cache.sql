-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a client keeps beside the rows that its user sees (sync.md, Three layers). All of it can be
-- made again by a sync.

-- "epoch", "left_epochs", "user_id", "server_time".
CREATE TABLE cache_state (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The server's version of rows on which ops wait. row is NULL where the server has none.
CREATE TABLE shadow (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  row TEXT,
  trashed_at INTEGER,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- fuse: `on`, `blown`, `allowed`. is_lost_epoch: the rows are of an epoch that the server has left.
-- next_cursor belongs to a sequence of pages that is staged: its rows stand in staged_row until
-- the last page, cursor is what holds meanwhile.
CREATE TABLE scope (
  scope TEXT PRIMARY KEY NOT NULL,
  role TEXT,
  cursor TEXT,
  is_staging INTEGER NOT NULL DEFAULT 0,
  next_cursor TEXT,
  n_at_start INTEGER NOT NULL DEFAULT 0,
  n_removed INTEGER NOT NULL DEFAULT 0,
  fuse TEXT NOT NULL DEFAULT 'on',
  n_wrong_digests INTEGER NOT NULL DEFAULT 0,
  is_lost_epoch INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_row (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (scope, type, id)
) STRICT, WITHOUT ROWID;

-- Rows of types that this version does not know; they count in digests.
CREATE TABLE unknown_row (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (scope, type, id)
) STRICT, WITHOUT ROWID;
