/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `GET …/{id}/history`: who changed what of a record and when, newest first (contract.md §2).
 *
 * 1. The change log says that a row rose, the audit log with which values: each entry is one of the
 *    change log, with what the audit entry of the same op tells of the row. Where that was purged,
 *    the entry has no values.
 * 2. Only what the reader may read of the row now is shown of what it was. */
#pragma once

#include "server/portail-route.h"

PortailAnswer *
portail_record_get_history (PortailContext *context, const PortailRequest *request, GError **error);
