-- SPDX-License-Identifier: GPL-3.0-or-later
-- Signing in (server.md "Login", contract.md §3). Tokens, codes and states stand here as SHA-256
-- only; times are UTC milliseconds.

-- Random keys that travel with backups: of refresh tokens, of cursors.
CREATE TABLE server_key (
  name TEXT PRIMARY KEY NOT NULL,
  secret BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which keys sign access tokens; the key itself is derived from JWT_SECRET_KEY and the kid.
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT, WITHOUT ROWID;

-- Settings of the whole server that staff changes while it runs, as text.
CREATE TABLE server_setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Access tokens of an earlier epoch are refused; no row is epoch 0.
CREATE TABLE token_epoch (
  user_id TEXT PRIMARY KEY NOT NULL,
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One device of one user; the family of its refresh tokens.
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
CREATE INDEX session_user ON session (user_id, last_used_at);

CREATE TABLE refresh_token (
  hash BLOB PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  presented_at INTEGER,
  successor BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- A sign-in between its first page and Discord's answer.
CREATE TABLE login_state (
  hash BLOB PRIMARY KEY NOT NULL,
  client TEXT NOT NULL,
  redirect_uri TEXT,
  code_challenge TEXT,
  client_state TEXT,
  device_name TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX login_state_expiry ON login_state (expires_at);

-- What the desktop exchanges for its tokens.
CREATE TABLE login_code (
  hash BLOB PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  client TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  device_name TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX login_code_expiry ON login_code (expires_at);

-- Rights are read at each request.
CREATE INDEX membership_user ON membership (user_id);
CREATE INDEX employee_user ON employee (user_id);
