/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-json-member.h"

gboolean
portail_json_member_is_true (const PortailJson *object, const char *name)
{
  const PortailJson *member = portail_json_get (object, name);

  return member != NULL && member->kind == PORTAIL_JSON_TRUE;
}

PortailTimestamp
portail_json_member_get_moment (const PortailJson *object, const char *name)
{
  const char *text = portail_json_get_member_string (object, name);
  PortailTimestamp moment;

  return text != NULL && portail_timestamp_parse (text, &moment) ? moment : PORTAIL_TIMESTAMP_NULL;
}

char *
portail_json_member_dup_moment (const PortailJson *object, const char *name)
{
  PortailTimestamp moment = portail_json_member_get_moment (object, name);

  return portail_timestamp_is_null (moment) ? g_strdup ("") : portail_timestamp_to_text (moment);
}

gint64
portail_json_member_get_integer (const PortailJson *object, const char *name)
{
  const PortailJson *member = portail_json_get (object, name);
  gint64 number;

  return member != NULL && portail_json_get_integer (member, &number) ? number : 0;
}
