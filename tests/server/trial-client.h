/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that pushes to the real server over the network, request by request, so that a test can
 * send the very same bytes again. */
#pragma once

#include "tests/server/store-fixture.h"
#include "tests/support/portail-test-server.h"

typedef struct
{
  PortailTestServer *server;
  char *token;
  char *device;
  gint64 seq; /* of the last op */
} TrialClient;

/* Signs @discord_id in. */
TrialClient *trial_client_new (PortailTestServer *server, const char *discord_id);
void trial_client_free (TrialClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrialClient, trial_client_free)

/* The body of a push of @changes of the garage, which it takes: each an op of its own, or all as
 * one batch. Owned. */
char *trial_client_write_push (TrialClient *client, PortailSyncOpShape shape, GPtrArray *changes);
/* Of one change; takes @change. Owned. */
char *trial_client_write_one (TrialClient *client, PortailChange *change);
/* The answer's body, NULL when none came whole. Owned. */
char *trial_client_push (TrialClient *client, const char *body);
/* As trial_client_push (), which must answer. */
char *trial_client_push_well (TrialClient *client, const char *body);
/* write_one and push_well. Owned. */
char *trial_client_do (TrialClient *client, PortailChange *change);

/* A row as the server has it, PORTAIL_RECORD_TYPE of @type. Owned. */
gpointer trial_client_load (TrialClient *client, const PortailRecordType *type, const char *id);
