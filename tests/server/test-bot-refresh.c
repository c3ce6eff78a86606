/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-census.h"
#include "server/portail-role-mapping.h"
#include "server/portail-role-refresh.h"
#include "server/portail-system-setting.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "tests/server/server-fixture.h"

#define LIVE "SELECT COUNT(*) FROM membership WHERE trashed_at IS NULL"

typedef struct
{
  ServerFixture server;
  PortailDiscordBot *bot;
  PortailRoleRefresh *refresh;
} Fixture;

static void
add_bot (Fixture *fixture, const char *token)
{
  const PortailDiscordSettings settings = {
    .api_base = portail_server_config_get_text (fixture->server.config,
                                                PORTAIL_SETTING_DISCORD_API_BASE),
    .bot_token = token,
    .timeout_milliseconds = 1500,
  };

  fixture->bot = portail_discord_bot_new (&settings);
  fixture->refresh = portail_role_refresh_new (&(PortailRoleRefreshParts){
      .config = fixture->server.config,
      .bot = fixture->bot,
      .writer = portail_dispatcher_get_writer (fixture->server.dispatcher),
  });
}

/* Everybody has signed in once. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const char *const people[] = { FIXTURE_HUGO, FIXTURE_CAMILLE, FIXTURE_BASTIEN,
                                        FIXTURE_LEA,  FIXTURE_INES,    FIXTURE_THEO };

  server_fixture_set_up (&fixture->server, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    server_reply_free (server_fixture_sign_in (&fixture->server, people[i]));
  server_fixture_serve (&fixture->server);
  add_bot (fixture, FIXTURE_BOT_TOKEN);
}

static void
remove_bot (Fixture *fixture)
{
  g_clear_pointer (&fixture->refresh, portail_role_refresh_free);
  g_clear_pointer (&fixture->bot, portail_discord_bot_free);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  remove_bot (fixture);
  server_fixture_tear_down (&fixture->server, NULL);
}

static void
run (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  portail_role_refresh_run (fixture->refresh, &error);
  g_assert_no_error (error);
}

static void
fail (Fixture *fixture, PortailErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (portail_role_refresh_run (fixture->refresh, &error));
  g_assert_error (error, PORTAIL_ERROR, (gint) code);
}

static gint64
query (Fixture *fixture, const char *sql)
{
  return server_fixture_query (&fixture->server, sql);
}

static void
add_fault (Fixture *fixture,
           PortailDiscordEndpoint endpoint,
           PortailDiscordFaultKind kind,
           guint times)
{
  const PortailDiscordFault fault = { endpoint, kind, times, 0 };

  portail_discord_provider_add_fault (fixture->server.provider, &fault);
}

static void
test_nothing_new (Fixture *fixture, gconstpointer unused)
{
  gint64 n_changes = query (fixture, "SELECT COUNT(*) FROM change_log");

  run (fixture);
  g_assert_cmpint (query (fixture, "SELECT COUNT(*) FROM change_log"), ==, n_changes);
  g_assert_cmpint (query (fixture, "SELECT COUNT(*) FROM known_role"), >, 0);
}

/* Nobody signs in, and yet roles come, change and go. */
static void
test_roles_follow (Fixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  static const char *const patron[] = { "920000000000000101", NULL };
  gint64 n_before = query (fixture, LIVE);

  portail_discord_provider_set_member_roles (fixture->server.provider, FIXTURE_THEO,
                                             FIXTURE_GARAGE_GUILD, patron, NULL);
  portail_discord_provider_set_member_roles (fixture->server.provider, FIXTURE_LEA,
                                             FIXTURE_MAIN_GUILD, none, NULL);
  portail_discord_provider_remove_member (fixture->server.provider, FIXTURE_LEA,
                                          FIXTURE_GARAGE_GUILD, NULL);
  run (fixture);
  g_assert_cmpint (query (fixture, LIVE), ==, n_before);
  g_assert_cmpint (query (fixture, LIVE " AND user_id IN (SELECT id FROM user WHERE"
                                        " discord_id = '" FIXTURE_LEA "')"),
                   ==, 0);
  g_assert_cmpint (query (fixture, LIVE " AND role = 'patron' AND user_id IN"
                                        " (SELECT id FROM user WHERE"
                                        " discord_id = '" FIXTURE_THEO "')"),
                   ==, 1);
  g_assert_cmpint (query (fixture, "SELECT COUNT(*) FROM audit_entry WHERE action = 'roles'"), ==,
                   2);
}

/* Whatever a guild answers but one of the three, it takes nothing away. */
static void
test_faults_take_nothing (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailDiscordEndpoint endpoint;
    PortailDiscordFaultKind kind;
  } faults[] = {
    { PORTAIL_DISCORD_BOT_GUILD, PORTAIL_DISCORD_FAIL },
    { PORTAIL_DISCORD_BOT_GUILD, PORTAIL_DISCORD_HTML },
    { PORTAIL_DISCORD_BOT_GUILD, PORTAIL_DISCORD_FORBIDDEN },
    { PORTAIL_DISCORD_BOT_MEMBERS, PORTAIL_DISCORD_NUMERIC_IDS },
    { PORTAIL_DISCORD_BOT_MEMBERS, PORTAIL_DISCORD_WRONG_ROLES },
    { PORTAIL_DISCORD_BOT_MEMBERS, PORTAIL_DISCORD_TRUNCATED },
  };
  gint64 n_before = query (fixture, LIVE);

  portail_discord_provider_remove_guild (fixture->server.provider, "900000000000000102", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("fault %u", i);
      add_fault (fixture, faults[i].endpoint, faults[i].kind, PORTAIL_DISCORD_ALWAYS);
      add_fault (fixture, PORTAIL_DISCORD_BOT_MEMBER, PORTAIL_DISCORD_FAIL, PORTAIL_DISCORD_ALWAYS);
      run (fixture);
      g_assert_cmpint (query (fixture, LIVE), ==, n_before);
      portail_discord_provider_clear_faults (fixture->server.provider);
    }
}

/* Without the list each member is asked for, and a guild that says no is left alone. */
static void
test_one_by_one (Fixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  gint64 n_before = query (fixture, LIVE);

  portail_discord_provider_set_member_roles (fixture->server.provider, FIXTURE_BASTIEN,
                                             FIXTURE_GARAGE_GUILD, none, NULL);
  portail_discord_provider_set_member_roles (fixture->server.provider, FIXTURE_BASTIEN,
                                             FIXTURE_MAIN_GUILD, none, NULL);
  add_fault (fixture, PORTAIL_DISCORD_BOT_MEMBERS, PORTAIL_DISCORD_FORBIDDEN,
             PORTAIL_DISCORD_ALWAYS);
  add_fault (fixture, PORTAIL_DISCORD_BOT_MEMBER, PORTAIL_DISCORD_FORBIDDEN, 1);
  run (fixture);
  g_assert_cmpint (query (fixture, LIVE), ==, n_before);
  run (fixture);
  g_assert_cmpint (query (fixture, LIVE), ==, n_before - 1);
}

static void
test_refused_bot (Fixture *fixture, gconstpointer unused)
{
  remove_bot (fixture);
  add_bot (fixture, "another.token");
  portail_discord_provider_reset_request_counts (fixture->server.provider);
  for (int i = 0; i < 5; i++)
    fail (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  g_assert_cmpuint (portail_discord_provider_get_request_count (fixture->server.provider,
                                                                PORTAIL_DISCORD_BOT_GUILD),
                    ==, 5);
  g_assert_cmpuint (portail_discord_bot_get_wait (fixture->bot), >, 50);
}

static void
test_limits (Fixture *fixture, gconstpointer unused)
{
  const PortailDiscordRateLimit limit = { 1, 1 };
  const PortailDiscordFault global = { PORTAIL_DISCORD_BOT_GUILD, PORTAIL_DISCORD_GLOBAL_LIMITED,
                                       PORTAIL_DISCORD_ALWAYS, 600 };

  /* One request a second is all that there is, and none is wasted on a refusal. */
  portail_discord_provider_set_rate_limit (fixture->server.provider, &limit);
  portail_discord_provider_reset_request_counts (fixture->server.provider);
  run (fixture);
  g_assert_cmpuint (portail_discord_provider_get_request_count (fixture->server.provider,
                                                                PORTAIL_DISCORD_BOT_GUILD),
                    ==, 3);
  portail_discord_provider_add_fault (fixture->server.provider, &global);
  fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  g_assert_cmpuint (portail_discord_bot_get_wait (fixture->bot), >, 500);
}

static void
test_disabled (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (&fixture->server, FIXTURE_HUGO);
  g_autoptr (ServerReply) list = server_fixture_get (&fixture->server, "/api/users?q=" FIXTURE_LEA,
                                                     token);
  const PortailJson *items = portail_json_get (server_reply_get_root (list), "items");
  g_autofree char *path = g_strconcat (
      "/api/users/", portail_json_get_member_string (items->first_child, "id"), NULL);
  g_autoptr (ServerReply) disabled = server_fixture_send (&fixture->server, "DELETE", path, token,
                                                          NULL);
  gint64 n_before;

  g_assert_cmpuint (disabled->status, ==, 204);
  n_before = query (fixture, LIVE);
  portail_discord_provider_remove_member (fixture->server.provider, FIXTURE_LEA,
                                          FIXTURE_GARAGE_GUILD, NULL);
  run (fixture);
  g_assert_cmpint (query (fixture, LIVE), ==, n_before);
  g_assert_cmpint (
      query (fixture, "SELECT is_active FROM user WHERE discord_id = '" FIXTURE_LEA "'"), ==, 0);
}

/* The rounds begin by themselves, and stop at once in the middle of one. */
static void
test_rounds (Fixture *fixture, gconstpointer unused)
{
  portail_discord_provider_reset_request_counts (fixture->server.provider);
  add_fault (fixture, PORTAIL_DISCORD_BOT_GUILD, PORTAIL_DISCORD_HOLD, PORTAIL_DISCORD_ALWAYS);
  portail_role_refresh_start (fixture->refresh);
  g_assert_true (portail_discord_provider_wait_for_held (fixture->server.provider, 1, 10000));
  remove_bot (fixture);
  portail_discord_provider_release_held (fixture->server.provider);
}

static PortailDatabase *
open_database (Fixture *fixture, PortailDatabaseAccess mode)
{
  const char *path = portail_server_config_get_sqlite_path (fixture->server.config);
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (path, mode, &error);

  g_assert_no_error (error);
  return database;
}

static PortailRoleCensus *
take_census (Fixture *fixture)
{
  g_autoptr (PortailDatabase) reader = open_database (fixture, PORTAIL_DATABASE_READ_ONLY);
  g_autoptr (PortailRoleMapping) mapping = portail_role_mapping_load (reader, NULL);
  g_autoptr (GPtrArray) guild_ids = portail_role_mapping_list_guild_ids (mapping);
  g_autoptr (GError) error = NULL;
  PortailRoleCensus *census = portail_role_census_take (fixture->bot, reader, guild_ids, NULL,
                                                        &error);

  g_assert_no_error (error);
  return census;
}

/* What a sign-in learnt meanwhile is newer than what the bot heard before. */
static void
test_sign_in_meanwhile (Fixture *fixture, gconstpointer unused)
{
  static const char *const patron[] = { "920000000000000101", NULL };
  g_autoptr (PortailRoleCensus) census = take_census (fixture);
  g_autoptr (PortailDatabase) writer = NULL;
  g_autoptr (GError) error = NULL;

  portail_discord_provider_set_member_roles (fixture->server.provider, FIXTURE_THEO,
                                             FIXTURE_GARAGE_GUILD, patron, NULL);
  server_reply_free (server_fixture_sign_in (&fixture->server, FIXTURE_THEO));
  writer = open_database (fixture, PORTAIL_DATABASE_READ_WRITE);
  portail_database_begin (writer, &error);
  portail_role_census_apply (census, 0, writer, portail_timestamp_now (), &error);
  portail_database_commit (writer, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (fixture, LIVE " AND role = 'patron' AND user_id IN"
                                        " (SELECT id FROM user WHERE"
                                        " discord_id = '" FIXTURE_THEO "')"),
                   ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/bot-refresh/nothing-new-changes-nothing", test_nothing_new);
  ADD ("/bot-refresh/roles-follow-without-a-sign-in", test_roles_follow);
  ADD ("/bot-refresh/an-unclear-answer-takes-nothing", test_faults_take_nothing);
  ADD ("/bot-refresh/members-are-asked-for-one-by-one-without-a-list", test_one_by_one);
  ADD ("/bot-refresh/a-refused-bot-asks-once-a-round-and-then-not", test_refused_bot);
  ADD ("/bot-refresh/limits-are-obeyed-before-they-are-met", test_limits);
  ADD ("/bot-refresh/a-disabled-account-stays-as-it-is", test_disabled);
  ADD ("/bot-refresh/rounds-begin-by-themselves-and-stop-at-once", test_rounds);
  ADD ("/bot-refresh/a-sign-in-meanwhile-knows-better", test_sign_in_meanwhile);
#undef ADD
  return g_test_run ();
}
