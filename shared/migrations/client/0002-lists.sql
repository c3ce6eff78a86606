-- SPDX-License-Identifier: GPL-3.0-or-later
-- The orders in which pages show what there may be a hundred thousand of: by day, of one company
-- and of all. The id makes the order total.
CREATE INDEX archive_by_day ON archive (enterprise_id, date, id) WHERE trashed_at IS NULL;
CREATE INDEX archive_by_day_of_all ON archive (date, id) WHERE trashed_at IS NULL;
CREATE INDEX document_by_day ON document (enterprise_id, date, id) WHERE trashed_at IS NULL;
CREATE INDEX document_by_day_of_all ON document (date, id) WHERE trashed_at IS NULL;
CREATE INDEX blanchiment_operation_by_day ON blanchiment_operation (enterprise_id, date_recu, id)
  WHERE trashed_at IS NULL;
CREATE INDEX blanchiment_operation_by_day_of_all ON blanchiment_operation (date_recu, id)
  WHERE trashed_at IS NULL;
