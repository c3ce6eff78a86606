/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-test-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "shared/portail-database-sqlite.h"
#include "tests/discord/portail-discord-browser.h"
#include "tests/support/portail-tree.h"

#define CLIENT_ID     "700000000000000001"
#define CLIENT_SECRET "the secret of the tests"
#define REDIRECT      "http://127.0.0.1:43210/callback"
/* RFC 7636, appendix B. */
#define VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define AUTHORIZE                                                                                  \
  "/auth/authorize?client=desktop&redirect_uri=" REDIRECT "&code_challenge=" CHALLENGE             \
  "&code_challenge_method=S256&state=of-the-desktop&device_name=Tour"

struct _PortailTestServer
{
  char *folder;
  char *database_path;
  char *log_path;
  char *url;
  char *garage_id;
  char *taxi_id;
  PortailDiscordProvider *provider;
  PortailFaultProxy *proxy;
  PortailCrashSwitch *crash_switch;
  GSubprocessLauncher *launcher;
  GSubprocess *process;
};

static void
start_provider (PortailTestServer *server)
{
  g_autofree char *callback = g_strconcat (server->url, "/auth/discord/callback", NULL);
  const char *const redirects[] = { callback, NULL };
  const PortailDiscordApplication application = {
    .client_id = CLIENT_ID,
    .client_secret = CLIENT_SECRET,
    .redirect_uris = redirects,
  };
  g_autofree char *users = g_test_build_filename (G_TEST_DIST, "discord", "demo-users.json", NULL);
  g_autoptr (GError) error = NULL;

  server->provider = portail_discord_provider_new (&application);
  portail_discord_provider_load_users_file (server->provider, users, &error);
  g_assert_no_error (error);
  portail_discord_provider_start (server->provider, 0, &error);
  g_assert_no_error (error);
}

void
portail_test_server_set_variable (PortailTestServer *server, const char *name, const char *value)
{
  g_subprocess_launcher_setenv (server->launcher, name, value, TRUE);
}

static void
set_environment (PortailTestServer *server)
{
  const char *base = portail_discord_provider_get_base_url (server->provider);
  g_autofree char *switch_path = g_build_filename (server->folder, "crash-switch", NULL);
  const char *const variables[][3] = {
    { "DATABASE_URL", "sqlite:///", server->database_path },
    { "API_PORT", "0", "" },
    { "PUBLIC_URL", server->url, "" },
    { "JWT_SECRET_KEY", "q7Vn3xT0bR8yLwKzE2mJcU5sHfA9dGiP4oYtQ1eXvNk", "" },
    { "DISCORD_CLIENT_ID", CLIENT_ID, "" },
    { "DISCORD_CLIENT_SECRET", CLIENT_SECRET, "" },
    { "DISCORD_API_BASE", base, "/api/v10" },
    { "DISCORD_AUTHORIZE_URL", base, "/oauth2/authorize" },
    { "DISCORD_CDN_BASE", base, "" },
    { "SUPERADMIN_DISCORD_IDS", TEST_SERVER_HUGO, "" },
    { PORTAIL_CRASH_SWITCH_VARIABLE, switch_path, "" },
  };

  server->crash_switch = portail_crash_switch_new (switch_path);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *value = g_strconcat (variables[i][1], variables[i][2], NULL);

      portail_test_server_set_variable (server, variables[i][0], value);
    }
}

static GSubprocess *
spawn (PortailTestServer *server, const char *command)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "tests", "server",
                                                    "portail-server-on-trial", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawn (server->launcher, &error, program, command,
                                                      NULL);

  g_assert_no_error (error);
  return process;
}

/* What a server said before it failed. */
static void
print_log (PortailTestServer *server)
{
  g_autofree char *log = NULL;

  if (g_file_get_contents (server->log_path, &log, NULL, NULL))
    g_printerr ("%s", log);
}

/* Owned; fails the test at the end of the output. */
static char *
read_line (PortailTestServer *server, GDataInputStream *output)
{
  char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

  if (line == NULL)
    print_log (server);
  g_assert_nonnull (line);
  return line;
}

static GDataInputStream *
open_output (GSubprocess *process)
{
  return g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
}

static void
fill_database (PortailTestServer *server)
{
  g_autoptr (GSubprocess) process = spawn (server, "fill");
  g_autoptr (GDataInputStream) output = open_output (process);
  g_autoptr (GError) error = NULL;

  server->garage_id = read_line (server, output);
  server->taxi_id = read_line (server, output);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

PortailTestServer *
portail_test_server_new (void)
{
  PortailTestServer *server = g_new0 (PortailTestServer, 1);
  g_autoptr (GError) error = NULL;

  server->folder = g_dir_make_tmp ("portail-XXXXXX", &error);
  g_assert_no_error (error);
  server->database_path = g_build_filename (server->folder, "portail.db", NULL);
  server->log_path = g_build_filename (server->folder, "server.log", NULL);
  server->proxy = portail_fault_proxy_new ();
  server->url = g_strdup_printf ("http://127.0.0.1:%u",
                                 portail_fault_proxy_get_port (server->proxy));
  server->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_stderr_file_path (server->launcher, server->log_path);
  start_provider (server);
  set_environment (server);
  fill_database (server);
  return server;
}

void
portail_test_server_free (PortailTestServer *server)
{
  if (server == NULL)
    return;
  portail_test_server_kill (server);
  portail_fault_proxy_free (server->proxy);
  g_object_unref (server->provider);
  portail_crash_switch_free (server->crash_switch);
  g_object_unref (server->launcher);
  portail_tree_remove (server->folder);
  g_free (server->garage_id);
  g_free (server->taxi_id);
  g_free (server->url);
  g_free (server->log_path);
  g_free (server->database_path);
  g_free (server->folder);
  g_free (server);
}

const char *
portail_test_server_get_folder (PortailTestServer *server)
{
  return server->folder;
}

const char *
portail_test_server_get_database_path (PortailTestServer *server)
{
  return server->database_path;
}

const char *
portail_test_server_get_garage_id (PortailTestServer *server)
{
  return server->garage_id;
}

const char *
portail_test_server_get_taxi_id (PortailTestServer *server)
{
  return server->taxi_id;
}

const char *
portail_test_server_get_url (PortailTestServer *server)
{
  return server->url;
}

PortailDiscordProvider *
portail_test_server_get_provider (PortailTestServer *server)
{
  return server->provider;
}

PortailFaultProxy *
portail_test_server_get_proxy (PortailTestServer *server)
{
  return server->proxy;
}

PortailCrashSwitch *
portail_test_server_get_crash_switch (PortailTestServer *server)
{
  return server->crash_switch;
}

void
portail_test_server_start (PortailTestServer *server)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  guint64 port;

  g_assert_null (server->process);
  server->process = spawn (server, "serve");
  output = open_output (server->process);
  line = read_line (server, output);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));
  g_assert_true (
      g_ascii_string_to_unsigned (strrchr (line, ':') + 1, 10, 1, G_MAXUINT16, &port, NULL));
  portail_fault_proxy_set_target (server->proxy, (guint16) port);
}

/* Waits for the end of the process; the caller frees it. */
static GSubprocess *
wait_for_end (PortailTestServer *server)
{
  g_subprocess_wait (server->process, NULL, NULL);
  portail_fault_proxy_set_target (server->proxy, 0);
  return g_steal_pointer (&server->process);
}

void
portail_test_server_stop (PortailTestServer *server)
{
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_send_signal (server->process, SIGTERM);
  process = wait_for_end (server);
  if (!g_subprocess_get_successful (process))
    print_log (server);
  g_assert_true (g_subprocess_get_successful (process));
}

void
portail_test_server_kill (PortailTestServer *server)
{
  if (server->process == NULL)
    return;
  g_subprocess_force_exit (server->process);
  g_object_unref (wait_for_end (server));
}

void
portail_test_server_wait_killed (PortailTestServer *server)
{
  g_autoptr (GSubprocess) process = wait_for_end (server);

  if (!g_subprocess_get_if_signaled (process))
    print_log (server);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
}

GPid
portail_test_server_get_pid (PortailTestServer *server)
{
  const char *identifier = server->process != NULL ? g_subprocess_get_identifier (server->process)
                                                   : NULL;

  return identifier != NULL ? (GPid) g_ascii_strtoll (identifier, NULL, 10) : 0;
}

void
portail_test_reply_free (PortailTestReply *reply)
{
  if (reply == NULL)
    return;
  g_clear_pointer (&reply->json, portail_json_document_free);
  g_free (reply->body);
  g_free (reply);
}

const PortailJson *
portail_test_reply_get_root (const PortailTestReply *reply)
{
  return reply->json != NULL ? portail_json_document_get_root (reply->json) : NULL;
}

const char *
portail_test_reply_get_text (const PortailTestReply *reply, const char *member)
{
  const char *text = portail_json_get_member_string (portail_test_reply_get_root (reply), member);

  g_assert_nonnull (text);
  return text;
}

/* *@location receives the address of a redirect; it may be NULL. */
static PortailTestReply *
ask (PortailTestServer *server, SoupMessage *message, char **location)
{
  /* A session of its own: no connection of an earlier server, and nothing is sent again. */
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 30, NULL);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);
  PortailTestReply *reply = g_new0 (PortailTestReply, 1);
  gsize length;
  const char *body;

  if (bytes == NULL)
    return reply;
  body = g_bytes_get_data (bytes, &length);
  /* libsoup takes a connection that ends after a whole line of the head for the head's end. */
  if (soup_message_get_status (message) == 200
      && soup_message_headers_get_one (soup_message_get_response_headers (message),
                                       "Content-Length")
             == NULL)
    return reply;
  reply->status = soup_message_get_status (message);
  reply->body = g_strndup (body != NULL ? body : "", length);
  reply->json = portail_json_parse (reply->body, length, NULL);
  if (location != NULL)
    *location = g_strdup (
        soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return reply;
}

static SoupMessage *
new_message (PortailTestServer *server, const char *method, const char *path)
{
  g_autofree char *url = g_str_has_prefix (path, "http") ? g_strdup (path)
                                                         : g_strconcat (server->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

PortailTestReply *
portail_test_server_ask (PortailTestServer *server,
                         const char *method,
                         const char *path,
                         const char *token,
                         const char *body)
{
  g_autoptr (SoupMessage) message = new_message (server, method, path);

  if (token != NULL)
    {
      g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    authorization);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return ask (server, message, NULL);
}

/* Where @path redirects to. Owned. */
static char *
follow (PortailTestServer *server, const char *path)
{
  g_autoptr (SoupMessage) message = new_message (server, "GET", path);
  char *location = NULL;
  g_autoptr (PortailTestReply) reply = ask (server, message, &location);

  g_assert_cmpuint (reply->status, ==, 302);
  return location;
}

static char *
begin_sign_in (PortailTestServer *server)
{
  g_autoptr (PortailTestReply) consent = portail_test_server_ask (server, "GET", AUTHORIZE, NULL,
                                                                  NULL);
  const char *link;
  g_autofree char *path = NULL;

  g_assert_cmpuint (consent->status, ==, 200);
  link = strstr (consent->body, "/auth/discord/login?ticket=");
  g_assert_nonnull (link);
  path = g_strndup (link, strcspn (link, "\""));
  return follow (server, path);
}

PortailTestReply *
portail_test_server_sign_in (PortailTestServer *server, const char *discord_id)
{
  g_autofree char *authorize = begin_sign_in (server);
  g_autoptr (GError) error = NULL;
  g_autofree char *callback = portail_discord_browser_authorize (authorize, discord_id, &error);
  g_autofree char *location = NULL;
  g_autofree char *code = NULL;
  g_autofree char *body = NULL;
  PortailTestReply *reply;

  g_assert_no_error (error);
  location = follow (server, callback);
  code = portail_discord_browser_dup_parameter (location, "code");
  body = g_strdup_printf ("{\"grant_type\":\"authorization_code\",\"code\":\"%s\","
                          "\"code_verifier\":\"" VERIFIER "\",\"redirect_uri\":\"" REDIRECT "\"}",
                          code);
  reply = portail_test_server_ask (server, "POST", "/auth/token", NULL, body);
  g_assert_cmpuint (reply->status, ==, 200);
  return reply;
}

char *
portail_test_server_dup_token (PortailTestServer *server, const char *discord_id)
{
  g_autoptr (PortailTestReply) reply = portail_test_server_sign_in (server, discord_id);

  return g_strdup (portail_test_reply_get_text (reply, "access_token"));
}

PortailDatabase *
portail_test_server_open_database (PortailTestServer *server)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (server->database_path,
                                                            PORTAIL_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  return database;
}

gint64
portail_test_server_query (PortailTestServer *server, const char *sql)
{
  g_autoptr (PortailDatabase) database = portail_test_server_open_database (server);
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (database, sql, &error);
  gint64 number;

  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  number = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return number;
}
