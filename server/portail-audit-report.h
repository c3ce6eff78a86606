/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log as it is read: entries by filter, newest first, and whether the chains are whole.
 * Read-only. */
#pragma once

#include "server/portail-audit.h"
#include "shared/records/portail-audit-entry.h"

/* What is looked for; NULL and null are everything. All borrowed. */
typedef struct
{
  const char *scope;
  const char *enterprise_id;
  const char *user_id;
  const char *action;
  const char *type; /* of the target, or of a row that was changed */
  const char *id;   /* likewise */
  PortailTimestamp from;
  PortailTimestamp before;
  const char *cursor; /* id of the last entry of the page before */
  guint limit;
} PortailAuditFilter;

/* GPtrArray of owned PortailAuditEntry. */
GPtrArray *portail_audit_report_list (PortailDatabase *database,
                                      const PortailAuditFilter *filter,
                                      GError **error);
/* One JSON object: {id, at, scope, enterprise_id, user_id, device_id, action, target_type,
 * target_id, changes, previous_hash, hash}. `changes` is a list of {type, id, fields: {name:
 * [before, after]}}, with null in place of a person's values, and of notes {name: text}. */
void portail_audit_report_append (const PortailAuditEntry *entry, GString *json);

typedef struct
{
  char *scope;
  char *problem; /* NULL for a chain that is whole */
} PortailAuditVerdict;

/* The chain of @scope, or of all (NULL). GPtrArray of owned PortailAuditVerdict. */
GPtrArray *
portail_audit_report_verify (PortailDatabase *database, const char *scope, GError **error);
