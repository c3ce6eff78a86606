/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real server as a process of its own on a folder of its own, with the Discord provider in this
 * process and a network between that fails on request.
 *
 * 1. It can be killed at any moment or at its n-th write, and started again on the same database.
 * 2. Its address, that of the proxy, stays the same through all of that.
 * 3. What fails outside the code under test (a server that does not start) fails the test. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-json.h"
#include "tests/discord/portail-discord-provider.h"
#include "tests/support/portail-crash-vfs.h"
#include "tests/support/portail-fault-proxy.h"

#define TEST_SERVER_HUGO    "800000000000000001" /* superadmin, staff */
#define TEST_SERVER_CAMILLE "800000000000000002" /* patronne of the garage */
#define TEST_SERVER_BASTIEN "800000000000000003" /* co-patron of the garage */
#define TEST_SERVER_LEA     "800000000000000004" /* employée of the garage */

typedef struct _PortailTestServer PortailTestServer;

/* Not running. Two companies are there. */
PortailTestServer *portail_test_server_new (void);
/* Stops it and removes the folder. */
void portail_test_server_free (PortailTestServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTestServer, portail_test_server_free)

/* Borrowed. */
const char *portail_test_server_get_folder (PortailTestServer *server);
const char *portail_test_server_get_database_path (PortailTestServer *server);
const char *portail_test_server_get_garage_id (PortailTestServer *server);
const char *portail_test_server_get_taxi_id (PortailTestServer *server);
/* `http://127.0.0.1:PORT`. */
const char *portail_test_server_get_url (PortailTestServer *server);
PortailDiscordProvider *portail_test_server_get_provider (PortailTestServer *server);
PortailFaultProxy *portail_test_server_get_proxy (PortailTestServer *server);
PortailCrashSwitch *portail_test_server_get_crash_switch (PortailTestServer *server);

/* Of the server's process. Before start. */
void
portail_test_server_set_variable (PortailTestServer *server, const char *name, const char *value);
/* Returns when it answers. */
void portail_test_server_start (PortailTestServer *server);
/* By SIGTERM; it must end well. */
void portail_test_server_stop (PortailTestServer *server);
/* By SIGKILL. Nothing when it does not run. */
void portail_test_server_kill (PortailTestServer *server);
/* Waits for the end of a process that the crash switch kills, or that is gone. */
void portail_test_server_wait_killed (PortailTestServer *server);
/* 0 when it does not run. */
GPid portail_test_server_get_pid (PortailTestServer *server);

/* An answer, whatever its status. */
typedef struct
{
  guint status; /* 0: the connection ended without one */
  char *body;
  PortailJsonDocument *json; /* NULL when the body is none */
} PortailTestReply;

void portail_test_reply_free (PortailTestReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTestReply, portail_test_reply_free)
const PortailJson *portail_test_reply_get_root (const PortailTestReply *reply);
/* Asserts that there is such a text. Borrowed. */
const char *portail_test_reply_get_text (const PortailTestReply *reply, const char *member);

/* @token and @body may be NULL. A redirect is not followed. Blocks. */
PortailTestReply *portail_test_server_ask (PortailTestServer *server,
                                           const char *method,
                                           const char *path,
                                           const char *token,
                                           const char *body);

/* A desktop's whole sign-in of @discord_id: the answer of /auth/token. */
PortailTestReply *portail_test_server_sign_in (PortailTestServer *server, const char *discord_id);
/* Its access token. Owned. */
char *portail_test_server_dup_token (PortailTestServer *server, const char *discord_id);

/* A read-only connection of the test's own to the server's database. */
PortailDatabase *portail_test_server_open_database (PortailTestServer *server);
/* The number in the first column of the first row of @sql. */
gint64 portail_test_server_query (PortailTestServer *server, const char *sql);
