/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of transitions does not say: how a command is asked for, and what it brings with
 * it that no person types. */
#pragma once

#include <adwaita.h>

#include "shared/portail-arguments.h"
#include "shared/portail-change.h"

typedef struct
{
  const char *type;
  const char *command;
  const char *css_class;   /* of its button; or NULL */
  const char *question;    /* N_ (), asked before; NULL: done at once, since it can be taken back */
  const char *consequence; /* N_ () */
  AdwResponseAppearance appearance;
} PortailCommandManner;

/* A plain one for a command that the table does not have. Static. */
const PortailCommandManner *portail_command_manner_find (const PortailTransition *transition);
/* The arguments that a person gives: of portail_arguments_type. */
PortailFieldSet portail_command_manner_get_asked (const PortailTransition *transition);
/* Whether something is asked before it is given. */
gboolean portail_command_manner_asks (const PortailTransition *transition);

/* The command to the record @id with what was asked for and the ids of what it makes. @arguments
 * may be NULL. Owned. */
PortailChange *portail_command_manner_make_change (const PortailTransition *transition,
                                                   const char *id,
                                                   const PortailArguments *arguments);
