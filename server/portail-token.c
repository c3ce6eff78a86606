/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-token.h"

#include <sodium.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

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

/* Appends @json in base64url. Takes @json. */
static void
append_part (GString *token, GString *json)
{
  g_autofree char *part = portail_secret_encode (json->str, json->len);

  g_string_append (token, part);
  g_string_free (json, TRUE);
}

char *
portail_token_new (const PortailServerKeys *keys,
                   const char *issuer,
                   const PortailTokenClaims *claims,
                   PortailTimestamp now,
                   guint lifetime_seconds)
{
  const char *kid = portail_server_keys_get_kid (keys);
  GString *header = g_string_new ("{");
  GString *payload = g_string_new ("{");
  GString *token = g_string_sized_new (512);
  g_autofree char *token_id = portail_id_new ();
  gint64 issued_at = now.milliseconds / 1000;
  PortailKey signature;

  append_member (header, "alg", "HS256");
  append_member (header, "typ", "at+jwt");
  append_member (header, "kid", kid);
  append_part (token, g_string_append_c (header, '}'));
  append_member (payload, "iss", issuer);
  append_member (payload, "aud", AUDIENCE);
  append_member (payload, "sub", claims->user_id);
  append_member (payload, "sid", claims->session_id);
  append_member (payload, "jti", token_id);
  append_number (payload, "iat", issued_at);
  append_number (payload, "exp", issued_at + lifetime_seconds);
  append_number (payload, "epoch", claims->epoch);
  append_part (g_string_append_c (token, '.'), g_string_append_c (payload, '}'));
  portail_secret_sign (portail_server_keys_find_signing_key (keys, kid), token->str, token->len,
                       &signature);
  append_part (g_string_append_c (token, '.'),
               g_string_new_len ((const char *) signature.bytes, sizeof signature.bytes));
  return g_string_free (token, FALSE);
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

static gboolean
is_signed (const PortailKey *key, const char *token, const char *last_dot)
{
  g_autoptr (GBytes) given = portail_secret_decode (last_dot + 1, strlen (last_dot + 1));
  PortailKey right;

  portail_secret_sign (key, token, (gsize) (last_dot - token), &right);
  return given != NULL && g_bytes_get_size (given) == sizeof right.bytes
         && sodium_memcmp (g_bytes_get_data (given, NULL), right.bytes, sizeof right.bytes) == 0;
}

static PortailTokenClaims *
read_claims (const PortailJson *payload, const char *issuer, gint64 now)
{
  g_autoptr (PortailTokenClaims) claims = g_new0 (PortailTokenClaims, 1);
  gint64 issued_at;

  claims->user_id = g_strdup (portail_json_get_member_string (payload, "sub"));
  claims->session_id = g_strdup (portail_json_get_member_string (payload, "sid"));
  if (claims->user_id == NULL || claims->session_id == NULL
      || g_strcmp0 (portail_json_get_member_string (payload, "iss"), issuer) != 0
      || g_strcmp0 (portail_json_get_member_string (payload, "aud"), AUDIENCE) != 0
      || !portail_json_get_integer (portail_json_get (payload, "iat"), &issued_at)
      || !portail_json_get_integer (portail_json_get (payload, "exp"), &claims->expires_at)
      || !portail_json_get_integer (portail_json_get (payload, "epoch"), &claims->epoch))
    return NULL;
  if (claims->expires_at <= now || issued_at > now + MAX_SKEW_SECONDS)
    return NULL;
  return g_steal_pointer (&claims);
}

static PortailTokenClaims *
verify (const PortailServerKeys *keys, const char *issuer, const char *token, gint64 now)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const char *first_dot = strchr (token, '.');
  const char *last_dot = strrchr (token, '.');
  const PortailKey *key;

  if (strnlen (token, PORTAIL_TOKEN_MAX_LENGTH + 1) > PORTAIL_TOKEN_MAX_LENGTH || first_dot == NULL
      || first_dot == last_dot)
    return NULL;
  key = find_key (keys, token, (gsize) (first_dot - token));
  if (key == NULL || !is_signed (key, token, last_dot))
    return NULL;
  document = parse_part (first_dot + 1, (gsize) (last_dot - first_dot - 1));
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
