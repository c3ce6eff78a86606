/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the core answers, without the HTTP library (contract.md §8). One owner at a time, filled by
 * whoever made it; the HTTP server takes it, adds X-Request-Id and the security headers where the
 * answer has none of its own, and sends it. */
#pragma once

#include "server/portail-event-stream.h"
#include "server/portail-request.h"
#include "shared/portail-error.h"
#include "shared/portail-problem.h"

typedef struct _PortailAnswer PortailAnswer;

/* Without body. */
PortailAnswer *portail_answer_new (guint status);
/* Takes @json, a complete JSON text. */
PortailAnswer *portail_answer_new_json (guint status, GString *json);
/* Takes @body. @content_type is copied. */
PortailAnswer *portail_answer_new_bytes (guint status, const char *content_type, GBytes *body);
/* Takes @fd; its @length bytes from @offset on are sent straight from the file. */
PortailAnswer *portail_answer_new_file (guint status,
                                        const char *content_type,
                                        int fd,
                                        gint64 offset,
                                        gint64 length);
/* 302, 303 or 308 to @location. */
PortailAnswer *portail_answer_new_redirect (guint status, const char *location);
/* 200 text/event-stream; takes a reference of @stream, whose other references push into it. The
 * stream closes when the answer ends, even unsent. */
PortailAnswer *portail_answer_new_event_stream (PortailEventStream *stream);
/* application/problem+json (RFC 9457): type, title, status, detail, code, errors[{index?, field,
 * code, detail}], request_id. @detail and @problems may be NULL. Details are for people: never
 * SQL, a path or a secret. */
PortailAnswer *portail_answer_new_problem (const PortailRequest *request,
                                           PortailErrorCode code,
                                           const char *detail,
                                           const PortailProblems *problems);
/* The problem of @error. What is not of PORTAIL_ERROR, and every INTERNAL or STORAGE one, keeps
 * its message to itself. */
PortailAnswer *portail_answer_new_error (const PortailRequest *request, const GError *error);
/* Shares the body. Not for files and event streams. */
PortailAnswer *portail_answer_copy (PortailAnswer *answer);
void portail_answer_free (PortailAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAnswer, portail_answer_free)

/* The title of a problem of that status, not translated; "" for other statuses. */
const char *portail_answer_get_title (guint status);
/* Adds a member to the JSON object of the body: "row" of a 409 or 412. @json is complete. */
void portail_answer_add_member (PortailAnswer *answer, const char *name, const char *json);
/* Control characters in @value would let a client write headers, so such a header is left out. */
void portail_answer_add_header (PortailAnswer *answer, const char *name, const char *value);
/* For the access log only. @route is the template ("/api/dotations/{id}"), static. */
void portail_answer_set_route (PortailAnswer *answer, const char *route);
void portail_answer_set_user_id (PortailAnswer *answer, const char *user_id);

guint portail_answer_get_status (const PortailAnswer *answer);
/* NULL without body. */
const char *portail_answer_get_content_type (const PortailAnswer *answer);
/* Never NULL; borrowed. */
GBytes *portail_answer_get_body (PortailAnswer *answer);
guint portail_answer_get_n_headers (const PortailAnswer *answer);
const char *
portail_answer_get_header_at (const PortailAnswer *answer, guint index, const char **value);
/* The first of that name, or NULL. */
const char *portail_answer_get_header (const PortailAnswer *answer, const char *name);
gboolean portail_answer_has_file (const PortailAnswer *answer);
/* The file of portail_answer_new_file(), whose descriptor belongs to the caller from now on; -1 for
 * any other answer. get_body reads the file where nobody took it. */
int portail_answer_steal_file (PortailAnswer *answer, gint64 *offset, gint64 *length);
/* NULL for an ordinary answer; borrowed. */
PortailEventStream *portail_answer_get_event_stream (const PortailAnswer *answer);
/* NULL where none was set. */
const char *portail_answer_get_route (const PortailAnswer *answer);
const char *portail_answer_get_user_id (const PortailAnswer *answer);
