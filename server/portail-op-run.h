/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change of one op on its way into the tables; the inside of portail-record-store.h. */
#pragma once

#include "server/portail-record-store.h"
#include "server/portail-record-writer.h"

typedef struct
{
  const PortailActor *actor;
  const PortailSyncOp *op;
  PortailRecordWriter *writer;
  PortailOutcome *outcome;
  char *scope;           /* of the first row that the op is about; NULL before it is known */
  char *brought_company; /* id of the company that the op itself brings; or NULL */
  GPtrArray *unsettled;  /* of owned records, what follow hooks leave for settle; or NULL */
} PortailOpRun;

/* Each asks all questions and writes. */
gboolean portail_op_run_create (PortailOpRun *run, const PortailChange *change, GError **error);
gboolean portail_op_run_update (PortailOpRun *run, const PortailChange *change, GError **error);
gboolean portail_op_run_delete (PortailOpRun *run, const PortailChange *change, GError **error);
gboolean portail_op_run_command (PortailOpRun *run, const PortailChange *change, GError **error);

/* For the four. The row that the change is about, live or not; NOT_FOUND where the person may know
 * nothing of it, FORBIDDEN without the right. Owned. */
typedef enum
{
  PORTAIL_ROW_LIVE,
  PORTAIL_ROW_TRASHED,
} PortailRowState;

PortailRecord *portail_op_run_find (PortailOpRun *run,
                                    const PortailChange *change,
                                    PortailRowState *state,
                                    GError **error);
gboolean portail_op_run_check_rights (PortailOpRun *run,
                                      const PortailChange *change,
                                      const PortailRecord *row,
                                      GError **error);
/* DUPLICATE_KEY, with the row that has the key in the outcome. */
gboolean portail_op_run_check_key (PortailOpRun *run, const PortailRecord *record, GError **error);
/* CONFLICT when another device wrote the row since the change's base_rev. */
gboolean portail_op_run_check_unchanged (PortailOpRun *run,
                                         const PortailChange *change,
                                         const PortailRecord *row,
                                         GError **error);
/* INVALID with the problems that stand in the outcome from @first on, if any. */
gboolean portail_op_run_check_problems (PortailOpRun *run, guint first, GError **error);
/* The row that stands against the op, where the person may see it. */
void portail_op_run_show (PortailOpRun *run, const PortailRecord *row);
/* Leaves a copy of @row for the settle hook of its type. @row may be NULL. */
void portail_op_run_leave (PortailOpRun *run, const PortailRecord *row);
/* A row that a command or what follows brings: prepared, checked, inserted and followed as one that
 * is created, but without a question of rights. @record has its id, company and values;
 * DUPLICATE_KEY where that id is taken. */
gboolean portail_op_run_bring (PortailOpRun *run, PortailRecord *record, GError **error);
