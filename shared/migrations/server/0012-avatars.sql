-- SPDX-License-Identifier: GPL-3.0-or-later
-- The small pictures of people, as they were made from what Discord has. One a person; the name is
-- that of user.avatar_url, so that a picture of another name is an old one.
CREATE TABLE avatar (
  user_id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  picture BLOB NOT NULL
) STRICT, WITHOUT ROWID;
