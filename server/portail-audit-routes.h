/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log by REST: staff reads it, a superadmin has its chains verified. */
#pragma once

#include "server/portail-route.h"

/* GET /api/audit?enterprise_id=&user_id=&type=&id=&action=&scope=&from=&to=&limit=&cursor=: from
 * and to are days in Europe/Paris, both included, or moments. */
PortailAnswer *
portail_audit_get_list (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /api/audit/verify?scope= */
gpointer portail_audit_prepare_verify (PortailContext *context,
                                       const PortailRequest *request,
                                       GError **error);
PortailAnswer *
portail_audit_get_verify (PortailContext *context, const PortailRequest *request, GError **error);
void portail_audit_free_verify (gpointer prepared);
