-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last number that a company gave to an archive of a kind in a year (contract.md §1).
CREATE TABLE archive_counter (
  enterprise_id TEXT NOT NULL,
  doc_type TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (enterprise_id, doc_type, year)
) STRICT, WITHOUT ROWID;
