/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-permission.h"

#define OWN     PORTAIL_RIGHT_READ_OWN
#define NAMES   PORTAIL_RIGHT_READ_NAMES
#define R       PORTAIL_RIGHT_READ
#define W       (PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE)
#define RV      (PORTAIL_RIGHT_READ | PORTAIL_RIGHT_VALIDATE)
#define REFUSED (PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE_REFUSED)
#define ALL     (W | PORTAIL_RIGHT_VALIDATE)

/* clang-format off */
static const guint8 rights[PORTAIL_N_MODULES][PORTAIL_N_ROLES] = {
  /*                                       none employe co-patron patron  dot  staff superadmin */
  [PORTAIL_MODULE_DASHBOARD]            = { 0,  OWN,    R,        R,       R,   R,    ALL },
  [PORTAIL_MODULE_DOTATIONS]            = { 0,  OWN,    W,        W,       R,   RV,   ALL },
  [PORTAIL_MODULE_IMPOTS]               = { 0,  0,      W,        W,       R,   RV,   ALL },
  [PORTAIL_MODULE_DOCUMENTS]            = { 0,  OWN,    W,        W,       R,   RV,   ALL },
  [PORTAIL_MODULE_BLANCHIMENT]          = { 0,  0,      W,        W,       0,   RV,   ALL },
  [PORTAIL_MODULE_BLANCHIMENT_SETTINGS] = { 0,  0,      0,        0,       0,   W,    ALL },
  [PORTAIL_MODULE_ARCHIVES]             = { 0,  R,      REFUSED,  REFUSED, R,   ALL,  ALL },
  [PORTAIL_MODULE_COMPANY_CONFIG]       = { 0,  0,      R,        W,       0,   ALL,  ALL },
  [PORTAIL_MODULE_SYSTEM_CONFIG]        = { 0,  0,      R,        R,       R,   W,    ALL },
  [PORTAIL_MODULE_ACCOUNTS]             = { 0,  0,      0,        0,       0,   R,    ALL },
  [PORTAIL_MODULE_EMPLOYEES]            = { 0,  NAMES,  W,        W,       R,   ALL,  ALL },
  [PORTAIL_MODULE_ENTERPRISES]          = { 0,  NAMES,  R,        W,       R,   ALL,  ALL },
  [PORTAIL_MODULE_MEMBERS]              = { 0,  R,      R,        R,       R,   R,    ALL },
  [PORTAIL_MODULE_PERIOD_LOCKS]         = { 0,  R,      R,        R,       R,   ALL,  ALL },
  [PORTAIL_MODULE_SETTINGS]             = { R,  R,      R,        R,       R,   ALL,  ALL },
  [PORTAIL_MODULE_OWN]                  = { R,  W,      W,        W,       W,   W,    W   },
};
/* clang-format on */

PortailRights
portail_permission_get (PortailModule module, PortailRole role)
{
  return rights[module][role];
}

gboolean
portail_permission_can_see (PortailModule module, PortailRole role)
{
  return rights[module][role] != PORTAIL_RIGHT_NONE;
}

static gboolean
names_somebody (const PortailField *field)
{
  return field->flags & PORTAIL_FIELD_REQUIRED && field->flags & PORTAIL_FIELD_SEARCHED;
}

static gboolean
can_read (const PortailField *field, PortailRole role, PortailRights granted)
{
  if (field->readers != 0 && !(field->readers >> role & 1))
    return FALSE;
  if (granted & (PORTAIL_RIGHT_READ | PORTAIL_RIGHT_READ_OWN))
    return TRUE;
  /* Common fields and what names the row: the rest is not for those who may read names only. */
  return granted & PORTAIL_RIGHT_READ_NAMES && names_somebody (field);
}

PortailFieldSet
portail_permission_get_readable (const PortailRecordType *type, PortailRole role)
{
  PortailRights granted = portail_permission_get (type->module, role);
  PortailFieldSet set = 0;

  if (granted == PORTAIL_RIGHT_NONE)
    return 0;
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (i < PORTAIL_N_COMMON_FIELDS
        || can_read (portail_record_type_get_field (type, i), role, granted))
      set |= (PortailFieldSet) 1 << i;
  return set;
}

PortailFieldSet
portail_permission_get_writable (const PortailRecordType *type, PortailRole role)
{
  PortailRights granted = portail_permission_get (type->module, role);
  PortailFieldSet set = 0;

  if (!(granted & (PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_WRITE_REFUSED)))
    return 0;
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (!(field->flags & PORTAIL_FIELD_COMPUTED)
          && (field->writers == 0 || field->writers >> role & 1))
        set |= (PortailFieldSet) 1 << i;
    }
  return set;
}
