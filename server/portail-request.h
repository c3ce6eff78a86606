/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client asks, without the HTTP library: the core's input (contract.md §8).
 *
 * 1. Whoever makes a request (the HTTP server, a test, the simulator) fills it before anybody else
 *    sees it; from then on it never changes, so any thread may read it.
 * 2. The path is decoded and safe: it starts with "/", is UTF-8 without control characters, empty
 *    or dot segments, no "/" of it was hidden as %2F, and one "/" at its end was cut.
 * 3. HEAD is GET here; the HTTP server leaves the body out. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-timestamp.h"

typedef enum
{
  PORTAIL_METHOD_OTHER, /* none of ours: 405 */
  PORTAIL_METHOD_GET,
  PORTAIL_METHOD_POST,
  PORTAIL_METHOD_PUT,
  PORTAIL_METHOD_PATCH,
  PORTAIL_METHOD_DELETE,
  PORTAIL_METHOD_OPTIONS,
} PortailMethod;

/* "GET"; "" for OTHER. Static. */
const char *portail_method_get_name (PortailMethod method);

typedef enum
{
  PORTAIL_LANGUAGE_FRENCH, /* also when the client names none */
  PORTAIL_LANGUAGE_ENGLISH,
} PortailLanguage;

#define PORTAIL_REQUEST_MAX_TARGET     4096 /* bytes */
#define PORTAIL_REQUEST_MAX_HEADERS    64
#define PORTAIL_REQUEST_MAX_PARAMETERS 64

typedef struct _PortailRequest PortailRequest;

/* @target is the request target as sent: `/path?query`. NULL with PORTAIL_ERROR_MALFORMED when it
 * breaks invariant 2, is too long, or its query names a parameter twice. */
PortailRequest *portail_request_new (const char *method, const char *target, GError **error);
/* The same request with another body, which it takes. Owned. */
PortailRequest *portail_request_new_with_body (const PortailRequest *request, GBytes *body);
PortailRequest *portail_request_ref (PortailRequest *request);
void portail_request_unref (PortailRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRequest, portail_request_unref)

/* For the maker of the request, before it is shared. A name given twice is joined with ", " (RFC
 * 9110 §5.3). Fails with HEADERS_TOO_LARGE past the maximum, MALFORMED for a name that is none,
 * or that goes on after that of a length. */
gboolean portail_request_add_header (PortailRequest *request,
                                     const char *name,
                                     const char *value,
                                     GError **error);
/* Takes @body. */
void portail_request_take_body (PortailRequest *request, GBytes *body);
/* @peer is the address of the socket. Where it is one of @trusted_proxies (GInetAddressMask), the
 * client is the last address of X-Forwarded-For that is not; so add the headers first. */
void portail_request_set_peer (PortailRequest *request,
                               const char *peer,
                               const GPtrArray *trusted_proxies);

PortailMethod portail_request_get_method (const PortailRequest *request);
/* As sent, for logs. */
const char *portail_request_get_method_name (const PortailRequest *request);
const char *portail_request_get_path (const PortailRequest *request);
/* Without "?"; "" where there is none. */
const char *portail_request_get_query (const PortailRequest *request);
guint portail_request_get_n_parameters (const PortailRequest *request);
/* Returns the decoded name; @value its decoded value. */
const char *
portail_request_get_parameter_at (const PortailRequest *request, guint index, const char **value);
/* NULL where the query does not name it. */
const char *portail_request_get_parameter (const PortailRequest *request, const char *name);
/* Case of @name does not matter. NULL where it was not sent. */
const char *portail_request_get_header (const PortailRequest *request, const char *name);
/* The Content-Type is @type, whatever its parameters. */
gboolean portail_request_has_content_type (const PortailRequest *request, const char *type);
/* The token of `Authorization: Bearer …`, or NULL. */
const char *portail_request_get_bearer_token (const PortailRequest *request);
/* Never NULL. */
GBytes *portail_request_get_body (const PortailRequest *request);
/* "" until the peer is set. */
const char *portail_request_get_client_address (const PortailRequest *request);
PortailLanguage portail_request_get_language (const PortailRequest *request);
/* Made here (UUID v7), sent back as X-Request-Id. */
const char *portail_request_get_id (const PortailRequest *request);
