-- SPDX-License-Identifier: GPL-3.0-or-later
-- A server database of schema version 1 with a few rows, as that version made it.

CREATE TABLE audit_entry (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, scope TEXT, user_id TEXT, device_id
  TEXT, action TEXT, target_type TEXT, target_id TEXT, changes TEXT, previous_hash TEXT, hash
  TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED
  ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
CREATE TABLE bareme (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, effective_from TEXT, published_at
  INTEGER, arrondi TEXT, mode_impot TEXT, note TEXT, unknown_members TEXT, natural_key TEXT,
  trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN
  natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
CREATE TABLE bareme_tranche (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, bareme_id TEXT, min INTEGER, taux
  INTEGER, salaire_max_employe INTEGER, salaire_max_direction INTEGER, prime_max_employe INTEGER,
  prime_max_direction INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER,
  unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL,
  FOREIGN KEY (bareme_id) REFERENCES bareme (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
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
CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE dotation (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, period TEXT, status TEXT, amount INTEGER,
  solde_bancaire INTEGER, bareme_id TEXT, settings TEXT, resultat TEXT, refusal_reason TEXT, notes
  TEXT, archived_at INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER,
  unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL AND status <> 'refuse' THEN
  natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
INSERT INTO "dotation" VALUES ('01890000-0000-7000-8000-0000000000d1', 4,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000,
  '01890000-0000-7000-8000-000000000001', '2025-W38', 'brouillon', 4300000, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, '01890000-0000-7000-8000-00000000000a/2025-W38', NULL);
CREATE TABLE dotation_entry (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, dotation_id TEXT, kind TEXT, date TEXT,
  justificatif TEXT, montant INTEGER, position INTEGER, unknown_members TEXT, natural_key TEXT,
  trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN
  natural_key END) VIRTUAL, FOREIGN KEY (dotation_id) REFERENCES dotation (id) ON DELETE CASCADE)
  STRICT, WITHOUT ROWID;
CREATE TABLE dotation_row (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, dotation_id TEXT, position INTEGER,
  employee_id TEXT, employee_name TEXT, grade TEXT, is_direction INTEGER, run INTEGER, facture
  INTEGER, vente INTEGER, heures INTEGER, salaire INTEGER, salaire_manuel INTEGER, prime INTEGER,
  prime_manuelle INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key
  TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL, FOREIGN
  KEY (dotation_id) REFERENCES dotation (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO "dotation_row" VALUES ('01890000-0000-7000-8000-0000000000f1', 3,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000,
  '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-0000000000d1', 1,
  '01890000-0000-7000-8000-0000000000e1', 'Jean Dupont', NULL, 1, 10000000, 0, 0, NULL, 3500000,
  0, 800000, 0, NULL, NULL, NULL);
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
CREATE TABLE employee (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, grade TEXT, user_id TEXT, is_direction
  INTEGER, status TEXT, hired_on TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER,
  unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL)
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
  settings TEXT, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT
  GENERATED ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT
  ROWID;
INSERT INTO "enterprise" VALUES ('01890000-0000-7000-8000-00000000000a', 1, NULL, 1758300000000,
  1758300000000, NULL, 'Bennys', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, NULL, NULL,
  'bennys', NULL);
CREATE TABLE enterprise_card (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, name TEXT, is_active INTEGER,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS
  (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
INSERT INTO "enterprise_card" VALUES ('01890000-0000-7000-8000-00000000000a', 1, NULL,
  1758300000000, 1758300000000, NULL, 'Bennys', 1, NULL, NULL, NULL);
CREATE TABLE grade_rule (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, grade TEXT, salaire_fixe INTEGER, taux_ca INTEGER,
  taux_horaire INTEGER, prime_fixe INTEGER, taux_prime INTEGER, discord_role_id TEXT,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS
  (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
CREATE TABLE login_code (
  hash BLOB PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  client TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  device_name TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE login_state (
  hash BLOB PRIMARY KEY NOT NULL,
  client TEXT NOT NULL,
  redirect_uri TEXT,
  code_challenge TEXT,
  client_state TEXT,
  device_name TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE membership (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, user_id TEXT, role TEXT, source TEXT,
  unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS
  (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
INSERT INTO "membership" VALUES ('01890000-0000-7000-8000-0000000000c1', 2,
  '01890000-0000-7000-8000-00000000000a', 1758300000000, 1758300000000, NULL,
  '01890000-0000-7000-8000-000000000001', 'patron', 'manual', NULL,
  '01890000-0000-7000-8000-000000000001/01890000-0000-7000-8000-00000000000a/3/2', NULL);
CREATE TABLE notification (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, user_id TEXT, kind TEXT, level TEXT,
  title TEXT, body TEXT, target_type TEXT, target_id TEXT, read_at INTEGER, unknown_members TEXT,
  natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at
  IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
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
CREATE TABLE record_schema (version INTEGER PRIMARY KEY NOT NULL, applied_at INTEGER NOT NULL)
  STRICT;
INSERT INTO "record_schema" VALUES (1, 1758300000000);
CREATE TABLE refresh_token (
  hash BLOB PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  presented_at INTEGER,
  successor BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE schema_migration (number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum
  TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
INSERT INTO "schema_migration" VALUES (1, '0001-sync.sql',
  '2411b68a6cdff030e2e9e2a77301942848f2e234f26236332189142a2acd77fb', 1758300000000);
INSERT INTO "schema_migration" VALUES (2, '0002-sessions.sql',
  '0d112b9ced816dd6096c86f8e5150c3239d1ee8ea4330bfc6bb40c261cd508f6', 1758300000000);
CREATE TABLE scope_counter (
  scope TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL,
  audit_hash TEXT,
  purged_number INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO "scope_counter" VALUES ('enterprise:01890000-0000-7000-8000-00000000000a', 4, NULL,
  0);
CREATE TABLE scope_digest (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  count INTEGER NOT NULL,
  sum TEXT NOT NULL,
  PRIMARY KEY (scope, type)
) STRICT, WITHOUT ROWID;
CREATE TABLE server_key (
  name TEXT PRIMARY KEY NOT NULL,
  secret BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE server_setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE server_state (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "server_state" VALUES ('epoch', '00112233445566778899aabbccddeeff');
CREATE TABLE session (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  client TEXT NOT NULL,
  device_name TEXT,
  address TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revoked_for TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE token_epoch (
  user_id TEXT PRIMARY KEY NOT NULL,
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE user (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT, created_at
  INTEGER, updated_at INTEGER, created_by TEXT, discord_id TEXT, username TEXT, display_name TEXT,
  email TEXT, avatar_url TEXT, is_active INTEGER, is_superadmin INTEGER, unknown_members TEXT,
  natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED ALWAYS AS (CASE WHEN trashed_at
  IS NULL THEN natural_key END) VIRTUAL) STRICT, WITHOUT ROWID;
INSERT INTO "user" VALUES ('01890000-0000-7000-8000-000000000001', 1, NULL, 1758300000000,
  1758300000000, NULL, '900000000000000001', 'patron', 'Le Patron', NULL, NULL, 1, 0, NULL,
  '900000000000000001', NULL);
CREATE TABLE wealth_tranche (id TEXT PRIMARY KEY NOT NULL, rev INTEGER, enterprise_id TEXT,
  created_at INTEGER, updated_at INTEGER, created_by TEXT, bareme_id TEXT, min INTEGER, taux
  INTEGER, unknown_members TEXT, natural_key TEXT, trashed_at INTEGER, unique_key TEXT GENERATED
  ALWAYS AS (CASE WHEN trashed_at IS NULL THEN natural_key END) VIRTUAL, FOREIGN KEY (bareme_id)
  REFERENCES bareme (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX user_unique ON user (unique_key);
CREATE INDEX user_list ON user (enterprise_id, rev);
CREATE UNIQUE INDEX enterprise_unique ON enterprise (unique_key);
CREATE INDEX enterprise_list ON enterprise (enterprise_id, rev);
CREATE UNIQUE INDEX enterprise_card_unique ON enterprise_card (unique_key);
CREATE INDEX enterprise_card_list ON enterprise_card (enterprise_id, rev);
CREATE UNIQUE INDEX membership_unique ON membership (unique_key);
CREATE INDEX membership_list ON membership (enterprise_id, rev);
CREATE UNIQUE INDEX employee_unique ON employee (unique_key);
CREATE INDEX employee_list ON employee (enterprise_id, rev);
CREATE UNIQUE INDEX grade_rule_unique ON grade_rule (unique_key);
CREATE INDEX grade_rule_list ON grade_rule (enterprise_id, rev);
CREATE UNIQUE INDEX bareme_unique ON bareme (unique_key);
CREATE INDEX bareme_list ON bareme (enterprise_id, rev);
CREATE UNIQUE INDEX bareme_tranche_unique ON bareme_tranche (unique_key);
CREATE INDEX bareme_tranche_list ON bareme_tranche (bareme_id, rev);
CREATE UNIQUE INDEX wealth_tranche_unique ON wealth_tranche (unique_key);
CREATE INDEX wealth_tranche_list ON wealth_tranche (bareme_id, rev);
CREATE UNIQUE INDEX dotation_unique ON dotation (unique_key);
CREATE INDEX dotation_list ON dotation (enterprise_id, rev);
CREATE UNIQUE INDEX dotation_row_unique ON dotation_row (unique_key);
CREATE INDEX dotation_row_list ON dotation_row (dotation_id, rev);
CREATE UNIQUE INDEX dotation_entry_unique ON dotation_entry (unique_key);
CREATE INDEX dotation_entry_list ON dotation_entry (dotation_id, rev);
CREATE UNIQUE INDEX notification_unique ON notification (unique_key);
CREATE INDEX notification_list ON notification (enterprise_id, rev);
CREATE UNIQUE INDEX audit_entry_unique ON audit_entry (unique_key);
CREATE INDEX audit_entry_list ON audit_entry (enterprise_id, rev);
CREATE INDEX change_log_record ON change_log (scope, id, type, number);
CREATE INDEX op_ledger_seq ON op_ledger (user_id, device_id, seq);
CREATE INDEX session_user ON session (user_id, last_used_at);
CREATE INDEX refresh_token_session ON refresh_token (session_id);
CREATE INDEX login_state_expiry ON login_state (expires_at);
CREATE INDEX login_code_expiry ON login_code (expires_at);
CREATE INDEX membership_user ON membership (user_id);
CREATE INDEX employee_user ON employee (user_id);
