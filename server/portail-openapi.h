/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of the whole API (OpenAPI 3.1), made from the tables that serve the requests: the
 * routes, the fields of the records, the permissions, the errors, and the examples that the tests
 * play. server/docs/ holds what no table knows: the introduction, and the schemas of what is no
 * record. The text depends on nothing but the program. */
#pragma once

#include <glib.h>

/* JSON, one member a line. Owned. */
char *portail_openapi_new (void);
