/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in answers of REST: the same members as in sync, and beside them what only REST has — the
 * seed's `user_id`, and the `totals` of a dotation. */
#pragma once

#include "server/portail-record-store.h"
#include "server/portail-record-view.h"
#include "server/portail-route.h"

/* Appends @record with @fields. FALSE for an error of the store. */
gboolean portail_record_answer_append (PortailContext *context,
                                       const PortailRecord *record,
                                       PortailFieldSet fields,
                                       GString *json,
                                       GError **error);
/* Whether created_by stands beside @fields a second time, as the old portal's `user_id`: where it
 * is shown and the type has no field of that name. */
gboolean portail_record_answer_shows_creator (const PortailRecordType *type,
                                              PortailFieldSet fields);
/* @record as the caller sees it, with its ETag. NULL with NOT_FOUND or FORBIDDEN when he does not.
 */
PortailAnswer *portail_record_answer_new (PortailContext *context,
                                          guint status,
                                          const PortailRecord *record,
                                          GError **error);
/* The answer to an op that was not applied: its problem, with the row that stands against it. NULL,
 * with @failure in @error, when the store failed: that must undo the request. */
PortailAnswer *portail_record_answer_new_failure (PortailContext *context,
                                                  const PortailRequest *request,
                                                  const PortailOutcome *outcome,
                                                  const GError *failure,
                                                  GError **error);
/* Checks If-Match against @record's rev. FALSE with the 412, which shows the current row, in
 * *@answer, or with an error. */
gboolean portail_record_answer_check_match (PortailContext *context,
                                            const PortailRequest *request,
                                            const PortailRecord *record,
                                            PortailAnswer **answer,
                                            GError **error);
