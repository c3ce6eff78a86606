/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client that syncs with a server for edge cases. The session lives in memory. */
#pragma once

#include "app/portail-sync.h"
#include "shared/portail-error.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-fake-server.h"

#define PORTAIL_SYNC_PUSH     "/api/sync/push"
#define PORTAIL_SYNC_PULL     "/api/sync/pull"
#define PORTAIL_SYNC_REFRESH  "/auth/refresh"
#define PORTAIL_SYNC_SCOPE    "enterprise:" PORTAIL_FIXTURE_COMPANY
#define PORTAIL_SYNC_ROW      "01990000-0000-7000-8000-000000000011"
#define PORTAIL_SYNC_DOTATION "01990000-0000-7000-8000-0000000000d1"

typedef struct
{
  PortailClientFixture base;
  PortailFakeServer *server;
  PortailApiClient *client;
  PortailSync *sync;
  guint n_fuses;
} PortailSyncFixture;

/* Before anything else in main(): no keyring is asked. */
void portail_sync_fixture_init (void);
void portail_sync_fixture_set_up (PortailSyncFixture *fixture, gconstpointer unused);
void portail_sync_fixture_tear_down (PortailSyncFixture *fixture, gconstpointer unused);
/* The program ends and begins again. */
void portail_sync_fixture_restart (PortailSyncFixture *fixture);

/* One cycle; the error that it ended with, or NULL. Owned. */
GError *portail_sync_fixture_run (PortailSyncFixture *fixture);
/* One that must work, one that must fail with @code. */
void portail_sync_fixture_sync (PortailSyncFixture *fixture);
void portail_sync_fixture_fail (PortailSyncFixture *fixture, PortailErrorCode code);

/* The sheet with its row of 1 $ here, and there as well. */
void portail_sync_fixture_make_sheet (PortailSyncFixture *fixture);
void portail_sync_fixture_make_synced_sheet (PortailSyncFixture *fixture);
/* The cents of RUN of the row: as the cache shows it, as the server has it; -1 for none. */
gint64 portail_sync_fixture_get_run (PortailSyncFixture *fixture);
gint64 portail_sync_fixture_get_server_run (PortailSyncFixture *fixture);
PortailOutboxCounts portail_sync_fixture_get_counts (PortailSyncFixture *fixture);

/* What another client sends: a row, or @n rows whose RUN is their index. */
void portail_sync_fixture_put_row (PortailSyncFixture *fixture, const char *id, gint64 run_cents);
void portail_sync_fixture_put_many (PortailSyncFixture *fixture, int n);
/* The id of one of them. Owned. */
char *portail_sync_fixture_make_id (int index);
gint64 portail_sync_fixture_get_run_of (PortailSyncFixture *fixture, int index);
