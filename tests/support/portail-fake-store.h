/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server for edge cases knows: rows, numbers, ledger; and its answers to push and pull. */
#pragma once

#include <glib.h>

#include "shared/portail-json.h"
#include "shared/portail-record.h"

typedef struct
{
  GHashTable *rows;     /* id → row */
  GHashTable *ledger;   /* op_id → owned result */
  GHashTable *last_seq; /* device → gint64 */
  GQueue verdicts;      /* of owned char *: results of the next ops */
  gint64 number;
  guint epoch;
  guint generation; /* of cursors */
  char *role;       /* in the company; NULL: it is no scope */
  guint page;       /* rows of a page; 0: all */
  gboolean is_digest_spoilt;
} PortailFakeStore;

void portail_fake_store_init (PortailFakeStore *store);
void portail_fake_store_clear (PortailFakeStore *store);
/* The body of an answer. Owned. *@status is 200 before. */
char *portail_fake_store_push (PortailFakeStore *store, const PortailJson *request, guint *status);
char *portail_fake_store_pull (PortailFakeStore *store, const PortailJson *request, guint *status);

/* As portail-fake-server.h says of the functions of those names. */
void portail_fake_store_put (PortailFakeStore *store, PortailRecord *record);
void portail_fake_store_delete (PortailFakeStore *store, const char *id);
void portail_fake_store_evict (PortailFakeStore *store, const char *id);
const PortailRecord *portail_fake_store_find (PortailFakeStore *store, const char *id);
void portail_fake_store_restore (PortailFakeStore *store, gint64 number);
