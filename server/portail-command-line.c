/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-command-line.h"

#include <stdlib.h>
#include <unistd.h>

#include "server/portail-language.h"
#include "server/portail-openapi.h"
#include "server/portail-service.h"
#include "server/portail-system-setting.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define DEFAULT_KEY_FILE "/etc/portail-server/server.conf"

enum
{
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_MISUSED,
};

typedef struct
{
  const char *words; /* separated by spaces */
  const char *arguments;
  const char *summary;
  int n_arguments;
  gboolean (*run) (const PortailServerConfig *config, char **arguments, GError **error);
} Command;

static gboolean
serve (const PortailServerConfig *config, char **arguments, GError **error)
{
  return portail_service_serve (config, error);
}

static gboolean
migrate (const PortailServerConfig *config, char **arguments, GError **error)
{
  g_autoptr (PortailStore) store = portail_store_open (config, error);

  if (store == NULL)
    return FALSE;
  g_print (_ ("The database is up to date.\n"));
  return TRUE;
}

/* One line of the standard input, without its end. Owned. */
static char *
read_value (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  char *line = NULL;
  gsize end = 0;

  g_io_channel_read_line (input, &line, NULL, &end, NULL);
  if (line == NULL)
    return g_strdup ("");
  line[end] = '\0';
  return line;
}

/* Everybody on the machine sees the arguments of a process, so a secret comes by its input. */
static gboolean
choose_value (PortailSystemSetting setting, const char *argument, char **value, GError **error)
{
  if (portail_system_setting_is_secret (setting) && *argument != '\0'
      && !g_str_equal (argument, "-"))
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                   _ ("%s is a secret: write “-” and give it on the standard input."),
                   portail_system_setting_get_name (setting));
      return FALSE;
    }
  *value = g_str_equal (argument, "-") ? read_value () : g_strdup (argument);
  return TRUE;
}

static gboolean
set_setting (const PortailServerConfig *config, char **arguments, GError **error)
{
  g_autofree char *value = NULL;
  PortailSystemSetting setting = portail_system_setting_from_name (arguments[0]);
  g_autoptr (PortailStore) store = NULL;

  if (setting == PORTAIL_N_SYSTEM_SETTINGS)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("There is no setting “%s”."),
                   arguments[0]);
      return FALSE;
    }
  if (!choose_value (setting, arguments[1], &value, error))
    return FALSE;
  store = portail_store_open (config, error);
  return store != NULL
         && portail_system_setting_save (portail_store_get_database (store), setting, value,
                                         portail_timestamp_now (), error);
}

static gboolean
print_openapi (const PortailServerConfig *config, char **arguments, GError **error)
{
  g_autofree char *text = portail_openapi_new ();

  g_print ("%s", text);
  return TRUE;
}

static const Command commands[] = {
  { "serve", "", N_ ("answer requests until SIGTERM (the default)"), 0, serve },
  { "migrate", "", N_ ("bring the database up to date"), 0, migrate },
  { "openapi", "", N_ ("print the description of the API (OpenAPI 3.1)"), 0, print_openapi },
  { "admin setting", "KEY VALUE", N_ ("set a setting of the whole server"), 2, set_setting },
};

static gboolean
matches (const Command *command, char **words, guint n_words)
{
  g_auto (GStrv) own = g_strsplit (command->words, " ", -1);
  guint n_own = g_strv_length (own);

  if (n_words != n_own + (guint) command->n_arguments)
    return FALSE;
  for (guint i = 0; i < n_own; i++)
    if (!g_str_equal (own[i], words[i]))
      return FALSE;
  return TRUE;
}

static const Command *
find_command (char **words)
{
  guint n_words = words != NULL ? g_strv_length (words) : 0;

  if (n_words == 0)
    return &commands[0];
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (matches (&commands[i], words, n_words))
      return &commands[i];
  return NULL;
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-14s %-10s %s", commands[i].words, commands[i].arguments,
                            _ (commands[i].summary));
  g_string_append (text, _ ("\n\nSettings of “admin setting”:"));
  for (int i = 0; i < PORTAIL_N_SYSTEM_SETTINGS; i++)
    g_string_append_printf (text, "\n  %s", portail_system_setting_get_name (i));
  g_string_append_printf (text, "\n\n%s",
                          _ ("The configuration comes from the environment and the key file; "
                             "--check-config shows it."));
  return g_string_free (text, FALSE);
}

static void
print_problems (const PortailProblems *problems)
{
  /* Each sentence names its setting or file. */
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", portail_problems_get (problems, i)->detail);
}

static int
check_config (const PortailServerConfig *config, PortailProblems *problems)
{
  g_autofree char *text = portail_server_config_describe (config);

  g_print ("%s", text);
  if (portail_server_config_check_serve (config, problems))
    return EXIT_DONE;
  print_problems (problems);
  return EXIT_MISUSED;
}

static int
run_command (const Command *command, const PortailServerConfig *config, char **words)
{
  guint n_words = words != NULL ? g_strv_length (words) : 0;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GError) error = NULL;

  if (command->run == serve && !portail_server_config_check_serve (config, problems))
    {
      print_problems (problems);
      return EXIT_MISUSED;
    }
  if (command->run (config, words != NULL ? words + n_words - command->n_arguments : NULL, &error))
    return EXIT_DONE;
  g_printerr ("portail-server: %s\n", error->message);
  return EXIT_FAILED;
}

typedef struct
{
  char *key_file;
  gboolean checks_config;
  gboolean shows_version;
  char **words;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->key_file);
  g_strfreev (options->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->key_file, N_ ("The key file"), "FILE" },
    { "check-config", 0, 0, G_OPTION_ARG_NONE, &options->checks_config,
      N_ ("Show the configuration and whether it is good"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->shows_version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL,
      N_ ("[COMMAND]") },
    { 0 },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *description = describe_commands ();

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse_strv (context, argv, error);
}

static int
run_with_options (const Options *options)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_auto (GStrv) environment = g_get_environ ();
  const Command *command = find_command (options->words);
  g_autoptr (PortailServerConfig) config = NULL;

  if (command == NULL)
    {
      g_printerr (_ ("portail-server: there is no such command; --help lists them\n"));
      return EXIT_MISUSED;
    }
  config = portail_server_config_load (options->key_file != NULL ? options->key_file
                                                                 : DEFAULT_KEY_FILE,
                                       (const char *const *) environment, problems);
  if (config == NULL)
    {
      print_problems (problems);
      return EXIT_MISUSED;
    }
  return options->checks_config ? check_config (config, problems)
                                : run_command (command, config, options->words);
}

/* Who starts it reads his own language; requests are answered in theirs. */
static PortailLanguage
language_of_environment (void)
{
  static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && *value != '\0')
        return g_str_has_prefix (value, "fr") ? PORTAIL_LANGUAGE_FRENCH : PORTAIL_LANGUAGE_ENGLISH;
    }
  return PORTAIL_LANGUAGE_ENGLISH;
}

int
portail_command_line_run (char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  portail_language_init (PORTAIL_LOCALE_DIR);
  portail_language_use (language_of_environment ());
  if (!parse (&options, &arguments, &error))
    {
      g_printerr ("portail-server: %s\n", error->message);
      return EXIT_MISUSED;
    }
  if (options.shows_version)
    {
      g_print ("portail-server %s\n", PORTAIL_VERSION);
      return EXIT_DONE;
    }
  return run_with_options (&options);
}
