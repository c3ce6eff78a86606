-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts (server.md "Login", contract.md §2): which browser began a sign-in, what Discord last
-- said of whom, and accounts for when Discord is down.

-- The S256 of the browser's cookie; NULL where the state is bound otherwise.
ALTER TABLE login_state ADD COLUMN browser TEXT;

-- What a guild last surely said of a user. role_ids are sorted, between commas; is_owner is NULL
-- where nobody told.
CREATE TABLE known_guild (
  user_id TEXT NOT NULL,
  guild_id TEXT NOT NULL,
  is_member INTEGER NOT NULL,
  is_owner INTEGER,
  role_ids TEXT NOT NULL,
  learnt_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, guild_id)
) STRICT, WITHOUT ROWID;

-- The names of a guild's roles, as the bot reads them.
CREATE TABLE known_role (
  guild_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;

-- Passwords as libsodium's Argon2id text. A disabled account keeps its row.
CREATE TABLE local_account (
  username TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_entry_time ON audit_entry (created_at, id);
