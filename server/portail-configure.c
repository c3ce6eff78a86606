/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-configure.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/portail-discord-bot.h"
#include "server/portail-server-config.h"
#include "server/portail-setting-check.h"
#include "server/portail-terminal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define GROUP "server"
/* What clears a setting that may be missing. */
#define NOTHING "-"

static const char *
check_list_of_discord_ids (const char *text)
{
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *wrong = portail_setting_check_discord_id (g_strstrip (ids[i]));

      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

static const struct
{
  const char *name;
  const char *title;
  PortailTerminalEcho echo;
  gboolean is_optional;
  const char *(*check) (const char *text); /* or NULL */
} questions[] = {
  { "DISCORD_CLIENT_ID", N_ ("Client id of the Discord application"), PORTAIL_TERMINAL_SHOWN, FALSE,
    portail_setting_check_discord_id },
  { "DISCORD_CLIENT_SECRET", N_ ("Its client secret"), PORTAIL_TERMINAL_HIDDEN, FALSE, NULL },
  { "DISCORD_BOT_TOKEN", N_ ("Token of its bot, which keeps roles up to date"),
    PORTAIL_TERMINAL_HIDDEN, TRUE, NULL },
  { "PUBLIC_URL", N_ ("Address that browsers use, as https://portail.example.org"),
    PORTAIL_TERMINAL_SHOWN, FALSE, portail_setting_check_origin },
  { "SUPERADMIN_DISCORD_IDS", N_ ("Discord ids of the superadmins, with commas between"),
    PORTAIL_TERMINAL_SHOWN, TRUE, check_list_of_discord_ids },
};

static char *
make_question (guint i, const char *current)
{
  const char *shown = questions[i].echo == PORTAIL_TERMINAL_HIDDEN ? _ ("kept when left empty")
                                                                   : current;
  const char *how = questions[i].is_optional
                        ? current != NULL ? _ ("“-” for none") : _ ("may be left empty")
                        : NULL;

  if (current == NULL)
    return how != NULL ? g_strdup_printf (_ ("%s (%s):"), _ (questions[i].title), how)
                       : g_strdup_printf (_ ("%s:"), _ (questions[i].title));
  return how != NULL ? g_strdup_printf (_ ("%s [%s] (%s):"), _ (questions[i].title), shown, how)
                     : g_strdup_printf (_ ("%s [%s]:"), _ (questions[i].title), shown);
}

/* What is wrong with @answer, translated; NULL for nothing. */
static const char *
judge (guint i, const char *answer, const char *current)
{
  if (*answer == '\0')
    return current != NULL || questions[i].is_optional ? NULL : _ ("is needed");
  if (questions[i].is_optional && g_str_equal (answer, NOTHING))
    return NULL;
  return questions[i].check != NULL ? questions[i].check (answer) : NULL;
}

static void
take_answer (GKeyFile *keys, guint i, const char *answer)
{
  if (*answer == '\0')
    return;
  if (questions[i].is_optional && g_str_equal (answer, NOTHING))
    g_key_file_remove_key (keys, GROUP, questions[i].name, NULL);
  else
    g_key_file_set_string (keys, GROUP, questions[i].name, answer);
}

/* Asks again where somebody sits there, until the answer is good. */
static gboolean
ask (GKeyFile *keys, guint i, GError **error)
{
  g_autofree char *current = g_key_file_get_string (keys, GROUP, questions[i].name, NULL);
  g_autofree char *question = make_question (i, current);

  for (;;)
    {
      g_autofree char *answer = portail_terminal_ask (question, questions[i].echo, error);
      const char *wrong;

      if (answer == NULL)
        return FALSE;
      wrong = judge (i, g_strstrip (answer), current);
      if (wrong == NULL)
        {
          take_answer (keys, i, answer);
          return TRUE;
        }
      if (isatty (STDIN_FILENO) != 1)
        {
          g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "%s: %s", questions[i].name,
                       wrong);
          return FALSE;
        }
      g_printerr ("%s: %s\n", questions[i].name, wrong);
    }
}

/* Without the settings that the file is about to hold: the environment wins, and would be what is
 * tested instead. */
static char **
get_environment (void)
{
  char **environment = g_get_environ ();

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    environment = g_environ_unsetenv (environment, questions[i].name);
  return environment;
}

static void
ensure_signing_key (GKeyFile *keys)
{
  g_autofree char *secret = NULL;

  if (g_key_file_has_key (keys, GROUP, "JWT_SECRET_KEY", NULL)
      || g_key_file_has_key (keys, GROUP, "JWT_SECRET_KEY_FILE", NULL))
    return;
  secret = portail_server_config_new_secret ();
  g_key_file_set_string (keys, GROUP, "JWT_SECRET_KEY", secret);
}

static gboolean
fail_for_file (GError **error, const char *path)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      text += n;
      length -= (gsize) n;
    }
  return fsync (fd) == 0;
}

/* The owner of the file that will be replaced, and the group that it was given for the server to
 * read it. */
static gboolean
keep_readers (int fd, const struct stat *before)
{
  if (before->st_uid == geteuid () && before->st_gid == getegid ())
    return TRUE;
  if (fchown (fd, before->st_uid, before->st_gid) != 0)
    return before->st_uid == geteuid ();
  return fchmod (fd, S_IRUSR | S_IWUSR | (before->st_mode & S_IRGRP)) == 0;
}

/* A file that nobody else reads but who read the one that it will replace. */
static gboolean
write_draft (GKeyFile *keys, const char *path, const char *draft, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (keys, &length, NULL);
  struct stat before;
  gboolean is_good;
  int fd;

  g_unlink (draft);
  fd = g_open (draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_for_file (error, draft);
  is_good = write_all (fd, text, length);
  if (is_good && stat (path, &before) == 0)
    is_good = keep_readers (fd, &before);
  if (!is_good)
    fail_for_file (error, draft);
  close (fd);
  return is_good;
}

static gboolean
put_in_place (const char *draft, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_rename (draft, path) != 0)
    return fail_for_file (error, path);
  /* A name is durable once its folder is. */
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

static gboolean
test_discord (const PortailServerConfig *config, GError **error)
{
  const PortailDiscordSettings settings = {
    .api_base = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_API_BASE),
    .client_id = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_CLIENT_ID),
    .client_secret = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_CLIENT_SECRET),
    .bot_token = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_BOT_TOKEN),
  };
  g_autoptr (PortailDiscord) discord = portail_discord_new (&settings);
  g_autofree char *name = NULL;

  if (!portail_discord_check_client (discord, error))
    return FALSE;
  g_printerr ("%s\n", _ ("Discord knows the application."));
  if (settings.bot_token == NULL)
    return TRUE;
  name = portail_discord_bot_get_name (portail_discord_get_bot (discord), error);
  if (name != NULL)
    g_printerr (_ ("Discord knows the bot %s.\n"), name);
  return name != NULL;
}

/* Invariant 2. */
static gboolean
check_draft (const char *draft, PortailConfigureTest test, GError **error)
{
  g_auto (GStrv) environment = get_environment ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailServerConfig) config = portail_server_config_load (
      draft, (const char *const *) environment, problems);
  gboolean is_good;

  if (config == NULL)
    return portail_problems_check (problems, error);
  if (test == PORTAIL_CONFIGURE_NO_TEST)
    return TRUE;
  curl_global_init (CURL_GLOBAL_DEFAULT);
  is_good = test_discord (config, error);
  curl_global_cleanup ();
  return is_good;
}

static gboolean
load (GKeyFile *keys, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_key_file_load_from_file (keys, path,
                                 G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &failure)
      || g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", path);
  return FALSE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0755) == 0 || fail_for_file (error, folder);
}

gboolean
portail_configure_run (const char *key_file, PortailConfigureTest test, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  /* Where it is a link, the file that it leads to is replaced. */
  g_autofree char *resolved = realpath (key_file, NULL);
  const char *path = resolved != NULL ? resolved : key_file;
  g_autofree char *draft = g_strconcat (path, ".new", NULL);

  if (!load (keys, path, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!ask (keys, i, error))
      return FALSE;
  ensure_signing_key (keys);
  if (!make_folder (path, error) || !write_draft (keys, path, draft, error))
    return FALSE;
  if (!check_draft (draft, test, error) || !put_in_place (draft, path, error))
    {
      g_unlink (draft);
      return FALSE;
    }
  g_printerr (_ ("%s is written.\n"), path);
  return TRUE;
}
