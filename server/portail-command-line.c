/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-command-line.h"

#include <stdlib.h>
#include <string.h>

#include "server/portail-admin-client.h"
#include "server/portail-configure.h"
#include "server/portail-language.h"
#include "server/portail-openapi.h"
#include "server/portail-service.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define DEFAULT_KEY_FILE "/etc/portail-server/server.conf"
#define ARGUMENTS_WIDTH  8 /* characters */

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
  { "configure", "", N_ ("ask for what the key file needs, and write it"), 0, NULL },
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

/* In columns of characters, not of bytes. */
static void
append_command (GString *text, const char *words, const char *arguments, const char *summary)
{
  int missing = ARGUMENTS_WIDTH - (int) g_utf8_strlen (arguments, -1);

  g_string_append_printf (text, "\n  %-10s %s%*s %s", words, arguments, MAX (missing, 0), "",
                          summary);
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    append_command (text, commands[i].words, commands[i].arguments, _ (commands[i].summary));
  append_command (text, "import", _ ("FILE"),
                  _ ("take over the old portal's database; --json reports to a program"));
  append_command (text, "admin", "…", _ ("administer; “admin --help” lists what"));
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
  gboolean skips_test;
  char **words;
  char **admin_words; /* what follows `admin`; NULL without it */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->key_file);
  g_strfreev (options->words);
  g_strfreev (options->admin_words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->key_file, N_ ("The key file"), "FILE" },
    { "check-config", 0, 0, G_OPTION_ARG_NONE, &options->checks_config,
      N_ ("Show the configuration and whether it is good"), NULL },
    { "no-test", 0, 0, G_OPTION_ARG_NONE, &options->skips_test,
      N_ ("Let “configure” not ask Discord"), NULL },
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

static const char *
get_key_file (const Options *options)
{
  return options->key_file != NULL ? options->key_file : DEFAULT_KEY_FILE;
}

/* NULL after the problems were printed. */
static PortailServerConfig *
load_config (const Options *options, PortailProblems *problems)
{
  g_auto (GStrv) environment = g_get_environ ();
  PortailServerConfig *config = NULL;

  if (options->key_file != NULL && !g_file_test (options->key_file, G_FILE_TEST_EXISTS))
    portail_problems_add (problems, NULL, "invalid", _ ("%s: there is no such file"),
                          options->key_file);
  else
    config = portail_server_config_load (get_key_file (options), (const char *const *) environment,
                                         problems);
  if (config == NULL)
    print_problems (problems);
  return config;
}

static int
configure (const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (portail_configure_run (
          get_key_file (options),
          options->skips_test ? PORTAIL_CONFIGURE_NO_TEST : PORTAIL_CONFIGURE_TEST, &error))
    return EXIT_DONE;
  g_printerr ("portail-server: %s\n", error->message);
  return EXIT_FAILED;
}

/* @words up to `--help`; NULL where nobody asks for it. Owned. */
static char **
dup_words_before_help (char **words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], "--help") || g_str_equal (words[i], "-h"))
        return g_strv_builder_end (builder);
      g_strv_builder_add (builder, words[i]);
    }
  return NULL;
}

static int
describe_admin (char **words)
{
  g_autofree char *text = portail_admin_describe ((const char *const *) words);

  if (text == NULL)
    {
      g_printerr (_ ("portail-server: there is no such command; --help lists them\n"));
      return EXIT_MISUSED;
    }
  g_print ("%s", text);
  return EXIT_DONE;
}

static int
run_admin (const Options *options, PortailLanguage language)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words_before_help = dup_words_before_help (options->admin_words);
  g_autoptr (PortailAdminRequest) request = NULL;
  g_autoptr (PortailServerConfig) config = NULL;

  if (words_before_help != NULL)
    return describe_admin (words_before_help);
  request = portail_admin_request_parse ((const char *const *) options->admin_words, &error);
  if (request == NULL)
    {
      g_printerr ("portail-server: %s\n", error->message);
      return EXIT_MISUSED;
    }
  request->language = language;
  config = load_config (options, problems);
  if (config == NULL)
    return EXIT_MISUSED;
  if (portail_admin_client_run (config, request, &error))
    return EXIT_DONE;
  g_printerr ("portail-server: %s\n", error->message);
  return EXIT_FAILED;
}

static int
run_with_options (const Options *options)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const Command *command = find_command (options->words);
  g_autoptr (PortailServerConfig) config = NULL;

  if (command == NULL)
    {
      g_printerr (_ ("portail-server: there is no such command; --help lists them\n"));
      return EXIT_MISUSED;
    }
  if (command->run == NULL)
    return configure (options);
  config = load_config (options, problems);
  if (config == NULL)
    return EXIT_MISUSED;
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

/* `import FILE [--json]` is a command of `admin`, which may run in another process: the file is
 * told by its whole path. Owned. */
static char **
make_import_words (char **arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      gboolean is_path = i > 0 && arguments[i][0] != '-' && strstr (arguments[i], ":/") == NULL;
      g_autofree char *path = is_path ? g_canonicalize_filename (arguments[i], NULL) : NULL;

      if (g_str_equal (arguments[i], "--json"))
        g_strv_builder_add (builder, "--format=json");
      else
        g_strv_builder_add (builder, is_path ? path : arguments[i]);
    }
  return g_strv_builder_end (builder);
}

/* What follows the word `admin`, or begins with `import`, has options of its own: it is taken from
 * @arguments. */
static void
split_admin_words (char **arguments, Options *options)
{
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      if (g_str_equal (arguments[i], "--config") && arguments[i + 1] != NULL)
        i++;
      else if (g_str_equal (arguments[i], "admin") || g_str_equal (arguments[i], "import"))
        {
          options->admin_words = arguments[i][0] == 'a' ? g_strdupv (arguments + i + 1)
                                                        : make_import_words (arguments + i);
          for (guint rest = i; arguments[rest] != NULL; rest++)
            g_free (arguments[rest]);
          arguments[i] = NULL;
          return;
        }
      else if (arguments[i][0] != '-')
        return;
    }
}

int
portail_command_line_run (char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_auto (Options) options = { 0 };
  PortailLanguage language = language_of_environment ();
  g_autoptr (GError) error = NULL;

  portail_language_init (portail_i18n_get_folder (PORTAIL_LOCALE_DIR));
  portail_language_use (language);
  split_admin_words (arguments, &options);
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
  return options.admin_words != NULL ? run_admin (&options, language) : run_with_options (&options);
}
