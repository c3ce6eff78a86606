/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that somebody made, changed or kept, presented to the whole server. What test-token.c asks
 * of the one function is asked here of a route that reads accounts: nothing but a live token of a
 * live session opens it, and every refusal reads the same. */
#include <string.h>

#include "server/portail-secret.h"
#include "server/portail-server-keys.h"
#include "tests/server/hostile-world.h"

#define ISSUER "http://127.0.0.1:8000"
#define MASTER "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* What a forger may choose. NULL: as the server does it. */
typedef struct
{
  const char *header;  /* with %s for the kid */
  const char *payload; /* whole */
  const PortailKey *key;
  const char *without; /* a claim that is left out */
  const char *claim;   /* a claim in place of the right one: "iss" */
  const char *value;   /* its JSON */
} Forgery;

static HostileAnswer *
present (HostileWorld *world, const char *token)
{
  return hostile_world_try (world,
                            &(ServerAsk){ .method = "GET", .path = "/auth/me", .token = token });
}

static void
assert_accepted (HostileWorld *world, const char *token)
{
  g_autoptr (HostileAnswer) answer = present (world, token);

  if (answer->status != 200)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

/* Refused, and not told why: what is wrong with a token is nobody's to know. */
static void
assert_refused (HostileWorld *world, const char *token)
{
  const ServerAsk none = { .method = "GET", .path = "/auth/me" };
  g_autoptr (HostileAnswer) without = hostile_world_try (world, &none);
  g_autoptr (HostileAnswer) answer = present (world, token);
  g_autofree char *expected = hostile_answer_describe (without, &none);
  g_autofree char *described = hostile_answer_describe (answer, &none);

  g_test_message ("%.600s", token);
  g_assert_cmpuint (answer->status, ==, 401);
  g_assert_cmpstr (described, ==, expected);
}

static gint64
get_seconds (HostileWorld *world)
{
  return server_fixture_get_now (&world->base).milliseconds / 1000;
}

/* The claims of @person, one of which the forger chose. Owned. */
static char *
make_payload (HostileWorld *world, HostilePerson person, const Forgery *forgery)
{
  gint64 now = get_seconds (world);
  const struct
  {
    const char *name;
    char *json;
  } claims[] = {
    { "iss", g_strdup ("\"" ISSUER "\"") },
    { "aud", g_strdup ("\"portail\"") },
    { "sub", g_strdup_printf ("\"%s\"", world->user_ids[person]) },
    { "sid", g_strdup_printf ("\"%s\"", world->session_ids[person]) },
    { "jti", g_strdup_printf ("\"%s\"", world->session_ids[person]) },
    { "iat", g_strdup_printf ("%" G_GINT64_FORMAT, now) },
    { "exp", g_strdup_printf ("%" G_GINT64_FORMAT, now + 600) },
    { "epoch", g_strdup ("0") },
  };
  GString *payload = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      gboolean is_chosen = g_strcmp0 (claims[i].name, forgery->claim) == 0;

      if (g_strcmp0 (claims[i].name, forgery->without) != 0)
        g_string_append_printf (payload, "%s\"%s\":%s", payload->len > 1 ? "," : "", claims[i].name,
                                is_chosen ? forgery->value : claims[i].json);
      g_free (claims[i].json);
    }
  return g_string_free (g_string_append_c (payload, '}'), FALSE);
}

/* Owned. */
static char *
forge (HostileWorld *world, HostilePerson person, const Forgery *forgery)
{
  const char *kid = portail_server_keys_get_kid (world->base.keys);
  const PortailKey *key = forgery->key != NULL
                              ? forgery->key
                              : portail_server_keys_find_signing_key (world->base.keys, kid);
  const char *format = forgery->header != NULL
                           ? forgery->header
                           : "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}";
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *header = g_strjoinv (kid, around);
  g_autofree char *payload = forgery->payload != NULL ? g_strdup (forgery->payload)
                                                      : make_payload (world, person, forgery);
  g_autofree char *first = portail_secret_encode (header, strlen (header));
  g_autofree char *second = portail_secret_encode (payload, strlen (payload));
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  PortailKey signature;

  portail_secret_sign (key, text, strlen (text), &signature);
  third = portail_secret_encode (signature.bytes, sizeof signature.bytes);
  return g_strconcat (text, ".", third, NULL);
}

static void
refuse_forgery (HostileWorld *world, const Forgery *forgery)
{
  g_autofree char *token = forge (world, HOSTILE_SUPERADMIN, forgery);

  assert_refused (world, token);
}

/* The forger's own hand is good enough: with the right key and claims it passes. */
static void
test_the_right_one (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *token = forge (world, HOSTILE_SUPERADMIN, &(Forgery){ NULL });

  assert_accepted (world, world->tokens[HOSTILE_SUPERADMIN]);
  assert_accepted (world, token);
}

static void
test_headers (HostileWorld *world, gconstpointer unused)
{
  static const char *const headers[] = {
    /* algorithms */
    "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"NONE\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"nOnE\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":null,\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS384\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256 \",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\\u0000\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    /* types */
    "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"AT+JWT\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"rt+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"application/at+jwt\",\"kid\":\"%s\"}",
    /* names of keys: paths, SQL, NUL, what is no text */
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"../../../../dev/null\"}%s",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"/proc/self/environ\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"file:///dev/null\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"' UNION SELECT 'x\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s' --\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\\u0000\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"\\u0000%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"unknown\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\" %s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":[\"%s\"]}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":{\"a\":\"%s\"}}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":0}",
    /* members that are twice there, or not ours */
    "{\"alg\":\"none\",\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"b64\":false,\"crit\":[\"b64\"]}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"zip\":\"DEF\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"x5u\":\"http://127.0.0.1:1/\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}",
    /* no objects */
    "",
    "null",
    "[]",
    "{}",
    "\"%s\"",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}{}",
    "\xef\xbb\xbf{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"\xff\":0}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    refuse_forgery (world, &(Forgery){ .header = headers[i] });
}

static void
test_nesting (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *open = g_strnfill (300, '[');
  g_autofree char *close = g_strnfill (300, ']');
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":%s%s}",
                                             open, close);
  g_autofree char *payload = g_strdup_printf ("{\"sub\":%s%s}", open, close);

  refuse_forgery (world, &(Forgery){ .header = header });
  refuse_forgery (world, &(Forgery){ .payload = payload });
}

static void
test_claims (HostileWorld *world, gconstpointer unused)
{
  static const char *const names[] = { "iss", "aud", "sub", "sid", "iat", "exp", "epoch" };
  static const char *const no_values[] = { "null", "[]",          "{}",
                                           "true", "\"\"",        "-1",
                                           "1e99", "\"\\u0000\"", "99999999999999999999" };
  static const Forgery forgeries[] = {
    { .claim = "iss", .value = "\"https://portail.example.org\"" },
    { .claim = "iss", .value = "\"" ISSUER "/\"" },
    { .claim = "iss", .value = "[\"" ISSUER "\"]" },
    { .claim = "aud", .value = "\"other\"" },
    { .claim = "aud", .value = "[\"portail\",\"other\"]" },
    { .claim = "aud", .value = "\"PORTAIL\"" },
    { .claim = "exp", .value = "1" },
    { .claim = "exp", .value = "\"99999999999\"" },
    { .claim = "exp", .value = "99999999999.5" },
    { .claim = "exp", .value = "1,\"exp\":99999999999" },
    { .claim = "exp", .value = "99999999999,\"exp\":1" },
    { .claim = "iat", .value = "99999999999" },
    { .claim = "epoch", .value = "1" },
    { .claim = "epoch", .value = "9007199254740991" },
    { .claim = "sub", .value = "\"' OR 1=1 --\"" },
    { .claim = "sub", .value = "\"01990000-0000-7000-8000-000000000000\"" },
    { .claim = "sid", .value = "\"01990000-0000-7000-8000-000000000000\"" },
    { .claim = "sid", .value = "\"%\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      refuse_forgery (world, &(Forgery){ .without = names[i] });
      for (guint j = 0; j < G_N_ELEMENTS (no_values); j++)
        refuse_forgery (world, &(Forgery){ .claim = names[i], .value = no_values[j] });
    }
  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++)
    refuse_forgery (world, &forgeries[i]);
}

/* A moment of which the server does not know yet is refused, as far as clocks may differ. */
static void
test_not_before (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *soon = g_strdup_printf ("%" G_GINT64_FORMAT, get_seconds (world) + 30);
  g_autofree char *later = g_strdup_printf ("%" G_GINT64_FORMAT, get_seconds (world) + 300);
  g_autofree char *token = forge (world, HOSTILE_SUPERADMIN,
                                  &(Forgery){ .claim = "iat", .value = soon });
  g_autofree char *with_nbf = g_strdup_printf ("0,\"nbf\":%s", later);

  assert_accepted (world, token);
  refuse_forgery (world, &(Forgery){ .claim = "iat", .value = later });
  refuse_forgery (world, &(Forgery){ .claim = "epoch", .value = with_nbf });
}

static void
test_keys (HostileWorld *world, gconstpointer unused)
{
  const char *kid = portail_server_keys_get_kid (world->base.keys);
  PortailKey keys[4] = { 0 };

  memset (&keys[1], 0xff, sizeof keys[1]);
  portail_secret_derive_key ("another master", kid, &keys[2]);
  portail_secret_derive_key (MASTER, "another kid", &keys[3]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    refuse_forgery (world, &(Forgery){ .key = &keys[i] });
  for (int i = 0; i < PORTAIL_N_SERVER_KEYS; i++)
    refuse_forgery (world, &(Forgery){ .key = portail_server_keys_get (world->base.keys,
                                                                       (PortailServerKey) i) });
}

/* The kid is withdrawn: what it signed ends with it. */
static void
test_retired_key (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *kid = g_strdup (portail_server_keys_get_kid (world->base.keys));
  PortailTimestamp now = server_fixture_get_now (&world->base);
  g_autoptr (GError) error = NULL;

  assert_accepted (world, world->tokens[HOSTILE_PATRON]);
  portail_server_keys_retire (world->base.writer, kid, now, &error);
  g_assert_no_error (error);
  portail_server_keys_reload (world->base.keys, world->base.writer, now, &error);
  g_assert_no_error (error);
  assert_refused (world, world->tokens[HOSTILE_PATRON]);
}

static void
test_spelling (HostileWorld *world, gconstpointer unused)
{
  static const char *const endings[] = { ".",    "..",  "=",   "==", "A",
                                         "AAAA", "%00", ".AA", "+",  "\xc3\xa9" };
  const char *token = world->tokens[HOSTILE_SUPERADMIN];
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autofree char *unsigned_one = g_strconcat (parts[0], ".", parts[1], ".", NULL);
  g_autofree char *headless = g_strconcat (".", parts[1], ".", parts[2], NULL);
  g_autofree char *empty_claims = g_strconcat (parts[0], "..", parts[2], NULL);
  g_autofree char *swapped = g_strconcat (parts[1], ".", parts[0], ".", parts[2], NULL);
  g_autofree char *begun = g_strconcat (".", token, NULL);
  g_autofree char *upper = g_ascii_strup (token, -1);
  const char *const others[] = { unsigned_one, headless, empty_claims, swapped,
                                 begun,        upper,    "...",        "null" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *longer = g_strconcat (token, endings[i], NULL);

      assert_refused (world, longer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (world, others[i]);
}

/* The last digit of a part holds spare bits, which a lax reader passes over: each token has one
 * spelling only. */
static void
test_spare_bits (HostileWorld *world, gconstpointer unused)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const char *token = world->tokens[HOSTILE_SUPERADMIN];
  gsize last = strlen (token) - 1;

  for (const char *digit = digits; *digit != '\0'; digit++)
    {
      g_autofree char *other = g_strdup (token);

      other[last] = *digit;
      if (other[last] != token[last])
        assert_refused (world, other);
    }
}

static void
test_huge (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *padding = g_strnfill (1024 * 1024, 'A');
  g_autofree char *member = g_strnfill (4096, 'x');
  g_autofree char *payload = g_strdup_printf ("0,\"x\":\"%s\"", member);
  g_autofree char *in_parts = g_strdup_printf ("%s.%s.%s", padding, padding, padding);

  assert_refused (world, padding);
  assert_refused (world, in_parts);
  refuse_forgery (world, &(Forgery){ .claim = "epoch", .value = payload });
}

/* Each of the two is good for its own use alone. */
static void
test_mixed_up (HostileWorld *world, gconstpointer unused)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (&world->base, FIXTURE_CAMILLE);
  const char *access = server_reply_get_text (tokens, "access_token");
  const char *refresh = server_reply_get_text (tokens, "refresh_token");
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", access);
  g_autoptr (HostileAnswer) answer = hostile_world_try (
      world, &(ServerAsk){ .method = "POST", .path = "/auth/refresh", .body = body });

  assert_accepted (world, access);
  assert_refused (world, refresh);
  g_assert_cmpuint (answer->status, ==, 401);
}

/* A token counts in its header alone: not in the address, a body, a cookie or another scheme. */
static void
test_places (HostileWorld *world, gconstpointer unused)
{
  const char *token = world->tokens[HOSTILE_SUPERADMIN];
  static const char *const parameters[] = { "access_token", "token", "authorization", "bearer" };
  static const char *const schemes[] = { "Basic ", "Token ", "Bearer", "Bearer,", "" };
  g_autofree char *cookie = g_strconcat ("access_token=", token, NULL);
  const char *const cookies[] = { "Cookie", cookie, NULL };
  g_autoptr (HostileAnswer) by_cookie = hostile_world_try (
      world, &(ServerAsk){ .method = "GET", .path = "/auth/me", .headers = cookies });

  g_assert_cmpuint (by_cookie->status, ==, 401);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      g_autofree char *path = g_strdup_printf ("/auth/me?%s=%s", parameters[i], token);
      g_autoptr (HostileAnswer) answer = hostile_world_try (
          world, &(ServerAsk){ .method = "GET", .path = path });

      g_assert_cmpuint (answer->status, ==, 401);
    }
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *value = g_strconcat (schemes[i], token, NULL);
      const char *const headers[] = { "Authorization", value, NULL };
      g_autoptr (HostileAnswer) answer = hostile_world_try (
          world, &(ServerAsk){ .method = "GET", .path = "/auth/me", .headers = headers });

      g_assert_cmpuint (answer->status, ==, 401);
    }
}

/* Two tokens in one request are none: which of them would count? */
static void
test_two_headers (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *mine = g_strconcat ("Bearer ", world->tokens[HOSTILE_EMPLOYE], NULL);
  g_autofree char *other = g_strconcat ("Bearer ", world->tokens[HOSTILE_SUPERADMIN], NULL);
  const char *const headers[] = { "Authorization", mine, "Authorization", other, NULL };
  g_autoptr (HostileAnswer) answer = hostile_world_try (
      world, &(ServerAsk){ .method = "GET", .path = "/auth/me", .headers = headers });

  g_assert_cmpuint (answer->status, ==, 401);
}

/* Sub of one and session of another, signed by the server's own key. */
static void
test_other_people (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *sub = g_strdup_printf ("\"%s\"", world->user_ids[HOSTILE_SUPERADMIN]);
  g_autofree char *token = forge (world, HOSTILE_EMPLOYE,
                                  &(Forgery){ .claim = "sub", .value = sub });

  assert_refused (world, token);
}

static void
test_disabled (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *path = g_strconcat ("/api/users/", world->user_ids[HOSTILE_PATRON], NULL);
  g_autoptr (HostileAnswer) answer = NULL;

  assert_accepted (world, world->tokens[HOSTILE_PATRON]);
  answer = hostile_world_do (world, &(ServerAsk){ .method = "PATCH",
                                                  .path = path,
                                                  .token = world->tokens[HOSTILE_SUPERADMIN],
                                                  .body = "{\"is_active\":false}" });
  g_assert_cmpuint (answer->status, ==, 200);
  assert_refused (world, world->tokens[HOSTILE_PATRON]);
}

/* Signed out on one device: its token ends, and an older epoch ends those of all. */
static void
test_revoked (HostileWorld *world, gconstpointer unused)
{
  g_autoptr (HostileAnswer) out = hostile_world_do (
      world, &(ServerAsk){ .method = "POST",
                           .path = "/auth/logout",
                           .token = world->tokens[HOSTILE_EMPLOYE] });
  g_autoptr (HostileAnswer) all = hostile_world_do (
      world, &(ServerAsk){ .method = "POST",
                           .path = "/auth/revoke",
                           .token = world->tokens[HOSTILE_CO_PATRON],
                           .body = "{\"all\":true}" });
  g_autofree char *forged = forge (world, HOSTILE_CO_PATRON, &(Forgery){ NULL });

  g_assert_cmpuint (out->status / 100, ==, 2);
  g_assert_cmpuint (all->status / 100, ==, 2);
  assert_refused (world, world->tokens[HOSTILE_EMPLOYE]);
  assert_refused (world, world->tokens[HOSTILE_CO_PATRON]);
  assert_refused (world, forged);
  assert_accepted (world, world->tokens[HOSTILE_PATRON]);
}

/* A role that goes is gone with the next request, though the token stays. */
static void
test_role_gone (HostileWorld *world, gconstpointer unused)
{
  const ServerAsk audit = { .method = "GET",
                            .path = "/api/audit",
                            .token = world->tokens[HOSTILE_STAFF] };
  g_autofree char *path = g_strconcat ("/api/users/", world->user_ids[HOSTILE_STAFF], NULL);
  g_autoptr (HostileAnswer) before = hostile_world_try (world, &audit);
  g_autoptr (HostileAnswer) change = hostile_world_do (
      world, &(ServerAsk){ .method = "PATCH",
                           .path = path,
                           .token = world->tokens[HOSTILE_SUPERADMIN],
                           .body = "{\"role\":null}" });
  g_autoptr (HostileAnswer) after = hostile_world_try (world, &audit);

  g_assert_cmpuint (before->status, ==, 200);
  g_assert_cmpuint (change->status, ==, 200);
  g_assert_cmpuint (after->status, ==, 403);
  assert_accepted (world, world->tokens[HOSTILE_STAFF]);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, HostileWorld, NULL, hostile_world_set_up, function, hostile_world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/jwt-attacks/the-forger-can-write-a-good-one", test_the_right_one);
  ADD ("/jwt-attacks/no-other-header-is-believed", test_headers);
  ADD ("/jwt-attacks/deep-json-is-refused", test_nesting);
  ADD ("/jwt-attacks/no-other-claim-is-believed", test_claims);
  ADD ("/jwt-attacks/a-token-of-the-future-is-refused", test_not_before);
  ADD ("/jwt-attacks/no-other-key-signs", test_keys);
  ADD ("/jwt-attacks/a-retired-key-verifies-nothing", test_retired_key);
  ADD ("/jwt-attacks/a-token-has-one-spelling", test_spelling);
  ADD ("/jwt-attacks/spare-bits-are-none", test_spare_bits);
  ADD ("/jwt-attacks/a-huge-token-is-refused", test_huge);
  ADD ("/jwt-attacks/access-and-refresh-are-not-exchanged", test_mixed_up);
  ADD ("/jwt-attacks/a-token-counts-in-its-header-alone", test_places);
  ADD ("/jwt-attacks/two-tokens-are-none", test_two_headers);
  ADD ("/jwt-attacks/user-and-session-belong-together", test_other_people);
  ADD ("/jwt-attacks/a-disabled-account-is-out-at-once", test_disabled);
  ADD ("/jwt-attacks/a-revoked-session-is-out-at-once", test_revoked);
  ADD ("/jwt-attacks/a-role-that-went-is-gone-at-once", test_role_gone);
  return g_test_run ();
}
