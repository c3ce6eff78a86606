/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-user.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_DISCORD_ID (PortailUser, discord_id),
      .title = N_ ("Discord id"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_PERSONAL,
  },
  {
      PORTAIL_TEXT (PortailUser, username),
      .title = N_ ("User name"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST
               | PORTAIL_FIELD_PERSONAL,
  },
  {
      PORTAIL_TEXT (PortailUser, display_name),
      .title = N_ ("Name"),
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST | PORTAIL_FIELD_PERSONAL,
  },
  {
      PORTAIL_TEXT (PortailUser, email),
      .title = N_ ("E-mail"),
      .flags = PORTAIL_FIELD_PERSONAL,
  },
  {
      PORTAIL_TEXT (PortailUser, avatar_url),
      .title = N_ ("Avatar"),
      .max = 500,
      .flags = PORTAIL_FIELD_PERSONAL,
  },
  {
      PORTAIL_BOOLEAN (PortailUser, is_active),
      .title = N_ ("Active"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
      .writers = PORTAIL_ROLES (SUPERADMIN),
  },
  {
      PORTAIL_BOOLEAN (PortailUser, is_superadmin),
      .title = N_ ("Superadmin"),
      .flags = PORTAIL_FIELD_PROTECTED,
      .writers = PORTAIL_ROLES (SUPERADMIN),
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  return g_strdup (((const PortailUser *) record)->discord_id);
}

const PortailRecordType portail_user_type = {
  PORTAIL_RECORD_TYPE (PortailUser, fields),
  .name = "user",
  .title = N_ ("User"),
  .scope = PORTAIL_SCOPE_SELF,
  .module = PORTAIL_MODULE_ACCOUNTS,
  .make_natural_key = make_natural_key,
};
