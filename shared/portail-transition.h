/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a record: its states, the commands that lead from one to the next and who may give
 * them (domain.md §3.6, §4, §6; contract.md §4).
 *
 * 1. Everything is a row of a table; no function knows a record type.
 * 2. A state is the value of a choice (`status`), FALSE or TRUE of a boolean (`locked`), or for a
 *    moment (`published_at`) whether it came. */
#pragma once

#include "shared/portail-permission.h"

/* `to` of a command that leaves the state as it is; the state of a record without states. */
#define PORTAIL_STATE_NONE (-1)

typedef enum
{
  PORTAIL_ARGUMENT_OPTIONAL,
  PORTAIL_ARGUMENT_REQUIRED,
} PortailArgumentNeed;

/* One argument of a command; its kind and limits are those of the field of that name in
 * portail_arguments_type. */
typedef struct
{
  const char *name;
  PortailArgumentNeed need;
  const char *field; /* of the record, which receives it; NULL: the command itself uses it */
} PortailArgument;

#define PORTAIL_TRANSITION_MAX_ARGUMENTS 2

typedef struct
{
  const char *type;    /* name of the record type */
  const char *command; /* on the wire and in the URL */
  const char *title;   /* N_(), as a button says it */
  guint from;          /* set of states, as 1 << state */
  int to;              /* or PORTAIL_STATE_NONE */
  PortailRights right; /* any of them will do */
  PortailArgument arguments[PORTAIL_TRANSITION_MAX_ARGUMENTS + 1]; /* ends with a NULL name */
} PortailTransition;

/* NULL where the type has no such command. */
const PortailTransition *portail_transition_find (const char *type, const char *command);
/* Whether a record in that state may take it. */
gboolean portail_transition_starts_at (const PortailTransition *transition, int state);
/* Whether it cannot be given without saying more. */
gboolean portail_transition_needs_argument (const PortailTransition *transition);
/* All of them; an entry with a NULL type ends the table. */
const PortailTransition *portail_transition_get_table (void);

/* The field that holds the state; NULL for a type without states. */
const PortailField *portail_transition_get_state_field (const PortailRecordType *type);
int portail_transition_get_state (gconstpointer record);
/* Takes @record to where the command leads; a moment becomes @now. */
void portail_transition_set_state (const PortailTransition *transition,
                                   gpointer record,
                                   PortailTimestamp now);

/* Whether its state lets anybody edit it; who that is is a question of rights, which for archives
 * asks the state again (PORTAIL_RIGHT_WRITE_REFUSED). */
gboolean portail_transition_is_editable (const PortailRecord *record);
/* Whether its makers may move it to the trash: drafts, employees, documents, open operations.
 * Everything else is deleted by those who validate (contract.md §2). */
gboolean portail_transition_is_draft (const PortailRecord *record);
/* What PORTAIL_RIGHT_WRITE_REFUSED is for. */
gboolean portail_transition_is_refused (const PortailRecord *record);
/* An archive that was refused waits for its validation again once it is edited (domain.md §6). */
void portail_transition_note_edit (gpointer record);
