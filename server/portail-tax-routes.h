/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes of the taxes beside those of their records (domain.md §4). What computes or prints
 * does so on the job pool, in its prepare. */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_WHAT_IF_MAX_BODY (64 * 1024)
/* Sheets that one question computes, each twice, and the weeks that it may span. */
#define PORTAIL_WHAT_IF_MAX_SHEETS 1000
#define PORTAIL_WHAT_IF_MAX_WEEKS  53

/* POST /api/tax: as every record, or {dotation_id}, whose company it is then. */
PortailAnswer *
portail_tax_post_new (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /api/tax/missing?period=: the active companies that have submitted no declaration for a week,
 * the last closed one by default. For those who read all companies. */
PortailAnswer *
portail_tax_get_missing (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /api/tax/what-if {bareme_id or bareme, enterprise_id?, from, to}: what another tax table
 * would have made of the sheets of past weeks. */
gpointer portail_tax_prepare_what_if (PortailContext *context,
                                      const PortailRequest *request,
                                      GError **error);
/* GET /api/tax/{id}/fiche?format=pdf: the FICHE IMPÔT of a declaration that has a dotation. */
gpointer
portail_tax_prepare_fiche (PortailContext *context, const PortailRequest *request, GError **error);
/* GET /api/tax/{id}/figures: the chain, the lines and the sentences that explain them, of what it
 * froze or of its dotation. */
gpointer portail_tax_prepare_figures (PortailContext *context,
                                      const PortailRequest *request,
                                      GError **error);
