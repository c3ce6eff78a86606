-- SPDX-License-Identifier: GPL-3.0-or-later
-- Before a content goes, the archives of documents are asked whether they name it.
CREATE INDEX archive_source ON archive (enterprise_id, source_type);
