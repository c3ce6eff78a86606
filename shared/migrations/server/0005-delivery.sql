-- SPDX-License-Identifier: GPL-3.0-or-later
-- What leaves the server by e-mail and webhook, and what the server forgets (contract.md §8).
-- Times are UTC milliseconds.

-- Durable, so that nothing is lost with the process. recipient says whose address it is, never the
-- address itself: addresses live in user, server_setting and the configuration alone. not_before is
-- when it may be tried; while it is being sent, when it counts as lost. attempted_at is the last
-- try, for the rate of each recipient.
CREATE TABLE delivery (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  payload TEXT NOT NULL,
  dedup_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  attempted_at INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_waiting ON delivery (state, not_before);
CREATE INDEX delivery_rate ON delivery (recipient, attempted_at);
CREATE INDEX delivery_age ON delivery (created_at, id);

-- Which reminder of which declaration was given: each once.
CREATE TABLE reminder (
  declaration_id TEXT NOT NULL,
  level TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (declaration_id, level)
) STRICT, WITHOUT ROWID;

-- Where the chain of a scope begins once its old entries are gone: the hash of the last of them.
CREATE TABLE audit_anchor (
  scope TEXT PRIMARY KEY NOT NULL,
  hash TEXT NOT NULL,
  purged_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Old rows are found by their age.
CREATE INDEX op_ledger_age ON op_ledger (stored_at);
CREATE INDEX audit_entry_age ON audit_entry (scope, created_at, id);
