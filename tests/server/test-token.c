/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-token.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-migration.h"

#define ISSUER   "https://portail.example.org"
#define MASTER   "0123456789abcdef0123456789abcdef0123456789abcdef"
#define LIFETIME 900

typedef struct
{
  PortailDatabase *database;
  PortailServerKeys *keys;
  PortailTimestamp now;
  char *token;
} Fixture;

static const PortailTokenClaims claims = {
  .user_id = (char *) "0190f5f0-0000-7000-8000-000000000001",
  .session_id = (char *) "0190f5f0-0000-7000-8000-000000000002",
  .epoch = 3,
};

static PortailServerKeys *
load_keys (Fixture *fixture, const char *master)
{
  g_autoptr (GError) error = NULL;
  PortailServerKeys *keys = portail_server_keys_load (fixture->database, master, fixture->now,
                                                      &error);

  g_assert_no_error (error);
  return keys;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->now = (PortailTimestamp){ G_GINT64_CONSTANT (1758400000000) };
  fixture->database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                    &error);
  g_assert_no_error (error);
  portail_migration_run (fixture->database, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
  portail_server_keys_create_missing (fixture->database, fixture->now, &error);
  g_assert_no_error (error);
  fixture->keys = load_keys (fixture, MASTER);
  fixture->token = portail_token_new (fixture->keys, ISSUER, &claims, fixture->now, LIFETIME);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->token);
  portail_server_keys_free (fixture->keys);
  portail_database_close (fixture->database);
}

static void
assert_refused_at (Fixture *fixture, const char *token, PortailTimestamp now)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (portail_token_verify (fixture->keys, ISSUER, token, now, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED);
}

static void
assert_refused (Fixture *fixture, const char *token)
{
  assert_refused_at (fixture, token, fixture->now);
}

static void
assert_taken (Fixture *fixture, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTokenClaims) read = portail_token_verify (fixture->keys, ISSUER, token,
                                                              fixture->now, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->user_id, ==, claims.user_id);
  g_assert_cmpstr (read->session_id, ==, claims.session_id);
  g_assert_cmpint (read->epoch, ==, claims.epoch);
  g_assert_cmpint (read->expires_at, ==, fixture->now.milliseconds / 1000 + LIFETIME);
}

/* A token of these two texts, signed with the key of @kid. */
static char *
forge (Fixture *fixture, const char *header, const char *payload, const char *kid)
{
  const PortailKey *key = portail_server_keys_find_signing_key (fixture->keys, kid);
  g_autofree char *first = portail_secret_encode (header, strlen (header));
  g_autofree char *second = portail_secret_encode (payload, strlen (payload));
  g_autofree char *signed_text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  PortailKey signature;

  portail_secret_sign (key, signed_text, strlen (signed_text), &signature);
  third = portail_secret_encode (signature.bytes, sizeof signature.bytes);
  return g_strconcat (signed_text, ".", third, NULL);
}

/* @format has one %s for the kid. */
static char *
forge_header (Fixture *fixture, const char *format)
{
  const char *kid = portail_server_keys_get_kid (fixture->keys);
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *header = g_strjoinv (kid, around);
  g_auto (GStrv) parts = g_strsplit (fixture->token, ".", 3);
  g_autoptr (GBytes) payload = portail_secret_decode (parts[1], strlen (parts[1]));
  g_autofree char *text = g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));

  return forge (fixture, header, text, kid);
}

static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  assert_taken (fixture, fixture->token);
  g_assert_cmpuint (strlen (fixture->token), <, 512);
}

static void
test_forged_header (Fixture *fixture, gconstpointer unused)
{
  static const char *const headers[] = {
    "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"None\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"hs256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":[\"HS256\"],\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"kid\":\"%s\"}",
    "{\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}%s",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"../%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"\"}%s",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"' OR 1=1 --%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"kid\":\"x\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"crit\":[\"exp\"]}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"jku\":\"http://127.0.0.1/\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"jwk\":{\"kty\":\"oct\",\"k\":\"\"}}",
    "[\"HS256\",\"at+jwt\",\"%s\"]",
    "\"%s\"",
    "%s",
  };
  g_autofree char *same = forge_header (fixture,
                                        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}");

  assert_taken (fixture, same);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *token = forge_header (fixture, headers[i]);

      g_test_message ("%s", headers[i]);
      assert_refused (fixture, token);
    }
}

static void
test_unsigned (Fixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) parts = g_strsplit (fixture->token, ".", 3);
  g_autofree char *without = g_strconcat (parts[0], ".", parts[1], ".", NULL);
  g_autofree char *two_parts = g_strconcat (parts[0], ".", parts[1], NULL);
  g_autofree char *four_parts = g_strconcat (fixture->token, ".", parts[2], NULL);
  g_autofree char *short_one = g_strndup (fixture->token, strlen (fixture->token) - 1);
  g_autofree char *padded = g_strconcat (fixture->token, "=", NULL);

  assert_refused (fixture, without);
  assert_refused (fixture, two_parts);
  assert_refused (fixture, four_parts);
  assert_refused (fixture, short_one);
  assert_refused (fixture, padded);
  assert_refused (fixture, "");
  assert_refused (fixture, ".");
  assert_refused (fixture, "..");
  assert_refused (fixture, "...");
}

/* Every character counts, in each of the three parts; the last one holds two spare bits, and an
 * encoding that sets them is none of ours. */
static void
test_altered (Fixture *fixture, gconstpointer unused)
{
  gsize length = strlen (fixture->token);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *token = g_strdup (fixture->token);

      token[i] = token[i] == 'A' ? 'B' : 'A';
      assert_refused (fixture, token);
    }
}

/* Among the lengths is one that no base64 has. */
static void
test_short_parts (Fixture *fixture, gconstpointer unused)
{
  for (guint part = 0; part < 3; part++)
    for (guint n_missing = 1; n_missing <= 4; n_missing++)
      {
        g_auto (GStrv) parts = g_strsplit (fixture->token, ".", 3);
        g_autofree char *token = NULL;

        parts[part][strlen (parts[part]) - n_missing] = '\0';
        token = g_strjoinv (".", parts);
        assert_refused (fixture, token);
      }
}

static void
test_huge (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *padding = g_strnfill (8 * 1024 * 1024, 'A');
  g_autofree char *before = g_strconcat (padding, fixture->token, NULL);
  g_autofree char *after = g_strconcat (fixture->token, padding, NULL);
  g_autofree char *nested = g_strconcat ("eyJ", padding, ".", padding, ".", padding, NULL);

  assert_refused (fixture, before);
  assert_refused (fixture, after);
  assert_refused (fixture, nested);
}

static void
test_time (Fixture *fixture, gconstpointer unused)
{
  PortailTimestamp last = portail_timestamp_add_seconds (fixture->now, LIFETIME - 1);
  PortailTimestamp over = portail_timestamp_add_seconds (fixture->now, LIFETIME);
  PortailTimestamp long_before = portail_timestamp_add_seconds (fixture->now, -3600);
  g_autoptr (PortailTokenClaims) read = portail_token_verify (fixture->keys, ISSUER, fixture->token,
                                                              last, NULL);

  g_assert_nonnull (read);
  assert_refused_at (fixture, fixture->token, over);
  assert_refused_at (fixture, fixture->token, long_before);
}

static void
test_wrong_claims (Fixture *fixture, gconstpointer unused)
{
  static const char *const payloads[] = {
    "{}",
    "[]",
    "null",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"portail\",\"sub\":\"a\",\"sid\":\"b\",\"iat\":1758400000,"
    "\"exp\":\"1758400900\",\"epoch\":0}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"other\",\"sub\":\"a\",\"sid\":\"b\",\"iat\":1758400000,"
    "\"exp\":1758400900,\"epoch\":0}",
    "{\"iss\":\"https://evil.example.org\",\"aud\":\"portail\",\"sub\":\"a\",\"sid\":\"b\","
    "\"iat\":1758400000,\"exp\":1758400900,\"epoch\":0}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"portail\",\"sub\":{},\"sid\":\"b\",\"iat\":1758400000,"
    "\"exp\":1758400900,\"epoch\":0}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"portail\",\"sub\":\"a\",\"iat\":1758400000,"
    "\"exp\":1758400900,\"epoch\":0}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"portail\",\"sub\":\"a\",\"sid\":\"b\",\"iat\":1758400000,"
    "\"epoch\":0}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"portail\",\"sub\":\"a\",\"sid\":\"b\",\"iat\":1758400000,"
    "\"exp\":1e300,\"epoch\":0}",
  };
  const char *kid = portail_server_keys_get_kid (fixture->keys);
  g_autofree char *header = g_strdup_printf (
      "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}", kid);

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *token = forge (fixture, header, payloads[i], kid);

      assert_refused (fixture, token);
    }
}

static void
test_other_master (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailServerKeys) own = fixture->keys;

  fixture->keys = load_keys (fixture, "another master key of 32 bytes or more");
  assert_refused (fixture, fixture->token);
}

static void
test_rotation (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *old_kid = g_strdup (portail_server_keys_get_kid (fixture->keys));
  g_autoptr (GError) error = NULL;

  portail_server_keys_rotate (fixture->database, fixture->now, &error);
  g_assert_no_error (error);
  portail_server_keys_free (fixture->keys);
  fixture->keys = load_keys (fixture, MASTER);
  g_assert_cmpstr (portail_server_keys_get_kid (fixture->keys), !=, old_kid);
  assert_taken (fixture, fixture->token);

  fixture->now = portail_timestamp_add_seconds (fixture->now, 25 * 60 * 60);
  portail_server_keys_free (fixture->keys);
  fixture->keys = load_keys (fixture, MASTER);
  g_assert_null (portail_server_keys_find_signing_key (fixture->keys, old_kid));
}

static void
test_keys_stay (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailServerKeys) again = NULL;

  portail_server_keys_create_missing (fixture->database, fixture->now, &error);
  g_assert_no_error (error);
  again = load_keys (fixture, MASTER);
  g_assert_cmpstr (portail_server_keys_get_kid (again), ==,
                   portail_server_keys_get_kid (fixture->keys));
  for (int i = 0; i < PORTAIL_N_SERVER_KEYS; i++)
    g_assert_cmpmem (portail_server_keys_get (again, (PortailServerKey) i), PORTAIL_KEY_SIZE,
                     portail_server_keys_get (fixture->keys, (PortailServerKey) i),
                     PORTAIL_KEY_SIZE);
}

/* RFC 7636, appendix B; RFC 5869, appendix A has no case without salt and with our length, so the
 * expected key was computed from the definition. */
static void
test_derivations (void)
{
  g_autofree char *challenge = portail_secret_make_challenge (
      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *text = NULL;
  PortailKey key;

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  portail_secret_derive_key ("master", "use", &key);
  text = portail_secret_encode (key.bytes, sizeof key.bytes);
  g_assert_cmpstr (text, ==, "0aNOwmS8grzU5DKWwzTeTvm4camP3T9lf9pPVeNX5DQ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/token/a-token-names-its-user-and-session", test_round_trip);
  ADD ("/token/any-header-but-ours-is-refused", test_forged_header);
  ADD ("/token/a-token-without-its-whole-signature-is-refused", test_unsigned);
  ADD ("/token/a-token-with-one-altered-character-is-refused", test_altered);
  ADD ("/token/parts-of-any-length-are-refused", test_short_parts);
  ADD ("/token/a-huge-token-is-refused", test_huge);
  ADD ("/token/a-token-lives-from-its-issue-to-its-expiry", test_time);
  ADD ("/token/claims-of-others-are-refused-though-signed", test_wrong_claims);
  ADD ("/token/another-master-key-signs-nothing-of-ours", test_other_master);
  ADD ("/token/a-retired-key-verifies-for-a-day", test_rotation);
  ADD ("/token/keys-are-made-once", test_keys_stay);
#undef ADD
  g_test_add_func ("/token/derivations-agree-with-their-standards", test_derivations);
  return g_test_run ();
}
