/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-desk.h"

#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-teller.h"

/* A program of the build folder finds its settings by a variable; an installed one needs none. */
static void
set_environment (GSubprocessLauncher *launcher, const PortailDemoPlace *place)
{
  if (!place->is_installed)
    g_subprocess_launcher_setenv (launcher, "GSETTINGS_SCHEMA_DIR", PORTAIL_DEMO_BUILD "/data",
                                  TRUE);
  /* A test is stricter, and says so in its environment. */
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", FALSE);
  g_subprocess_launcher_setenv (launcher, "TZ", "Europe/Paris", TRUE);
}

static void
take_last_picture (gpointer user_data)
{
  PortailDemoDesk *desk = user_data;
  g_autofree char *log = portail_demo_place_read_log (desk->place, "portail");

  g_printerr ("%s", log);
  portail_demo_desk_take_picture (desk, PORTAIL_DEMO_FAILURE);
}

static GSubprocess *
launch (GSubprocessLauncher *launcher, const PortailDemoPlace *place)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = place->sandbox != NULL
                             ? g_subprocess_launcher_spawn (launcher, &error, "flatpak", "run",
                                                            "--user", "--unset-env=LOCPATH",
                                                            place->sandbox, NULL)
                             : g_subprocess_launcher_spawn (launcher, &error, place->portail, NULL);

  portail_demo_check (error);
  return process;
}

static PortailDriver *
new_driver (PortailDemoDesk *desk)
{
  if (desk->place->sandbox != NULL)
    return portail_driver_new_for_name ("portail");
  return portail_driver_new (
      (GPid) g_ascii_strtoll (g_subprocess_get_identifier (desk->process), NULL, 10));
}

PortailDemoDesk *
portail_demo_desk_new (const PortailDemoPlace *place, const char *server, PortailDemoLook look)
{
  PortailDemoDesk *desk = g_new0 (PortailDemoDesk, 1);
  g_autoptr (GSubprocessLauncher) launcher = portail_demo_place_new_launcher (
      place, G_SUBPROCESS_FLAGS_NONE, "portail");

  set_environment (launcher, place);
  if (look == PORTAIL_DEMO_DARK)
    g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_COLOR_SCHEME", "prefer-dark", TRUE);
  desk->place = place;
  desk->server = g_strdup (server);
  desk->process = launch (launcher, place);
  desk->driver = new_driver (desk);
  portail_demo_teller_set_witness (take_last_picture, desk);
  portail_driver_focus (desk->driver);
  return desk;
}

/* Folders, settings and secrets of the demo's own; the user's programs stay known. */
static void
keep_apart (GSubprocessLauncher *launcher, const PortailDemoPlace *place)
{
  const char *system = g_getenv ("XDG_DATA_DIRS");
  g_autofree char *known = g_strjoin (
      ":", g_get_user_data_dir (), system != NULL ? system : "/usr/local/share:/usr/share", NULL);
  g_autofree char *password = g_uuid_string_random ();
  const char *const folders[][2] = {
    { "XDG_DATA_HOME", "desktop" },
    { "XDG_CACHE_HOME", "desktop-cache" },
    { "SECRET_FILE_TEST_PATH", "keyring" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (place->state, folders[i][1], NULL);

      g_subprocess_launcher_setenv (launcher, folders[i][0], path, TRUE);
    }
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_DIRS", known, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "file", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", password, TRUE);
}

void
portail_demo_desk_show (const PortailDemoPlace *place, const char *server)
{
  g_autoptr (GSubprocessLauncher) launcher = portail_demo_place_new_launcher (
      place, G_SUBPROCESS_FLAGS_NONE, "portail");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  set_environment (launcher, place);
  keep_apart (launcher, place);
  process = g_subprocess_launcher_spawn (launcher, &error, place->portail,
                                         "--gapplication-app-id=" PORTAIL_APPLICATION_ID ".Demo",
                                         "--server", server, NULL);
  portail_demo_check (error);
  g_subprocess_wait (process, NULL, NULL);
  if (!g_subprocess_get_successful (process))
    {
      g_autofree char *log = portail_demo_place_read_log (place, "portail");

      portail_demo_fail ("the desktop did not end well: %s", log);
    }
}

void
portail_demo_desk_free (PortailDemoDesk *desk)
{
  portail_driver_focus (desk->driver);
  portail_driver_key (desk->driver, "ctrl+q");
  g_subprocess_wait (desk->process, NULL, NULL);
  portail_demo_teller_set_witness (NULL, NULL);
  if (!g_subprocess_get_successful (desk->process))
    {
      g_autofree char *log = portail_demo_place_read_log (desk->place, "portail");

      portail_demo_fail ("the desktop did not end well: %s", log);
    }
  portail_driver_free (desk->driver);
  g_object_unref (desk->process);
  g_free (desk->server);
  g_free (desk);
}

/* What the person will press: go on, then themselves on Discord's page. */
static void
instruct_browser (const char *discord_id)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "browser", "press", NULL);
  g_autofree char *selectors = g_strdup_printf ("a.next\nbutton[name=user_id][value=\"%s\"]\n",
                                                discord_id);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, selectors, -1, &error);
  portail_demo_check (error);
}

void
portail_demo_desk_sign_in (PortailDemoDesk *desk, const char *discord_id, const char *name)
{
  g_autofree char *account = g_strdup_printf ("Compte de %s…", name);

  instruct_browser (discord_id);
  portail_driver_set_text (desk->driver, "Adresse du serveur", desk->server);
  portail_demo_desk_take_picture (desk, "01-connexion");
  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "Se connecter avec Discord");
  g_object_unref (portail_driver_wait (desk->driver, ATSPI_ROLE_PUSH_BUTTON, account));
}

void
portail_demo_desk_take_picture (PortailDemoDesk *desk, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (desk->place->output, file, NULL);

  portail_driver_take_screenshot (desk->driver, path);
}

void
portail_demo_desk_report (PortailDemoDesk *desk, const char *kind, const char *file)
{
  g_autofree char *path = g_build_filename (desk->place->output, file, NULL);
  g_autoptr (GSubprocessLauncher) launcher = portail_demo_place_new_launcher (
      desk->place, G_SUBPROCESS_FLAGS_NONE, "report");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  set_environment (launcher, desk->place);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  process = g_subprocess_launcher_spawn (launcher, &error, desk->place->portail, "--report", kind,
                                         "--period", "2025-W38", "--enterprise",
                                         PORTAIL_DEMO_GARAGE, "--output", path, NULL);
  portail_demo_check (error);
  g_subprocess_wait (process, NULL, NULL);
  if (!g_subprocess_get_successful (process))
    {
      g_autofree char *log = portail_demo_place_read_log (desk->place, "report");

      portail_demo_fail ("portail --report: %s", log);
    }
}
