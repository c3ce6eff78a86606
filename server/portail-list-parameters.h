/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all lists read from a request, and the tag of their answers. */
#pragma once

#include "server/portail-record-reach.h"
#include "server/portail-route.h"

#define PORTAIL_LIST_DEFAULT_LIMIT 50
#define PORTAIL_LIST_MAX_LIMIT     500
/* A page ends behind the row with which it has as much, before its limit. */
#define PORTAIL_LIST_MAX_BYTES (4 * 1024 * 1024)

/* INVALID for the parameter @name. Always FALSE. */
gboolean portail_list_fail_parameter (GError **error, const char *name);
/* ?limit=: rows of a page. */
gboolean portail_list_read_limit (const PortailRequest *request, guint *limit, GError **error);
/* ?fields=a,b: those and the id; all without it. */
gboolean portail_list_read_fields (const PortailRequest *request,
                                   const PortailRecordType *type,
                                   PortailFieldSet *fields,
                                   GError **error);

/* Changes with the rows, the rights, the query and the day (contract.md §6). Owned. */
char *portail_list_make_tag (PortailContext *context,
                             const PortailRequest *request,
                             const PortailRecordReach *reach,
                             GError **error);
/* 304 where the client has the answer of @tag; NULL where it has not. Owned. */
PortailAnswer *portail_list_answer_known (const PortailRequest *request, const char *tag);
/* 200 with @body, which it takes. Owned. */
PortailAnswer *portail_list_answer_new (GString *body, const char *tag);
