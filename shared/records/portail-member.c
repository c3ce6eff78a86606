/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-member.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailMember, user_id),
      .title = N_ ("User"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailMember, display_name),
      .title = N_ ("Name"),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PERSONAL | PORTAIL_FIELD_SEARCHED
               | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailMember, avatar),
      .title = N_ ("Avatar"),
      .max = 500,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PERSONAL,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  return g_strdup_printf ("%s/%s", record->enterprise_id,
                          ((const PortailMember *) record)->user_id);
}

const PortailRecordType portail_member_type = {
  PORTAIL_RECORD_TYPE (PortailMember, fields),
  .name = "member",
  .title = N_ ("Member"),
  .module = PORTAIL_MODULE_MEMBERS,
  .since = 2,
  .make_natural_key = make_natural_key,
};
