/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desktop without its window: real cache, outbox, session and sync against a real server. */
#pragma once

#include "app/portail-sync.h"
#include "tests/support/portail-client-fixture.h"

typedef struct
{
  PortailClientFixture base;
  char *company;
  PortailApiClient *client;
  PortailSync *sync;
  gboolean is_always_on; /* timers and live events go on between cycles; FALSE at first, so that
                          * nothing happens between the steps of a test */
} PortailTrialDesk;

/* Before anything else in main(): no keyring is asked. */
void portail_trial_desk_init (void);
/* @directory: of its databases; NULL for one of its own, which goes with it. @session: the answer
 * of /auth/token. @company: whose records it writes. */
PortailTrialDesk *portail_trial_desk_new (const char *directory,
                                          const char *server,
                                          const char *session,
                                          const char *company);
void portail_trial_desk_free (PortailTrialDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTrialDesk, portail_trial_desk_free)

/* One cycle; the error that it ended with, or NULL. Owned. */
GError *portail_trial_desk_run (PortailTrialDesk *desk);
/* One that must work. */
void portail_trial_desk_sync (PortailTrialDesk *desk);
/* Does @op, which it takes, on a record of the company. */
void portail_trial_desk_do (PortailTrialDesk *desk, PortailSyncOp *op);
/* A sheet with @n_rows rows as one op, as a paste is; RUN of row i is 100 (i + 1). */
void portail_trial_desk_paste (PortailTrialDesk *desk,
                               const char *sheet_id,
                               const char *week,
                               guint n_rows);
/* The id of row @index of that sheet. Owned. */
char *portail_trial_desk_make_row_id (const char *sheet_id, guint index);
PortailOutboxCounts portail_trial_desk_get_counts (PortailTrialDesk *desk);
