/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one user action does to records: the op of sync.md, on the wire and in the hand. Outbox,
 * push and REST all speak in these.
 *
 * 1. An op is atomic: its changes apply together or not at all. A single op has one change, a batch
 *    many of one company (contract.md §4).
 * 2. A change carries the fields that it touches and no others. */
#pragma once

#include "shared/portail-json.h"
#include "shared/portail-record-json.h"

#define PORTAIL_BATCH_MAX_CHANGES 2000
/* The ops that one op may wait for. */
#define PORTAIL_SYNC_OP_MAX_DEPENDENCIES 100
/* A change that is based on whatever stands there now (PATCH without If-Match); never on the wire.
 */
#define PORTAIL_BASE_REV_CURRENT (-1)

typedef enum
{
  PORTAIL_CHANGE_CREATE,
  PORTAIL_CHANGE_UPDATE,
  PORTAIL_CHANGE_DELETE, /* into the trash, with the parts */
  PORTAIL_CHANGE_COMMAND,
  PORTAIL_N_CHANGE_KINDS,
} PortailChangeKind;

typedef struct
{
  PortailChangeKind kind;
  const PortailRecordType *type; /* NULL only when reading failed */
  char *id;
  gint64 base_rev;        /* rev of the row that the user saw; 0: none */
  PortailRecord *record;  /* values of @fields; NULL for DELETE and COMMAND */
  PortailFieldSet fields; /* of CREATE and UPDATE */
  char *command;          /* of COMMAND: "submit" */
  char *arguments;        /* of COMMAND: canonical JSON object, or NULL for none */
} PortailChange;

/* CREATE and UPDATE get an empty record. Copies @id. */
PortailChange *
portail_change_new (PortailChangeKind kind, const PortailRecordType *type, const char *id);
/* A command with @arguments, a JSON object or NULL; both are copied. */
PortailChange *portail_change_new_command (const PortailRecordType *type,
                                           const char *id,
                                           const char *command,
                                           const char *arguments);
void portail_change_free (PortailChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailChange, portail_change_free)
/* Copies @fields of @from into the change. */
void portail_change_set_fields (PortailChange *change, gconstpointer from, PortailFieldSet fields);
/* Whether the command has the argument @name. @value, which may be NULL, receives its text: owned,
 * NULL where it is null or no text. */
gboolean portail_change_get_argument (const PortailChange *change, const char *name, char **value);
/* "create", "update", "delete", "command". Static. */
const char *portail_change_kind_get_name (PortailChangeKind kind);

typedef enum
{
  PORTAIL_SYNC_OP_SINGLE,
  PORTAIL_SYNC_OP_BATCH,
} PortailSyncOpShape;

typedef struct
{
  PortailSyncOpShape shape;
  char *op_id;              /* UUID v7 */
  gint64 seq;               /* from 1 for each (user, device); 0: none yet */
  char *enterprise_id;      /* NULL outside a company */
  GPtrArray *changes;       /* of owned PortailChange; one for SINGLE */
  GPtrArray *dependencies;  /* of owned op ids; `depends_on` */
  PortailTimestamp made_at; /* for people only: nothing is resolved by clock */
} PortailSyncOp;

/* A fresh id, made now, no change. Copies @enterprise_id. */
PortailSyncOp *portail_sync_op_new (PortailSyncOpShape shape, const char *enterprise_id);
/* The same changes once more: a fresh id, made now, waiting for nothing. Owned. */
PortailSyncOp *portail_sync_op_repeat (const PortailSyncOp *op);
void portail_sync_op_free (PortailSyncOp *op);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSyncOp, portail_sync_op_free)
/* Takes @change. */
void portail_sync_op_take_change (PortailSyncOp *op, PortailChange *change);
/* The first change; an op that was read without problem has one. */
PortailChange *portail_sync_op_get_change (const PortailSyncOp *op);

/* As protocol 1 sends it (sync.md "Wire format"). */
void portail_sync_op_append_json (const PortailSyncOp *op, GString *json);
/* Never NULL: what could be read is there, so that a malformed op can still be answered by its id;
 * @problems tells what is wrong, with the number of the change as index in a batch. Owned. */
PortailSyncOp *portail_sync_op_read_json (const PortailJson *json, PortailProblems *problems);
