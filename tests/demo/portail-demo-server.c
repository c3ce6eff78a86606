/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-server.h"

#include <signal.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"

#define CLIENT_ID  "100000000000000001"
#define SUPERADMIN "800000000000000001"

struct _PortailDemoServer
{
  const PortailDemoPlace *place;
  char *address;
  GSubprocessLauncher *launcher;
  GSubprocess *provider;
  GSubprocess *process; /* NULL: it does not run */
};

static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  portail_demo_check (error);
  g_socket_listener_close (listener);
  return port;
}

/* Some 360 bits from the system's generator. */
static char *
make_secret (void)
{
  GString *secret = g_string_new (NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *part = g_uuid_string_random ();

      g_string_append (secret, part);
    }
  return g_string_free (secret, FALSE);
}

/* The address in the line `listening ADDRESS` that a program prints when it is ready. Owned. */
static char *
wait_until_it_listens (const PortailDemoPlace *place, GSubprocess *process, const char *log)
{
  static const char start[] = "listening ";
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

  if (line == NULL || !g_str_has_prefix (line, start))
    {
      g_autofree char *text = portail_demo_place_read_log (place, log);

      portail_demo_fail ("the %s did not start: %s", log, text);
    }
  return g_strdup (line + strlen (start));
}

/* Its base address, owned. */
static char *
start_provider (PortailDemoServer *server, const char *secret)
{
  g_autoptr (GSubprocessLauncher) launcher = portail_demo_place_new_launcher (
      server->place, G_SUBPROCESS_FLAGS_STDOUT_PIPE, "provider");
  g_autofree char *redirect = g_strconcat (server->address, "/auth/discord/callback", NULL);
  g_autofree char *users = g_build_filename (server->place->sources, "discord", "demo-users.json",
                                             NULL);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "DISCORD_CLIENT_SECRET", secret, TRUE);
  server->provider = g_subprocess_launcher_spawn (
      launcher, &error, server->place->provider, "--port", "0", "--client-id", CLIENT_ID,
      "--redirect-uri", redirect, "--users", users, NULL);
  portail_demo_check (error);
  return wait_until_it_listens (server->place, server->provider, "provider");
}

static void
configure (PortailDemoServer *server, guint16 port)
{
  g_autofree char *jwt_secret = make_secret ();
  g_autofree char *secret = make_secret ();
  g_autofree char *provider = start_provider (server, secret);
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  const char *const variables[][3] = {
    { "DATABASE_URL", "sqlite:///", server->place->state },
    { "BLOB_DIR", server->place->state, "/blobs" },
    { "API_HOST", "127.0.0.1", "" },
    { "API_PORT", port_text, "" },
    { "PUBLIC_URL", server->address, "" },
    { "JWT_SECRET_KEY", jwt_secret, "" },
    { "DISCORD_CLIENT_ID", CLIENT_ID, "" },
    { "DISCORD_CLIENT_SECRET", secret, "" },
    { "DISCORD_API_BASE", provider, "/api/v10" },
    { "DISCORD_AUTHORIZE_URL", provider, "/oauth2/authorize" },
    { "DISCORD_CDN_BASE", provider, "" },
    { "SUPERADMIN_DISCORD_IDS", SUPERADMIN, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *value = g_strconcat (variables[i][1], variables[i][2],
                                            i == 0 ? "/portail.db" : NULL, NULL);

      g_subprocess_launcher_setenv (server->launcher, variables[i][0], value, TRUE);
    }
}

PortailDemoServer *
portail_demo_server_new (const PortailDemoPlace *place)
{
  PortailDemoServer *server = g_new0 (PortailDemoServer, 1);
  guint16 port = find_free_port ();

  server->place = place;
  server->address = g_strdup_printf ("http://127.0.0.1:%u", port);
  server->launcher = portail_demo_place_new_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                      "server");
  configure (server, port);
  return server;
}

static void
end_process (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

void
portail_demo_server_free (PortailDemoServer *server)
{
  if (server->process != NULL)
    end_process (server->process);
  end_process (server->provider);
  g_clear_object (&server->process);
  g_object_unref (server->provider);
  g_object_unref (server->launcher);
  g_free (server->address);
  g_free (server);
}

static void
check_end (PortailDemoServer *server, GSubprocess *process)
{
  g_autofree char *text = NULL;

  if (g_subprocess_get_successful (process))
    return;
  text = portail_demo_place_read_log (server->place, "server");
  portail_demo_fail ("the server failed: %s", text);
}

void
portail_demo_server_setenv (PortailDemoServer *server, const char *name, const char *value)
{
  g_subprocess_launcher_setenv (server->launcher, name, value, TRUE);
}

void
portail_demo_server_set (PortailDemoServer *server, const char *setting, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawn (
      server->launcher, &error, server->place->portail_server, "admin", "setting", setting, value,
      NULL);

  portail_demo_check (error);
  g_subprocess_wait (process, NULL, NULL);
  check_end (server, process);
}

void
portail_demo_server_start (PortailDemoServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  server->process = g_subprocess_launcher_spawn (server->launcher, &error,
                                                 server->place->portail_server, "serve", NULL);
  portail_demo_check (error);
  address = wait_until_it_listens (server->place, server->process, "server");
}

void
portail_demo_server_stop (PortailDemoServer *server)
{
  end_process (server->process);
  check_end (server, server->process);
  g_clear_object (&server->process);
}

void
portail_demo_server_freeze (PortailDemoServer *server)
{
  g_subprocess_send_signal (server->process, SIGSTOP);
}

void
portail_demo_server_go_on (PortailDemoServer *server)
{
  g_subprocess_send_signal (server->process, SIGCONT);
}

const char *
portail_demo_server_get_address (PortailDemoServer *server)
{
  return server->address;
}
