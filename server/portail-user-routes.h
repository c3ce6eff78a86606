/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts by REST (server.md "Accounts"): staff reads them, a superadmin administers them. */
#pragma once

#include "server/portail-route.h"

/* GET /api/users?q=&role=&is_active=&limit=&cursor=: by id, those whose name or Discord id has q in
 * it. */
PortailAnswer *
portail_user_get_list (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_user_get_one (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /api/users {discord_id, role: staff|dot|null} */
PortailAnswer *
portail_user_post_new (PortailContext *context, const PortailRequest *request, GError **error);
/* PATCH /api/users/{id} {is_active, role} */
PortailAnswer *
portail_user_patch (PortailContext *context, const PortailRequest *request, GError **error);
/* DELETE /api/users/{id}: disables the account. */
PortailAnswer *
portail_user_delete (PortailContext *context, const PortailRequest *request, GError **error);

PortailAnswer *
portail_user_get_sessions (PortailContext *context, const PortailRequest *request, GError **error);
/* DELETE /api/users/{id}/sessions, and one of them. */
PortailAnswer *portail_user_delete_sessions (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
