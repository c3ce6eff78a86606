/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver's hands and eyes on the X screen: window, pointer, keys, clipboard, pictures. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/portail-driver-private.h"

/* Until two of them are equal: something may be moving for ever. */
#define MAX_PICTURES 20
/* Equal ones one after the other. */
#define PICTURES_AT_REST 3
/* Looks at a place until it counts as at rest. */
#define N_EQUAL_PLACES 2

/* Runs a command to its end; a failure ends the test. */
static void
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                                                       &error);

  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("%s: %s", command[0], error->message);
}

/* The output of a command, without the white space around it. Owned. */
static char *
read_output (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                       &error);
  char *output = NULL;

  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error))
    g_error ("%s: %s", command[0], error->message);
  return g_strstrip (output);
}

/* The X windows of the program, a line each; the one that was opened first is the first. Owned. */
static char *
list_windows (PortailDriver *driver)
{
  g_autofree char *pid = g_strdup_printf ("%d", driver->pid);
  g_autofree char *patience = g_strdup_printf ("%d", PORTAIL_DRIVER_PATIENCE_SECONDS);
  const char *const of_process[] = { "timeout", patience,        "xdotool", "search",
                                     "--sync",  "--onlyvisible", "--all",   "--pid",
                                     pid,       "--class",       ".",       NULL };
  const char *const of_name[] = { "timeout",       patience,  "xdotool",    "search", "--sync",
                                  "--onlyvisible", "--class", driver->name, NULL };

  return read_output (driver->name == NULL ? of_process : of_name);
}

/* The first. Owned. */
static char *
find_window (PortailDriver *driver)
{
  return g_strdelimit (list_windows (driver), "\n", '\0');
}

/* The value of `NAME=VALUE` in a list of such lines. Owned. */
static char *
dup_variable (const char *lines, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("^%s=(.*)$", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, lines, 0, &match) ? g_match_info_fetch (match, 1) : g_strdup ("");
}

void
portail_driver_focus (PortailDriver *driver)
{
  gint64 deadline = portail_driver_get_deadline ();

  /* Again until it has it: a dialog that closes hands the keyboard on when it likes, and may be
   * gone as soon as it was found. */
  for (;;)
    {
      g_autofree char *window = find_window (driver);
      const char *const command[] = {
        "xdotool", "windowraise", window, "windowfocus", window, NULL
      };
      g_autoptr (GSubprocess) process = g_subprocess_newv (
          command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
      g_autofree char *focused = NULL;

      if (process != NULL && g_subprocess_wait_check (process, NULL, NULL))
        focused = read_output ((const char *[]){ "xdotool", "getwindowfocus", NULL });
      if (g_strcmp0 (focused, window) == 0)
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("the window does not get the keyboard");
      g_usleep (PORTAIL_DRIVER_LOOK_MICROSECONDS);
    }
}

static void
resize (const char *window, int width, int height)
{
  g_autofree char *x = g_strdup_printf ("%d", width + 2 * PORTAIL_DRIVER_FRAME);
  g_autofree char *y = g_strdup_printf ("%d", height + 2 * PORTAIL_DRIVER_FRAME);

  run ((const char *[]){ "xdotool", "windowsize", "--sync", window, x, y, NULL });
}

void
portail_driver_resize (PortailDriver *driver, int width, int height)
{
  g_autofree char *window = find_window (driver);

  resize (window, width, height);
}

void
portail_driver_resize_dialog (PortailDriver *driver, int width, int height)
{
  g_autofree char *windows = list_windows (driver);
  const char *last = strrchr (windows, '\n');

  resize (last != NULL ? last + 1 : windows, width, height);
}

/* Away from what shows a tip or another colour under the pointer. */
static void
leave_window (void)
{
  run ((const char *[]){ "xdotool", "mousemove", "9999", "9999", NULL });
}

/* Where it is in its window, once it stays there: pages move while they fill. NULL when it is gone,
 * as a row that shows another record now. Owned. */
static AtspiRect *
get_rest (AtspiAccessible *accessible)
{
  AtspiRect *place = NULL;
  guint n_equal = 0;

  while (n_equal < N_EQUAL_PLACES)
    {
      g_autofree AtspiRect *before = g_steal_pointer (&place);

      place = atspi_component_get_extents (ATSPI_COMPONENT (accessible), ATSPI_COORD_TYPE_WINDOW,
                                           NULL);
      if (place == NULL || place->width <= 0)
        {
          g_free (place);
          return NULL;
        }
      n_equal = before != NULL && memcmp (before, place, sizeof *place) == 0 ? n_equal + 1 : 0;
      g_usleep (PORTAIL_DRIVER_LOOK_MICROSECONDS);
    }
  return place;
}

/* From away, so that no tip of where it was before is in between. */
gboolean
portail_driver_click_middle (AtspiAccessible *accessible, guint n_times)
{
  g_autofree AtspiRect *place = NULL;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  g_autofree char *times = g_strdup_printf ("%u", n_times);

  leave_window ();
  place = get_rest (accessible);
  if (place == NULL)
    return FALSE;
  x = g_strdup_printf ("%d", place->x + place->width / 2);
  y = g_strdup_printf ("%d", place->y + place->height / 2);
  run ((const char *[]){ "xdotool", "mousemove", x, y, "click", "--repeat", times, "--delay", "20",
                         "1", NULL });
  return TRUE;
}

void
portail_driver_click (PortailDriver *driver, AtspiRole role, const char *name)
{
  portail_driver_click_times (driver, role, name, 1);
}

void
portail_driver_click_times (PortailDriver *driver, AtspiRole role, const char *name, guint n_times)
{
  gint64 deadline = portail_driver_get_deadline ();
  gboolean is_clicked = FALSE;

  while (!is_clicked)
    {
      g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);

      is_clicked = portail_driver_click_middle (accessible, n_times);
      if (!is_clicked && g_get_monotonic_time () > deadline)
        g_error ("“%s” has no place to click", name);
    }
}

void
portail_driver_keys (PortailDriver *driver, const char *keys, guint n_times)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  static const char *const words[] = { "xdotool", "key", "--delay", "10" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (command, (gpointer) words[i]);
  for (guint i = 0; i < n_times; i++)
    g_ptr_array_add (command, (gpointer) keys);
  g_ptr_array_add (command, NULL);
  run ((const char *const *) command->pdata);
}

void
portail_driver_key (PortailDriver *driver, const char *keys)
{
  portail_driver_keys (driver, keys, 1);
}

void
portail_driver_type (PortailDriver *driver, const char *text)
{
  run ((const char *[]){ "xdotool", "type", "--delay", "20", "--", text, NULL });
}

/* GTK's own dialog: a path that is typed over the name, or into the list, is taken as one. */
void
portail_driver_choose_file (PortailDriver *driver, const char *path)
{
  static const char chooser[] = "GtkFileChooserWidget";

  g_object_unref (portail_driver_wait (driver, ATSPI_ROLE_FILLER, chooser));
  portail_driver_key (driver, "ctrl+a");
  portail_driver_type (driver, path);
  portail_driver_key (driver, "Return");
  portail_driver_wait_gone (driver, ATSPI_ROLE_FILLER, chooser);
}

/* An owner of the clipboard that ends while it is asked would leave xclip waiting for ever. */
static gboolean
clipboard_holds (const char *text)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "timeout", "2",
      "xclip", "-selection", "clipboard", "-out", NULL);
  g_autofree char *held = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &held, NULL, NULL);
  return g_strcmp0 (held, text) == 0;
}

void
portail_driver_set_clipboard (PortailDriver *driver, const char *text)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *clipboard = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "xclip", "-quiet",
      "-selection", "clipboard", "-target", "UTF8_STRING", "-in", NULL);

  g_assert_no_error (error);
  if (!g_output_stream_write_all (g_subprocess_get_stdin_pipe (clipboard), text, strlen (text),
                                  NULL, NULL, &error)
      || !g_output_stream_close (g_subprocess_get_stdin_pipe (clipboard), NULL, &error))
    g_error ("xclip: %s", error->message);
  if (driver->clipboard != NULL)
    g_subprocess_force_exit (driver->clipboard);
  g_clear_object (&driver->clipboard);
  driver->clipboard = clipboard;
  while (!clipboard_holds (text))
    g_usleep (PORTAIL_DRIVER_LOOK_MICROSECONDS);
}

/* The window's part of the screen, without the frame that stands for a shadow here. Owned. */
static char *
measure_window (PortailDriver *driver)
{
  g_autofree char *window = find_window (driver);
  const char *const command[] = { "xdotool", "getwindowgeometry", "--shell", window, NULL };
  g_autofree char *geometry = read_output (command);
  g_autofree char *width = dup_variable (geometry, "WIDTH");
  g_autofree char *height = dup_variable (geometry, "HEIGHT");
  g_autofree char *x = dup_variable (geometry, "X");
  g_autofree char *y = dup_variable (geometry, "Y");

  return g_strdup_printf ("%dx%d+%d+%d", atoi (width) - 2 * PORTAIL_DRIVER_FRAME,
                          atoi (height) - 2 * PORTAIL_DRIVER_FRAME, atoi (x) + PORTAIL_DRIVER_FRAME,
                          atoi (y) + PORTAIL_DRIVER_FRAME);
}

/* Of the screen, not of the window: menus are windows of their own. */
static GBytes *
take_picture (const char *part)
{
  const char *const command[] = { "import", "-window", "root",  "-crop",
                                  part,     "+repage", "png:-", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                       &error);
  GBytes *picture = NULL;

  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &picture, NULL, &error))
    g_error ("import: %s", error->message);
  return picture;
}

void
portail_driver_take_screenshot (PortailDriver *driver, const char *path)
{
  g_autofree char *part = measure_window (driver);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GError) error = NULL;
  int n_pictures = 0;
  int n_equal = 0;

  leave_window ();
  do
    {
      g_clear_pointer (&before, g_bytes_unref);
      before = g_steal_pointer (&picture);
      picture = take_picture (part);
      n_equal = before != NULL && g_bytes_equal (before, picture) ? n_equal + 1 : 1;
    }
  while (++n_pictures < MAX_PICTURES && n_equal < PICTURES_AT_REST);
  if (!g_file_set_contents (path, g_bytes_get_data (picture, NULL),
                            (gssize) g_bytes_get_size (picture), &error))
    g_error ("%s", error->message);
}
