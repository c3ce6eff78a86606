/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define SIGNING_KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef struct
{
  char *folder;
  char *program;
  GSubprocessLauncher *launcher;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *url = NULL;

  fixture->folder = g_dir_make_tmp ("portail-XXXXXX", NULL);
  fixture->program = g_test_build_filename (G_TEST_BUILT, "server", "portail-server", NULL);
  fixture->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                 | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  url = g_strdup_printf ("sqlite:///%s/new/portail.db", fixture->folder);
  g_subprocess_launcher_setenv (fixture->launcher, "DATABASE_URL", url, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "JWT_SECRET_KEY", SIGNING_KEY, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "API_PORT", "0", TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  const char *const arguments[] = { "rm", "-r", fixture->folder, NULL };
  g_autoptr (GSubprocess) remover = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, NULL);

  g_assert_true (g_subprocess_wait_check (remover, NULL, NULL));
  g_object_unref (fixture->launcher);
  g_free (fixture->program);
  g_free (fixture->folder);
}

/* @words ends with NULL. */
static GSubprocess *
start (Fixture *fixture, const char *const *words)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (arguments, fixture->program);
  for (; *words != NULL; words++)
    g_strv_builder_add (arguments, *words);
  all = g_strv_builder_end (arguments);
  process = g_subprocess_launcher_spawnv (fixture->launcher, (const char *const *) all, &error);
  g_assert_no_error (error);
  return process;
}

/* Runs to the end. *@output is what came on either stream; owned. */
static int
run (Fixture *fixture, const char *const *words, char **output)
{
  g_autoptr (GSubprocess) process = start (fixture, words);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  *output = g_strconcat (out, err, NULL);
  return g_subprocess_get_exit_status (process);
}

/* Returns: the address that it prints; owned. */
static char *
wait_until_it_listens (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));
  return g_strdup (line + strlen ("listening "));
}

static void
test_serve (Fixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  static const char *const migrate[] = { "migrate", NULL };
  g_autoptr (GSubprocess) server = start (fixture, none);
  g_autofree char *address = wait_until_it_listens (server);
  g_autofree char *url = g_strconcat (address, "/health", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *output = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read (session, message, NULL, NULL);

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_nonnull (body);
  g_assert_cmpint (run (fixture, migrate, &output), ==, 1);
  g_assert_nonnull (strstr (output, "portail.db"));
  g_subprocess_send_signal (server, SIGTERM);
  g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
}

/* The database that it made is private, and a second start finds it as it was. */
static void
test_again (Fixture *fixture, gconstpointer unused)
{
  static const char *const serve[] = { "serve", NULL };
  static const char *const migrate[] = { "migrate", NULL };
  g_autofree char *path = g_build_filename (fixture->folder, "new", "portail.db", NULL);
  GStatBuf status;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *address = NULL;
      g_autoptr (GSubprocess) server = NULL;

      g_assert_cmpint (run (fixture, migrate, &output), ==, 0);
      server = start (fixture, serve);
      address = wait_until_it_listens (server);
      g_subprocess_send_signal (server, SIGINT);
      g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
    }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0077, ==, 0);
}

/* By the command line's own process, then by the server that runs. */
static void
test_import (Fixture *fixture, gconstpointer unused)
{
  static const char *const serve[] = { "serve", NULL };
  static const char *const mysql[] = { "import", "mysql://portail@127.0.0.1/portail", NULL };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "legacy-portal.db", NULL);
  const char *const import[] = { "import", path, NULL };
  const char *const again[] = { "import", "--json", path, NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GSubprocess) server = NULL;

  g_assert_cmpint (run (fixture, import, &first), ==, 0);
  g_assert_nonnull (strstr (first, "users: 60 read, 60 written, 0 there already, 0 skipped"));
  server = start (fixture, serve);
  address = wait_until_it_listens (server);
  g_assert_cmpint (run (fixture, again, &second), ==, 0);
  g_assert_true (g_str_has_prefix (second, "{\"changed\":false,"));
  g_assert_cmpint (run (fixture, mysql, &refusal), ==, 1);
  g_assert_nonnull (strstr (refusal, "MySQL"));
  g_subprocess_send_signal (server, SIGTERM);
  g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
}

static void
test_settings (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *key;
    const char *value;
    int status;
  } settings[] = {
    { "discord.main_guild_id", "900000000000000001", 0 },
    { "discord.main_guild_id", "", 0 },
    { "discord.main_guild_id", "90000000000000000x", 1 },
    { "discord.staff_role_ids", "910000000000000001,910000000000000002", 0 },
    { "discord.staff_role_ids", "910000000000000001,", 1 },
    { "discord.nothing", "1", 1 },
    { "discord.webhook_url", "https://discord.example.org/t0ken", 1 },
    { "discord.webhook_url", "", 0 },
    { "mail.from", "staff@example.org", 0 },
    { "mail.from", "staff", 1 },
    { "retention.history_days", "365", 0 },
    { "retention.history_days", "179", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const char *const words[] = { "admin", "setting", settings[i].key, settings[i].value, NULL };
      g_autofree char *output = NULL;

      g_assert_cmpint (run (fixture, words, &output), ==, settings[i].status);
      g_assert_null (strstr (output, "t0ken"));
    }
}

static void
test_misuse (Fixture *fixture, gconstpointer unused)
{
  static const char *const lines[][4] = {
    { "server", NULL },
    { "admin", NULL },
    { "admin", "setting", "discord.main_guild_id", NULL },
    { "serve", "now", NULL },
    { "--nothing", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *output = NULL;

      g_assert_cmpint (run (fixture, lines[i], &output), ==, 2);
      g_assert_cmpstr (output, !=, "");
    }
}

static void
test_bad_config (Fixture *fixture, gconstpointer unused)
{
  static const char *const serve[] = { "serve", NULL };
  static const char *const check[] = { "--check-config", NULL };
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *checked = NULL;

  g_assert_cmpint (run (fixture, check, &good), ==, 0);
  g_assert_null (strstr (good, SIGNING_KEY));
  g_subprocess_launcher_setenv (fixture->launcher, "API_PORT", "eighty", TRUE);
  g_assert_cmpint (run (fixture, serve, &bad), ==, 2);
  g_assert_nonnull (strstr (bad, "API_PORT"));
  g_subprocess_launcher_setenv (fixture->launcher, "API_PORT", "0", TRUE);
  g_subprocess_launcher_unsetenv (fixture->launcher, "JWT_SECRET_KEY");
  g_assert_cmpint (run (fixture, check, &checked), ==, 2);
  g_assert_nonnull (strstr (checked, "JWT_SECRET_KEY"));
}

static void
test_help (Fixture *fixture, gconstpointer unused)
{
  static const char *const help[] = { "--help", NULL };
  static const char *const version[] = { "--version", NULL };
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;

  g_assert_cmpint (run (fixture, help, &text), ==, 0);
  g_assert_nonnull (strstr (text, "admin --help"));
  g_assert_nonnull (strstr (text, "configure"));
  g_assert_cmpint (run (fixture, version, &number), ==, 0);
  g_assert_cmpstr (number, ==, "portail-server " PORTAIL_VERSION "\n");
}

static void
test_problems (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "server.conf", NULL);
  const char *const words[] = { "--config", path, "serve", NULL };
  g_autofree char *broken = NULL;
  g_autofree char *unknown = NULL;

  g_assert_true (g_file_set_contents (path, "no group\n", -1, NULL));
  g_assert_cmpint (run (fixture, words, &broken), ==, 2);
  g_assert_true (g_str_has_prefix (broken, path));
  g_assert_true (g_file_set_contents (path, "[server]\nAPI_PRT=1\n", -1, NULL));
  g_assert_cmpint (run (fixture, words, &unknown), ==, 2);
  g_assert_true (g_str_has_prefix (unknown, path));
  g_assert_nonnull (strstr (unknown, "API_PRT"));
}

/* Whoever names a file means it: its settings are not silently those of the environment. */
static void
test_no_key_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "absent.conf", NULL);
  const char *const words[] = { "--config", path, "--check-config", NULL };
  g_autofree char *said = NULL;
  g_autofree char *expected = g_strconcat (path, ": there is no such file\n", NULL);

  g_assert_cmpint (run (fixture, words, &said), ==, 2);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_other_database (Fixture *fixture, gconstpointer unused)
{
  static const char *const check[] = { "--check-config", NULL };
  g_autofree char *said = NULL;

  g_subprocess_launcher_setenv (fixture->launcher, "DATABASE_URL", "mysql://x/y", TRUE);
  g_assert_cmpint (run (fixture, check, &said), ==, 2);
  g_assert_nonnull (strstr (said, "SQLite only"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/command-line/it-serves-alone-until-it-is-told-to-stop", test_serve);
  ADD ("/command-line/a-bad-key-file-is-named-with-its-fault", test_problems);
  ADD ("/command-line/a-key-file-that-is-named-must-exist", test_no_key_file);
  ADD ("/command-line/a-database-of-another-kind-is-told-before-serving", test_other_database);
  ADD ("/command-line/it-makes-a-private-database-and-finds-it-again", test_again);
  ADD ("/command-line/settings-of-the-server-are-checked", test_settings);
  ADD ("/command-line/a-wrong-command-line-is-told", test_misuse);
  ADD ("/command-line/a-wrong-configuration-is-named", test_bad_config);
  ADD ("/command-line/help-and-version-are-printed", test_help);
  ADD ("/command-line/the-old-portals-file-is-taken-over", test_import);
#undef ADD
  return g_test_run ();
}
