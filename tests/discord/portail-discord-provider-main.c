/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The provider as a program. Prints "listening http://127.0.0.1:PORT" on standard output when it
 * accepts requests, ends with status 0 on SIGTERM or SIGINT, with 2 when it cannot start. Secrets
 * come from files or the environment, never from the command line. */
#include "tests/discord/portail-discord-provider.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
  EXIT_CANNOT_START = 2,
};

static int option_port;
static char *option_client_id;
static char *option_client_secret_file;
static char *option_bot_token_file;
static char **option_redirect_uris;
static char *option_users;

static const GOptionEntry options[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port, "Port on 127.0.0.1; 0 takes a free one", "N" },
  { "client-id", 0, 0, G_OPTION_ARG_STRING, &option_client_id, "The application's id", "ID" },
  { "client-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &option_client_secret_file,
    "File with the application's secret; else DISCORD_CLIENT_SECRET", "FILE" },
  { "bot-token-file", 0, 0, G_OPTION_ARG_FILENAME, &option_bot_token_file,
    "File with the bot's token; else DISCORD_BOT_TOKEN; none = no bot", "FILE" },
  { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_redirect_uris,
    "A registered redirect address; may be repeated", "URI" },
  { "users", 0, 0, G_OPTION_ARG_FILENAME, &option_users, "Users file", "FILE.json" },
  { NULL },
};

/* The secret in @path without the white space around it, or that of @variable; NULL when neither
 * is given, or with @error when the file cannot be read. */
static char *
read_secret (const char *path, const char *variable, GError **error)
{
  if (path == NULL)
    return g_strdup (g_getenv (variable));
  char *secret = NULL;
  return g_file_get_contents (path, &secret, NULL, error) ? g_strstrip (secret) : NULL;
}

static PortailDiscordProvider *
provider_from_options (GError **error)
{
  g_autofree char *client_secret = read_secret (option_client_secret_file, "DISCORD_CLIENT_SECRET",
                                                error);
  if (client_secret == NULL && *error != NULL)
    return NULL;
  g_autofree char *bot_token = read_secret (option_bot_token_file, "DISCORD_BOT_TOKEN", error);
  if (*error != NULL)
    return NULL;
  if (option_client_id == NULL || client_secret == NULL || option_redirect_uris == NULL
      || option_users == NULL || option_port < 0 || option_port > G_MAXUINT16)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--client-id, a client secret, --redirect-uri and --users are needed, "
                           "and --port is 0–65535");
      return NULL;
    }
  PortailDiscordApplication application = {
    .client_id = option_client_id,
    .client_secret = client_secret,
    .bot_token = bot_token,
    .redirect_uris = (const char *const *) option_redirect_uris,
  };
  g_autoptr (PortailDiscordProvider) provider = portail_discord_provider_new (&application);
  if (!portail_discord_provider_load_users_file (provider, option_users, error)
      || !portail_discord_provider_start (provider, option_port, error))
    return NULL;
  return g_steal_pointer (&provider);
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);

  g_autoptr (GOptionContext) context = g_option_context_new ("– behaves as Discord, for tests");
  g_option_context_add_main_entries (context, options, NULL);
  g_autoptr (PortailDiscordProvider) provider = NULL;
  if (g_option_context_parse (context, &argc, &argv, &error))
    provider = provider_from_options (&error);
  if (provider == NULL)
    {
      g_printerr ("portail-discord-provider: %s\n", error->message);
      return EXIT_CANNOT_START;
    }
  g_print ("listening %s\n", portail_discord_provider_get_base_url (provider));
  fflush (stdout);
  g_main_loop_run (loop);
  portail_discord_provider_stop (provider);
  return EXIT_SUCCESS;
}
