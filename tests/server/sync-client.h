/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small client of push and pull for tests: it speaks JSON through the handlers and keeps what it
 * is told, as the protocol says and no cleverer. */
#pragma once

#include "shared/portail-json.h"
#include "tests/server/store-fixture.h"

typedef struct
{
  StoreFixture *fixture;
  Person person;
  char *device;
  gint64 seq;          /* of the last op */
  GHashTable *cursors; /* scope → cursor */
  GHashTable *rows;    /* scope → (type/id → row as canonical JSON) */
  guint fault_at;      /* the statement of the next request that fails; 0: none */
} SyncClient;

SyncClient *sync_client_new (StoreFixture *fixture, Person person);
void sync_client_free (SyncClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyncClient, sync_client_free)

/* The op with the next number; takes @change. Owned. */
PortailSyncOp *sync_client_make_op (SyncClient *client, const char *company, PortailChange *change);
/* Sends JSON texts of ops; the answer's body, owned; NULL with @error. */
char *sync_client_push_texts (SyncClient *client, GPtrArray *texts, GError **error);
/* Sends ops (NULL ends them) and asserts that they are answered. Owned. */
char *sync_client_push (SyncClient *client, PortailSyncOp *first, ...) G_GNUC_NULL_TERMINATED;
/* "applied", … of the result number @index of an answer, with its code after a space where it has
 * one. Owned. */
char *sync_client_get_status (const char *answer, guint index);

/* Pulls until nothing is left, @limit rows a page, and checks every digest against its rows. */
void sync_client_pull (SyncClient *client, guint limit);
/* One request; the answer's body. Owned. */
char *sync_client_pull_once (SyncClient *client, guint limit);
/* The row as it came, or NULL. */
const char *
sync_client_find (SyncClient *client, const char *scope, const char *type, const char *id);
guint sync_client_count (SyncClient *client, const char *scope, const char *type);
