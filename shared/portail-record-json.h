/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in JSON (contract.md §1, §7): the same for REST and sync, both ways, field by field.
 *
 * 1. Writing goes straight into a buffer; a field that is not in the set is absent, null is empty.
 * 2. Reading tells which members were there, so a partial update stays partial. */
#pragma once

#include "shared/portail-json.h"
#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_READ_STRICT,  /* from a stranger: unknown and unwritable members are problems */
  PORTAIL_READ_LENIENT, /* from the server: unknown members are kept aside in the record */
} PortailReadMode;

/* One value; "null" for null. */
void portail_field_append_json (const PortailField *field, gconstpointer record, GString *json);
/* One value of a field whose values are integers, not its null; of a day or week none. */
void portail_field_append_json_integer (const PortailField *field, gint64 integer, GString *json);
/* FALSE, with a problem that names the field, for a value of another kind. */
gboolean portail_field_read_json (const PortailField *field,
                                  gpointer record,
                                  const PortailJson *value,
                                  PortailProblems *problems);

/* `{"id":…}` with the fields of @fields. */
void portail_record_append_json (gconstpointer record, PortailFieldSet fields, GString *json);
/* The members `"name":value,…` alone, to which a caller adds others. */
void portail_record_append_members (gconstpointer record, PortailFieldSet fields, GString *json);

typedef struct
{
  PortailReadMode mode;
  PortailFieldSet writable; /* of PORTAIL_READ_STRICT */
  /* Names that PORTAIL_READ_STRICT passes over because the caller reads them; ends with NULL. */
  const char *const *other_members;
} PortailReadOptions;

/* Reads the members of @object into @record.
 * Returns: the fields that were there and good; see @problems for the others. */
PortailFieldSet portail_record_read_json (gpointer record,
                                          const PortailJson *object,
                                          const PortailReadOptions *options,
                                          PortailProblems *problems);
