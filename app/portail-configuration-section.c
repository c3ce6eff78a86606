/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-configuration-section.h"

#include "app/portail-audit-page.h"
#include "app/portail-baremes-page.h"
#include "app/portail-client-errors-page.h"
#include "app/portail-company-page.h"
#include "app/portail-employees-page.h"
#include "app/portail-enterprises-page.h"
#include "app/portail-exchange-page.h"
#include "app/portail-grade-rules-page.h"
#include "app/portail-locks-page.h"
#include "app/portail-mapping-page.h"
#include "app/portail-messages-page.h"
#include "app/portail-retention-page.h"
#include "app/portail-server-settings-page.h"
#include "app/portail-server-state-page.h"
#include "app/portail-users-page.h"
#include "shared/portail-i18n.h"

/* Order of the navigation; those of one group stand together. */
static const PortailConfigurationSection sections[] = {
  {
      .name = "preferences",
      .title = N_ ("Preferences"),
      .words = N_ ("theme, language, notifications, start, local data"),
      .icon_name = "applications-system-symbolic",
      .group = PORTAIL_CONFIGURATION_ME,
      .module = PORTAIL_MODULE_OWN,
      .action = "app.preferences",
  },
  {
      .name = "company",
      .title = N_ ("Settings of the company"),
      .words = N_ ("label, calculation, salaries, bonuses, steps, shares, due date"),
      .icon_name = "emblem-system-symbolic",
      .group = PORTAIL_CONFIGURATION_COMPANY,
      .module = PORTAIL_MODULE_COMPANY_CONFIG,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .make = portail_company_page_new,
  },
  {
      .name = "employees",
      .title = N_ ("Employees"),
      .words = N_ ("people, grade, account, import"),
      .icon_name = "system-users-symbolic",
      .group = PORTAIL_CONFIGURATION_COMPANY,
      .module = PORTAIL_MODULE_EMPLOYEES,
      .types = { "employee" },
      .writers = PORTAIL_RIGHT_WRITE,
      .readers = PORTAIL_RIGHT_READ,
      .make = portail_employees_page_new,
  },
  {
      .name = "grade-rules",
      .title = N_ ("Grade rules"),
      .words = N_ ("salary, bonus, hours, Discord role"),
      .icon_name = "starred-symbolic",
      .group = PORTAIL_CONFIGURATION_COMPANY,
      .module = PORTAIL_MODULE_EMPLOYEES,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .types = { "grade_rule" },
      .make = portail_grade_rules_page_new,
  },
  {
      .name = "locks",
      .title = N_ ("Locked weeks"),
      .words = N_ ("lock, unlock, close, period"),
      .icon_name = "changes-prevent-symbolic",
      .group = PORTAIL_CONFIGURATION_COMPANY,
      .module = PORTAIL_MODULE_PERIOD_LOCKS,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .types = { "period_lock" },
      .make = portail_locks_page_new,
  },
  {
      .name = "exchange",
      .title = N_ ("Export and import"),
      .words = N_ ("JSON, file, copy, settings, preview"),
      .icon_name = "document-send-symbolic",
      .group = PORTAIL_CONFIGURATION_COMPANY,
      .module = PORTAIL_MODULE_COMPANY_CONFIG,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_exchange_page_new,
  },
  {
      .name = "baremes",
      .title = N_ ("Tax tables"),
      .words = N_ ("barème DOT, tranches, rates, caps, wealth"),
      .icon_name = "accessories-calculator-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .types = { "bareme" },
      .make = portail_baremes_page_new,
  },
  {
      .name = "enterprises",
      .title = N_ ("Companies and members"),
      .words = N_ ("name, owner, roles, Discord, active, blanchiment"),
      .icon_name = "network-workgroup-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_ENTERPRISES,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .types = { "enterprise" },
      .make = portail_enterprises_page_new,
  },
  {
      .name = "users",
      .title = N_ ("Users and devices"),
      .words = N_ ("accounts, roles, sessions, devices, invite, revoke"),
      .icon_name = "avatar-default-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_WRITE,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_users_page_new,
  },
  {
      .name = "discord-mapping",
      .title = N_ ("Discord mapping"),
      .words = N_ ("guild, roles, ids, dry run, names"),
      .icon_name = "preferences-system-sharing-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .readers = PORTAIL_RIGHT_WRITE,
      .writers = PORTAIL_RIGHT_WRITE,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_mapping_page_new,
  },
  {
      .name = "server-settings",
      .title = N_ ("Settings of the server"),
      .words = N_ ("due date, delay, blanchiment, shares, risk, weights"),
      .icon_name = "network-server-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .readers = PORTAIL_RIGHT_WRITE,
      .writers = PORTAIL_RIGHT_WRITE,
      .types = { "setting" },
      .make = portail_server_settings_page_new,
  },
  {
      .name = "messages",
      .title = N_ ("Messages of the server"),
      .words = N_ ("notifications, webhook, e-mail, SMTP, deliveries, test"),
      .icon_name = "mail-send-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .readers = PORTAIL_RIGHT_WRITE,
      .writers = PORTAIL_RIGHT_WRITE,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_messages_page_new,
  },
  {
      .name = "retention",
      .title = N_ ("How long things are kept"),
      .words = N_ ("retention, trash, audit, sessions, history, purge"),
      .icon_name = "document-open-recent-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .readers = PORTAIL_RIGHT_WRITE,
      .writers = PORTAIL_RIGHT_WRITE,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_retention_page_new,
  },
  {
      .name = "audit",
      .title = N_ ("Audit log"),
      .words = N_ ("who, when, differences, before, after, chains"),
      .icon_name = "view-list-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_READ,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_audit_page_new,
  },
  {
      .name = "client-errors",
      .title = N_ ("Errors of programs"),
      .words = N_ ("crash, critical, fault, report, version"),
      .icon_name = "dialog-warning-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .readers = PORTAIL_RIGHT_READ,
      .writers = PORTAIL_RIGHT_READ,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_client_errors_page_new,
  },
  {
      .name = "server-state",
      .title = N_ ("State of the server"),
      .words = N_ ("version, database, health, monitoring"),
      .icon_name = "computer-symbolic",
      .group = PORTAIL_CONFIGURATION_SERVER,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .readers = PORTAIL_RIGHT_READ,
      .reach = PORTAIL_CONFIGURATION_NEEDS_SERVER,
      .make = portail_server_state_page_new,
  },
};

static const char *const groups[PORTAIL_N_CONFIGURATION_GROUPS] = {
  [PORTAIL_CONFIGURATION_ME] = N_ ("Me"),
  [PORTAIL_CONFIGURATION_COMPANY] = N_ ("Company"),
  [PORTAIL_CONFIGURATION_SERVER] = N_ ("Server"),
};

guint
portail_configuration_section_get_count (void)
{
  return G_N_ELEMENTS (sections);
}

const PortailConfigurationSection *
portail_configuration_section_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (sections), NULL);
  return &sections[index];
}

const PortailConfigurationSection *
portail_configuration_section_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].name, name))
      return &sections[i];
  return NULL;
}

const PortailConfigurationSection *
portail_configuration_section_find_for_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_strv_contains (sections[i].types, type))
      return &sections[i];
  return NULL;
}

const char *
portail_configuration_group_get_title (PortailConfigurationGroup group)
{
  return _ (groups[group]);
}

PortailRights
portail_configuration_section_get_rights (const PortailConfigurationSection *section,
                                          PortailDesk *desk)
{
  PortailRole role = section->group == PORTAIL_CONFIGURATION_SERVER
                         ? portail_desk_get_highest_role (desk)
                         : portail_desk_get_role (desk, NULL);

  return portail_permission_get (section->module, role);
}

gboolean
portail_configuration_section_is_visible (const PortailConfigurationSection *section,
                                          PortailDesk *desk)
{
  return section->readers == 0
         || (portail_configuration_section_get_rights (section, desk) & section->readers) != 0;
}

const char *
portail_configuration_section_get_limit (const PortailConfigurationSection *section,
                                         PortailDesk *desk)
{
  if (section->writers != 0
      && (portail_configuration_section_get_rights (section, desk) & section->writers) == 0)
    return _ ("Read only");
  if (section->reach == PORTAIL_CONFIGURATION_NEEDS_SERVER
      && portail_desk_get_client (desk) == NULL)
    return _ ("Needs the server");
  return NULL;
}
