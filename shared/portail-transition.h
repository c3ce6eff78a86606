/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands: who may take a record from which status to which (domain.md §3.6, contract.md §4). */
#pragma once

#include "shared/portail-permission.h"

typedef struct
{
  const char *type;    /* name of the record type */
  const char *command; /* on the wire and in the URL */
  const char *title;   /* N_(), as a button says it */
  guint from;          /* set of statuses, as 1 << status */
  int to;
  PortailRights right;
  const char *argument; /* required text argument, or NULL; it goes to @argument_field */
  const char *argument_field;
} PortailTransition;

/* NULL where the type has no such command. */
const PortailTransition *portail_transition_find (const char *type, const char *command);
/* Whether a record of that status may take it. */
gboolean portail_transition_starts_at (const PortailTransition *transition, int status);
/* All of them; an entry with a NULL type ends the table. */
const PortailTransition *portail_transition_get_table (void);
/* Whether content may be edited: brouillon and refuse for what has a life cycle (contract.md §4),
 * always for other types. */
gboolean portail_transition_is_editable (const PortailRecord *record);
