/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a small JSON body that is no record: each is named, typed and checked, and one
 * that nobody asked for is a problem (contract.md §7). */
#pragma once

#include "server/portail-answer.h"
#include "shared/portail-json.h"

typedef enum
{
  PORTAIL_BODY_TEXT,       /* const char *; NULL for null */
  PORTAIL_BODY_DISCORD_ID, /* const char *; NULL for null or "" */
  PORTAIL_BODY_SWITCH,     /* gboolean */
  PORTAIL_BODY_NUMBER,     /* gint64 */
  PORTAIL_BODY_ANY,        /* const PortailJson * */
} PortailBodyKind;

typedef struct
{
  const char *name;
  PortailBodyKind kind;
  gsize offset; /* of the member of the struct that receives it, which stays as it is else */
  gboolean is_required;
} PortailBodyField;

/* Reads the members of @object into @target; @fields ends with a NULL name. Bit i of the answer
 * says that @fields[i] was there. Texts are borrowed from the document. */
guint portail_body_read (const PortailJson *object,
                         const PortailBodyField *fields,
                         gpointer target,
                         PortailProblems *problems);
/* The 422 for @problems; NULL where there are none. Owned. */
PortailAnswer *portail_body_refuse (const PortailRequest *request, const PortailProblems *problems);
