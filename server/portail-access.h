/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks, read from the database at each request (contract.md §2): the user and his highest role
 * in each company. Immutable; belongs to one request. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-permission.h"
#include "shared/records/portail-user.h"

typedef struct _PortailAccess PortailAccess;

/* PORTAIL_ERROR_UNAUTHENTICATED for a user who is not there or not active. @session_id may be NULL.
 * Owned. */
PortailAccess *portail_access_load (PortailDatabase *database,
                                    const char *user_id,
                                    const char *session_id,
                                    GError **error);
void portail_access_free (PortailAccess *access);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAccess, portail_access_free)

/* Whether rows of the type say who may do what: then an access is as old as the last of them. */
gboolean portail_access_reads_type (const PortailRecordType *type);

const PortailUser *portail_access_get_user (const PortailAccess *access);
const char *portail_access_get_session_id (const PortailAccess *access);
/* The highest anywhere; NONE for an account without role. */
PortailRole portail_access_get_highest_role (const PortailAccess *access);
/* Towards one company, server-wide roles included; towards no company (NULL), the server-wide role
 * or, for what all may read, the highest anywhere. */
PortailRole portail_access_get_role (const PortailAccess *access, const char *enterprise_id);
/* The companies whose rows the user may see, sorted: for dot, staff and superadmin all of them.
 * Elements are const char *, borrowed. */
const GPtrArray *portail_access_get_enterprise_ids (const PortailAccess *access);
/* The user's employee row in the company; NULL where there is none. */
const char *portail_access_get_employee_id (const PortailAccess *access, const char *enterprise_id);

/* Whether the company has @module switched on (domain.md §6: the blanchiment, which is off at
 * first); TRUE for what cannot be switched, and towards no company. */
gboolean portail_access_has_module (const PortailAccess *access,
                                    const char *enterprise_id,
                                    PortailModule module);

/* @right may be several, and then all are needed. NOT_FOUND for a company of which the user may
 * know nothing (no existence oracle), FORBIDDEN for his own without the right (contract.md §7) or
 * with the module switched off. */
gboolean portail_access_check (const PortailAccess *access,
                               const char *enterprise_id,
                               PortailModule module,
                               PortailRights right,
                               GError **error);
