/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody sees of the rows of a scope (contract.md §2): which rows, and which of their
 * fields. Lists, single answers and pull all ask here. What an employé sees of a type stands with
 * the type's rules (portail-record-rules.h). */
#pragma once

#include "server/portail-access.h"
#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_REACH_NONE,
  PORTAIL_REACH_ALL,
  PORTAIL_REACH_OWN, /* rows that name the reader */
} PortailReach;

typedef struct
{
  PortailReach reach;
  PortailFieldSet readable;
  const char *employee_id; /* of PORTAIL_REACH_OWN: whose; borrowed from the access, may be NULL */
} PortailRecordView;

/* The scope may be any: what is not the reader's is PORTAIL_REACH_NONE. */
PortailRecordView portail_record_view_get (const PortailAccess *access,
                                           const PortailRecordType *type,
                                           const char *scope);
/* What he reads of @record, a row of that scope. */
PortailFieldSet portail_record_view_get_readable (const PortailRecordView *view,
                                                  const PortailAccess *access,
                                                  gconstpointer record);
/* Whether @access may know nothing of what is in the scope, not even that it is there. */
gboolean portail_record_view_is_foreign (const PortailAccess *access, const char *scope);
/* NOT_FOUND for an id of which @access may know nothing, as for one that is nobody's, and after the
 * same work: of a row nothing but whose it is has been read by then. The trash counts. */
gboolean portail_record_view_check_known (const PortailAccess *access,
                                          PortailDatabase *database,
                                          const PortailRecordType *type,
                                          const char *id,
                                          GError **error);
/* Whether the reader of @view sees the row; what he sees stands in @record then, which changes. */
gboolean portail_record_view_apply (const PortailRecordView *view,
                                    PortailDatabase *database,
                                    gpointer record,
                                    gboolean *is_visible,
                                    GError **error);
/* PortailLogEntry's reader_before for a row as it stands. */
const char *portail_record_view_get_reader (gconstpointer record);
/* What a rights descriptor says of a scope (contract.md §5): another text, another view. Owned. */
char *portail_record_view_describe (const PortailAccess *access, const char *scope);
