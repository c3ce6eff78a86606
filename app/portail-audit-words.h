/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry of the audit log in the words of a person: what was done to what, and each value before
 * and after under the title of its field. Texts are plain, never markup. */
#pragma once

#include "shared/portail-json.h"

/* What was done: “Created: Employee”. Owned. */
char *portail_audit_words_describe (const PortailJson *entry);
/* Wire names and translated titles in turn, NULL at the end: what a filter offers. Owned with its
 * texts. */
char **portail_audit_words_dup_actions (void);
char **portail_audit_words_dup_types (void);
/* The title of a record type, the wire name of an unknown one. Borrowed. */
const char *portail_audit_words_get_type_title (const char *type);

typedef struct
{
  char *title;
  char *before; /* NULL where the record was not there, or values are not told */
  char *after;  /* likewise */
} PortailAuditLine;

typedef struct
{
  char *title;      /* of the record: its name and type */
  char *type;       /* wire name, NULL of a note */
  char *id;         /* likewise */
  GPtrArray *lines; /* of owned PortailAuditLine */
} PortailAuditChange;

/* GPtrArray of owned PortailAuditChange. */
GPtrArray *portail_audit_words_list_changes (const PortailJson *entry);
