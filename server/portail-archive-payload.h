/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reads what an archive holds of its source: whoever reads all such sources of the company. An
 * employé reads the archives, but not everybody's salaries out of them. */
#pragma once

#include "server/portail-access.h"

/* The types of archives whose payloads are hidden, as 1 << PortailArchiveType. */
guint portail_archive_payload_get_hidden (const PortailAccess *access, const char *enterprise_id);
