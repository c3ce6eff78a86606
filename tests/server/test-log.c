/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-log.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

static JsonObject *
parse (JsonParser *parser, const char *line)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* The lines that this program writes when it runs itself as @path. */
static char **
run (const char *path)
{
  g_autofree char *output = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                              &error, program, "-p", path, "--GTestSubprocess", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &output, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strsplit (g_strchomp (output), "\n", -1);
}

static void
write_requests (void)
{
  PortailLogRequest entry = { .request_id = "id-1",
                              .method = "GET",
                              .route = "/api/dotations/{id}",
                              .user_id = "user-1",
                              .status = 200,
                              .duration_microseconds = 1234 };

  portail_log_install (STDERR_FILENO, PORTAIL_LOG_INFO);
  portail_log_request (&entry);
  entry.status = 503;
  entry.route = NULL;
  entry.user_id = NULL;
  entry.is_cut_off = TRUE;
  portail_log_request (&entry);
}

static void
test_requests (void)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *line;

  if (g_test_subprocess ())
    {
      write_requests ();
      return;
    }
  lines = run ("/log/a-request-is-one-line");
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  line = parse (parser, lines[0]);
  g_assert_cmpstr (json_object_get_string_member (line, "level"), ==, "info");
  g_assert_cmpstr (json_object_get_string_member (line, "request_id"), ==, "id-1");
  g_assert_cmpstr (json_object_get_string_member (line, "route"), ==, "/api/dotations/{id}");
  g_assert_cmpstr (json_object_get_string_member (line, "user_id"), ==, "user-1");
  g_assert_cmpint (json_object_get_int_member (line, "status"), ==, 200);
  g_assert_cmpint (json_object_get_int_member (line, "duration_us"), ==, 1234);
  g_assert_true (json_object_has_member (line, "time"));
  line = parse (parser, lines[1]);
  g_assert_cmpstr (json_object_get_string_member (line, "level"), ==, "error");
  g_assert_true (json_object_get_boolean_member (line, "cut_off"));
  g_assert_false (json_object_has_member (line, "route"));
}

static void
write_messages (void)
{
  portail_log_install (STDERR_FILENO, PORTAIL_LOG_INFO);
  g_debug ("too fine");
  g_info ("one \"line\"\nonly");
  g_message ("two");
}

static void
test_messages (void)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (g_test_subprocess ())
    {
      write_messages ();
      return;
    }
  lines = run ("/log/messages-become-lines");
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (parse (parser, lines[0]), "message"), ==,
                   "one \"line\"\nonly");
  g_assert_cmpstr (json_object_get_string_member (parse (parser, lines[1]), "message"), ==, "two");
}

static void
write_warning (void)
{
  portail_log_install (STDERR_FILENO, PORTAIL_LOG_INFO);
  g_warning ("a bug");
}

static void
test_fatal (void)
{
  if (g_test_subprocess ())
    {
      write_warning ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*\"level\":\"warning\"*");
}

static void
test_levels (void)
{
  PortailLogLevel level;

  g_assert_true (portail_log_level_from_name ("warning", &level));
  g_assert_cmpint (level, ==, PORTAIL_LOG_WARNING);
  g_assert_false (portail_log_level_from_name ("WARNING", &level));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/a-request-is-one-line", test_requests);
  g_test_add_func ("/log/messages-become-lines", test_messages);
  g_test_add_func ("/log/a-fatal-warning-stays-fatal", test_fatal);
  g_test_add_func ("/log/levels-have-names", test_levels);
  return g_test_run ();
}
