-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sheet and the declaration of a week, and what is due, scan nothing.
CREATE INDEX dotation_week ON dotation (enterprise_id, period);
CREATE INDEX tax_declaration_week ON tax_declaration (enterprise_id, period, created_at, id);
CREATE INDEX tax_declaration_due ON tax_declaration (due_date);
