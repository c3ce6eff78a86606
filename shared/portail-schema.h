/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/portail-record.h"

/* The number of the schema; rises by one with each release that adds a type or a field, which then
 * bears it as `.since`. */
#define PORTAIL_SCHEMA_VERSION 2

/* All record types, parents before their parts; NULL ends the list. */
extern const PortailRecordType *const portail_schema[];

/* NULL for a name that this version does not know. */
const PortailRecordType *portail_schema_find (const char *name);
