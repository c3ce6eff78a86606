/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single values out of a database. @format and what follows as by portail_database_query(). */
#pragma once

#include "shared/portail-database.h"

/* *@value is 0 where there is no row. */
gboolean portail_sql_get_integer (PortailDatabase *database,
                                  gint64 *value,
                                  GError **error,
                                  const char *sql,
                                  const char *format,
                                  ...);
/* *@text is NULL where there is no row or a null. Owned. */
gboolean portail_sql_get_text (PortailDatabase *database,
                               char **text,
                               GError **error,
                               const char *sql,
                               const char *format,
                               ...);
/* First column of all rows. GPtrArray of owned strings. */
GPtrArray *portail_sql_list_texts (PortailDatabase *database,
                                   GError **error,
                                   const char *sql,
                                   const char *format,
                                   ...);
