/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-place.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

#include "tests/demo/portail-demo-teller.h"

static char *
find_program (const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    portail_demo_fail ("there is no program %s", path);
  return path;
}

static char *
make_folder (const char *path)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    portail_demo_fail ("%s: %s", path, g_strerror (errno));
  return g_canonicalize_filename (path, NULL);
}

/* Of an earlier run. */
static void
remove_failure (const PortailDemoPlace *place)
{
  g_autofree char *path = g_build_filename (place->output, PORTAIL_DEMO_FAILURE ".png", NULL);

  g_unlink (path);
}

PortailDemoPlace *
portail_demo_place_new (const char *prefix, const char *state, const char *output)
{
  PortailDemoPlace *place = g_new0 (PortailDemoPlace, 1);
  g_autofree char *programs = prefix != NULL ? g_build_filename (prefix, "bin", NULL) : NULL;
  g_autofree char *app = g_build_filename (PORTAIL_DEMO_BUILD, "app", NULL);
  g_autofree char *server = g_build_filename (PORTAIL_DEMO_BUILD, "server", NULL);
  g_autofree char *discord = g_build_filename (PORTAIL_DEMO_BUILD, "tests", "discord", NULL);

  place->portail = find_program (programs != NULL ? programs : app, "portail");
  place->portail_server = find_program (programs != NULL ? programs : server, "portail-server");
  place->provider = find_program (discord, "portail-discord-provider");
  place->is_installed = prefix != NULL;
  place->sources = g_strdup (PORTAIL_DEMO_SOURCES);
  place->state = make_folder (state);
  place->output = make_folder (output);
  remove_failure (place);
  return place;
}

void
portail_demo_place_free (PortailDemoPlace *place)
{
  g_free (place->portail);
  g_free (place->portail_server);
  g_free (place->provider);
  g_free (place->sources);
  g_free (place->state);
  g_free (place->output);
  g_free (place);
}

char *
portail_demo_place_read (const PortailDemoPlace *place, const char *path)
{
  g_autofree char *file = g_build_filename (place->sources, path, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (file, &text, NULL, &error);
  portail_demo_check (error);
  return text;
}

static void
end_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static char *
get_log_path (const PortailDemoPlace *place, const char *log)
{
  g_autofree char *name = g_strconcat (log, ".log", NULL);

  return g_build_filename (place->state, name, NULL);
}

GSubprocessLauncher *
portail_demo_place_new_launcher (const PortailDemoPlace *place,
                                 GSubprocessFlags flags,
                                 const char *log)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  g_autofree char *path = get_log_path (place, log);

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  g_subprocess_launcher_set_stderr_file_path (launcher, path);
  /* Programs of the build folder find their words by a variable; installed ones need none. */
  if (!place->is_installed)
    g_subprocess_launcher_setenv (launcher, "TEXTDOMAINDIR", PORTAIL_DEMO_BUILD "/po", TRUE);
  return launcher;
}

char *
portail_demo_place_read_log (const PortailDemoPlace *place, const char *log)
{
  g_autofree char *path = get_log_path (place, log);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

char *
portail_demo_run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      command, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  char *output = NULL;

  portail_demo_check (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  portail_demo_check (error);
  if (!g_subprocess_get_successful (process))
    portail_demo_fail ("%s failed: %s", command[0], output);
  return output;
}
