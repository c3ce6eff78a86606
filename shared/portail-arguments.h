/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command brings with it (contract.md §4): one struct with every argument that any command
 * takes, read and checked by the same field table as a record. It is stored nowhere. */
#pragma once

#include "shared/portail-transition.h"

typedef enum
{
  PORTAIL_REVIEW_CLEARED = 1,
  PORTAIL_REVIEW_CONFIRMED,
} PortailReviewOutcome;

typedef struct
{
  PortailRecord base; /* its type alone */
  char *reason;
  char *comment;
  PortailTimestamp paid_at;
  PortailDay date_rendu;
  char *bareme_id;
  char *new_id;     /* of the record that the command makes */
  char *archive_id; /* of the archive that it makes */
  PortailReviewOutcome outcome;
} PortailArguments;

/* No record of the schema. */
extern const PortailRecordType portail_arguments_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailArguments, portail_record_free)

/* Reads @json, the text of a JSON object or NULL for none; @problems name what is missing, wrong or
 * no argument of this command. Texts lose the spaces around them. Never NULL; owned. */
PortailArguments *portail_arguments_read (const PortailTransition *transition,
                                          const char *json,
                                          PortailProblems *problems);
/* Gives the fields of @record that @transition names what came for them; what did not come leaves
 * its field alone. */
void portail_arguments_apply (const PortailArguments *arguments,
                              const PortailTransition *transition,
                              gpointer record);
/* Adds what would be wrong with the fields of @record that the command writes, beside what it
 * has: a day of return before that of reception. The problems name fields of @record. */
void portail_arguments_check (const PortailArguments *arguments,
                              const PortailTransition *transition,
                              const PortailRecord *record,
                              PortailProblems *problems);
/* The field of portail_arguments_type behind a row of the table. */
const PortailField *portail_arguments_get_field (const PortailArgument *argument);
