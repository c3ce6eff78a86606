-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is asked for each row of a list, at each pull and for each notice must scan nothing.
CREATE INDEX tax_declaration_version ON tax_declaration (version_of);
CREATE INDEX notification_user ON notification (user_id, created_at, id);
CREATE INDEX setting_owner ON setting (user_id, key);
CREATE INDEX dotation_row_employee ON dotation_row (employee_id);
