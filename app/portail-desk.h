/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page works with: the account that is open, the company and period that the header has
 * chosen, the settings of the program. Each page gets it in its constructor.
 *
 * 1. The account comes and goes while pages stay: signal "account-changed" tells, and a page
 * without a cache shows nothing of anybody.
 * 2. Company, period and roles are the context's, with its own signal "changed".
 * 3. Main thread. */
#pragma once

#include "app/portail-blob-cache.h"
#include "app/portail-cache.h"
#include "app/portail-shell-context.h"
#include "app/portail-sync.h"
#include "shared/portail-permission.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DESK (portail_desk_get_type ())
G_DECLARE_FINAL_TYPE (PortailDesk, portail_desk, PORTAIL, DESK, GObject)

/* What is open of an account. Client and sync are NULL where it is only read. */
typedef struct
{
  PortailCache *cache;
  PortailApiClient *client;
  PortailSync *sync;
  const char *user_id;
  const char *directory; /* of its files */
} PortailDeskAccount;

/* @settings may be NULL. */
PortailDesk *portail_desk_new (PortailShellContext *context, GSettings *settings);
/* Copies @account; NULL for none. */
void portail_desk_set_account (PortailDesk *desk, const PortailDeskAccount *account);

/* All borrowed; NULL while there is none, but the context, which is always there. */
PortailShellContext *portail_desk_get_context (PortailDesk *desk);
GSettings *portail_desk_get_settings (PortailDesk *desk);
PortailCache *portail_desk_get_cache (PortailDesk *desk);
PortailApiClient *portail_desk_get_client (PortailDesk *desk);
PortailSync *portail_desk_get_sync (PortailDesk *desk);
/* The contents of documents. */
PortailBlobCache *portail_desk_get_blobs (PortailDesk *desk);
const char *portail_desk_get_user_id (PortailDesk *desk);
const char *portail_desk_get_directory (PortailDesk *desk);

/* The chosen company's id; NULL while there is none. Borrowed as by the context. */
const char *portail_desk_get_company_id (PortailDesk *desk);
/* The person's highest role anywhere, and the one towards a company (NULL: the chosen one). */
PortailRole portail_desk_get_highest_role (PortailDesk *desk);
PortailRole portail_desk_get_role (PortailDesk *desk, const char *enterprise_id);
/* What that role may do in @module. */
PortailRights
portail_desk_get_rights (PortailDesk *desk, PortailModule module, const char *enterprise_id);

G_END_DECLS
