/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the dashboard (domain.md §7), each answer made on the job pool. */
#pragma once

#include "server/portail-route.h"

/* GET /api/dashboard?enterprise_id=&period=: the company's week, this one by default. An employé
 * gets what he made and was paid himself. The company may be left out by who has one. */
gpointer
portail_dashboard_prepare (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /api/dashboard/overview?period=: all companies in one table, for those who read all. */
gpointer portail_dashboard_prepare_overview (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
