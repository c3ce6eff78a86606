/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One operation of the API's description, from its row of the route table, the field table of its
 * record type, the permission table and the examples. */
#pragma once

#include "server/portail-openapi-body.h"

/* Names stand once in a path: of a part, the first is that of its parent. Owned. */
char *portail_openapi_dup_path (const PortailRoute *route);
/* Unique and stable: "dotations_rows_create". Owned. */
char *portail_openapi_dup_operation_id (const PortailRoute *route);
/* The tag of a path; NULL for a path that belongs to none. *@words tells what it is about, or NULL
 * where another row of the tag does. */
const char *portail_openapi_find_tag (const char *path, const char **words);
/* Appends the value of the method's member. */
void portail_openapi_append_operation (const PortailOpenapiWriter *writer,
                                       const PortailRoute *route);
