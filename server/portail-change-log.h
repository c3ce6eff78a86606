/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of every row in commit order (sync.md, contract.md §4): what pull replays and what
 * merging asks.
 *
 * 1. A row's rev is the number of its last entry; that entry is current, the others are history.
 * 2. Fields are kept by name, so the history outlives a change of the field tables. */
#pragma once

#include "server/portail-scope.h"

typedef enum
{
  PORTAIL_LOG_PUT,
  PORTAIL_LOG_DEL,
} PortailLogKind;

/* @reader_before of what every employee with a row in it could read; else it is the employee whose
 * row it was, whether he could read it or not. */
#define PORTAIL_LOG_EVERY_READER "*"

/* All borrowed. */
typedef struct
{
  const char *scope;
  const PortailRecordType *type;
  const char *id;
  PortailLogKind kind;
  PortailFieldSet fields; /* none for a row that rises with its parts */
  const char *device_id;  /* NULL outside sync */
  const char *user_id;    /* NULL: the server itself */
  const char *reader_before;
  PortailTimestamp changed_at;
} PortailLogEntry;

/* Takes a number of the scope for the entry. */
gboolean portail_change_log_append (PortailDatabase *database,
                                    const PortailLogEntry *entry,
                                    gint64 *number,
                                    GError **error);

/* What the writer of a change saw. All borrowed. */
typedef struct
{
  gconstpointer record;  /* the row as it stands */
  gint64 base_rev;       /* rev of the row that he saw */
  const char *device_id; /* NULL: every entry is another's */
} PortailSeenRow;

/* What other devices did to the row since, apart from PORTAIL_FIELD_FOLLOWING alone. */
typedef struct
{
  guint n_entries;
  PortailFieldSet fields; /* every field where no history is left */
} PortailConcurrentChanges;

gboolean portail_change_log_find_concurrent (PortailDatabase *database,
                                             const PortailSeenRow *seen,
                                             PortailConcurrentChanges *changes,
                                             GError **error);
