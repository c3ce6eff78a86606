/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/portail-server-config.h"
#include "tests/server/program-fixture.h"

#define PUBLIC_URL "https://portail.example.org"
#define SUPERADMIN "800000000000000001"

static char *
make_line (ProgramFixture *fixture, const char *options)
{
  return g_strdup_printf ("--config %s configure%s", fixture->key_file, options);
}

static int
configure (ProgramFixture *fixture, const char *options, const char *input, char **output)
{
  g_autofree char *line = make_line (fixture, options);

  return program_fixture_run (fixture, line, input, output);
}

/* As the server reads it; the environment says nothing. */
static PortailServerConfig *
load (ProgramFixture *fixture)
{
  static const char *const none[] = { NULL };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailServerConfig *config = portail_server_config_load (fixture->key_file, none, problems);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", portail_problems_get (problems, i)->detail);
  g_assert_nonnull (config);
  return config;
}

static void
assert_setting (const PortailServerConfig *config, PortailConfigSetting setting, const char *value)
{
  g_assert_cmpstr (portail_server_config_get_text (config, setting), ==, value);
}

static void
set_up (ProgramFixture *fixture, gconstpointer unused)
{
  program_fixture_set_up (fixture, NULL);
  g_subprocess_launcher_unsetenv (fixture->launcher, "JWT_SECRET_KEY");
}

#define ALL_ANSWERS                                                                                \
  PROGRAM_CLIENT_ID "\n" PROGRAM_CLIENT_SECRET "\n" PROGRAM_BOT_TOKEN "\n" PUBLIC_URL              \
                    "\n" SUPERADMIN "\n"

static void
test_round_trip (ProgramFixture *fixture, gconstpointer unused)
{
  g_autofree char *output = NULL;
  g_autoptr (PortailServerConfig) config = NULL;
  GStatBuf status;

  g_assert_cmpint (configure (fixture, "", ALL_ANSWERS, &output), ==, 0);
  g_assert_null (strstr (output, PROGRAM_CLIENT_SECRET));
  g_assert_cmpint (g_stat (fixture->key_file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  config = load (fixture);
  assert_setting (config, PORTAIL_SETTING_DISCORD_CLIENT_ID, PROGRAM_CLIENT_ID);
  assert_setting (config, PORTAIL_SETTING_DISCORD_CLIENT_SECRET, PROGRAM_CLIENT_SECRET);
  assert_setting (config, PORTAIL_SETTING_DISCORD_BOT_TOKEN, PROGRAM_BOT_TOKEN);
  assert_setting (config, PORTAIL_SETTING_PUBLIC_URL, PUBLIC_URL);
  assert_setting (config, PORTAIL_SETTING_SUPERADMIN_DISCORD_IDS, SUPERADMIN);
  g_assert_cmpuint (
      strlen (portail_server_config_get_text (config, PORTAIL_SETTING_JWT_SECRET_KEY)), >=, 43);
}

static void
test_strange_secrets (ProgramFixture *fixture, gconstpointer unused)
{
  static const char *const secrets[] = {
    "&&&&",       "////", "\\\\n\\t\\s", "# not a comment", "; nor this",     "a=b=c",   "[server]",
    "\"quoted\"", "it's", "é à ü €",     "%s%n$1\\1",       "a  two  spaces", "`$(id)`",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *input = g_strconcat (PROGRAM_CLIENT_ID "\n", secrets[i],
                                            "\n\n" PUBLIC_URL "\n\n", NULL);
      g_autofree char *output = NULL;
      g_autoptr (PortailServerConfig) config = NULL;

      g_assert_cmpint (configure (fixture, " --no-test", input, &output), ==, 0);
      config = load (fixture);
      assert_setting (config, PORTAIL_SETTING_DISCORD_CLIENT_SECRET, secrets[i]);
    }
}

/* What is left empty stays, with everything that it never asked about. */
static void
test_second_run (ProgramFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr (PortailServerConfig) before = NULL;
  g_autoptr (PortailServerConfig) kept = NULL;
  g_autoptr (PortailServerConfig) changed = NULL;

  g_assert_true (g_file_set_contents (
      fixture->key_file, "# by hand\n[server]\n# of the house\nLOG_LEVEL=warning\n", -1, NULL));
  g_assert_cmpint (configure (fixture, "", ALL_ANSWERS, &first), ==, 0);
  before = load (fixture);
  key = g_strdup (portail_server_config_get_text (before, PORTAIL_SETTING_JWT_SECRET_KEY));
  g_assert_cmpint (configure (fixture, "", "\n\n\n\n\n", &second), ==, 0);
  kept = load (fixture);
  assert_setting (kept, PORTAIL_SETTING_DISCORD_CLIENT_SECRET, PROGRAM_CLIENT_SECRET);
  assert_setting (kept, PORTAIL_SETTING_DISCORD_BOT_TOKEN, PROGRAM_BOT_TOKEN);
  assert_setting (kept, PORTAIL_SETTING_JWT_SECRET_KEY, key);
  assert_setting (kept, PORTAIL_SETTING_LOG_LEVEL, "warning");
  g_assert_true (g_file_get_contents (fixture->key_file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# of the house"));
  g_assert_cmpint (configure (fixture, "", "\n\n-\nhttps://other.example.org\n-\n", &third), ==, 0);
  changed = load (fixture);
  assert_setting (changed, PORTAIL_SETTING_DISCORD_BOT_TOKEN, NULL);
  assert_setting (changed, PORTAIL_SETTING_PUBLIC_URL, "https://other.example.org");
  assert_setting (changed, PORTAIL_SETTING_SUPERADMIN_DISCORD_IDS, NULL);
}

/* The group that was given so that the server reads the file still does; others never. */
static void
test_readers (ProgramFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  struct stat status;

  if (geteuid () != 0)
    {
      g_test_skip ("only root gives files away");
      return;
    }
  g_assert_cmpint (configure (fixture, "", ALL_ANSWERS, &first), ==, 0);
  g_assert_cmpint (chown (fixture->key_file, 0, 1), ==, 0);
  g_assert_cmpint (chmod (fixture->key_file, 0644), ==, 0);
  g_assert_cmpint (configure (fixture, "", "\n\n\n\n\n", &second), ==, 0);
  g_assert_cmpint (stat (fixture->key_file, &status), ==, 0);
  g_assert_cmpuint (status.st_gid, ==, 1);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0640);
}

static void
test_refusals (ProgramFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *input;
    const char *word;
  } inputs[] = {
    { "", "input ended" },
    { "\n", "DISCORD_CLIENT_ID" },
    { "12\n", "DISCORD_CLIENT_ID" },
    { PROGRAM_CLIENT_ID "\n\n", "DISCORD_CLIENT_SECRET" },
    { PROGRAM_CLIENT_ID "\nx\n\nportail\n\n", "PUBLIC_URL" },
    { PROGRAM_CLIENT_ID "\nx\n\n" PUBLIC_URL "\nhugo\n", "SUPERADMIN_DISCORD_IDS" },
    { PROGRAM_CLIENT_ID "\nwrong\n\n" PUBLIC_URL "\n\n", "Discord" },
    { PROGRAM_CLIENT_ID "\n" PROGRAM_CLIENT_SECRET "\nwrong\n" PUBLIC_URL "\n\n",
      "DISCORD_BOT_TOKEN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *draft = g_strconcat (fixture->key_file, ".new", NULL);

      g_assert_cmpint (configure (fixture, "", inputs[i].input, &output), ==, 1);
      g_test_message ("%s", output);
      g_assert_nonnull (strstr (output, inputs[i].word));
      g_assert_false (g_file_test (fixture->key_file, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
    }
}

/* A terminal of the program's own; @fd is the other end. */
static pid_t
start_on_terminal (ProgramFixture *fixture, int *fd)
{
  g_autofree char *program = g_strdup (fixture->program);
  g_autofree char *key_file = g_strdup (fixture->key_file);
  const char *arguments[] = { program, "--config", key_file, "configure", "--no-test", NULL };
  pid_t pid = forkpty (fd, NULL, NULL, NULL);

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      execv (program, (char **) arguments);
      _exit (127);
    }
  return pid;
}

/* Reads until @question was asked. What came is appended to @seen. */
static void
expect (int fd, const char *question, GString *seen)
{
  gsize from = seen->len;
  char byte;

  while (strstr (seen->str + from, question) == NULL)
    {
      g_assert_cmpint (read (fd, &byte, 1), ==, 1);
      g_string_append_c (seen, byte);
    }
}

static void
type (int fd, const char *text)
{
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
}

/* Secrets do not appear while they are typed, and a wrong answer is asked for again. */
static void
test_terminal (ProgramFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (PortailServerConfig) config = NULL;
  int fd, status;
  pid_t pid = start_on_terminal (fixture, &fd);
  char byte;

  expect (fd, "application: ", seen);
  type (fd, "12\n");
  expect (fd, "DISCORD_CLIENT_ID: ", seen);
  expect (fd, "application: ", seen);
  type (fd, PROGRAM_CLIENT_ID "\n");
  expect (fd, "secret: ", seen);
  type (fd, "never shown\n");
  expect (fd, "(may be left empty): ", seen);
  type (fd, "nor this\n");
  expect (fd, "example.org: ", seen);
  type (fd, PUBLIC_URL "\n");
  expect (fd, "(may be left empty): ", seen);
  type (fd, "\n");
  while (read (fd, &byte, 1) == 1)
    g_string_append_c (seen, byte);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (fd);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_null (strstr (seen->str, "never shown"));
  g_assert_null (strstr (seen->str, "nor this"));
  g_assert_nonnull (strstr (seen->str, PUBLIC_URL));
  config = load (fixture);
  assert_setting (config, PORTAIL_SETTING_DISCORD_CLIENT_SECRET, "never shown");
  assert_setting (config, PORTAIL_SETTING_DISCORD_BOT_TOKEN, "nor this");
}

/* The file that it wrote starts a server. */
static void
test_serves (ProgramFixture *fixture, gconstpointer unused)
{
  g_autofree char *output = NULL;
  g_autofree char *checked = NULL;
  g_autofree char *check = g_strdup_printf ("--config %s --check-config", fixture->key_file);

  g_assert_cmpint (configure (fixture, "", ALL_ANSWERS, &output), ==, 0);
  checked = program_fixture_do (fixture, check);
  g_assert_nonnull (strstr (checked, "PUBLIC_URL=" PUBLIC_URL));
  g_assert_nonnull (strstr (checked, "LOCAL_LOGIN=0"));
  g_assert_null (strstr (checked, PROGRAM_CLIENT_SECRET));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* As the program's own messages are looked for. */
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
#define ADD(name, function)                                                                        \
  g_test_add (name, ProgramFixture, NULL, set_up, function, program_fixture_tear_down)
  ADD ("/configure/what-was-said-is-read-again-by-the-server", test_round_trip);
  ADD ("/configure/no-character-of-a-secret-is-lost", test_strange_secrets);
  ADD ("/configure/a-second-run-keeps-what-is-left-empty", test_second_run);
  ADD ("/configure/who-read-the-file-still-does", test_readers);
  ADD ("/configure/nothing-is-written-when-something-is-wrong", test_refusals);
  ADD ("/configure/on-a-terminal-secrets-stay-hidden", test_terminal);
  ADD ("/configure/its-file-passes-the-check-of-the-configuration", test_serves);
#undef ADD
  return g_test_run ();
}
