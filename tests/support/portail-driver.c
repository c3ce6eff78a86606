/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-driver.h"

#include <string.h>

#define LOOK_INTERVAL_MICROSECONDS 30000
#define MAX_DEPTH                  40

struct _PortailDriver
{
  GPid pid;
  GSubprocess *clipboard; /* keeps the text alive until another one takes its place */
};

/* What is looked for, and what was found on the way. */
typedef struct
{
  AtspiRole role;
  const char *name;
  AtspiAccessible *found;
  GPtrArray *names; /* of the role; NULL when nobody asks */
} Search;

typedef AtspiAccessible AccessibleReference;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AccessibleReference, g_object_unref)

PortailDriver *
portail_driver_new (GPid pid)
{
  PortailDriver *driver = g_new0 (PortailDriver, 1);

  atspi_init ();
  driver->pid = pid;
  return driver;
}

void
portail_driver_free (PortailDriver *driver)
{
  if (driver->clipboard != NULL)
    g_subprocess_force_exit (driver->clipboard);
  g_clear_object (&driver->clipboard);
  g_free (driver);
}

static gboolean
is_name (const char *name, const char *wanted)
{
  static const char any_start[] = "…";

  if (g_str_has_prefix (wanted, any_start))
    return g_str_has_suffix (name, wanted + strlen (any_start));
  return g_str_equal (name, wanted);
}

static gboolean
is_showing (AtspiAccessible *accessible)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean is_showing = states != NULL && atspi_state_set_contains (states, ATSPI_STATE_SHOWING);

  g_clear_object (&states);
  return is_showing;
}

static void
look_at (Search *search, AtspiAccessible *accessible)
{
  g_autofree char *name = NULL;

  if (atspi_accessible_get_role (accessible, NULL) != search->role || !is_showing (accessible))
    return;
  name = atspi_accessible_get_name (accessible, NULL);
  if (name == NULL)
    return;
  if (search->names != NULL)
    g_ptr_array_add (search->names, g_strdup (name));
  if (search->found == NULL && search->name != NULL && is_name (name, search->name))
    search->found = g_object_ref (accessible);
}

static void
look_below (Search *search, AtspiAccessible *accessible, int depth)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  for (int i = 0; i < n_children && depth < MAX_DEPTH; i++)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);

      if (child == NULL)
        continue;
      look_at (search, child);
      if (search->found != NULL && search->names == NULL)
        return;
      look_below (search, child, depth + 1);
    }
}

static void
look (PortailDriver *driver, Search *search)
{
  g_autoptr (AccessibleReference) desktop = atspi_get_desktop (0);
  int n_applications = atspi_accessible_get_child_count (desktop, NULL);

  for (int i = 0; i < n_applications && search->found == NULL; i++)
    {
      g_autoptr (AccessibleReference) application = atspi_accessible_get_child_at_index (desktop, i,
                                                                                         NULL);

      if (application != NULL
          && (GPid) atspi_accessible_get_process_id (application, NULL) == driver->pid)
        look_below (search, application, 0);
    }
}

static void
give_up (PortailDriver *driver, AtspiRole role, const char *name, const char *what)
{
  g_autofree char *role_name = atspi_role_get_name (role);
  g_autoptr (GPtrArray) names = portail_driver_list_names (driver, role);
  g_autofree char *list = NULL;

  g_ptr_array_add (names, NULL);
  list = g_strjoinv (" | ", (char **) names->pdata);
  g_error ("%s “%s” %s; there are: %s", role_name, name, what, list);
}

AtspiAccessible *
portail_driver_wait (PortailDriver *driver, AtspiRole role, const char *name)
{
  gint64 deadline = g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

  for (;;)
    {
      Search search = { .role = role, .name = name };

      look (driver, &search);
      if (search.found != NULL)
        return search.found;
      if (g_get_monotonic_time () > deadline)
        give_up (driver, role, name, "did not come");
      g_usleep (LOOK_INTERVAL_MICROSECONDS);
    }
}

gboolean
portail_driver_has (PortailDriver *driver, AtspiRole role, const char *name)
{
  Search search = { .role = role, .name = name };
  gboolean is_there;

  look (driver, &search);
  is_there = search.found != NULL;
  g_clear_object (&search.found);
  return is_there;
}

void
portail_driver_wait_gone (PortailDriver *driver, AtspiRole role, const char *name)
{
  gint64 deadline = g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

  while (portail_driver_has (driver, role, name))
    {
      if (g_get_monotonic_time () > deadline)
        give_up (driver, role, name, "did not go");
      g_usleep (LOOK_INTERVAL_MICROSECONDS);
    }
}

void
portail_driver_press (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);
  g_autoptr (GError) error = NULL;

  if (!atspi_action_do_action (ATSPI_ACTION (accessible), 0, &error))
    give_up (driver, role, name, error != NULL ? error->message : "could not be pressed");
}

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

void
portail_driver_click (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);
  g_autoptr (GError) error = NULL;
  AtspiRect *extents = atspi_component_get_extents (ATSPI_COMPONENT (accessible),
                                                    ATSPI_COORD_TYPE_WINDOW, &error);
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  g_assert_no_error (error);
  x = g_strdup_printf ("%d", extents->x + extents->width / 2);
  y = g_strdup_printf ("%d", extents->y + extents->height / 2);
  g_free (extents);
  run ((const char *[]){ "xdotool", "mousemove", "--sync", x, y, "click", "1", NULL });
}

void
portail_driver_set_text (PortailDriver *driver, const char *name, const char *text)
{
  g_autoptr (AccessibleReference) entry = portail_driver_wait (driver, ATSPI_ROLE_TEXT, name);
  g_autoptr (GError) error = NULL;

  if (!atspi_editable_text_set_text_contents (ATSPI_EDITABLE_TEXT (entry), text, &error))
    give_up (driver, ATSPI_ROLE_TEXT, name, error != NULL ? error->message : "takes no text");
}

void
portail_driver_key (PortailDriver *driver, const char *keys)
{
  run ((const char *[]){ "xdotool", "key", "--delay", "10", keys, NULL });
}

void
portail_driver_type (PortailDriver *driver, const char *text)
{
  run ((const char *[]){ "xdotool", "type", "--delay", "5", "--", text, NULL });
}

static gboolean
clipboard_holds (const char *text)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "xclip",
      "-selection", "clipboard", "-out", NULL);
  g_autofree char *held = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &held, NULL, NULL);
  return g_strcmp0 (held, text) == 0;
}

void
portail_driver_set_clipboard (PortailDriver *driver, const char *text)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *clipboard = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "xclip",
                                             "-quiet", "-selection", "clipboard", "-target",
                                             "UTF8_STRING", "-in", NULL);

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
    g_usleep (LOOK_INTERVAL_MICROSECONDS);
}

void
portail_driver_take_screenshot (PortailDriver *driver, const char *path)
{
  run ((const char *[]){ "import", "-window", "root", path, NULL });
}

GPtrArray *
portail_driver_list_names (PortailDriver *driver, AtspiRole role)
{
  Search search = { .role = role, .names = g_ptr_array_new_with_free_func (g_free) };

  look (driver, &search);
  return search.names;
}
