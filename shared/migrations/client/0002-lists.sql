-- SPDX-License-Identifier: GPL-3.0-or-later
-- The orders in which pages show what there may be a hundred thousand of: by day, of one company
-- and of all. They hold all that an order asks for, so that it reads no row; a partial index would
-- be smaller, but SQLite looks up its condition in the rows.
CREATE INDEX archive_by_day ON archive (trashed_at, enterprise_id, date, id);
CREATE INDEX archive_by_day_of_all ON archive (trashed_at, date, id);
CREATE INDEX document_by_day ON document (trashed_at, enterprise_id, date, id);
CREATE INDEX document_by_day_of_all ON document (trashed_at, date, id);
CREATE INDEX blanchiment_operation_by_day
  ON blanchiment_operation (trashed_at, enterprise_id, date_recu, id);
CREATE INDEX blanchiment_operation_by_day_of_all ON blanchiment_operation (trashed_at, date_recu, id);
