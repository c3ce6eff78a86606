/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes in which a list looks for rows of a type, and what its reader sees there: the rows of
 * his companies, what is global, what is his own, as the type has them (contract.md §1, §2). */
#pragma once

#include "server/portail-query.h"
#include "server/portail-record-view.h"

typedef struct
{
  char *scope;
  PortailRecordView view;
} PortailReachedScope;

typedef struct
{
  const PortailRecordType *type;
  GArray *scopes;           /* of PortailReachedScope: those where there is something for him */
  PortailFieldSet readable; /* of every row */
} PortailRecordReach;

/* @enterprise_id: rows of that company and global ones alone; NULL for no such limit. NOT_FOUND for
 * a company of which the reader may know nothing, FORBIDDEN for one whose rows he may not see.
 * Borrows from @access. Owned. */
PortailRecordReach *portail_record_reach_new (const PortailAccess *access,
                                              const PortailRecordType *type,
                                              const char *enterprise_id,
                                              GError **error);
/* The same of one scope alone. */
PortailRecordReach *portail_record_reach_new_of_scope (const PortailAccess *access,
                                                       const PortailRecordType *type,
                                                       const char *scope,
                                                       GError **error);
void portail_record_reach_free (PortailRecordReach *reach);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRecordReach, portail_record_reach_free)

/* Appends ` AND (…)`, true for the rows that are there for the reader. */
void portail_record_reach_append (const PortailRecordReach *reach, PortailQuery *query);
