/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the parts into which sync divides the records (contract.md §1): `global`,
 * `user:<id>`, `enterprise:<id>`. */
#pragma once

#include "shared/portail-record.h"

#define PORTAIL_SCOPE_GLOBAL_NAME "global"

/* The scope in which the record lives. Owned. */
char *portail_scope_of_record (gconstpointer record);
char *portail_scope_of_enterprise (const char *enterprise_id);
char *portail_scope_of_user (const char *user_id);
/* The id in `enterprise:<id>`; NULL for another scope. Borrowed. */
const char *portail_scope_get_enterprise_id (const char *scope);
/* The id in `user:<id>`, likewise. */
const char *portail_scope_get_user_id (const char *scope);
