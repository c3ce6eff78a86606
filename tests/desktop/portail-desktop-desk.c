/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-desk.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "shared/portail-i18n.h"
#include "tests/demo/portail-demo-teller.h"

#define X_DEFAULTS "config/Xdefaults"

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    portail_demo_fail ("%s: %s", parent, g_strerror (errno));
  g_file_set_contents (path, text, -1, &error);
  portail_demo_check (error);
}

/* As in tests/support/gui-session.sh, with buttons as GNOME has them. Without a desktop that tells
 * it, the resolution is one of Xlib's defaults. */
static void
write_settings (PortailDesktopDesk *desk)
{
  gboolean is_large = (desk->look & PORTAIL_DESKTOP_LARGE_TEXT) != 0;

  write_file (desk->folder, "config/gtk-4.0/settings.ini",
              "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n"
              "gtk-font-name=Cantarell 11\ngtk-xft-antialias=1\ngtk-xft-hinting=0\n"
              "gtk-xft-rgba=none\ngtk-decoration-layout=:close\n");
  /* GTK takes the ring around the focus away three seconds after the last key, and the mark of what
   * scrolls soon after the pointer. */
  write_file (desk->folder, "config/gtk-4.0/gtk.css",
              "*:not(sheetcell) { outline-color: transparent; }\n"
              "scrollbar.overlay-indicator { opacity: 0; }\n");
  write_file (desk->folder, X_DEFAULTS, is_large ? "Xft.dpi: 192\n" : "Xft.dpi: 96\n");
}

static void
write_browser (PortailDesktopDesk *desk, const PortailDesktopPerson *person)
{
  g_autofree char *text = g_strdup_printf (
      "[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %s %%u\n"
      "MimeType=x-scheme-handler/http;x-scheme-handler/https;\nNoDisplay=true\n",
      PORTAIL_DESKTOP_BROWSER, person->discord_id);

  write_file (desk->folder, "data/applications/portail-test-browser.desktop", text);
  write_file (desk->folder, "config/mimeapps.list",
              "[Default Applications]\nx-scheme-handler/http=portail-test-browser.desktop\n"
              "x-scheme-handler/https=portail-test-browser.desktop\n");
}

static void
set_environment (PortailDesktopDesk *desk, GSubprocessLauncher *launcher)
{
  static const char *const folders[][2] = {
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_CACHE_HOME", "cache" },
    { "XDG_STATE_HOME", "state" },
  };
  g_autofree char *defaults = g_build_filename (desk->folder, X_DEFAULTS, NULL);
  g_autofree char *fonts = g_build_filename (desk->world->place->sources, "desktop", "fonts.conf",
                                             NULL);

  g_subprocess_launcher_setenv (launcher, "FONTCONFIG_FILE", fonts, TRUE);
  g_subprocess_launcher_setenv (launcher, "XENVIRONMENT", defaults, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (desk->folder, folders[i][1], NULL);

      g_subprocess_launcher_setenv (launcher, folders[i][0], path, TRUE);
    }
  g_subprocess_launcher_setenv (launcher, "TEXTDOMAINDIR", PORTAIL_DEMO_BUILD "/po", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_SCHEMA_DIR", PORTAIL_DEMO_BUILD "/data", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-warnings", TRUE);
  if ((desk->look & PORTAIL_DESKTOP_RIGHT_TO_LEFT) != 0)
    g_subprocess_launcher_setenv (launcher, "LANGUAGE", "ar:fr", TRUE);
  if ((desk->look & PORTAIL_DESKTOP_DARK) != 0)
    g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_COLOR_SCHEME", "prefer-dark", TRUE);
}

static void
take_last_picture (gpointer user_data)
{
  PortailDesktopDesk *desk = user_data;
  g_autofree char *log = portail_demo_place_read_log (desk->world->place, desk->name);

  g_printerr ("%s", log);
  if (g_subprocess_get_identifier (desk->process) == NULL)
    g_printerr ("the desktop of %s ended by itself\n", desk->name);
  else
    portail_desktop_desk_take_picture (desk, PORTAIL_DEMO_FAILURE);
}

/* With @arguments, up to two. Owned. */
static GSubprocess *
start (PortailDesktopDesk *desk, const char *log, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = portail_demo_place_new_launcher (
      desk->world->place, G_SUBPROCESS_FLAGS_NONE, log);
  g_autofree char *identity = g_strdup_printf ("--gapplication-app-id=%s.%s",
                                               PORTAIL_APPLICATION_ID, desk->name);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  set_environment (desk, launcher);
  process = g_subprocess_launcher_spawn (launcher, &error, desk->world->place->portail, identity,
                                         arguments[0], arguments[1], NULL);
  portail_demo_check (error);
  return process;
}

static void
open_window (PortailDesktopDesk *desk)
{
  const char *const arguments[] = { "--server",
                                    portail_demo_server_get_address (desk->world->server) };

  desk->process = start (desk, desk->name, arguments);
  desk->driver = portail_driver_new (
      (GPid) g_ascii_strtoll (g_subprocess_get_identifier (desk->process), NULL, 10));
  portail_demo_teller_set_witness (take_last_picture, desk);
  portail_driver_focus (desk->driver);
}

PortailDesktopDesk *
portail_desktop_desk_new (PortailDesktopWorld *world,
                          const char *name,
                          const PortailDesktopPerson *person,
                          PortailDesktopLook look)
{
  PortailDesktopDesk *desk = g_new0 (PortailDesktopDesk, 1);

  desk->world = world;
  desk->name = g_strdup (name);
  desk->folder = g_build_filename (world->place->state, name, NULL);
  desk->look = look;
  write_settings (desk);
  write_browser (desk, person);
  open_window (desk);
  return desk;
}

PortailDesktopDesk *
portail_desktop_desk_new_signed_in (PortailDesktopWorld *world,
                                    const char *name,
                                    const PortailDesktopPerson *person,
                                    PortailDesktopLook look)
{
  PortailDesktopDesk *desk = portail_desktop_desk_new (world, name, person, look);

  portail_desktop_desk_sign_in (desk, person);
  return desk;
}

void
portail_desktop_desk_sign_in (PortailDesktopDesk *desk, const PortailDesktopPerson *person)
{
  const char *button = _ ("Sign in with Discord");

  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, button);
  portail_driver_wait_gone (desk->driver, ATSPI_ROLE_PUSH_BUTTON, button);
  portail_desktop_desk_sync (desk);
}

static void
clear (PortailDesktopDesk *desk)
{
  portail_demo_teller_set_witness (NULL, NULL);
  portail_driver_free (desk->driver);
  g_object_unref (desk->process);
  g_free (desk->folder);
  g_free (desk->name);
  g_free (desk);
}

void
portail_desktop_desk_free (PortailDesktopDesk *desk)
{
  portail_driver_focus (desk->driver);
  portail_driver_key (desk->driver, "ctrl+q");
  g_subprocess_wait (desk->process, NULL, NULL);
  if (!g_subprocess_get_successful (desk->process))
    {
      g_autofree char *log = portail_demo_place_read_log (desk->world->place, desk->name);

      portail_demo_teller_set_witness (NULL, NULL);
      portail_demo_fail ("the desktop of %s did not end well: %s", desk->name, log);
    }
  clear (desk);
}

void
portail_desktop_desk_use_browser_of (PortailDesktopDesk *desk, const PortailDesktopPerson *person)
{
  write_browser (desk, person);
}

void
portail_desktop_desk_start_again (PortailDesktopDesk *desk)
{
  g_autofree char *log = g_strconcat (desk->name, "-again", NULL);
  const char *const arguments[] = { "--server",
                                    portail_demo_server_get_address (desk->world->server) };
  g_autoptr (GSubprocess) again = start (desk, log, arguments);

  g_subprocess_wait (again, NULL, NULL);
  if (!g_subprocess_get_successful (again))
    portail_demo_fail ("a second start at the desk of %s did not end well", desk->name);
}

static void
end_by_signal (PortailDesktopDesk *desk, int signal)
{
  g_subprocess_send_signal (desk->process, signal);
  g_subprocess_wait (desk->process, NULL, NULL);
  clear (desk);
}

void
portail_desktop_desk_crash (PortailDesktopDesk *desk)
{
  end_by_signal (desk, SIGSEGV);
}

void
portail_desktop_desk_kill (PortailDesktopDesk *desk)
{
  end_by_signal (desk, SIGKILL);
}

void
portail_desktop_desk_sync (PortailDesktopDesk *desk)
{
  portail_driver_focus (desk->driver);
  portail_driver_key (desk->driver, "F5");
  g_object_unref (portail_driver_wait (desk->driver, ATSPI_ROLE_PUSH_BUTTON,
                                       _ ("Everything is up to date with the server")));
}

void
portail_desktop_desk_take_picture (PortailDesktopDesk *desk, const char *picture)
{
  g_autofree char *file = g_strconcat (picture, ".png", NULL);
  g_autofree char *path = g_build_filename (desk->world->place->output, file, NULL);

  portail_driver_take_screenshot (desk->driver, path);
}
