/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-name.h"
#include "server/portail-roles.h"
#include "server/portail-system-setting.h"
#include "tests/server/server-fixture.h"

static const char *
get_role (ServerReply *tokens)
{
  const PortailJson *user = portail_json_get (server_reply_get_root (tokens), "user");

  return portail_json_get_member_string (user, "role");
}

static void
add_fault (ServerFixture *fixture,
           PortailDiscordEndpoint endpoint,
           PortailDiscordFaultKind kind,
           guint amount)
{
  const PortailDiscordFault fault = { endpoint, kind, PORTAIL_DISCORD_ALWAYS, amount };

  portail_discord_provider_add_fault (fixture->provider, &fault);
}

static void
test_roles (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *discord_id;
    const char *role;
  } people[] = {
    { FIXTURE_HUGO, "superadmin" },   { FIXTURE_CAMILLE, "patron" }, { FIXTURE_LEA, "employe" },
    { FIXTURE_BASTIEN, "co-patron" }, { FIXTURE_INES, "dot" },       { FIXTURE_THEO, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, people[i].discord_id);

      g_assert_cmpstr (get_role (tokens), ==, people[i].role);
    }
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM user"), ==, 6);
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM membership WHERE role = 'staff'"), ==,
      1);
}

/* Whoever pulls finds his rights: they are rows with numbers, and the audit tells of them. */
static void
test_bookkeeping (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);

  g_assert_cmpstr (get_role (tokens), ==, "patron");
  g_assert_cmpint (server_fixture_query (fixture, "SELECT MIN(rev) FROM membership"), >, 0);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM change_log"
                                                  " WHERE type IN ('user', 'membership')"),
                   ==, 2);
}

/* Erasing a person blanks his account, and must not break a chain (contract.md §8). */
static void
test_audit_knows_no_person (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);

  g_assert_cmpuint (tokens->status, ==, 200);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM audit_entry"
                                                  " WHERE changes LIKE '%\"is_active\":%'"
                                                  " AND changes LIKE '%\"username\":%'"),
                   ==, 1);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM audit_entry"
                                                  " WHERE changes LIKE '%camille%'"
                                                  " OR changes LIKE '%" FIXTURE_CAMILLE "%'"),
                   ==, 0);
}

static void
test_again_changes_nothing (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) first = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  gint64 n_changes = server_fixture_query (fixture, "SELECT COUNT(*) FROM change_log");
  g_autoptr (ServerReply) second = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);

  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM change_log"), ==,
                   n_changes);
}

static void
test_role_goes (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_autoptr (ServerReply) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (get_role (before), ==, "employe");
  portail_discord_provider_set_member_roles (fixture->provider, FIXTURE_LEA, FIXTURE_MAIN_GUILD,
                                             none, &error);
  g_assert_no_error (error);
  portail_discord_provider_remove_member (fixture->provider, FIXTURE_LEA, FIXTURE_GARAGE_GUILD,
                                          &error);
  g_assert_no_error (error);
  after = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_assert_cmpstr (get_role (after), ==, NULL);
}

static void
test_role_rises_and_falls (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const co_patron[] = { "920000000000000102", NULL };
  static const char *const employee[] = { "920000000000000103", NULL };
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_autoptr (ServerReply) higher = NULL;
  g_autoptr (ServerReply) lower = NULL;

  portail_discord_provider_set_member_roles (fixture->provider, FIXTURE_LEA, FIXTURE_GARAGE_GUILD,
                                             co_patron, NULL);
  higher = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_assert_cmpstr (get_role (higher), ==, "co-patron");
  portail_discord_provider_set_member_roles (fixture->provider, FIXTURE_LEA, FIXTURE_GARAGE_GUILD,
                                             employee, NULL);
  lower = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_assert_cmpstr (get_role (lower), ==, "employe");
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM membership WHERE trashed_at IS NULL"),
      ==, 1);
}

/* Every answer of Discord that is not one of the three of contract.md §2 leaves roles alone. */
static void
test_roles_stay (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailDiscordEndpoint endpoint;
    PortailDiscordFaultKind kind;
    guint amount;
  } faults[] = {
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_FAIL, 500 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_HTML, 200 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_HTML, 404 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_HUGE, 2 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_DROP, 0 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_TRUNCATED, 0 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_NUMERIC_IDS, 0 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_WRONG_ROLES, 0 },
    { PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_FORBIDDEN, 0 },
    { PORTAIL_DISCORD_GUILDS, PORTAIL_DISCORD_FAIL, 502 },
    { PORTAIL_DISCORD_GUILDS, PORTAIL_DISCORD_NUMERIC_IDS, 0 },
    { PORTAIL_DISCORD_GUILDS, PORTAIL_DISCORD_TRUNCATED, 0 },
  };
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_LEA);

  g_assert_cmpstr (get_role (before), ==, "employe");
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (ServerReply) after = NULL;

      g_test_message ("fault %u", i);
      add_fault (fixture, faults[i].endpoint, faults[i].kind, faults[i].amount);
      after = server_fixture_sign_in (fixture, FIXTURE_LEA);
      g_assert_cmpstr (get_role (after), ==, "employe");
      portail_discord_provider_clear_faults (fixture->provider);
    }
}

/* Who owns a guild stands in the list of guilds alone. */
static void
test_owner_stays (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  g_autoptr (ServerReply) before = NULL;
  g_autoptr (ServerReply) after = NULL;

  portail_discord_provider_set_member_roles (fixture->provider, FIXTURE_CAMILLE,
                                             FIXTURE_GARAGE_GUILD, none, NULL);
  before = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_assert_cmpstr (get_role (before), ==, "patron");
  add_fault (fixture, PORTAIL_DISCORD_GUILDS, PORTAIL_DISCORD_FAIL, 500);
  after = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_assert_cmpstr (get_role (after), ==, "patron");
}

static void
test_long_limit_keeps_roles (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_autoptr (ServerReply) after = NULL;

  add_fault (fixture, PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_RATE_LIMITED, 300);
  after = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_assert_cmpstr (get_role (after), ==, "employe");
  g_assert_cmpuint (portail_discord_get_wait (fixture->discord), >, 250);
}

/* Who gave us less than we asked for must not use up what Discord forgives all of us. */
static void
test_refused_token_asks_once (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) after = NULL;

  portail_discord_provider_reset_request_counts (fixture->provider);
  add_fault (fixture, PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_UNAUTHORIZED, 0);
  after = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_assert_cmpstr (get_role (before), ==, "patron");
  g_assert_cmpstr (get_role (after), ==, "patron");
  g_assert_cmpint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_MEMBER), ==,
      1);
}

static void
save_mapping (ServerFixture *fixture, const char *sql)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      fixture->writer, NULL, NULL, server_fixture_get_now (fixture));
  g_autoptr (GError) error = NULL;

  portail_database_execute (fixture->writer, sql, &error);
  g_assert_no_error (error);
  portail_roles_apply_known (writer, &error);
  g_assert_no_error (error);
}

/* What the mapping gives no more is gone at once, without asking Discord again. */
static void
test_mapping_takes (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) lea = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_autoptr (ServerReply) camille = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  const char *count_roles = "SELECT COUNT(*) FROM membership WHERE trashed_at IS NULL";
  const char *count_members = "SELECT COUNT(*) FROM member WHERE trashed_at IS NULL";

  g_assert_cmpstr (get_role (lea), ==, "employe");
  g_assert_cmpstr (get_role (camille), ==, "patron");
  g_assert_cmpint (server_fixture_query (fixture, count_roles), ==, 2);
  g_assert_cmpint (server_fixture_query (fixture, count_members), ==, 2);
  save_mapping (fixture, "UPDATE enterprise SET main_guild_role_id = NULL,"
                         " employee_role_id = '920000000000000999'");
  g_assert_cmpint (server_fixture_query (fixture, count_roles), ==, 1);
  g_assert_cmpint (server_fixture_query (fixture, count_members), ==, 1);
  save_mapping (fixture, "UPDATE enterprise SET employee_role_id = '920000000000000103'");
  g_assert_cmpint (server_fixture_query (fixture, count_roles), ==, 2);
  save_mapping (fixture, "UPDATE enterprise SET discord_guild_id = NULL");
  g_assert_cmpint (server_fixture_query (fixture, count_roles), ==, 0);
  g_assert_cmpint (server_fixture_query (fixture, count_members), ==, 0);
  /* What a guild said before it was left is no news when it comes back. */
  save_mapping (fixture, "UPDATE enterprise SET discord_guild_id = '" FIXTURE_GARAGE_GUILD "'"
                         " WHERE name LIKE 'Garage%'");
  g_assert_cmpint (server_fixture_query (fixture, count_roles), ==, 0);
}

/* Of a guild that never said anything of somebody nothing follows. */
static void
test_unknown_guild_keeps (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) lea = server_fixture_sign_in (fixture, FIXTURE_LEA);

  g_assert_cmpstr (get_role (lea), ==, "employe");
  save_mapping (fixture, "UPDATE enterprise SET discord_guild_id = '900000000000000777'"
                         " WHERE name LIKE 'Garage%'");
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM membership WHERE trashed_at IS NULL"),
      ==, 1);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    PortailRole role;
  } names[] = {
    { "Patron", PORTAIL_ROLE_PATRON },
    { "⭐ PATRONNE ⭐", PORTAIL_ROLE_PATRON },
    { "Co-Patron", PORTAIL_ROLE_CO_PATRON },
    { "co patronne", PORTAIL_ROLE_CO_PATRON },
    { "CoPatron", PORTAIL_ROLE_CO_PATRON },
    { "Employé", PORTAIL_ROLE_EMPLOYE },
    { "employée du mois", PORTAIL_ROLE_EMPLOYE },
    { "Équipe staff", PORTAIL_ROLE_STAFF },
    { "[DOT]", PORTAIL_ROLE_DOT },
    { "patronage", PORTAIL_ROLE_NONE },
    { "", PORTAIL_ROLE_NONE },
    { "anecdote", PORTAIL_ROLE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (portail_role_from_discord_name (names[i].name), ==, names[i].role);
}

static void
test_names_are_a_choice (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const chief[] = { "920000000000000555", NULL };
  g_autoptr (ServerReply) before = NULL;
  g_autoptr (ServerReply) after = NULL;
  g_autoptr (GError) error = NULL;

  portail_database_execute (
      fixture->writer,
      "INSERT INTO known_role (guild_id, role_id, name) VALUES ('" FIXTURE_GARAGE_GUILD
      "', '920000000000000555', 'Co-Patronne')",
      &error);
  g_assert_no_error (error);
  portail_discord_provider_set_member_roles (fixture->provider, FIXTURE_THEO, FIXTURE_GARAGE_GUILD,
                                             chief, NULL);
  before = server_fixture_sign_in (fixture, FIXTURE_THEO);
  g_assert_cmpstr (get_role (before), ==, NULL);
  portail_system_setting_save (fixture->writer, PORTAIL_SYSTEM_MATCH_NAMES, "1",
                               portail_timestamp_now (), &error);
  g_assert_no_error (error);
  after = server_fixture_sign_in (fixture, FIXTURE_THEO);
  g_assert_cmpstr (get_role (after), ==, "co-patron");
}

static void
test_manual_stays (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) before = server_fixture_sign_in (fixture, FIXTURE_THEO);
  g_autoptr (ServerReply) after = NULL;
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO membership (id, rev, enterprise_id, created_at, updated_at, user_id, role,"
      " source) SELECT '0190f5f0-0000-7000-8000-000000000009', 1, '%s', 0, 0, id, 'patron',"
      " 'manual' FROM user",
      fixture->taxi_id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (get_role (before), ==, NULL);
  portail_database_execute (fixture->writer, sql, &error);
  g_assert_no_error (error);
  after = server_fixture_sign_in (fixture, FIXTURE_THEO);
  g_assert_cmpstr (get_role (after), ==, "patron");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
  ADD ("/roles/roles-follow-from-discord", test_roles);
  ADD ("/roles/rights-are-rows-with-numbers", test_bookkeeping);
  ADD ("/roles/the-audit-knows-no-person", test_audit_knows_no_person);
  ADD ("/roles/signing-in-again-changes-nothing", test_again_changes_nothing);
  ADD ("/roles/a-role-that-went-is-taken-away", test_role_goes);
  ADD ("/roles/a-role-rises-and-falls-with-discord", test_role_rises_and_falls);
  ADD ("/roles/an-unclear-answer-keeps-the-last-known-roles", test_roles_stay);
  ADD ("/roles/an-owner-stays-patron-while-nobody-knows-who-owns", test_owner_stays);
  ADD ("/roles/a-long-limit-keeps-the-last-known-roles", test_long_limit_keeps_roles);
  ADD ("/roles/a-refused-token-asks-once", test_refused_token_asks_once);
  ADD ("/roles/a-manual-role-stays", test_manual_stays);
  ADD ("/roles/what-the-mapping-no-longer-gives-is-gone", test_mapping_takes);
  ADD ("/roles/a-guild-that-said-nothing-takes-nothing", test_unknown_guild_keeps);
  ADD ("/roles/names-count-where-the-server-says-so", test_names_are_a_choice);
  g_test_add_func ("/roles/names-are-read-by-words", test_names);
#undef ADD
  return g_test_run ();
}
