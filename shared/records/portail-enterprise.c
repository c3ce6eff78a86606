/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-enterprise.h"

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailEnterprise, name),
      .title = N_ ("Company"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_TEXT (PortailEnterprise, description),
      .title = N_ ("Description"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_TEXT (PortailEnterprise, type_label),
      .title = N_ ("Label"),
      .max = 100,
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_ID (PortailEnterprise, owner_id),
      .title = N_ ("Owner"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_PROTECTED,
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_DISCORD_ID (PortailEnterprise, discord_guild_id),
      .title = N_ ("Discord server"),
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_DISCORD_ID (PortailEnterprise, main_guild_role_id),
      .title = N_ ("Role on the main Discord server"),
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_DISCORD_ID (PortailEnterprise, patron_role_id),
      .title = N_ ("Role of owners"),
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_DISCORD_ID (PortailEnterprise, co_patron_role_id),
      .title = N_ ("Role of co-owners"),
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_DISCORD_ID (PortailEnterprise, employee_role_id),
      .title = N_ ("Role of employees"),
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_BOOLEAN (PortailEnterprise, is_active),
      .title = N_ ("Active"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
      .initial = TRUE,
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_BOOLEAN (PortailEnterprise, blanchiment_enabled),
      .title = N_ ("Blanchiment"),
      .flags = PORTAIL_FIELD_PROTECTED,
      .writers = PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_JSON (PortailEnterprise, settings),
      .flags = PORTAIL_FIELD_PROTECTED,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  return portail_text_fold (((const PortailEnterprise *) record)->name);
}

const PortailRecordType portail_enterprise_type = {
  PORTAIL_RECORD_TYPE (PortailEnterprise, fields),
  .name = "enterprise",
  .title = N_ ("Company"),
  .scope = PORTAIL_SCOPE_SELF,
  .module = PORTAIL_MODULE_ENTERPRISES,
  .make_natural_key = make_natural_key,
};
