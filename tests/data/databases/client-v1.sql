-- SPDX-License-Identifier: GPL-3.0-or-later
-- A client database of schema version 1 with a few rows, as that version made it.

CREATE TABLE audit_entry (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, scope TEXT, user_id TEXT, device_id
  TEXT, action TEXT, target_type TEXT, target_id TEXT, changes TEXT, previous_hash TEXT, hash
  TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE bareme (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, effective_from TEXT, published_at
  INTEGER, arrondi TEXT, mode_impot TEXT, note TEXT, unknown_members TEXT, natural_key TEXT,
  trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE bareme_tranche (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, bareme_id TEXT, min INTEGER, taux
  INTEGER, salaire_max_employe INTEGER, salaire_max_direction INTEGER, prime_max_employe INTEGER,
  prime_max_direction INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT,
  WITHOUT ROWID;
CREATE TABLE cache_state (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "cache_state" VALUES ('schema', '1');
CREATE TABLE dotation (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, period TEXT, status TEXT, amount INTEGER,
  solde_bancaire INTEGER, bareme_id TEXT, settings TEXT, resultat TEXT, refusal_reason TEXT, notes
  TEXT, archived_at INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT,
  WITHOUT ROWID;
INSERT INTO "dotation" VALUES ('01890000-0000-7000-8000-0000000000d1', 4,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000,
  '01890000-0000-7000-8000-000000000001', '2025-W38', 'brouillon', 4300000, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, '01890000-0000-7000-8000-00000000000a/2025-W38', NULL);
CREATE TABLE dotation_entry (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, dotation_id TEXT, kind TEXT, date TEXT,
  justificatif TEXT, montant INTEGER, position INTEGER, unknown_members TEXT, natural_key TEXT,
  trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE dotation_row (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, dotation_id TEXT, position INTEGER,
  employee_id TEXT, employee_name TEXT, grade TEXT, is_direction INTEGER, run INTEGER, facture
  INTEGER, vente INTEGER, heures INTEGER, salaire INTEGER, salaire_manuel INTEGER, prime INTEGER,
  prime_manuelle INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT,
  WITHOUT ROWID;
INSERT INTO "dotation_row" VALUES ('01890000-0000-7000-8000-0000000000f1', 3,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000,
  '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-0000000000d1', 1,
  '01890000-0000-7000-8000-0000000000e1', 'Jean Dupont', NULL, 1, 10000000, 0, 0, NULL, 3500000,
  0, 800000, 0, NULL, NULL, NULL);
CREATE TABLE employee (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, grade TEXT, user_id TEXT, is_direction
  INTEGER, status TEXT, hired_on TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER)
  STRICT, WITHOUT ROWID;
INSERT INTO "employee" VALUES ('01890000-0000-7000-8000-0000000000e1', 2,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000,
  '01890000-0000-7000-8000-000000000001', 'Jean Dupont', 'Patron',
  '01890000-0000-7000-8000-000000000001', 1, 'actif', NULL, NULL,
  '01890000-0000-7000-8000-00000000000a/jean dupont', NULL);
CREATE TABLE enterprise (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, description TEXT, type_label TEXT,
  owner_id TEXT, discord_guild_id TEXT, main_guild_role_id TEXT, patron_role_id TEXT,
  co_patron_role_id TEXT, employee_role_id TEXT, is_active INTEGER, blanchiment_enabled INTEGER,
  settings TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT
  ROWID;
INSERT INTO "enterprise" VALUES ('01890000-0000-7000-8000-00000000000a', 1, NULL, 1758300000000,
  1758300000000, NULL, 'Bennys', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, NULL, NULL,
  'bennys', NULL);
CREATE TABLE enterprise_card (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, is_active INTEGER,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO "enterprise_card" VALUES ('01890000-0000-7000-8000-00000000000a', 1, NULL,
  1758300000000, 1758300000000, NULL, 'Bennys', 1, NULL, NULL, NULL);
CREATE TABLE grade_rule (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, grade TEXT, salaire_fixe INTEGER, taux_ca INTEGER,
  taux_horaire INTEGER, prime_fixe INTEGER, taux_prime INTEGER, discord_role_id TEXT,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE membership (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, user_id TEXT, role TEXT, source TEXT,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE notification (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, user_id TEXT, kind TEXT, level TEXT,
  title TEXT, body TEXT, target_type TEXT, target_id TEXT, read_at INTEGER, unknown_members TEXT,
  natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE record_schema (version INTEGER PRIMARY KEY NOT NULL, applied_at INTEGER NOT NULL)
  STRICT;
INSERT INTO "record_schema" VALUES (1, 1758300000000);
CREATE TABLE schema_migration (number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum
  TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
INSERT INTO "schema_migration" VALUES (1, '0001-cache.sql',
  '3110295da0a1d9a7ce0b36efe61eee08ebe0d7e95538cf2d7d1dbef7479843cd', 1758300000000);
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
INSERT INTO "scope" VALUES ('enterprise:01890000-0000-7000-8000-00000000000a', 'patron', 'c1', 0,
  NULL, 0, 0, 'on', 0, 0);
CREATE TABLE shadow (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  row TEXT,
  trashed_at INTEGER,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE staged_row (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (scope, type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE unknown_row (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (scope, type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE user (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, discord_id TEXT, username TEXT, display_name TEXT,
  email TEXT, avatar_url TEXT, is_active INTEGER, is_superadmin INTEGER, unknown_members TEXT,
  natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE wealth_tranche (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, bareme_id TEXT, min INTEGER, taux
  INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX user_list ON user (enterprise_id, rev);
CREATE INDEX enterprise_list ON enterprise (enterprise_id, rev);
CREATE INDEX enterprise_card_list ON enterprise_card (enterprise_id, rev);
CREATE INDEX membership_list ON membership (enterprise_id, rev);
CREATE INDEX employee_list ON employee (enterprise_id, rev);
CREATE INDEX grade_rule_list ON grade_rule (enterprise_id, rev);
CREATE INDEX bareme_list ON bareme (enterprise_id, rev);
CREATE INDEX bareme_tranche_list ON bareme_tranche (bareme_id, rev);
CREATE INDEX wealth_tranche_list ON wealth_tranche (bareme_id, rev);
CREATE INDEX dotation_list ON dotation (enterprise_id, rev);
CREATE INDEX dotation_row_list ON dotation_row (dotation_id, rev);
CREATE INDEX dotation_entry_list ON dotation_entry (dotation_id, rev);
CREATE INDEX notification_list ON notification (enterprise_id, rev);
CREATE INDEX audit_entry_list ON audit_entry (enterprise_id, rev);
