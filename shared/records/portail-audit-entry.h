/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who did what, from which device, with the values before and after (server.md, Audit). Entries of
 * one scope form a chain: `hash` covers the entry and `previous_hash`. Users appear by id only. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *scope;
  char *user_id;
  char *device_id;
  char *action;
  char *target_type;
  char *target_id;
  char *changes;
  char *previous_hash;
  char *hash;
} PortailAuditEntry;

extern const PortailRecordType portail_audit_entry_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAuditEntry, portail_record_free)
