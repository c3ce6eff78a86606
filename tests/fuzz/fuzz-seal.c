/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as an access token and as a cursor, and good ones with any text written over them: only
 * the good one itself may pass. The first byte says where the rest is written. */
#include <sodium.h>
#include <string.h>

#include "server/portail-sync-cursor.h"
#include "server/portail-token.h"
#include "tests/fuzz/fuzz-target.h"
#include "tests/server/store-fixture.h"

#define ISSUER "https://portail.example.org"
#define MASTER "q7Vn3xT0bR8yLwKzE2mJcU5sHfA9dGiP4oYtQ1eXvNk"
#define SCOPE  "global"

typedef struct
{
  StoreFixture *store;
  PortailAccess *access;
  PortailServerKeys *keys;
  PortailTimestamp now;
  char *token;
  PortailCursorSeal seal;
  char *cursor;
} World;

static const World *
get_world (void)
{
  static World world;
  PortailTokenClaims claims = { .epoch = 3 };

  if (world.store != NULL)
    return &world;
  g_assert_cmpint (sodium_init (), >=, 0);
  world.store = store_fixture_new ();
  world.access = store_fixture_get_access (world.store, PERSON_PATRON);
  world.now = store_fixture_tick (world.store);
  world.keys = portail_server_keys_load (world.store->database, MASTER, world.now, NULL);
  g_assert_nonnull (world.keys);
  claims.user_id = world.store->user_ids[PERSON_PATRON];
  claims.session_id = world.store->company_a;
  world.token = portail_token_new (world.keys, ISSUER, &claims, world.now, 900);
  world.seal = (PortailCursorSeal){ portail_server_keys_get (world.keys, PORTAIL_SERVER_KEY_CURSOR),
                                    "epoch", world.access };
  world.cursor = portail_sync_cursor_format (&world.seal, SCOPE, &(PortailCursor){ 42, 40 });
  return &world;
}

static void
try_token (const World *world, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTokenClaims) claims = portail_token_verify (world->keys, ISSUER, text,
                                                                world->now, &error);

  g_assert_true ((claims == NULL) == (error != NULL));
  g_assert_true (claims == NULL || g_str_equal (text, world->token));
}

static void
try_cursor (const World *world, const char *text)
{
  PortailCursor cursor;

  if (portail_sync_cursor_parse (&world->seal, SCOPE, text, &cursor))
    g_assert_cmpstr (text, ==, world->cursor);
}

/* Owned. */
static char *
write_over (const char *good, const char *text)
{
  char *mixed = g_strdup (good);
  gsize at = (guchar) *text % strlen (good);
  gsize length = *text != '\0' ? MIN (strlen (text + 1), strlen (good) - at) : 0;

  memcpy (mixed + at, text + 1, length);
  return mixed;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  const World *world = get_world ();
  g_autofree char *text = n_bytes > 0 ? g_strndup ((const char *) bytes, n_bytes) : g_strdup ("");
  g_autofree char *token = write_over (world->token, text);
  g_autofree char *cursor = write_over (world->cursor, text);

  try_token (world, text);
  try_token (world, token);
  try_cursor (world, text);
  try_cursor (world, cursor);
  return 0;
}
