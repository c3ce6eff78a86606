/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-error.h"

G_DEFINE_QUARK (portail_error, portail_error)

typedef enum
{
  FINAL,
  TRANSIENT,
} Retry;

static const struct
{
  const char *name;
  guint http_status;
  Retry retry;
} codes[PORTAIL_N_ERRORS] = {
  [PORTAIL_ERROR_MALFORMED] = { "malformed", 400, FINAL },
  [PORTAIL_ERROR_UNAUTHENTICATED] = { "unauthenticated", 401, FINAL },
  [PORTAIL_ERROR_FORBIDDEN] = { "forbidden", 403, FINAL },
  [PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE] = { "account_without_role", 403, FINAL },
  [PORTAIL_ERROR_NOT_FOUND] = { "not_found", 404, FINAL },
  [PORTAIL_ERROR_METHOD_NOT_ALLOWED] = { "method_not_allowed", 405, FINAL },
  [PORTAIL_ERROR_CONFLICT] = { "conflict", 409, FINAL },
  [PORTAIL_ERROR_DELETED] = { "deleted", 409, FINAL },
  [PORTAIL_ERROR_DUPLICATE_KEY] = { "duplicate_key", 409, FINAL },
  [PORTAIL_ERROR_BAREME_CHANGED] = { "bareme_changed", 409, FINAL },
  [PORTAIL_ERROR_LOCKED] = { "locked", 409, FINAL },
  [PORTAIL_ERROR_WRONG_STATUS] = { "wrong_status", 409, FINAL },
  [PORTAIL_ERROR_DEPENDENCY_FAILED] = { "dependency_failed", 409, FINAL },
  [PORTAIL_ERROR_SEQ_REUSED] = { "seq_reused", 409, FINAL },
  [PORTAIL_ERROR_OP_REUSED] = { "op_reused", 409, FINAL },
  [PORTAIL_ERROR_EPOCH_CHANGED] = { "epoch_changed", 409, FINAL },
  [PORTAIL_ERROR_BLOB_MISSING] = { "blob_missing", 409, FINAL },
  [PORTAIL_ERROR_STALE] = { "stale", 412, FINAL },
  [PORTAIL_ERROR_TOO_LARGE] = { "too_large", 413, FINAL },
  [PORTAIL_ERROR_QUOTA] = { "quota", 413, FINAL },
  [PORTAIL_ERROR_UNSUPPORTED_MEDIA] = { "unsupported_media", 415, FINAL },
  [PORTAIL_ERROR_INVALID] = { "invalid", 422, FINAL },
  [PORTAIL_ERROR_OUT_OF_RANGE] = { "out_of_range", 422, FINAL },
  [PORTAIL_ERROR_UPGRADE_REQUIRED] = { "upgrade_required", 426, FINAL },
  [PORTAIL_ERROR_RATE_LIMITED] = { "rate_limited", 429, TRANSIENT },
  [PORTAIL_ERROR_HEADERS_TOO_LARGE] = { "headers_too_large", 431, FINAL },
  [PORTAIL_ERROR_BAD_GATEWAY] = { "bad_gateway", 502, TRANSIENT },
  [PORTAIL_ERROR_UNAVAILABLE] = { "unavailable", 503, TRANSIENT },
  [PORTAIL_ERROR_STORAGE] = { "storage", 503, TRANSIENT },
  [PORTAIL_ERROR_INTERNAL] = { "internal", 500, TRANSIENT },
};

static PortailErrorCode
known_code (PortailErrorCode code)
{
  return (guint) code < PORTAIL_N_ERRORS ? code : PORTAIL_ERROR_INTERNAL;
}

const char *
portail_error_code_name (PortailErrorCode code)
{
  return codes[known_code (code)].name;
}

guint
portail_error_code_http_status (PortailErrorCode code)
{
  return codes[known_code (code)].http_status;
}

gboolean
portail_error_code_is_transient (PortailErrorCode code)
{
  return codes[known_code (code)].retry == TRANSIENT;
}

PortailErrorCode
portail_error_code_from_name (const char *name)
{
  for (guint i = 0; i < PORTAIL_N_ERRORS; i++)
    if (g_strcmp0 (codes[i].name, name) == 0)
      return (PortailErrorCode) i;
  return PORTAIL_ERROR_INTERNAL;
}

PortailErrorCode
portail_error_get_code (const GError *error)
{
  return error->domain == PORTAIL_ERROR ? known_code ((PortailErrorCode) error->code)
                                        : PORTAIL_ERROR_INTERNAL;
}
