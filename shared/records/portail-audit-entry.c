/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-audit-entry.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailAuditEntry, scope),
      .title = N_ ("Scope"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_ID (PortailAuditEntry, user_id),
      .title = N_ ("User"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_ID (PortailAuditEntry, device_id),
      .title = N_ ("Device"),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailAuditEntry, action),
      .title = N_ ("Action"),
      .max = 50,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailAuditEntry, target_type),
      .title = N_ ("Type"),
      .max = 50,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_ID (PortailAuditEntry, target_id),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_JSON (PortailAuditEntry, changes),
      .title = N_ ("Changes"),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailAuditEntry, previous_hash),
      .max = 64,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailAuditEntry, hash),
      .max = 64,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
};

const PortailRecordType portail_audit_entry_type = {
  PORTAIL_RECORD_TYPE (PortailAuditEntry, fields),
  .name = "audit_entry",
  .title = N_ ("Audit entry"),
  .scope = PORTAIL_SCOPE_NONE,
  .module = PORTAIL_MODULE_ACCOUNTS,
};
