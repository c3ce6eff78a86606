-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sync: numbers, history, ledger, and what the server keeps beside the records (sync.md).

-- What the server knows about itself. A restored backup gets another epoch (sync.md "Epoch").
CREATE TABLE server_state (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO server_state (name, value) VALUES ('epoch', lower (hex (randomblob (16))));

-- One counter a scope: its number is the rev of the scope's last change, audit_hash the head of the
-- scope's audit chain. History up to purged_number is gone.
CREATE TABLE scope_counter (
  scope TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL,
  audit_hash TEXT,
  purged_number INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The digest of the live rows of each type of a scope (contract.md §5): count, and the sum modulo
-- 2^128 as 32 hexadecimal digits.
CREATE TABLE scope_digest (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  count INTEGER NOT NULL,
  sum TEXT NOT NULL,
  PRIMARY KEY (scope, type)
) STRICT, WITHOUT ROWID;

-- Every change of every row, in commit order. The last entry of a row is never purged. fields are
-- names between commas, NULL where all are meant. reader_before tells for rows that not everybody
-- of the company reads who could read them before the change: an employee, or '*' for every
-- employee with a row in it.
CREATE TABLE change_log (
  scope TEXT NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT,
  device_id TEXT,
  user_id TEXT,
  reader_before TEXT,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (scope, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_log_record ON change_log (scope, id, type, number);

CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which op ended how. Bodies go after 30 days, the rest stays for ever.
CREATE TABLE op_ledger (
  user_id TEXT NOT NULL,
  op_id TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  status TEXT NOT NULL,
  code TEXT,
  rev INTEGER,
  enterprise_id TEXT,
  body TEXT,
  stored_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, op_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_ledger_seq ON op_ledger (user_id, device_id, seq);

-- The figures of each dotation for lists and sorting: cents, basis points, numbers.
CREATE TABLE dotation_totals (
  dotation_id TEXT PRIMARY KEY NOT NULL REFERENCES dotation (id) ON DELETE CASCADE,
  n_rows INTEGER NOT NULL,
  ca_brut INTEGER NOT NULL,
  tranche_plafonds INTEGER NOT NULL,
  salaires INTEGER NOT NULL,
  depenses_deductibles INTEGER NOT NULL,
  benefice_imposable INTEGER NOT NULL,
  tranche INTEGER NOT NULL,
  taux INTEGER NOT NULL,
  impot_societe INTEGER NOT NULL,
  benefice_apres_impot INTEGER NOT NULL,
  primes INTEGER NOT NULL,
  benefice_apres_primes INTEGER NOT NULL,
  tresorerie_nette INTEGER NOT NULL,
  taux_richesse INTEGER NOT NULL,
  impot_richesse INTEGER NOT NULL,
  total_du INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
