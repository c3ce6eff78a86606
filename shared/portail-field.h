/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one member of a record is: its name, kind, limits and who may touch it.
 *
 * 1. The member's name is the JSON key and the column; nothing spells it a second time.
 * 2. A row of the wrong kind does not compile: the macros check the member's C type.
 * 3. Null is NULL for text and the kind's own null value for the others; booleans have none. */
#pragma once

#include <stddef.h>

#include "shared/portail-day.h"
#include "shared/portail-hours.h"
#include "shared/portail-money.h"
#include "shared/portail-problem.h"
#include "shared/portail-rate.h"
#include "shared/portail-role.h"
#include "shared/portail-timestamp.h"
#include "shared/portail-week.h"

typedef enum
{
  PORTAIL_KIND_TEXT,
  PORTAIL_KIND_ID,
  PORTAIL_KIND_DISCORD_ID,
  PORTAIL_KIND_JSON, /* canonical JSON text of an object or array */
  PORTAIL_KIND_MONEY,
  PORTAIL_KIND_RATE,
  PORTAIL_KIND_HOURS,
  PORTAIL_KIND_DAY,
  PORTAIL_KIND_WEEK,
  PORTAIL_KIND_TIMESTAMP,
  PORTAIL_KIND_INTEGER,
  PORTAIL_KIND_BOOLEAN,
  PORTAIL_KIND_CHOICE,
  PORTAIL_N_KINDS,
} PortailKind;

typedef enum
{
  PORTAIL_FIELD_REQUIRED = 1 << 0,  /* never null */
  PORTAIL_FIELD_PROTECTED = 1 << 1, /* concurrent changes conflict, never merge (sync.md) */
  PORTAIL_FIELD_SEARCHED = 1 << 2,
  PORTAIL_FIELD_IN_LIST = 1 << 3,
  PORTAIL_FIELD_IMMUTABLE = 1 << 4, /* given when the record is created, fixed from then on */
  PORTAIL_FIELD_COMPUTED = 1 << 5,  /* written by the server alone; unwritable for everybody */
  PORTAIL_FIELD_SIGNED = 1 << 6,    /* an amount that may be negative */
  PORTAIL_FIELD_MULTILINE = 1 << 7,
  PORTAIL_FIELD_PARENT = 1 << 8,     /* the record is a part of the one that it refers to */
  PORTAIL_FIELD_PERSONAL = 1 << 9,   /* about the person behind an account: copied nowhere, so that
                                      * erasing it there erases it (contract.md §8) */
  PORTAIL_FIELD_FOLLOWING = 1 << 10, /* the server writes it as other rows and days go by: to see
                                      * an older value is no conflict */
} PortailFieldFlags;

/* One value of a choice; tables end with a NULL name. Value 0 is kept for a name that this version
 * does not know. */
typedef struct
{
  int value;
  const char *name;
  const char *title;
} PortailChoice;

#define PORTAIL_CHOICE_UNKNOWN 0
#define PORTAIL_INTEGER_NULL   G_MININT64
/* Characters of a text whose field names no other limit. */
#define PORTAIL_TEXT_MAX_DEFAULT 255
/* The largest integer that every JSON reader keeps. */
#define PORTAIL_INTEGER_MAX G_GINT64_CONSTANT (9007199254740991)

typedef struct
{
  const char *name;
  PortailKind kind;
  gsize offset;
  const char *title; /* N_(); NULL: shown nowhere */
  PortailFieldFlags flags;
  guint max;                    /* characters of a text; 0: PORTAIL_TEXT_MAX_DEFAULT */
  const PortailChoice *choices; /* of PORTAIL_KIND_CHOICE */
  const char *refers_to;        /* of PORTAIL_KIND_ID: the name of a record type */
  PortailRoles readers;         /* 0: whoever may read the record */
  PortailRoles writers;         /* 0: whoever may write the record */
  gint64 initial;               /* of a choice or boolean: what a new record has where nobody said
                                 * otherwise; 0: nothing */
  guint since;                  /* schema version that brought it; 0 and 1: the first */
} PortailField;

/* The head of a row of a field table. */
#define PORTAIL_MEMBER(Struct, member, Type, member_kind)                                          \
  .name = #member, .offset = offsetof (Struct, member),                                            \
  .kind = _Generic(((Struct *) 0)->member, Type                                                    \
                   : PORTAIL_KIND_##member_kind)
#define PORTAIL_TEXT(Struct, member)       PORTAIL_MEMBER (Struct, member, char *, TEXT)
#define PORTAIL_ID(Struct, member)         PORTAIL_MEMBER (Struct, member, char *, ID)
#define PORTAIL_DISCORD_ID(Struct, member) PORTAIL_MEMBER (Struct, member, char *, DISCORD_ID)
#define PORTAIL_JSON(Struct, member)       PORTAIL_MEMBER (Struct, member, char *, JSON)
#define PORTAIL_MONEY(Struct, member)      PORTAIL_MEMBER (Struct, member, PortailMoney, MONEY)
#define PORTAIL_RATE(Struct, member)       PORTAIL_MEMBER (Struct, member, PortailRate, RATE)
#define PORTAIL_HOURS(Struct, member)      PORTAIL_MEMBER (Struct, member, PortailHours, HOURS)
#define PORTAIL_DAY(Struct, member)        PORTAIL_MEMBER (Struct, member, PortailDay, DAY)
#define PORTAIL_WEEK(Struct, member)       PORTAIL_MEMBER (Struct, member, PortailWeek, WEEK)
#define PORTAIL_TIMESTAMP(Struct, member)                                                          \
  PORTAIL_MEMBER (Struct, member, PortailTimestamp, TIMESTAMP)
#define PORTAIL_INTEGER(Struct, member) PORTAIL_MEMBER (Struct, member, gint64, INTEGER)
#define PORTAIL_BOOLEAN(Struct, member) PORTAIL_MEMBER (Struct, member, gboolean, BOOLEAN)
/* A member of any enumeration type, whose values are those of the table @member_choices. */
#define PORTAIL_CHOICE(Struct, member, member_choices)                                             \
  PORTAIL_MEMBER (Struct, member, guint, CHOICE), .choices = (member_choices)

/* Typed access; @record points to a struct that the field belongs to. */
#define PORTAIL_FIELD_AT(Type, record, field)                                                      \
  ((Type *) (gpointer) ((char *) (gpointer) (record) + (field)->offset))
#define PORTAIL_FIELD_VALUE(Type, record, field)                                                   \
  (*(const Type *) (gconstpointer) ((const char *) (gconstpointer) (record) + (field)->offset))

/* TEXT, ID, DISCORD_ID and JSON own a string. */
gboolean portail_field_is_string (const PortailField *field);
/* MONEY, RATE, HOURS, TIMESTAMP, INTEGER and BOOLEAN fit one integer. */
gint64 portail_field_get_integer (const PortailField *field, gconstpointer record);
void portail_field_set_integer (const PortailField *field, gpointer record, gint64 integer);
const char *portail_field_get_string (const PortailField *field, gconstpointer record);
/* Copies @string. */
void portail_field_set_string (const PortailField *field, gpointer record, const char *string);
/* Takes @string. */
void portail_field_take_string (const PortailField *field, gpointer record, char *string);

gboolean portail_field_is_null (const PortailField *field, gconstpointer record);
void portail_field_set_null (const PortailField *field, gpointer record);
void portail_field_copy (const PortailField *field, gpointer to, gconstpointer from);
gboolean portail_field_is_equal (const PortailField *field, gconstpointer a, gconstpointer b);
/* The order of a list sorted by this field; null comes first, text by its folded key. */
int portail_field_compare (const PortailField *field, gconstpointer a, gconstpointer b);
/* Adds what is wrong with the value, whatever brought it there. */
void
portail_field_validate (const PortailField *field, gconstpointer record, PortailProblems *problems);
/* As a person reads it; empty for null. Owned. */
char *portail_field_to_text (const PortailField *field, gconstpointer record);

/* NULL where @choices has no such value. */
const PortailChoice *portail_choice_find (const PortailChoice *choices, int value);
/* PORTAIL_CHOICE_UNKNOWN for a name that is not in @choices. */
int portail_choice_from_name (const PortailChoice *choices, const char *name);
