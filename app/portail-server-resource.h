/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that only the server has (contract.md §9): read by GET, shown from its last answer
 * while the server cannot be reached, changed by requests that are made at once or not at all.
 *
 * 1. The last answer is kept beside the drafts of the account and goes with it. Answers hold no
 *    secrets.
 * 2. Nothing waits to be sent: what fails is told and may be tried again.
 * Signal "changed" (). Main thread. */
#pragma once

#include "app/portail-desk.h"
#include "shared/portail-json.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SERVER_RESOURCE (portail_server_resource_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerResource,
                      portail_server_resource,
                      PORTAIL,
                      SERVER_RESOURCE,
                      GObject)

typedef enum
{
  PORTAIL_SERVER_RESOURCE_LOADING,
  PORTAIL_SERVER_RESOURCE_FRESH, /* as the server says now */
  PORTAIL_SERVER_RESOURCE_STALE, /* a former answer, see get_fault() for why */
  PORTAIL_SERVER_RESOURCE_FAILED,
} PortailServerResourceState;

/* Loads nothing yet. */
PortailServerResource *portail_server_resource_new (PortailDesk *desk);
/* The path of the GET, "/api/config/retention"; NULL for nothing. Another path, or the same of
 * another account, forgets the answer. Reads. */
void portail_server_resource_set_path (PortailServerResource *resource, const char *path);
/* The same for the path of one search among many, whose answer is not kept. */
void portail_server_resource_set_search (PortailServerResource *resource, const char *path);
void portail_server_resource_reload (PortailServerResource *resource);

PortailServerResourceState portail_server_resource_get_state (PortailServerResource *resource);
/* A sentence; NULL where there is none. Borrowed until the next change. */
const char *portail_server_resource_get_fault (PortailServerResource *resource);
/* The last answer; NULL for none. Borrowed until the next change. */
const PortailJson *portail_server_resource_get_json (PortailServerResource *resource);
/* When it was given; null for none. */
PortailTimestamp portail_server_resource_get_moment (PortailServerResource *resource);
/* Whether a request may be sent: the server answered last time, and nothing is on its way. */
gboolean portail_server_resource_can_send (PortailServerResource *resource);

/* Takes @request, from the same account. After a success the resource is read again. */
void portail_server_resource_send_async (PortailServerResource *resource,
                                         PortailApiRequest *request,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* What is wrong with which member: portail_server_refusal_get(). G_IO_ERROR_CANCELLED where another
 * account is shown by then, to whom nothing is to be said of it. */
gboolean portail_server_resource_send_finish (PortailServerResource *resource,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
