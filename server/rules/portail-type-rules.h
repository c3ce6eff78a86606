/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table of rules, one file a type. */
#pragma once

#include "server/portail-record-rules.h"

extern const PortailRecordRules portail_archive_rules;
extern const PortailRecordRules portail_bareme_rules;
extern const PortailRecordRules portail_blanchiment_rules;
extern const PortailRecordRules portail_document_rules;
extern const PortailRecordRules portail_dotation_entry_rules;
extern const PortailRecordRules portail_dotation_row_rules;
extern const PortailRecordRules portail_dotation_rules;
extern const PortailRecordRules portail_employee_rules;
extern const PortailRecordRules portail_enterprise_rules;
extern const PortailRecordRules portail_grade_rule_rules;
extern const PortailRecordRules portail_period_lock_rules;
extern const PortailRecordRules portail_setting_rules;
extern const PortailRecordRules portail_tax_declaration_rules;
extern const PortailRecordRules portail_user_rules;
