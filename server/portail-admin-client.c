/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-admin-client.h"

#include <curl/curl.h>
#include <sodium.h>
#include <string.h>

#include "server/portail-admin-socket.h"
#include "server/portail-local-account.h"
#include "server/portail-service.h"
#include "server/portail-system-setting.h"
#include "server/portail-terminal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

/* Everybody on the machine sees the arguments of a process, so a secret comes by its input. */
static gboolean
ask_setting (PortailAdminRequest *request, GError **error)
{
  PortailSystemSetting setting = portail_system_setting_from_name (request->arguments[0]);
  char **value = &request->arguments[1];

  if (g_str_equal (*value, "-"))
    {
      g_free (*value);
      *value = portail_terminal_ask (_ ("Value:"), PORTAIL_TERMINAL_HIDDEN, error);
      return *value != NULL;
    }
  if (setting == PORTAIL_N_SYSTEM_SETTINGS || **value == '\0'
      || !portail_system_setting_is_secret (setting))
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("%s is a secret: write “-” and give it on the standard input."),
               portail_system_setting_get_name (setting));
  return FALSE;
}

/* Only the hash of a password leaves this function. */
static gboolean
ask_password (PortailAdminRequest *request, GError **error)
{
  g_autofree char *password = NULL;

  if (sodium_init () < 0)
    g_error ("the system gives no random numbers");
  password = portail_terminal_ask_new_password (_ ("Password:"), error);
  if (password == NULL)
    return FALSE;
  request->secret = portail_local_account_hash (password, error);
  sodium_memzero (password, strlen (password));
  return request->secret != NULL;
}

static gboolean
ask (PortailAdminRequest *request, GError **error)
{
  switch (request->command->input)
    {
    case PORTAIL_ADMIN_PASSWORD:
      return ask_password (request, error);
    case PORTAIL_ADMIN_SETTING:
      return ask_setting (request, error);
    case PORTAIL_ADMIN_NO_INPUT:
    default:
      return TRUE;
    }
}

static gboolean
run_in_transaction (PortailDatabase *database,
                    const PortailAdminRequest *request,
                    const PortailServerConfig *config,
                    GString *output,
                    GError **error)
{
  const PortailAdminPlace place = { config, database, portail_timestamp_now () };

  if (!portail_database_begin (database, error))
    return FALSE;
  if (portail_admin_request_run (request, &place, output, error)
      && portail_database_commit (database, error))
    return TRUE;
  portail_database_rollback (database);
  return FALSE;
}

static gboolean
run_here (const PortailServerConfig *config,
          const PortailAdminRequest *request,
          char **text,
          GError **error)
{
  g_autoptr (PortailStore) store = portail_store_open (config, error);
  g_autoptr (GString) output = g_string_new (NULL);
  gboolean is_done;

  if (store == NULL)
    return FALSE;
  curl_global_init (CURL_GLOBAL_DEFAULT);
  is_done = run_in_transaction (portail_store_get_database (store), request, config, output, error);
  curl_global_cleanup ();
  if (is_done)
    *text = g_strdup (output->str);
  return is_done;
}

gboolean
portail_admin_client_run (const PortailServerConfig *config,
                          PortailAdminRequest *request,
                          GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean is_running = FALSE;

  if (!ask (request, error))
    return FALSE;
  if (portail_server_config_get_sqlite_path (config) != NULL)
    portail_admin_socket_ask (config, request, &is_running, &text, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!is_running && !run_here (config, request, &text, error))
    return FALSE;
  g_print ("%s", text);
  return TRUE;
}
