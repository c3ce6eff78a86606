/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any record: a plain struct that begins with PortailRecord, and the table of its fields.
 *
 * 1. Everything here loops over the field table; no function knows a record type.
 * 2. A set of fields is a PortailFieldSet; bit i is field i of portail_record_type_get_field().
 *    A partial update is a record and the set of the fields that it brings.
 * 3. A record belongs to one thread at a time; a type is static and belongs to all. */
#pragma once

#include "shared/portail-field.h"
#include "shared/portail-module.h"

typedef struct _PortailRecordType PortailRecordType;
typedef guint64 PortailFieldSet;

/* The members that every record has (contract.md §1). */
typedef struct
{
  const PortailRecordType *type;
  char *id;
  gint64 rev;          /* number of the scope's counter at the last change; 0: never stored */
  char *enterprise_id; /* NULL outside a company */
  PortailTimestamp created_at;
  PortailTimestamp updated_at;
  char *created_by;      /* user id */
  char *unknown_members; /* JSON members of a newer peer, kept aside and never sent; or NULL */
} PortailRecord;

enum
{
  PORTAIL_COMMON_ID,
  PORTAIL_COMMON_REV,
  PORTAIL_COMMON_ENTERPRISE_ID,
  PORTAIL_COMMON_CREATED_AT,
  PORTAIL_COMMON_UPDATED_AT,
  PORTAIL_COMMON_CREATED_BY,
  PORTAIL_N_COMMON_FIELDS,
};

/* Where the rows of a type live (contract.md §1). */
typedef enum
{
  PORTAIL_SCOPE_ENTERPRISE,     /* enterprise:<enterprise_id> */
  PORTAIL_SCOPE_GLOBAL,         /* global, or the company's where enterprise_id is set */
  PORTAIL_SCOPE_USER,           /* user:<user_id> */
  PORTAIL_SCOPE_USER_OR_GLOBAL, /* user:<user_id>, or global where user_id is null */
  PORTAIL_SCOPE_SELF, /* enterprise:<id> or user:<id>: the record is what the scope is of */
  PORTAIL_SCOPE_NONE, /* on the server only */
} PortailScopeKind;

struct _PortailRecordType
{
  const char *name;  /* on the wire, and the table */
  const char *title; /* N_(), singular */
  gsize size;
  const PortailField *fields;
  guint n_fields;
  PortailScopeKind scope;
  PortailModule module;
  guint since; /* schema version that brought it */
  /* Adds what is wrong between fields. May be NULL. */
  void (*check) (const PortailRecord *record, PortailProblems *problems);
  /* What only one live row may have; owned, NULL for none. May be NULL. */
  char *(*make_natural_key) (const PortailRecord *record);
  /* Name of the status whose rows leave the natural key to others. May be NULL. */
  const char *status_without_key;
};

#define PORTAIL_RECORD_TYPE(Struct, type_fields)                                                   \
  .size = sizeof (Struct), .fields = (type_fields), .n_fields = G_N_ELEMENTS (type_fields)

/* Common fields first, then the type's own. */
guint portail_record_type_get_n_fields (const PortailRecordType *type);
const PortailField *portail_record_type_get_field (const PortailRecordType *type, guint index);
/* -1 where the type has no such field. */
int portail_record_type_find_field (const PortailRecordType *type, const char *name);
/* The set with the one field @name, which must exist. */
PortailFieldSet portail_record_type_field_bit (const PortailRecordType *type, const char *name);
PortailFieldSet portail_record_type_get_all_fields (const PortailRecordType *type);
/* The fields that have all of @flags. */
PortailFieldSet portail_record_type_get_flagged_fields (const PortailRecordType *type,
                                                        PortailFieldFlags flags);
/* Whether the server alone makes and changes such records: every field is computed. */
gboolean portail_record_type_is_derived (const PortailRecordType *type);
/* The PORTAIL_FIELD_PARENT field; NULL for a record that is no part of another. */
const PortailField *portail_record_type_get_parent_field (const PortailRecordType *type);

static inline gboolean
portail_field_set_has (PortailFieldSet set, guint index)
{
  return (set >> index & 1) != 0;
}

/* All fields null, no id. Owned. */
gpointer portail_record_new (const PortailRecordType *type);
gpointer portail_record_copy (gconstpointer record);
void portail_record_free (gpointer record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRecord, portail_record_free)

/* Gives the fields outside @given, and null ones, their initial values (PortailField.initial). */
void portail_record_set_initial (gpointer record, PortailFieldSet given);
void portail_record_copy_fields (gpointer to, gconstpointer from, PortailFieldSet fields);
/* Those whose values differ between two records of one type. */
PortailFieldSet portail_record_get_differing_fields (gconstpointer a, gconstpointer b);
/* Checks @fields one by one and, when they are all good, the fields between each other. */
void
portail_record_validate (gconstpointer record, PortailFieldSet fields, PortailProblems *problems);
/* Whether every id in it, its own and those that it refers to, is one: ids go unescaped into
 * addresses and names of files. */
gboolean portail_record_has_good_ids (gconstpointer record);
/* The id of the record that this one is a part of; NULL for none. */
const char *portail_record_get_parent_id (gconstpointer record);
