/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third table of the house: one row a record type of what it does on the server beyond its
 * field table. What all types do alike stands in the record store, which knows no type.
 *
 * 1. A hook runs in the op's savepoint and writes through run->writer only, so that what it writes
 *    is numbered, audited and undone with the op.
 * 2. The order of one change is: rights, prepare, check and the fields' own rules, the life cycle,
 *    command, the row itself, follow, notices; settle comes once, after the op's last change.
 * 3. Every hook may be NULL: then the type does nothing there. */
#pragma once

#include "server/portail-notices.h"
#include "server/portail-op-run.h"
#include "server/portail-query.h"
#include "server/portail-record-view.h"
#include "server/portail-route.h"
#include "shared/portail-arguments.h"
#include "shared/portail-workbook.h"

/* One change of one row, as hooks see it. All borrowed. */
typedef struct
{
  const PortailChange *change;
  const PortailTransition *transition; /* of a command other than restore; else NULL */
  const PortailArguments *arguments;   /* of a transition; those for fields stand in @after too */
  const PortailRecord *before;         /* NULL: the row comes, or comes back from the trash */
  PortailRecord *after;                /* NULL: the row goes into the trash */
} PortailRowStep;

/* FALSE with @error for a refusal, a conflict or a failure of the store. A refusal of fields is
 * better told by run->outcome->problems: the op ends as INVALID after the hook. */
typedef gboolean (*PortailRecordHook) (PortailOpRun *run,
                                       const PortailRowStep *step,
                                       GError **error);

typedef enum
{
  PORTAIL_TRAIT_COMPANY = 1 << 0,   /* a row is a company: server-wide roles bring and remove it */
  PORTAIL_TRAIT_PERSON = 1 << 1,    /* a row is an account: companies refer to their members */
  PORTAIL_TRAIT_WEEKLY = 1 << 2,    /* a row, or what it is a part of, has a `period` that a
                                     * period lock closes */
  PORTAIL_TRAIT_PERSONAL = 1 << 3,  /* people make and remove such rows in their own scope */
  PORTAIL_TRAIT_ONE_A_KEY = 1 << 4, /* who creates a row whose key is taken gets the one there */
} PortailRecordTraits;

typedef struct
{
  const PortailRecordType *type;
  PortailRecordTraits traits;
  /* Sets snapshots and what only the server gives in step->after, a new row that has its initial
   * values, before it is looked at; step->change->fields are those that the op gave. */
  PortailRecordHook prepare;
  /* Questions beyond the fields, of every kind of change, before anything is written; of a command,
   * before it did more than set the state and its arguments' fields. */
  PortailRecordHook check;
  /* What a command does to step->after beyond its state and its arguments' fields; step->before is
   * the row as it stands. Rows that it brings go into run->outcome->rows too, if they are answered.
   */
  PortailRecordHook command;
  /* What follows in other rows from the row that was written. */
  PortailRecordHook follow;
  /* Once an op, for every type that has it, after all changes. The rows of such a type are read
   * again before they are answered. */
  gboolean (*settle) (PortailOpRun *run, GError **error);
  const PortailNotice *notices; /* ends with a NULL command */
  /* What the title of a notice calls the row, after the company's name: "2025-W38". Owned. */
  char *(*describe) (const PortailRecord *record);
  const char *figure; /* a field that append_figures writes in its own way; or NULL */
  /* Appends computed members to a REST answer that shows @fields, each by its name. */
  gboolean (*append_figures) (PortailContext *context,
                              const PortailRecord *record,
                              PortailFieldSet fields,
                              GString *json,
                              GError **error);
  /* Computed columns of exports, after those of the fields, and their cells of a row of which the
   * caller reads @fields. Both or none. */
  void (*add_columns) (PortailWorksheet *sheet);
  gboolean (*add_cells) (PortailContext *context,
                         const PortailRecord *record,
                         PortailFieldSet fields,
                         PortailWorksheet *sheet,
                         GError **error);
  /* Appends ` AND …` for a parameter of lists that is no field, but a question that each row
   * answers; FALSE where the type has no such parameter, or not with that value. */
  gboolean (*append_filter) (const PortailContext *context,
                             const char *name,
                             const char *value,
                             PortailQuery *query);
  /* Answers a list in the type's own way; leaves *@answer NULL for the one that all types have. */
  gboolean (*list) (PortailContext *context,
                    const PortailRequest *request,
                    PortailAnswer **answer,
                    GError **error);

  /* The fields of @record that whoever reads the others may not read; of the type's rows at all
   * where @record is NULL, by which no list is filtered or sorted. */
  PortailFieldSet (*get_hidden) (const PortailAccess *access, const PortailRecord *record);
  /* Of an employé, who has PORTAIL_RIGHT_READ_OWN. NULL: he sees nothing of the type. */
  PortailRecordView (*view_of_employe) (const PortailAccess *access, const char *enterprise_id);
  /* PORTAIL_REACH_OWN: whose employee's row it is, to whom it may be shown; NULL for nobody. On a
   * row that every employee with a part of it sees: PORTAIL_LOG_EVERY_READER. */
  const char *(*get_reader) (const PortailRecord *record);
  const char *own_filter; /* SQL condition beside `employee_id = ?` that says the same; or NULL */
  /* Changes @record, an own row, to what its reader sees; FALSE in @is_visible for not yet. */
  gboolean (*show_own) (PortailDatabase *database,
                        gpointer record,
                        gboolean *is_visible,
                        GError **error);
} PortailRecordRules;

/* Never NULL: an empty row for types that have nothing to say. */
const PortailRecordRules *portail_record_rules_get (const PortailRecordType *type);
gboolean portail_record_rules_has (const PortailRecordType *type, PortailRecordTraits trait);

/* The hooks of step's type, where they are. */
gboolean
portail_record_rules_prepare (PortailOpRun *run, const PortailRowStep *step, GError **error);
gboolean portail_record_rules_check (PortailOpRun *run, const PortailRowStep *step, GError **error);
gboolean
portail_record_rules_follow (PortailOpRun *run, const PortailRowStep *step, GError **error);
/* The settle hooks of all types. */
gboolean portail_record_rules_settle (PortailOpRun *run, GError **error);
