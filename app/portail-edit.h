/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page asks the cache to do to one record. A list of edits is one op: one user action, one
 * undo step, all or nothing (sync.md, Ops). */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_EDIT_CREATE = 1,
  PORTAIL_EDIT_UPDATE,
  PORTAIL_EDIT_DELETE,
  PORTAIL_EDIT_COMMAND,
} PortailEditKind;

typedef struct
{
  PortailEditKind kind;
  PortailRecord *record; /* CREATE: all of it; UPDATE: its id and the members of @fields; else id */
  PortailFieldSet fields; /* that the edit brings; 0 for DELETE and COMMAND */
  char *command; /* of COMMAND: `submit`, `refuse`, `restore`, … (portail-transition.h) */
  char *args;    /* of COMMAND: a JSON object */
} PortailEdit;

/* A create of all writable fields. A NULL id is given one; enterprise_id is the caller's. Copies
 * @record. */
PortailEdit *portail_edit_new_create (gconstpointer record);
/* Copies @record, which bears the id, its enterprise_id and the new values of @fields. */
PortailEdit *portail_edit_new_update (gconstpointer record, PortailFieldSet fields);
/* To the trash, with its parts. */
PortailEdit *portail_edit_new_delete (gconstpointer record);
/* @reason: the required text argument of the transition, or NULL. What else a command needs (the
 * barème of a submit) the cache adds. */
PortailEdit *
portail_edit_new_command (gconstpointer record, const char *command, const char *reason);
PortailEdit *portail_edit_copy (const PortailEdit *edit);
void portail_edit_free (PortailEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailEdit, portail_edit_free)

/* Wire name of a kind: `create`, `update`, `delete`, `command`. Static. */
const char *portail_edit_kind_get_name (PortailEditKind kind);
/* 0 for an unknown name. */
PortailEditKind portail_edit_kind_from_name (const char *name);

/* An empty list of owned PortailEdit, for portail_cache_apply_async(). */
GPtrArray *portail_edits_new (void);
/* The list that undoes @edits, made from the rows as they were @before (GPtrArray of records, NULL
 * where there was none), in the same order. NULL where a command among them has no way back.
 * Owned. */
GPtrArray *portail_edits_new_inverse (const GPtrArray *edits, const GPtrArray *before);
