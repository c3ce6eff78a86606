/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-membership.h"

#include "shared/portail-i18n.h"

static const PortailChoice roles[] = {
  { PORTAIL_ROLE_EMPLOYE, "employe", N_ ("Employee") },
  { PORTAIL_ROLE_CO_PATRON, "co-patron", N_ ("Co-owner") },
  { PORTAIL_ROLE_PATRON, "patron", N_ ("Owner") },
  { PORTAIL_ROLE_DOT, "dot", N_ ("Tax agent") },
  { PORTAIL_ROLE_STAFF, "staff", N_ ("Staff") },
  { 0 },
};

static const PortailChoice sources[] = {
  { PORTAIL_MEMBERSHIP_DISCORD, "discord", N_ ("Discord") },
  { PORTAIL_MEMBERSHIP_MANUAL, "manual", N_ ("By hand") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailMembership, user_id),
      .title = N_ ("User"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE,
  },
  {
      PORTAIL_CHOICE (PortailMembership, role, roles),
      .title = N_ ("Role"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailMembership, source, sources),
      .title = N_ ("Source"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE | PORTAIL_FIELD_IN_LIST,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  const PortailMembership *membership = (const PortailMembership *) record;

  return g_strdup_printf ("%s/%s/%d/%d", membership->user_id,
                          record->enterprise_id != NULL ? record->enterprise_id : "",
                          membership->role, membership->source);
}

const PortailRecordType portail_membership_type = {
  PORTAIL_RECORD_TYPE (PortailMembership, fields),
  .name = "membership",
  .title = N_ ("Membership"),
  .scope = PORTAIL_SCOPE_USER,
  .module = PORTAIL_MODULE_ACCOUNTS,
  .make_natural_key = make_natural_key,
};
