/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/program-fixture.h"

#include <string.h>

#include "shared/portail-database-sqlite.h"

#define SIGNING_KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char *const redirect_uris[] = { "http://127.0.0.1:8000/auth/discord/callback", NULL };

static void
start_provider (ProgramFixture *fixture)
{
  const PortailDiscordApplication application = {
    .client_id = PROGRAM_CLIENT_ID,
    .client_secret = PROGRAM_CLIENT_SECRET,
    .bot_token = PROGRAM_BOT_TOKEN,
    .redirect_uris = redirect_uris,
  };
  g_autofree char *users = g_test_build_filename (G_TEST_DIST, "discord", "demo-users.json", NULL);
  g_autofree char *api = NULL;
  g_autoptr (GError) error = NULL;

  fixture->provider = portail_discord_provider_new (&application);
  portail_discord_provider_load_users_file (fixture->provider, users, &error);
  g_assert_no_error (error);
  portail_discord_provider_start (fixture->provider, 0, &error);
  g_assert_no_error (error);
  api = g_strconcat (portail_discord_provider_get_base_url (fixture->provider), "/api/v10", NULL);
  g_subprocess_launcher_setenv (fixture->launcher, "DISCORD_API_BASE", api, TRUE);
}

void
program_fixture_set_up (ProgramFixture *fixture, gconstpointer unused)
{
  g_autofree char *url = NULL;
  g_autofree char *blobs = NULL;

  fixture->folder = g_dir_make_tmp ("portail-XXXXXX", NULL);
  fixture->program = g_test_build_filename (G_TEST_BUILT, "server", "portail-server", NULL);
  fixture->database_path = g_build_filename (fixture->folder, "portail.db", NULL);
  fixture->key_file = g_build_filename (fixture->folder, "server.conf", NULL);
  fixture->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                                 | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                 | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  url = g_strconcat ("sqlite:///", fixture->database_path, NULL);
  blobs = g_build_filename (fixture->folder, "blobs", NULL);
  g_subprocess_launcher_setenv (fixture->launcher, "DATABASE_URL", url, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "BLOB_DIR", blobs, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "JWT_SECRET_KEY", SIGNING_KEY, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "API_PORT", "0", TRUE);
  start_provider (fixture);
}

void
program_fixture_tear_down (ProgramFixture *fixture, gconstpointer unused)
{
  const char *const arguments[] = { "rm", "-r", fixture->folder, NULL };
  g_autoptr (GSubprocess) remover = NULL;

  if (fixture->server != NULL)
    program_fixture_stop (fixture);
  remover = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_assert_true (g_subprocess_wait_check (remover, NULL, NULL));
  g_object_unref (fixture->provider);
  g_object_unref (fixture->launcher);
  g_free (fixture->key_file);
  g_free (fixture->database_path);
  g_free (fixture->program);
  g_free (fixture->folder);
}

static GSubprocess *
start (ProgramFixture *fixture, const char *line)
{
  g_autofree char *whole = g_strconcat (fixture->program, " ", line, NULL);
  g_auto (GStrv) words = g_strsplit (g_strchomp (whole), " ", -1);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawnv (fixture->launcher,
                                                       (const char *const *) words, &error);

  g_assert_no_error (error);
  return process;
}

int
program_fixture_run (ProgramFixture *fixture, const char *line, const char *input, char **output)
{
  g_autoptr (GSubprocess) process = start (fixture, line);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, input, NULL, &out, &err, &error);
  g_assert_no_error (error);
  *output = g_strconcat (out, err, NULL);
  return g_subprocess_get_exit_status (process);
}

char *
program_fixture_do (ProgramFixture *fixture, const char *line)
{
  g_autofree char *output = NULL;
  int status = program_fixture_run (fixture, line, NULL, &output);

  if (status != 0)
    g_test_message ("%s: %s", line, output);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&output);
}

void
program_fixture_serve (ProgramFixture *fixture)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  fixture->server = start (fixture, "serve");
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening "));
}

void
program_fixture_stop (ProgramFixture *fixture)
{
  g_autoptr (GSubprocess) server = g_steal_pointer (&fixture->server);

  g_subprocess_send_signal (server, SIGTERM);
  g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
}

gint64
program_fixture_query (ProgramFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDatabase) database = portail_database_open_sqlite (
      fixture->database_path, PORTAIL_DATABASE_READ_ONLY, &error);
  PortailStatement *statement;
  gint64 number;

  g_assert_no_error (error);
  statement = portail_database_prepare (database, sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  number = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return number;
}
