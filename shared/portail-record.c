/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-record.h"

#include <string.h>

#include "shared/portail-id.h"

#define SERVER_ONLY (PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IMMUTABLE)

static const PortailField common_fields[PORTAIL_N_COMMON_FIELDS] = {
  [PORTAIL_COMMON_ID] = {
      PORTAIL_ID (PortailRecord, id),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_IMMUTABLE,
  },
  [PORTAIL_COMMON_REV] = {
      PORTAIL_INTEGER (PortailRecord, rev),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  [PORTAIL_COMMON_ENTERPRISE_ID] = {
      PORTAIL_ID (PortailRecord, enterprise_id),
      .refers_to = "enterprise",
      .flags = PORTAIL_FIELD_IMMUTABLE,
  },
  [PORTAIL_COMMON_CREATED_AT] = {
      PORTAIL_TIMESTAMP (PortailRecord, created_at),
      .flags = SERVER_ONLY,
  },
  [PORTAIL_COMMON_UPDATED_AT] = {
      PORTAIL_TIMESTAMP (PortailRecord, updated_at),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  [PORTAIL_COMMON_CREATED_BY] = {
      PORTAIL_ID (PortailRecord, created_by),
      .flags = SERVER_ONLY,
  },
};

guint
portail_record_type_get_n_fields (const PortailRecordType *type)
{
  return PORTAIL_N_COMMON_FIELDS + type->n_fields;
}

const PortailField *
portail_record_type_get_field (const PortailRecordType *type, guint index)
{
  return index < PORTAIL_N_COMMON_FIELDS ? &common_fields[index]
                                         : &type->fields[index - PORTAIL_N_COMMON_FIELDS];
}

int
portail_record_type_find_field (const PortailRecordType *type, const char *name)
{
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (strcmp (portail_record_type_get_field (type, i)->name, name) == 0)
      return (int) i;
  return -1;
}

PortailFieldSet
portail_record_type_field_bit (const PortailRecordType *type, const char *name)
{
  int index = portail_record_type_find_field (type, name);

  g_assert (index >= 0);
  return (PortailFieldSet) 1 << index;
}

PortailFieldSet
portail_record_type_get_all_fields (const PortailRecordType *type)
{
  return ((PortailFieldSet) 1 << portail_record_type_get_n_fields (type)) - 1;
}

PortailFieldSet
portail_record_type_get_flagged_fields (const PortailRecordType *type, PortailFieldFlags flags)
{
  PortailFieldSet set = 0;

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if ((portail_record_type_get_field (type, i)->flags & flags) == flags)
      set |= (PortailFieldSet) 1 << i;
  return set;
}

gboolean
portail_record_type_is_derived (const PortailRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (!(type->fields[i].flags & PORTAIL_FIELD_COMPUTED))
      return FALSE;
  return TRUE;
}

const PortailField *
portail_record_type_get_parent_field (const PortailRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].flags & PORTAIL_FIELD_PARENT)
      return &type->fields[i];
  return NULL;
}

gpointer
portail_record_new (const PortailRecordType *type)
{
  PortailRecord *record = g_malloc0 (type->size);

  record->type = type;
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    portail_field_set_null (portail_record_type_get_field (type, i), record);
  record->rev = 0;
  return record;
}

gpointer
portail_record_copy (gconstpointer record)
{
  const PortailRecord *from = record;
  PortailRecord *copy = portail_record_new (from->type);

  portail_record_copy_fields (copy, from, portail_record_type_get_all_fields (from->type));
  copy->unknown_members = g_strdup (from->unknown_members);
  return copy;
}

void
portail_record_free (gpointer pointer)
{
  PortailRecord *record = pointer;

  if (record == NULL)
    return;
  for (guint i = 0; i < portail_record_type_get_n_fields (record->type); i++)
    portail_field_set_null (portail_record_type_get_field (record->type, i), record);
  g_free (record->unknown_members);
  g_free (record);
}

void
portail_record_set_initial (gpointer pointer, PortailFieldSet given)
{
  PortailRecord *record = pointer;

  for (guint i = 0; i < portail_record_type_get_n_fields (record->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (record->type, i);

      if (field->initial != 0
          && (!portail_field_set_has (given, i) || portail_field_is_null (field, record)))
        portail_field_set_integer (field, record, field->initial);
    }
}

void
portail_record_copy_fields (gpointer to, gconstpointer from, PortailFieldSet fields)
{
  const PortailRecordType *type = ((const PortailRecord *) from)->type;

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (fields, i))
      portail_field_copy (portail_record_type_get_field (type, i), to, from);
}

PortailFieldSet
portail_record_get_differing_fields (gconstpointer a, gconstpointer b)
{
  const PortailRecordType *type = ((const PortailRecord *) a)->type;
  PortailFieldSet set = 0;

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (!portail_field_is_equal (portail_record_type_get_field (type, i), a, b))
      set |= (PortailFieldSet) 1 << i;
  return set;
}

gboolean
portail_record_has_good_ids (gconstpointer pointer)
{
  const PortailRecord *record = pointer;

  for (guint i = 0; i < portail_record_type_get_n_fields (record->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (record->type, i);
      const char *id = field->kind == PORTAIL_KIND_ID ? portail_field_get_string (field, record)
                                                      : NULL;

      if (id != NULL && !portail_id_is_valid (id))
        return FALSE;
    }
  return TRUE;
}

void
portail_record_validate (gconstpointer pointer, PortailFieldSet fields, PortailProblems *problems)
{
  const PortailRecord *record = pointer;
  guint n_problems = problems->len;

  for (guint i = 0; i < portail_record_type_get_n_fields (record->type); i++)
    if (portail_field_set_has (fields, i))
      portail_field_validate (portail_record_type_get_field (record->type, i), record, problems);
  if (problems->len == n_problems && record->type->check != NULL)
    record->type->check (record, problems);
}

const char *
portail_record_get_parent_id (gconstpointer record)
{
  const PortailField *field = portail_record_type_get_parent_field (
      ((const PortailRecord *) record)->type);

  return field != NULL ? portail_field_get_string (field, record) : NULL;
}
