/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to a company (server.md "Accounts"): those who may read the company see it, a
 * superadmin grants and withdraws by hand. */
#pragma once

#include "server/portail-route.h"

/* GET /api/enterprises/{id}/members: one item a membership; Discord ids only for those who may read
 * accounts. */
PortailAnswer *
portail_member_get_list (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /api/enterprises/{id}/members {discord_id, role}: invites who has no account yet. */
PortailAnswer *
portail_member_post_new (PortailContext *context, const PortailRequest *request, GError **error);
/* DELETE /api/enterprises/{id}/members/{discord_id}: what was given by hand. */
PortailAnswer *
portail_member_delete (PortailContext *context, const PortailRequest *request, GError **error);
