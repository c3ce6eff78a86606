/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Every failure that a user or a peer can cause. One table (portail-error.c) gives each code its
 * wire name, HTTP status and whether the same request may succeed later (architecture.md). */
typedef enum
{
  PORTAIL_ERROR_MALFORMED,
  PORTAIL_ERROR_UNAUTHENTICATED,
  PORTAIL_ERROR_FORBIDDEN,
  PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE,
  PORTAIL_ERROR_NOT_FOUND,
  PORTAIL_ERROR_METHOD_NOT_ALLOWED,
  PORTAIL_ERROR_CONFLICT,
  PORTAIL_ERROR_DELETED, /* of a write to what is in the trash */
  PORTAIL_ERROR_DUPLICATE_KEY,
  PORTAIL_ERROR_BAREME_CHANGED,
  PORTAIL_ERROR_LOCKED,
  PORTAIL_ERROR_WRONG_STATUS,
  PORTAIL_ERROR_DEPENDENCY_FAILED,
  PORTAIL_ERROR_SEQ_REUSED,
  PORTAIL_ERROR_OP_REUSED, /* a known op_id with another payload */
  PORTAIL_ERROR_EPOCH_CHANGED,
  PORTAIL_ERROR_BLOB_MISSING, /* of a record whose content is not there yet */
  PORTAIL_ERROR_STALE,
  PORTAIL_ERROR_TOO_LARGE,
  PORTAIL_ERROR_QUOTA,
  PORTAIL_ERROR_UNSUPPORTED_MEDIA,
  PORTAIL_ERROR_INVALID,
  PORTAIL_ERROR_OUT_OF_RANGE,
  PORTAIL_ERROR_UPGRADE_REQUIRED,
  PORTAIL_ERROR_RATE_LIMITED,
  PORTAIL_ERROR_HEADERS_TOO_LARGE,
  PORTAIL_ERROR_BAD_GATEWAY,
  PORTAIL_ERROR_UNAVAILABLE,
  PORTAIL_ERROR_STORAGE,
  PORTAIL_ERROR_INTERNAL,
  PORTAIL_N_ERRORS,
} PortailErrorCode;

#define PORTAIL_ERROR (portail_error_quark ())
GQuark portail_error_quark (void);

/* Wire name ("not_found"), static. Codes outside the enumeration answer as INTERNAL. */
const char *portail_error_code_name (PortailErrorCode code);
guint portail_error_code_http_status (PortailErrorCode code);
gboolean portail_error_code_is_transient (PortailErrorCode code);
/* INTERNAL for a name that this version does not know. */
PortailErrorCode portail_error_code_from_name (const char *name);
/* The code of @error, or INTERNAL for one of another domain. */
PortailErrorCode portail_error_get_code (const GError *error);
