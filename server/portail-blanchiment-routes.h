/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes of the blanchiment beside those of its records (domain.md §6, contract.md §6, §7). All
 * of them read, evaluate and print on the job pool, in their prepare. */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_BLANCHIMENT_RISK_MAX_BODY       (4 * 1024 * 1024)
#define PORTAIL_BLANCHIMENT_RISK_MAX_OPERATIONS 20000

/* What the handlers below answer with, made by their prepare. */
PortailAnswer *
portail_blanchiment_answer (PortailContext *context, const PortailRequest *request, GError **error);
void portail_blanchiment_free_answer (gpointer answer);

/* POST /api/blanchiment/risk {operation, operations[], today, weights?}: the risk of an operation
 * that is not saved. */
gpointer portail_blanchiment_prepare_risk (PortailContext *context,
                                           const PortailRequest *request,
                                           GError **error);
/* GET /api/blanchiment/analysis?enterprise_id=&from=&to=&format=json|pdf|xlsx. */
gpointer portail_blanchiment_prepare_analysis (PortailContext *context,
                                               const PortailRequest *request,
                                               GError **error);
