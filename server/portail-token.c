/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-token.h"

#include <cjose/cjose.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

typedef cjose_jwk_t Jwk;
typedef cjose_jws_t Jws;
typedef cjose_header_t Header;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Jws, cjose_jws_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Header, cjose_header_release)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Jwk, cjose_jwk_release)

#define AUDIENCE "portail"
/* A clock of another machine of the same service may be this much ahead. */
#define MAX_SKEW_SECONDS 60

typedef struct
{
  const char *name;
  const char *expected; /* NULL: any text */
} HeaderMember;

static const HeaderMember header_members[] = {
  { "alg", "HS256" },
  { "typ", "at+jwt" },
  { "kid", NULL },
};

static void
append_member (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_number (GString *json, const char *name, gint64 number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static char *
make_payload (const char *issuer,
              const PortailTokenClaims *claims,
              PortailTimestamp now,
              guint lifetime_seconds)
{
  GString *payload = g_string_new ("{");
  g_autofree char *token_id = portail_id_new ();
  gint64 issued_at = now.milliseconds / 1000;

  append_member (payload, "iss", issuer);
  append_member (payload, "aud", AUDIENCE);
  append_member (payload, "sub", claims->user_id);
  append_member (payload, "sid", claims->session_id);
  append_member (payload, "jti", token_id);
  append_number (payload, "iat", issued_at);
  append_number (payload, "exp", issued_at + lifetime_seconds);
  append_number (payload, "epoch", claims->epoch);
  g_string_append_c (payload, '}');
  return g_string_free (payload, FALSE);
}

static Jwk *
make_jwk (const PortailKey *key)
{
  return cjose_jwk_create_oct_spec (key->bytes, sizeof key->bytes, NULL);
}

char *
portail_token_new (const PortailServerKeys *keys,
                   const char *issuer,
                   const PortailTokenClaims *claims,
                   PortailTimestamp now,
                   guint lifetime_seconds)
{
  const char *kid = portail_server_keys_get_kid (keys);
  g_autofree char *payload = make_payload (issuer, claims, now, lifetime_seconds);
  g_autoptr (Jwk) jwk = make_jwk (portail_server_keys_find_signing_key (keys, kid));
  g_autoptr (Header) header = cjose_header_new (NULL);
  g_autoptr (Jws) jws = NULL;
  const char *token = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (header_members); i++)
    cjose_header_set (header, header_members[i].name,
                      header_members[i].expected != NULL ? header_members[i].expected : kid, NULL);
  jws = cjose_jws_sign (jwk, header, (const guint8 *) payload, strlen (payload), NULL);
  if (jws == NULL || !cjose_jws_export (jws, &token, NULL))
    g_error ("the access token cannot be signed");
  return g_strdup (token);
}

static PortailJsonDocument *
parse_part (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = portail_secret_decode (text, length);
  gsize size;
  const char *json;

  if (bytes == NULL)
    return NULL;
  json = g_bytes_get_data (bytes, &size);
  return portail_json_parse (json, size, NULL);
}

/* Invariant 1. NULL when the header is not ours. */
static const PortailKey *
find_key (const PortailServerKeys *keys, const char *text, gsize length)
{
  g_autoptr (PortailJsonDocument) document = parse_part (text, length);
  const PortailJson *header;

  if (document == NULL)
    return NULL;
  header = portail_json_document_get_root (document);
  if (header->kind != PORTAIL_JSON_OBJECT
      || portail_json_count_children (header) != G_N_ELEMENTS (header_members))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (header_members); i++)
    {
      const char *member = portail_json_get_member_string (header, header_members[i].name);
      const char *expected = header_members[i].expected;

      if (member == NULL || (expected != NULL && !g_str_equal (member, expected)))
        return NULL;
    }
  return portail_server_keys_find_signing_key (keys,
                                               portail_json_get_member_string (header, "kid"));
}

/* cjose ends the process on a part whose length no base64 has, passes over padding and spare bits
 * at the end, and reads past the end of a short signature. Here one token has one spelling, each
 * part is whole, and the signature is long enough, before cjose sees any of it. */
static gboolean
is_well_formed (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  gsize size = 0;

  if (g_strv_length (parts) != 3)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = portail_secret_decode (parts[i], strlen (parts[i]));

      if (bytes == NULL)
        return FALSE;
      size = g_bytes_get_size (bytes);
    }
  return size == sizeof (PortailKey);
}

/* NULL unless @key signed the token. */
static PortailJsonDocument *
parse_signed_payload (const PortailKey *key, const char *token)
{
  g_autoptr (Jwk) jwk = make_jwk (key);
  g_autoptr (Jws) jws = cjose_jws_import (token, strlen (token), NULL);
  guint8 *payload;
  size_t length;

  if (jws == NULL || !cjose_jws_verify (jws, jwk, NULL)
      || !cjose_jws_get_plaintext (jws, &payload, &length, NULL))
    return NULL;
  return portail_json_parse ((const char *) payload, length, NULL);
}

/* The moments of which a token says that it is not from before them; only `iat` must be there. */
static gboolean
has_begun (const PortailJson *payload, gint64 now)
{
  const PortailJson *not_before = portail_json_get (payload, "nbf");
  gint64 issued_at;
  gint64 beginning = 0;

  return portail_json_get_integer (portail_json_get (payload, "iat"), &issued_at) && issued_at >= 0
         && issued_at <= now + MAX_SKEW_SECONDS
         && (not_before == NULL
             || (portail_json_get_integer (not_before, &beginning)
                 && beginning <= now + MAX_SKEW_SECONDS));
}

static PortailTokenClaims *
read_claims (const PortailJson *payload, const char *issuer, gint64 now)
{
  g_autoptr (PortailTokenClaims) claims = g_new0 (PortailTokenClaims, 1);

  claims->user_id = g_strdup (portail_json_get_member_string (payload, "sub"));
  claims->session_id = g_strdup (portail_json_get_member_string (payload, "sid"));
  if (claims->user_id == NULL || claims->session_id == NULL
      || g_strcmp0 (portail_json_get_member_string (payload, "iss"), issuer) != 0
      || g_strcmp0 (portail_json_get_member_string (payload, "aud"), AUDIENCE) != 0
      || !has_begun (payload, now)
      || !portail_json_get_integer (portail_json_get (payload, "exp"), &claims->expires_at)
      || !portail_json_get_integer (portail_json_get (payload, "epoch"), &claims->epoch))
    return NULL;
  return claims->expires_at <= now ? NULL : g_steal_pointer (&claims);
}

static PortailTokenClaims *
verify (const PortailServerKeys *keys, const char *issuer, const char *token, gint64 now)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const char *first_dot = strchr (token, '.');
  const PortailKey *key;

  if (strnlen (token, PORTAIL_TOKEN_MAX_LENGTH + 1) > PORTAIL_TOKEN_MAX_LENGTH || first_dot == NULL)
    return NULL;
  key = find_key (keys, token, (gsize) (first_dot - token));
  document = key != NULL && is_well_formed (token) ? parse_signed_payload (key, token) : NULL;
  if (document == NULL)
    return NULL;
  return read_claims (portail_json_document_get_root (document), issuer, now);
}

PortailTokenClaims *
portail_token_verify (const PortailServerKeys *keys,
                      const char *issuer,
                      const char *token,
                      PortailTimestamp now,
                      GError **error)
{
  PortailTokenClaims *claims = verify (keys, issuer, token, now.milliseconds / 1000);

  if (claims == NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                         _ ("Please sign in again."));
  return claims;
}

void
portail_token_claims_free (PortailTokenClaims *claims)
{
  if (claims == NULL)
    return;
  g_free (claims->user_id);
  g_free (claims->session_id);
  g_free (claims);
}
