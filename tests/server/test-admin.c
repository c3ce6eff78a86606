/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#include "shared/portail-database-sqlite.h"
#include "tests/server/program-fixture.h"

#define LEA   "800000000000000004"
#define HUGO  "800000000000000001"
#define THEO  "800000000000000007"
#define GUEST "800000000000000099"

/* Every test runs without a server and beside one: it is the same code behind two doors. */
typedef enum
{
  ALONE,
  BESIDE_SERVER,
} Door;

static void
set_up (ProgramFixture *fixture, gconstpointer door)
{
  program_fixture_set_up (fixture, NULL);
  if (GPOINTER_TO_INT (door) == BESIDE_SERVER)
    program_fixture_serve (fixture);
  else
    g_free (program_fixture_do (fixture, "migrate"));
}

static void
assert_says (ProgramFixture *fixture, const char *line, const char *word)
{
  g_autofree char *output = program_fixture_do (fixture, line);

  if (strstr (output, word) == NULL)
    g_test_message ("%s: %s", line, output);
  g_assert_nonnull (strstr (output, word));
}

static void
assert_fails (ProgramFixture *fixture, const char *line, int status)
{
  g_autofree char *output = NULL;
  int found = program_fixture_run (fixture, line, NULL, &output);

  g_test_message ("%s: %s", line, output);
  g_assert_cmpint (found, ==, status);
  g_assert_true (g_str_has_prefix (output, "portail-server: "));
}

static void
test_users (ProgramFixture *fixture, gconstpointer door)
{
  assert_says (fixture, "admin users invite " LEA " --role staff", LEA);
  assert_says (fixture, "admin users invite " THEO " --role=dot", THEO);
  assert_fails (fixture, "admin users invite " LEA, 1);
  assert_fails (fixture, "admin users invite 12", 1);
  assert_fails (fixture, "admin users invite " HUGO " --role patron", 1);
  assert_says (fixture, "admin users list", THEO);
  assert_says (fixture, "admin users list 0004", LEA);
  assert_says (fixture, "admin users show " LEA, "is_active\t1");
  assert_says (fixture, "admin users set-role " LEA " none", LEA);
  assert_says (fixture, "admin users superadmin " LEA " on", "superadmin");
  assert_fails (fixture, "admin users superadmin " LEA " off", 1);
  assert_fails (fixture, "admin users disable " LEA, 1);
  assert_says (fixture, "admin users disable " THEO, "disabled");
  assert_says (fixture, "admin users enable " THEO, "enabled");
  assert_fails (fixture, "admin users show " GUEST, 1);
  g_assert_cmpint (program_fixture_query (fixture, "SELECT COUNT(*) FROM user"), ==, 2);
  g_assert_cmpint (program_fixture_query (fixture, "SELECT is_active FROM user WHERE"
                                                   " discord_id = '" LEA "'"),
                   ==, 1);
}

static void
test_settings (ProgramFixture *fixture, gconstpointer door)
{
  g_autofree char *output = NULL;

  g_free (program_fixture_do (fixture, "admin setting discord.main_guild_id " PROGRAM_MAIN_GUILD));
  assert_fails (fixture, "admin setting discord.main_guild_id 9", 1);
  assert_fails (fixture, "admin setting discord.webhook_url https://example.org/hook", 1);
  g_assert_cmpint (program_fixture_run (fixture, "admin setting discord.webhook_url -",
                                        "https://example.org/hook\n", &output),
                   ==, 0);
  assert_says (fixture, "admin settings", "discord.webhook_url\t(secret)");
  assert_fails (fixture, "admin setting discord.nothing 1", 1);
  assert_says (fixture, "admin settings", "discord.main_guild_id\t" PROGRAM_MAIN_GUILD);
  assert_says (fixture, "admin mapping dry-run", "0 changes");
  assert_says (fixture, "admin retention list", "audit\t1827");
  assert_says (fixture, "admin retention run sessions", "0 rows");
  assert_fails (fixture, "admin retention run nothing", 1);
}

static void
test_keys (ProgramFixture *fixture, gconstpointer door)
{
  g_autofree char *before = program_fixture_do (fixture, "admin keys list");
  g_autofree char *kid = g_strndup (before, strcspn (before, "\t"));
  g_autofree char *retire = g_strconcat ("admin keys retire ", kid, NULL);

  assert_says (fixture, "admin keys rotate", "verifies");
  assert_says (fixture, retire, "signs");
  assert_fails (fixture, retire, 1);
  g_assert_cmpint (program_fixture_query (fixture, "SELECT COUNT(*) FROM signing_key"), ==, 2);
}

static void
test_audit (ProgramFixture *fixture, gconstpointer door)
{
  g_free (program_fixture_do (fixture, "admin users invite " LEA));
  g_free (program_fixture_do (fixture, "admin sessions revoke " LEA));
  g_free (program_fixture_do (fixture, "admin keys rotate"));
  assert_says (fixture, "admin audit export global", "\"action\":\"keys_rotate\"");
  assert_says (fixture, "admin audit verify", "2 chains looked at, 0 broken");
  assert_says (fixture, "admin audit export", "\"action\":\"invite\"");
  assert_says (fixture, "admin audit export --from 2001-01-01", "\"action\":\"invite\"");
  assert_fails (fixture, "admin audit export --from yesterday", 1);
}

static void
test_local_account (ProgramFixture *fixture, gconstpointer door)
{
  g_autofree char *made = NULL;
  g_autofree char *again = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *weak = NULL;
  g_autofree char *silent = NULL;

  g_assert_cmpint (program_fixture_run (fixture, "admin local-account create secours",
                                        "correct horse battery\n", &made),
                   ==, 0);
  g_assert_nonnull (strstr (made, "LOCAL_LOGIN"));
  g_assert_null (strstr (made, "horse"));
  g_assert_cmpint (program_fixture_run (fixture, "admin local-account create secours",
                                        "correct horse battery\n", &again),
                   ==, 1);
  g_assert_cmpint (
      program_fixture_run (fixture, "admin local-account create autre", "short\n", &weak), ==, 1);
  g_assert_cmpint (program_fixture_run (fixture, "admin local-account create autre", "", &silent),
                   ==, 1);
  g_assert_cmpint (program_fixture_run (fixture, "admin local-account password secours",
                                        "another long password", &changed),
                   ==, 0);
  assert_says (fixture, "admin local-account list", "secours\t");
  g_free (program_fixture_do (fixture, "admin local-account disable secours"));
  assert_says (fixture, "admin local-account list", "disabled");
  assert_fails (fixture, "admin local-account disable autre", 1);
  g_assert_cmpint (program_fixture_query (fixture, "SELECT COUNT(*) FROM local_account"), ==, 1);
}

static void
insert (ProgramFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDatabase) database = portail_database_open_sqlite (
      fixture->database_path, PORTAIL_DATABASE_READ_WRITE, &error);

  g_assert_no_error (error);
  portail_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

/* What a person did stays, and nothing leads to the person any more. */
static void
test_person (ProgramFixture *fixture, gconstpointer door)
{
  g_free (program_fixture_do (fixture, "admin users invite " LEA " --role staff"));
  assert_says (fixture, "admin export-user " LEA, "\"discord_id\":\"" LEA "\"");
  insert (fixture,
          "INSERT INTO notification (id, rev, created_at, updated_at, user_id, kind, level,"
          " title, body, target_id) SELECT '0190f5f0-0000-7000-8000-00000000000a', 1, 0, 0,"
          " id, 'x', 'info', 'Léa', 'Léa', id FROM user WHERE discord_id = '" LEA "';"
          "INSERT INTO setting (id, rev, created_at, updated_at, user_id, key, value)"
          " SELECT '0190f5f0-0000-7000-8000-00000000000b', 1, 0, 0, id, 'x',"
          " '{\"name\":\"Léa\"}' FROM user WHERE discord_id = '" LEA "';"
          "INSERT INTO delivery (id, kind, recipient, payload, dedup_key, state, attempts,"
          " not_before, created_at) SELECT 'a', 'email', 'user:' || id, 'Léa', 'a', 'dead',"
          " 1, 0, 0 FROM user WHERE discord_id = '" LEA "';"
          "INSERT INTO upload (id, enterprise_id, user_id, sha256, size, received,"
          " created_at, touched_at) SELECT 'a', 'a', id, 'a', 1, 0, 0, 0 FROM user WHERE"
          " discord_id = '" LEA "';"
          "INSERT INTO client_error (id, user_id, version, platform, kind, message, occurred_at,"
          " received_at) SELECT 'a', id, '1', 'x', 'x', 'Léa', 0, 0 FROM user WHERE"
          " discord_id = '" LEA "'");
  assert_fails (fixture, "admin erase-user " LEA, 1);
  assert_fails (fixture, "admin erase-user " LEA " --confirm " HUGO, 1);
  g_free (program_fixture_do (fixture, "admin erase-user " LEA " --confirm " LEA));
  assert_fails (fixture, "admin users show " LEA, 1);
  assert_says (fixture, "admin audit verify", "0 broken");
  g_assert_cmpint (program_fixture_query (fixture, "SELECT COUNT(*) FROM user WHERE"
                                                   " discord_id LIKE '8%' OR username <> ''"
                                                   " OR natural_key LIKE '8%'"),
                   ==, 0);
  g_assert_cmpint (
      program_fixture_query (
          fixture, "SELECT (SELECT COUNT(*) FROM notification WHERE title || COALESCE (body, '')"
                   " LIKE '%Léa%' OR target_id IS NOT NULL)"
                   " + (SELECT COUNT(*) FROM setting WHERE value LIKE '%Léa%')"
                   " + (SELECT COUNT(*) FROM delivery) + (SELECT COUNT(*) FROM upload)"
                   " + (SELECT COUNT(*) FROM client_error)"),
      ==, 0);
  /* The person may come back, as somebody new. */
  g_free (program_fixture_do (fixture, "admin users invite " LEA));
}

static void
test_sessions (ProgramFixture *fixture, gconstpointer door)
{
  g_free (program_fixture_do (fixture, "admin users invite " LEA));
  g_free (program_fixture_do (fixture, "admin sessions list " LEA));
  g_free (program_fixture_do (fixture, "admin sessions revoke " LEA));
  assert_fails (fixture, "admin sessions revoke " LEA " 0190f5f0-0000-7000-8000-000000000009", 1);
  assert_says (fixture, "admin roles list", "");
  assert_fails (fixture, "admin roles grant " LEA " Garage patron", 1);
  assert_fails (fixture, "admin period unlock Garage 2025-W38 --reason x", 1);
  assert_fails (fixture, "admin period unlock all 2025-W38", 1);
}

/* Companies are named as people write them. */
static void
test_company (ProgramFixture *fixture, gconstpointer door)
{
  insert (fixture,
          "INSERT INTO enterprise (id, rev, created_at, updated_at, name, is_active, natural_key)"
          " VALUES ('0190f5f0-0000-7000-8000-000000000001', 1, 0, 0, 'Belvédère', 1,"
          " 'belvedere');"
          "INSERT INTO period_lock (id, rev, enterprise_id, created_at, updated_at, period, locked)"
          " VALUES ('0190f5f0-0000-7000-8000-000000000002', 1,"
          " '0190f5f0-0000-7000-8000-000000000001', 0, 0, '2025-W38', 1);"
          "INSERT INTO period_lock (id, rev, created_at, updated_at, period, locked)"
          " VALUES ('0190f5f0-0000-7000-8000-000000000003', 1, 0, 0, '2025-W38', 1)");
  g_free (program_fixture_do (fixture, "admin users invite " LEA));
  assert_says (fixture, "admin roles grant " LEA " BELVEDERE patron", "patron\tmanual");
  assert_fails (fixture, "admin roles grant " LEA " BELVEDERE staff", 1);
  assert_says (fixture, "admin roles list", "Belvédère");
  g_free (program_fixture_do (fixture, "admin roles withdraw " LEA " belvédère"));
  assert_fails (fixture, "admin roles withdraw " LEA " belvédère", 1);
  g_free (program_fixture_do (fixture, "admin period unlock Belvédère 2025-W38 --reason oubli"));
  assert_fails (fixture, "admin period unlock Belvédère 2025-W38 --reason oubli", 1);
  g_assert_cmpint (program_fixture_query (fixture, "SELECT SUM(locked) FROM period_lock"), ==, 1);
  g_free (program_fixture_do (fixture, "admin period unlock all 2025-W38 --reason oubli"));
  g_assert_cmpint (program_fixture_query (fixture, "SELECT SUM(locked) FROM period_lock"), ==, 0);
  assert_says (fixture, "admin audit export", "{\"reason\":\"oubli\"}");
  assert_says (fixture, "admin audit verify", "0 broken");
}

static void
test_misuse (ProgramFixture *fixture, gconstpointer door)
{
  static const char *const lines[] = {
    "admin",
    "admin users",
    "admin users invite",
    "admin users invite a b",
    "admin users invite " LEA " --colour red",
    "admin users invite " LEA " --role",
    "admin nothing",
    "admin setting discord.main_guild_id",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_fails (fixture, lines[i], 2);
  assert_says (fixture, "admin --help", "admin users invite DISCORD_ID [--role …]");
  assert_says (fixture, "admin users --help", "set-role");
  assert_says (fixture, "admin users --help",
               "  admin users invite DISCORD_ID [--role …]       make an account");
  assert_says (fixture, "admin period --help",
               "[--reason …]\n                                                 open a locked");
  assert_says (fixture, "admin audit verify --help", "[SCOPE]");
  assert_says (fixture, "--help", "admin --help");
}

/* The file is the server's alone, and goes with it. */
static void
test_socket (ProgramFixture *fixture, gconstpointer door)
{
  g_autofree char *path = g_strconcat (fixture->database_path, ".admin", NULL);
  g_autofree char *output = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  program_fixture_stop (fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (program_fixture_run (fixture, "admin users list", NULL, &output), ==, 0);
  program_fixture_serve (fixture);
  g_free (program_fixture_do (fixture, "admin users list"));
}

/* What the server does not understand it refuses, and goes on. */
static void
test_garbage (ProgramFixture *fixture, gconstpointer door)
{
  static const char *const lines[] = {
    "\n",
    "[]\n",
    "{\"command\":\"users list\"\n",
    "{\"command\":\"rm\",\"arguments\":[],\"options\":{}}\n",
    "{\"command\":\"users invite\",\"arguments\":[],\"options\":{}}\n",
    "{\"command\":\"users list\",\"arguments\":[1],\"options\":{}}\n",
    "{\"command\":\"users list\",\"arguments\":[],\"options\":{\"role\":\"staff\"}}\n",
    "{\"command\":\"local-account create\",\"arguments\":[\"secours\"],\"options\":{},"
    "\"secret\":\"in the clear\"}\n",
  };
  g_autofree char *path = g_strconcat (fixture->database_path, ".admin", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection = g_socket_client_connect (
          client, G_SOCKET_CONNECTABLE (address), NULL, &error);
      g_autoptr (GDataInputStream) reply = NULL;
      g_autofree char *line = NULL;

      g_assert_no_error (error);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), lines[i],
                                 strlen (lines[i]), NULL, NULL, &error);
      g_assert_no_error (error);
      reply = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
      line = g_data_input_stream_read_line (reply, NULL, NULL, NULL);
      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line, "{\"error\":"));
    }
  g_free (program_fixture_do (fixture, "admin users list"));
}

/* It would hold what nobody else may have; nor may a limit be raised again. */
static void
test_core_file (ProgramFixture *fixture, gconstpointer door)
{
  static const char title[] = "Max core file size";
  g_autofree char *path = g_strdup_printf ("/proc/%s/limits",
                                           g_subprocess_get_identifier (fixture->server));
  g_autofree char *limits = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  line = strstr (limits, title);
  g_assert_nonnull (line);
  for (guint i = 0; i < 2; i++)
    {
      line += i == 0 ? strlen (title) : strspn (line, "0");
      line += strspn (line, " ");
      g_assert_true (g_str_has_prefix (line, "0 "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, door, function)                                                                  \
  g_test_add (name, ProgramFixture, GINT_TO_POINTER (door), set_up, function,                      \
              program_fixture_tear_down)
#define ADD_BOTH(name, function)                                                                   \
  ADD ("/admin/alone/" name, ALONE, function);                                                     \
  ADD ("/admin/beside-a-server/" name, BESIDE_SERVER, function)
  ADD_BOTH ("accounts-are-made-and-changed", test_users);
  ADD_BOTH ("settings-are-checked-and-shown", test_settings);
  ADD_BOTH ("keys-are-rotated-and-retired", test_keys);
  ADD_BOTH ("the-audit-is-verified-and-exported", test_audit);
  ADD_BOTH ("a-local-account-takes-its-password-from-the-input", test_local_account);
  ADD_BOTH ("a-person-is-exported-and-erased", test_person);
  ADD_BOTH ("what-is-not-there-is-told", test_sessions);
  ADD ("/admin/companies-are-named-as-people-write-them", ALONE, test_company);
  ADD ("/admin/a-wrong-command-line-is-told", ALONE, test_misuse);
  ADD ("/admin/the-socket-is-private-and-goes-with-the-server", BESIDE_SERVER, test_socket);
  ADD ("/admin/a-server-leaves-no-core-file", BESIDE_SERVER, test_core_file);
  ADD ("/admin/the-socket-refuses-garbage", BESIDE_SERVER, test_garbage);
#undef ADD_BOTH
#undef ADD
  return g_test_run ();
}
