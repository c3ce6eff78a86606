/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what: the one table of domain.md §2 with the rows of contract.md §2. The server checks
 * with it, the OpenAPI text quotes it, and the desktop greys out with it. */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_RIGHT_NONE = 0,
  PORTAIL_RIGHT_READ_OWN = 1 << 0, /* only what names the user */
  PORTAIL_RIGHT_READ_NAMES = 1 << 1,
  PORTAIL_RIGHT_READ = 1 << 2,
  PORTAIL_RIGHT_WRITE = 1 << 3,
  PORTAIL_RIGHT_WRITE_REFUSED = 1 << 4, /* only what was refused */
  PORTAIL_RIGHT_VALIDATE = 1 << 5,      /* validate, refuse, delete what is no draft */
} PortailRights;

PortailRights portail_permission_get (PortailModule module, PortailRole role);
/* Whether @role may see that rows of @module exist at all. */
gboolean portail_permission_can_see (PortailModule module, PortailRole role);
/* The fields of @type that @role may read or write, by the table and the fields' own rows. Computed
 * fields are nobody's to write; immutable ones count as writable, since creating writes them. */
PortailFieldSet portail_permission_get_readable (const PortailRecordType *type, PortailRole role);
PortailFieldSet portail_permission_get_writable (const PortailRecordType *type, PortailRole role);
