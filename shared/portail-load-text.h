/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/portail-database.h"

/* The first text of the first row of @sql, whose one parameter is @key; owned, NULL where there is
 * none. FALSE only when the database fails. */
gboolean portail_load_text (PortailDatabase *database,
                            const char *sql,
                            const char *key,
                            char **text,
                            GError **error);
