/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-scope-name.h"

#include <string.h>

#define ENTERPRISE_PREFIX "enterprise:"
#define USER_PREFIX       "user:"

char *
portail_scope_of_enterprise (const char *enterprise_id)
{
  return g_strconcat (ENTERPRISE_PREFIX, enterprise_id, NULL);
}

char *
portail_scope_of_user (const char *user_id)
{
  return g_strconcat (USER_PREFIX, user_id, NULL);
}

static const char *
get_user_id (const PortailRecord *record)
{
  int index = portail_record_type_find_field (record->type, "user_id");

  g_assert (index >= 0);
  return portail_field_get_string (portail_record_type_get_field (record->type, (guint) index),
                                   record);
}

char *
portail_scope_of_record (gconstpointer pointer)
{
  const PortailRecord *record = pointer;

  switch (record->type->scope)
    {
    case PORTAIL_SCOPE_USER:
      return portail_scope_of_user (get_user_id (record));
    case PORTAIL_SCOPE_USER_OR_GLOBAL:
      return get_user_id (record) != NULL ? portail_scope_of_user (get_user_id (record))
                                          : g_strdup (PORTAIL_SCOPE_GLOBAL_NAME);
    case PORTAIL_SCOPE_SELF:
      return g_strconcat (record->type->name, ":", record->id, NULL);
    case PORTAIL_SCOPE_ENTERPRISE:
    case PORTAIL_SCOPE_GLOBAL:
      if (record->enterprise_id != NULL)
        return portail_scope_of_enterprise (record->enterprise_id);
      return g_strdup (PORTAIL_SCOPE_GLOBAL_NAME);
    default:
      return g_strdup (PORTAIL_SCOPE_GLOBAL_NAME);
    }
}

const char *
portail_scope_get_enterprise_id (const char *scope)
{
  return g_str_has_prefix (scope, ENTERPRISE_PREFIX) ? scope + strlen (ENTERPRISE_PREFIX) : NULL;
}

const char *
portail_scope_get_user_id (const char *scope)
{
  return g_str_has_prefix (scope, USER_PREFIX) ? scope + strlen (USER_PREFIX) : NULL;
}
