/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-schema.h"

#include "shared/records/portail-archive.h"
#include "shared/records/portail-audit-entry.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-member.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/records/portail-user.h"
#include "shared/records/portail-wealth-tranche.h"

const PortailRecordType *const portail_schema[] = {
  &portail_user_type,
  &portail_enterprise_type,
  &portail_enterprise_card_type,
  &portail_membership_type,
  &portail_employee_type,
  &portail_grade_rule_type,
  &portail_bareme_version_type,
  &portail_bareme_tranche_type,
  &portail_wealth_tranche_type,
  &portail_dotation_type,
  &portail_dotation_row_type,
  &portail_dotation_entry_type,
  &portail_notification_type,
  &portail_audit_entry_type,
  &portail_tax_declaration_type,
  &portail_document_type,
  &portail_blanchiment_operation_type,
  &portail_archive_type,
  &portail_period_lock_type,
  &portail_setting_type,
  &portail_member_type,
  NULL,
};

const PortailRecordType *
portail_schema_find (const char *name)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    if (g_strcmp0 (portail_schema[i]->name, name) == 0)
      return portail_schema[i];
  return NULL;
}
