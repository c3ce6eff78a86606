/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "server/portail-discord-avatar.h"
#include "shared/portail-file-type.h"
#include "tests/discord/portail-discord-picture.h"
#include "tests/server/server-fixture.h"

#define CAMILLES_PICTURE "7d793037a0760186574b0282f2f435e7"

static guint64
count_questions (ServerFixture *fixture)
{
  return portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_AVATAR);
}

static ServerReply *
ask_again (ServerFixture *fixture, const char *token, const char *tag)
{
  const char *const headers[] = { "If-None-Match", tag, NULL };

  return server_fixture_ask (
      fixture,
      &(ServerAsk){ .method = "GET", .path = "/auth/avatar", .token = token, .headers = headers });
}

static void
test_comes_made_anew (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) first = server_fixture_get (fixture, "/auth/avatar", token);
  g_autoptr (ServerReply) second = server_fixture_get (fixture, "/auth/avatar", token);
  g_autoptr (ServerReply) known = NULL;
  g_autoptr (GBytes) original = portail_discord_picture_draw (CAMILLES_PICTURE);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_true (
      portail_file_type_is_picture (portail_file_type_detect (first->body, first->length)));
  g_assert_cmpstr (server_reply_get_header (first, "Cache-Control"), ==, "private, no-cache");
  g_assert_null (memmem (first->body, first->length, g_bytes_get_data (original, NULL), 64));
  g_assert_cmpmem (second->body, second->length, first->body, first->length);
  known = ask_again (fixture, token, server_reply_get_header (first, "ETag"));
  g_assert_cmpuint (known->status, ==, 304);
  g_assert_cmpuint (count_questions (fixture), ==, 1);
}

static void
test_new_picture_takes_the_place (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) first = server_fixture_get (fixture, "/auth/avatar", token);
  g_autoptr (ServerReply) gone = NULL;
  g_autoptr (GError) error = NULL;

  portail_database_execute (
      fixture->writer, "UPDATE user SET avatar_url = REPLACE (avatar_url, '7d79', '0000')", &error);
  g_assert_no_error (error);
  gone = ask_again (fixture, token, server_reply_get_header (first, "ETag"));
  server_reply_assert_problem (gone, 404, "not_found");
  g_assert_cmpuint (count_questions (fixture), ==, 2);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT count(*) FROM avatar"), ==, 1);
}

static void
test_is_ones_own (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const foreign[] = {
    "http://127.0.0.1/x.png",
    "https://cdn.discordapp.com/avatars/" FIXTURE_LEA "/" CAMILLES_PICTURE ".png",
    "https://cdn.discordapp.com/avatars/" FIXTURE_CAMILLE "/../../x.png",
    "https://cdn.discordapp.com/avatars/" FIXTURE_CAMILLE "/.png",
    "https://cdn.discordapp.com/avatars/" FIXTURE_CAMILLE "/x.png?y.png",
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) stranger = server_fixture_get (fixture, "/auth/avatar", NULL);

  server_reply_assert_problem (stranger, 401, "unauthenticated");
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE user SET avatar_url = '%s'", foreign[i]);
      g_autoptr (ServerReply) reply = NULL;

      portail_database_execute (fixture->writer, sql, NULL);
      reply = server_fixture_get (fixture, "/auth/avatar", token);
      server_reply_assert_problem (reply, 404, "not_found");
    }
  g_assert_cmpuint (count_questions (fixture), ==, 0);
}

static void
test_hostile_answers (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailDiscordFaultKind kind;
    guint amount;
    guint status;
    const char *code;
  } cases[] = {
    { PORTAIL_DISCORD_FAIL, 500, 502, "bad_gateway" },
    { PORTAIL_DISCORD_FAIL, 302, 502, "bad_gateway" },
    { PORTAIL_DISCORD_FORBIDDEN, 0, 502, "bad_gateway" },
    { PORTAIL_DISCORD_HTML, 200, 502, "bad_gateway" },
    { PORTAIL_DISCORD_HUGE, 1, 502, "bad_gateway" },
    { PORTAIL_DISCORD_TRUNCATED, 0, 502, "bad_gateway" },
    { PORTAIL_DISCORD_RATE_LIMITED, 1, 503, "unavailable" },
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) fine = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PortailDiscordFault fault = { PORTAIL_DISCORD_AVATAR, cases[i].kind, 1,
                                          cases[i].amount };
      g_autoptr (ServerReply) reply = NULL;

      portail_discord_provider_add_fault (fixture->provider, &fault);
      reply = server_fixture_get (fixture, "/auth/avatar", token);
      server_reply_assert_problem (reply, cases[i].status, cases[i].code);
    }
  fine = server_fixture_get (fixture, "/auth/avatar", token);
  g_assert_cmpuint (fine->status, ==, 200);
}

static void
add (const char *name, void (*test) (ServerFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/avatar/", name, NULL);

  g_test_add (path, ServerFixture, NULL, server_fixture_set_up, test, server_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("the-own-picture-comes-made-anew-and-is-asked-for-once", test_comes_made_anew);
  add ("another-picture-takes-the-place-of-the-last", test_new_picture_takes_the_place);
  add ("nobody-else-s-picture-and-no-other-address-is-asked-for", test_is_ones_own);
  add ("what-is-no-picture-reaches-nobody", test_hostile_answers);
  return g_test_run ();
}
