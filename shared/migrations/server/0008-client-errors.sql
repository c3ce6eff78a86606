-- SPDX-License-Identifier: GPL-3.0-or-later
-- What went wrong in somebody's program, where he agreed to tell (server.md "Operations"). Times
-- are UTC milliseconds. id is a UUID v7 of the server, so its order is that of arrival.
CREATE TABLE client_error (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  version TEXT NOT NULL,
  platform TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  stack TEXT,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX client_error_of_user ON client_error (user_id, received_at);
CREATE INDEX client_error_age ON client_error (received_at);
