/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server for protocol edge cases, in the test's own main loop: it keeps one company's rows, a
 * ledger and numbers as the real one does (sync.md), and does on purpose what a real one does only
 * in bad moments. The company is PORTAIL_FIXTURE_COMPANY, the user PORTAIL_FIXTURE_USER. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-json.h"
#include "shared/portail-record.h"

typedef struct _PortailFakeServer PortailFakeServer;

PortailFakeServer *portail_fake_server_new (void);
void portail_fake_server_free (PortailFakeServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailFakeServer, portail_fake_server_free)
/* `http://127.0.0.1:PORT`. */
const char *portail_fake_server_get_address (PortailFakeServer *server);

/* Requests of @path that came so far, and the body of one. */
guint portail_fake_server_count (PortailFakeServer *server, const char *path);
const PortailJson *
portail_fake_server_get_request (PortailFakeServer *server, const char *path, guint index);

/* The next request of @path is answered so and does nothing else. Copies @body. */
void portail_fake_server_say (PortailFakeServer *server,
                              const char *path,
                              guint status,
                              const char *body);
/* The next request of @path is done and its answer lost. */
void portail_fake_server_lose_reply (PortailFakeServer *server, const char *path);
/* A header on the next answer of status 200. */
void
portail_fake_server_add_header (PortailFakeServer *server, const char *name, const char *value);
/* Of the next answer that is no success. */
void portail_fake_server_set_retry_after (PortailFakeServer *server, const char *seconds);
/* The next op gets this result, where it is a JSON object without `op_id`. Copies @result. */
void portail_fake_server_judge (PortailFakeServer *server, const char *result);

/* Another client's doing. Takes @record and gives it a number. */
void portail_fake_server_put (PortailFakeServer *server, PortailRecord *record);
void portail_fake_server_delete (PortailFakeServer *server, const char *id);
/* Borrowed; NULL where there is none. */
const PortailRecord *portail_fake_server_find (PortailFakeServer *server, const char *id);
/* The user may no longer see the row. */
void portail_fake_server_evict (PortailFakeServer *server, const char *id);
/* `role` of the company, NULL: it is no longer among the scopes. */
void portail_fake_server_set_role (PortailFakeServer *server, const char *role);
/* As after a restore of a backup made at @number: what came later is gone. */
void portail_fake_server_restore (PortailFakeServer *server, gint64 number);
gint64 portail_fake_server_get_number (PortailFakeServer *server);
/* Rows of a page; 0 for all. */
void portail_fake_server_set_page (PortailFakeServer *server, guint n_rows);
/* The next digest is wrong. */
void portail_fake_server_spoil_digest (PortailFakeServer *server);
/* The next page of the company starts anew, as with a cursor that is too old. */
void portail_fake_server_forget_cursors (PortailFakeServer *server);
/* The access token is no longer good. */
void portail_fake_server_expire (PortailFakeServer *server);
/* What the client holds at first. */
#define PORTAIL_FAKE_REFRESH_TOKEN "refresh-0"
