/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The `settings` of a calculation in JSON, as /api/dotations/compute takes them (server.md,
 * contract.md §6), companies keep them and submitted dotations freeze them. */
#pragma once

#include "shared/portail-bareme.h"
#include "shared/portail-json.h"
#include "shared/portail-payroll-settings.h"

/* Reads the members of @object over what @settings says already; paliers and grades that are given
 * replace those that were there. @mode_impot is set where `mode_impot` is given, and may be NULL.
 * Adds problems for unknown members, values of a wrong kind, and all that
 * portail_payroll_settings_check() finds. */
void portail_settings_read_json (PortailPayrollSettings *settings,
                                 PortailModeImpot *mode_impot,
                                 const PortailJson *object,
                                 PortailProblems *problems);
/* As read_json() reads it back: canonical, so equal settings give equal text. Owned. */
char *portail_settings_to_json (const PortailPayrollSettings *settings,
                                PortailModeImpot mode_impot);
