/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server of the demo and the provider that stands in for Discord, as processes of their own on
 * loopback, with the database in a folder of the demo's.
 *
 * 1. The server's address stays the same when it is stopped and started again.
 * 2. Both end with this process, however it ends.
 * 3. Secrets are made anew each time, and travel by environment only. */
#pragma once

#include "tests/demo/portail-demo-place.h"

typedef struct _PortailDemoServer PortailDemoServer;

/* Only the provider runs. @place is borrowed for as long as the server lives. */
PortailDemoServer *portail_demo_server_new (const PortailDemoPlace *place);
/* Stops both. */
void portail_demo_server_free (PortailDemoServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDemoServer, portail_demo_server_free)

/* A variable of what is started from here on. */
void portail_demo_server_setenv (PortailDemoServer *server, const char *name, const char *value);
/* Sets one setting of the whole server, by `portail-server admin setting`. Before start. */
void portail_demo_server_set (PortailDemoServer *server, const char *setting, const char *value);
/* Returns when it is ready. */
void portail_demo_server_start (PortailDemoServer *server);
/* By SIGTERM; it must end well. */
void portail_demo_server_stop (PortailDemoServer *server);
/* It answers nothing, as over a network that hangs, until it goes on. */
void portail_demo_server_freeze (PortailDemoServer *server);
void portail_demo_server_go_on (PortailDemoServer *server);
/* `http://127.0.0.1:PORT`. Borrowed. */
const char *portail_demo_server_get_address (PortailDemoServer *server);
