/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single values out of a statement of portail_database_query(), which may be NULL: then its error
 * is set already. The statement is reset. */
#pragma once

#include "shared/portail-database.h"

/* First column of the first row; *@value is 0 where there is no row. */
gboolean portail_sql_take_integer (PortailStatement *statement, gint64 *value, GError **error);
/* *@text is NULL where there is no row or a null. Owned. */
gboolean portail_sql_take_text (PortailStatement *statement, char **text, GError **error);
/* First column of all rows. GPtrArray of owned strings. */
GPtrArray *portail_sql_take_texts (PortailStatement *statement, GError **error);
