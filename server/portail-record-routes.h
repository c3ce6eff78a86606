/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes that every record resource has (server.md "REST"); route->type and route->command say
 * which. A part of a record stands under its parent: /api/dotations/{id}/rows/{row}.
 *
 * All writing goes through portail_record_store_apply(), as sync does. */
#pragma once

#include "server/portail-route.h"

/* Whether lists take `name_from=` and `name_to=` of the field, both included, beside `name=`. */
gboolean portail_record_list_has_range (const PortailField *field);

/* The routes hand themselves over: the dispatcher sets context->route. */
PortailAnswer *
portail_record_get_list (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_record_get_one (PortailContext *context, const PortailRequest *request, GError **error);
/* 201. An `Idempotency-Key` makes a repetition give the same answer. */
PortailAnswer *
portail_record_post_new (PortailContext *context, const PortailRequest *request, GError **error);
PortailAnswer *
portail_record_patch (PortailContext *context, const PortailRequest *request, GError **error);
/* 204: into the trash. */
PortailAnswer *
portail_record_delete (PortailContext *context, const PortailRequest *request, GError **error);
/* The body is the command's arguments; the id of a record that it brings may be left out. Answers
 * the row, or the record that the command brought. */
PortailAnswer *portail_record_post_command (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);

/* For other handlers of records: the row that the path names, of a scope of which the caller may
 * know; else NOT_FOUND. It is live, but for the command restore. Owned. */
PortailRecord *portail_record_route_load (PortailContext *context, GError **error);
/* The rows of the list that the parameters of the request ask for, whole, as the caller sees them;
 * `format` is passed over. TOO_LARGE for more than @max. GPtrArray of owned records. */
GPtrArray *portail_record_list_load (PortailContext *context,
                                     const PortailRequest *request,
                                     guint max,
                                     GError **error);
