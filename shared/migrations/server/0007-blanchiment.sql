-- SPDX-License-Identifier: GPL-3.0-or-later
-- Each op evaluates the operations of the days around it (contract.md §6).
CREATE INDEX blanchiment_operation_day ON blanchiment_operation (enterprise_id, date_recu);
