/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-admin.h"

#include <string.h>

#include "server/portail-admin-commands.h"
#include "server/portail-language.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define COMMAND_WIDTH 46 /* characters; of a command in the help */

#define READ     PORTAIL_ADMIN_READ, PORTAIL_ADMIN_NO_INPUT
#define WRITE    PORTAIL_ADMIN_WRITE, PORTAIL_ADMIN_NO_INPUT
#define KEYS     PORTAIL_ADMIN_WRITE_KEYS, PORTAIL_ADMIN_NO_INPUT
#define PASSWORD PORTAIL_ADMIN_WRITE, PORTAIL_ADMIN_PASSWORD

/* USER is a Discord id, an id, or a user name. */
static const PortailAdminCommand commands[] = {
  { "users list", "[WORDS]", "", N_ ("list the accounts"), READ, portail_admin_users_list },
  { "users show", "USER", "", N_ ("show an account and its roles"), READ,
    portail_admin_users_show },
  { "users invite", "DISCORD_ID", "role", N_ ("make an account before its first sign-in"), WRITE,
    portail_admin_users_invite },
  { "users disable", "USER", "", N_ ("end an account's sessions and lock it"), WRITE,
    portail_admin_users_disable },
  { "users enable", "USER", "", N_ ("unlock an account"), WRITE, portail_admin_users_enable },
  { "users set-role", "USER ROLE", "", N_ ("give staff, dot or none for the whole server"), WRITE,
    portail_admin_users_set_role },
  { "users superadmin", "USER ON_OR_OFF", "", N_ ("make a superadmin, or make him none"), WRITE,
    portail_admin_users_superadmin },
  { "roles list", "[USER]", "", N_ ("list who has which role, and from where"), READ,
    portail_admin_roles_list },
  { "roles grant", "USER COMPANY ROLE", "", N_ ("give a role in a company by hand"), WRITE,
    portail_admin_roles_grant },
  { "roles withdraw", "USER COMPANY", "", N_ ("take back what was given by hand"), WRITE,
    portail_admin_roles_withdraw },
  { "mapping dry-run", "", "", N_ ("tell what the mapping would change for whom"), READ,
    portail_admin_mapping_dry_run },
  { "sessions list", "USER", "", N_ ("list an account's devices"), READ,
    portail_admin_sessions_list },
  { "sessions revoke", "USER [SESSION]", "", N_ ("sign one device out, or all"), WRITE,
    portail_admin_sessions_revoke },
  { "local-account create", "NAME", "", N_ ("make an account with a password"), PASSWORD,
    portail_admin_local_account_create },
  { "local-account password", "NAME", "", N_ ("give it another password, and unlock it"), PASSWORD,
    portail_admin_local_account_password },
  { "local-account disable", "NAME", "", N_ ("lock it"), WRITE,
    portail_admin_local_account_disable },
  { "local-account list", "", "", N_ ("list the local accounts"), READ,
    portail_admin_local_account_list },
  { "keys list", "", "", N_ ("list the signing keys"), READ, portail_admin_keys_list },
  { "keys rotate", "", "", N_ ("sign with a new key; the old one verifies for a day"), KEYS,
    portail_admin_keys_rotate },
  { "keys retire", "KID", "", N_ ("end a key at once, with all tokens that it signed"), KEYS,
    portail_admin_keys_retire },
  { "audit verify", "[SCOPE]", "", N_ ("check the chains of the audit log"), READ,
    portail_admin_audit_verify },
  { "audit export", "[SCOPE]", "from to", N_ ("print the audit log, one JSON object a line"), READ,
    portail_admin_audit_export },
  { "period unlock", "COMPANY_OR_all WEEK", "reason", N_ ("open a locked week again"), WRITE,
    portail_admin_period_unlock },
  { "retention list", "", "", N_ ("show how long what is kept"), READ,
    portail_admin_retention_list },
  { "retention run", "WHAT", "", N_ ("forget now what is older than it is kept"), WRITE,
    portail_admin_retention_run },
  { "settings", "", "", N_ ("show the settings of the whole server"), READ,
    portail_admin_settings },
  { "setting", "KEY VALUE", "", N_ ("set a setting; a VALUE of - is read from the input"),
    PORTAIL_ADMIN_WRITE, PORTAIL_ADMIN_SETTING, portail_admin_setting },
  { "import", "FILE", "format", N_ ("take over the old portal's SQLite database"), WRITE,
    portail_admin_import },
  { "export-user", "USER", "", N_ ("print all that is stored about a person, as JSON"), READ,
    portail_admin_export_user },
  { "erase-user", "USER", "confirm", N_ ("erase a person; what he did stays without his name"),
    WRITE, portail_admin_erase_user },
  { 0 },
};

const char *
portail_admin_get_option (const PortailAdminCall *call, const char *name)
{
  return g_hash_table_lookup (call->options, name);
}

const char *
portail_admin_require_option (const PortailAdminCall *call, const char *name, GError **error)
{
  const char *text = portail_admin_get_option (call, name);

  if (text != NULL && *text != '\0')
    return text;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("--%s is needed."), name);
  return NULL;
}

void
portail_admin_request_free (PortailAdminRequest *request)
{
  if (request == NULL)
    return;
  g_strfreev (request->arguments);
  g_hash_table_unref (request->options);
  g_free (request->secret);
  g_free (request);
}

static PortailAdminRequest *
request_new (const PortailAdminCommand *command)
{
  PortailAdminRequest *request = g_new0 (PortailAdminRequest, 1);

  request->command = command;
  request->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return request;
}

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (PORTAIL_ERROR, PORTAIL_ERROR_INVALID, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* How many of @words are those of the command; 0 where they are not. */
static guint
match (const PortailAdminCommand *command, const char *const *words)
{
  g_auto (GStrv) own = g_strsplit (command->words, " ", -1);
  guint n = 0;

  for (; own[n] != NULL; n++)
    if (g_strcmp0 (words[n], own[n]) != 0)
      return 0;
  return n;
}

static const PortailAdminCommand *
find_command (const char *const *words, guint *n_words)
{
  for (const PortailAdminCommand *command = commands; command->words != NULL; command++)
    if ((*n_words = match (command, words)) > 0)
      return command;
  return NULL;
}

/* Whether @name is one of the space-separated @names. */
static gboolean
is_listed (const char *names, const char *name)
{
  g_auto (GStrv) all = g_strsplit (names, " ", -1);

  return *name != '\0' && g_strv_contains ((const char *const *) all, name);
}

/* `--name text` or `--name=text` at *@word, which moves on. */
static gboolean
take_option (PortailAdminRequest *request, const char *const **word, GError **error)
{
  const char *name = **word + strlen ("--");
  const char *equals = strchr (name, '=');
  g_autofree char *bare = equals != NULL ? g_strndup (name, (gsize) (equals - name))
                                         : g_strdup (name);
  const char *text = equals != NULL ? equals + 1 : (*word)[1];

  if (!is_listed (request->command->options, bare))
    return fail (error, _ ("“%s” has no option --%s."), request->command->words, bare);
  if (text == NULL)
    return fail (error, _ ("--%s needs a value."), bare);
  *word += equals != NULL ? 1 : 2;
  g_hash_table_insert (request->options, g_steal_pointer (&bare), g_strdup (text));
  return TRUE;
}

static gboolean
check_arguments (PortailAdminRequest *request, GError **error)
{
  g_auto (GStrv) names = g_strsplit (request->command->arguments, " ", -1);
  guint n_most = *request->command->arguments != '\0' ? g_strv_length (names) : 0;
  guint n_given = g_strv_length (request->arguments);
  guint n_least = 0;

  while (n_least < n_most && names[n_least][0] != '[')
    n_least++;
  if (n_given < n_least)
    return fail (error, _ ("“%s” needs %s."), request->command->words, names[n_given]);
  if (n_given > n_most)
    return fail (error, _ ("“%s” does not take “%s”."), request->command->words,
                 request->arguments[n_most]);
  return TRUE;
}

PortailAdminRequest *
portail_admin_request_parse (const char *const *words, GError **error)
{
  guint n_words;
  const PortailAdminCommand *command = find_command (words, &n_words);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (PortailAdminRequest) request = NULL;
  const char *const *word;

  if (command == NULL)
    {
      fail (error, _ ("there is no such command; “admin --help” lists them"));
      return NULL;
    }
  request = request_new (command);
  for (word = words + n_words; *word != NULL;)
    {
      if (!g_str_has_prefix (*word, "--"))
        g_strv_builder_add (arguments, *word++);
      else if (!take_option (request, &word, error))
        return NULL;
    }
  request->arguments = g_strv_builder_end (arguments);
  return check_arguments (request, error) ? g_steal_pointer (&request) : NULL;
}

char *
portail_admin_request_to_json (const PortailAdminRequest *request)
{
  GString *json = g_string_new ("{\"command\":");
  GHashTableIter iter;
  gpointer name, text;

  portail_json_append_string (json, request->command->words);
  g_string_append (json, request->language == PORTAIL_LANGUAGE_FRENCH ? ",\"language\":\"fr\""
                                                                      : ",\"language\":\"en\"");
  g_string_append (json, ",\"secret\":");
  portail_json_append_string (json, request->secret);
  g_string_append (json, ",\"arguments\":[");
  for (guint i = 0; request->arguments[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_json_append_string (json, request->arguments[i]);
    }
  g_string_append (json, "],\"options\":{");
  g_hash_table_iter_init (&iter, request->options);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      portail_json_append_name (json, name);
      portail_json_append_string (json, text);
    }
  return g_string_free (g_string_append (json, "}}"), FALSE);
}

static const PortailAdminCommand *
find_by_words (const char *words)
{
  for (const PortailAdminCommand *command = commands; command->words != NULL; command++)
    if (g_strcmp0 (command->words, words) == 0)
      return command;
  return NULL;
}

static gboolean
read_options (PortailAdminRequest *request, const PortailJson *options)
{
  for (const PortailJson *option = options != NULL ? options->first_child : NULL; option != NULL;
       option = option->next)
    {
      const char *text = portail_json_get_string (option);

      if (text == NULL || option->name == NULL
          || !is_listed (request->command->options, option->name))
        return FALSE;
      g_hash_table_insert (request->options, g_strdup (option->name), g_strdup (text));
    }
  return TRUE;
}

static gboolean
read_arguments (PortailAdminRequest *request, const PortailJson *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const PortailJson *entry = arguments != NULL ? arguments->first_child : NULL; entry != NULL;
       entry = entry->next)
    {
      if (portail_json_get_string (entry) == NULL)
        return FALSE;
      g_strv_builder_add (builder, portail_json_get_string (entry));
    }
  request->arguments = g_strv_builder_end (builder);
  return check_arguments (request, NULL);
}

PortailAdminRequest *
portail_admin_request_from_json (const PortailJson *json, GError **error)
{
  const PortailAdminCommand *command = find_by_words (
      portail_json_get_member_string (json, "command"));
  g_autoptr (PortailAdminRequest) request = command != NULL ? request_new (command) : NULL;

  if (request != NULL && read_options (request, portail_json_get (json, "options"))
      && read_arguments (request, portail_json_get (json, "arguments")))
    {
      request->secret = g_strdup (portail_json_get_member_string (json, "secret"));
      if (g_strcmp0 (portail_json_get_member_string (json, "language"), "en") == 0)
        request->language = PORTAIL_LANGUAGE_ENGLISH;
      return g_steal_pointer (&request);
    }
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The running server does not know this command; it may be older."));
  return NULL;
}

gboolean
portail_admin_request_run (const PortailAdminRequest *request,
                           const PortailAdminPlace *place,
                           GString *output,
                           GError **error)
{
  PortailAdminCall call = {
    .config = place->config,
    .database = place->database,
    .now = place->now,
    .arguments = request->arguments,
    .options = request->options,
    .secret = request->secret,
    .output = output,
  };

  portail_language_use (request->language);
  return request->command->run (&call, error);
}

static gboolean
begins_with (const PortailAdminCommand *command, const char *const *words)
{
  g_auto (GStrv) own = g_strsplit (command->words, " ", -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (own[i] == NULL || !g_str_equal (own[i], words[i]))
      return FALSE;
  return TRUE;
}

static void
append_options (GString *text, const PortailAdminCommand *command)
{
  g_auto (GStrv) names = g_strsplit (command->options, " ", -1);

  for (guint i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    g_string_append_printf (text, " [--%s …]", names[i]);
}

/* In columns of characters, not of bytes; what is too long for its column has a line of its own. */
static void
append_line (GString *text, const char *command, const char *summary)
{
  glong width = g_utf8_strlen (command, -1);

  g_string_append_printf (text, "  %s", command);
  if (width > COMMAND_WIDTH)
    g_string_append_printf (text, "\n  %*s", COMMAND_WIDTH, "");
  else
    g_string_append_printf (text, "%*s", (int) (COMMAND_WIDTH - width), "");
  g_string_append_printf (text, " %s\n", summary);
}

char *
portail_admin_describe (const char *const *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const PortailAdminCommand *command = commands; command->words != NULL; command++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      if (!begins_with (command, words))
        continue;
      g_string_printf (line, "admin %s %s", command->words, command->arguments);
      g_strchomp (line->str);
      g_string_set_size (line, strlen (line->str));
      append_options (line, command);
      append_line (text, line->str, _ (command->summary));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
