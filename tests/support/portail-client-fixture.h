/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client's cache in a folder of its own, with calls that wait for their result, and the records
 * that tests about dotations write. */
#pragma once

#include "app/portail-cache.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"

typedef struct
{
  char *directory;
  PortailCache *cache;
  GPtrArray *told; /* of owned "type/id" of the signal changed */
} PortailClientFixture;

#define PORTAIL_FIXTURE_COMPANY "01990000-0000-7000-8000-00000000c001"
#define PORTAIL_FIXTURE_USER    "01990000-0000-7000-8000-00000000a001"

void portail_client_fixture_set_up (PortailClientFixture *fixture, gconstpointer unused);
void portail_client_fixture_tear_down (PortailClientFixture *fixture, gconstpointer unused);
/* Closes and opens again, as after a restart. */
void portail_client_fixture_reopen (PortailClientFixture *fixture);
void portail_client_fixture_close (PortailClientFixture *fixture);
void portail_client_fixture_open (PortailClientFixture *fixture);

/* Takes @op. @inverse may be NULL. */
gboolean portail_client_apply (PortailClientFixture *fixture,
                               PortailSyncOp *op,
                               PortailSyncOp **inverse,
                               GError **error);
/* Applies what must work. */
void portail_client_do (PortailClientFixture *fixture, PortailSyncOp *op);
/* Runs @sql on the cache's own connection, to the outbox and the cache. */
void portail_client_execute (PortailClientFixture *fixture, const char *sql);
/* NULL where there is none. Owned. */
gpointer
portail_client_load (PortailClientFixture *fixture, const PortailRecordType *type, const char *id);
/* GPtrArray of PortailOutboxItem. */
GPtrArray *portail_client_list (PortailClientFixture *fixture, PortailOpStates states);
void portail_client_resolve (PortailClientFixture *fixture,
                             const char *op_id,
                             PortailResolution resolution);

/* Ops of the test's company. Owned. */
PortailSyncOp *portail_client_new_dotation (const char *id, const char *period);
PortailSyncOp *portail_client_new_row (const char *id, const char *dotation_id, gint64 run_cents);
PortailSyncOp *portail_client_set_run (const char *id, gint64 run_cents);
PortailSyncOp *portail_client_set_grade (const char *id, const char *grade);
PortailSyncOp *portail_client_delete (const PortailRecordType *type, const char *id);
PortailSyncOp *
portail_client_command (const char *dotation_id, const char *command, const char *arguments);
/* The cents of RUN that the cache shows; -1 for no row. */
gint64 portail_client_get_run (PortailClientFixture *fixture, const char *row_id);
