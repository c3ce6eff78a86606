/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps `risk_score` and `risk_rules` of the operations of the blanchiment as the pure function has
 * them (contract.md §6): those whose window an op touched in the op itself, open ones daily.
 *
 * 1. A row is written only where its score or what fired differs.
 * 2. Staff is told once of what becomes suspect, however many rows one op brings. */
#pragma once

#include "server/portail-record-writer.h"
#include "server/portail-tick.h"
#include "shared/portail-blanchiment-loader.h"

/* Evaluates what @touched, operations of one company as they were before and are after an op, may
 * have changed: every operation of the same 30 days. */
gboolean
portail_blanchiment_refresh (PortailRecordWriter *writer, const GPtrArray *touched, GError **error);
/* A batch of the daily evaluation of the open operations of all companies that have the module. */
gboolean portail_blanchiment_refresh_open (PortailTick *tick, GError **error);
