/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-driver.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_INTERVAL_MICROSECONDS 30000
#define MAX_DEPTH                  40
/* Until two of them are equal: something may be moving for ever. */
#define MAX_PICTURES 20

struct _PortailDriver
{
  GPid pid;               /* 0: known by name */
  char *name;             /* or NULL */
  GSubprocess *clipboard; /* keeps the text alive until another one takes its place */
};

/* What is looked for, and what was found on the way. */
typedef struct
{
  AtspiRole role;
  const char *name;
  AtspiAccessible *found;
  GPtrArray *all; /* of the role; NULL when nobody asks */
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

PortailDriver *
portail_driver_new_for_name (const char *name)
{
  PortailDriver *driver = portail_driver_new (0);

  driver->name = g_strdup (name);
  return driver;
}

void
portail_driver_free (PortailDriver *driver)
{
  if (driver->clipboard != NULL)
    g_subprocess_force_exit (driver->clipboard);
  g_clear_object (&driver->clipboard);
  g_free (driver->name);
  g_free (driver);
}

/* Whether @name is @wanted, which may begin or end with `…` for any text. */
static gboolean
is_name (const char *name, const char *wanted)
{
  static const char any[] = "…";
  gboolean has_any_start = g_str_has_prefix (wanted, any);
  gboolean has_any_end = strlen (wanted) > strlen (any) && g_str_has_suffix (wanted, any);
  g_autofree char *core = g_strndup (wanted + (has_any_start ? strlen (any) : 0),
                                     strlen (wanted)
                                         - strlen (any) * (has_any_start + has_any_end));

  if (has_any_start && has_any_end)
    return strstr (name, core) != NULL;
  if (has_any_start)
    return g_str_has_suffix (name, core);
  return has_any_end ? g_str_has_prefix (name, core) : g_str_equal (name, wanted);
}

/* GTK 4.8 says of windows alone that they show. Of the rest it says what is hidden, and gives no
 * place to what never was on the screen. */
static gboolean
is_visible (AtspiAccessible *accessible)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean is_visible = states != NULL && atspi_state_set_contains (states, ATSPI_STATE_VISIBLE);

  g_clear_object (&states);
  return is_visible;
}

typedef enum
{
  PLACE_UNKNOWN, /* it is no widget: a page of a stack */
  PLACE_NONE,    /* nor has anything inside */
  PLACE_SOME,
} Place;

static Place
get_place (AtspiAccessible *accessible)
{
  AtspiRect *extents = atspi_component_get_extents (ATSPI_COMPONENT (accessible),
                                                    ATSPI_COORD_TYPE_WINDOW, NULL);
  Place place = PLACE_UNKNOWN;

  if (extents != NULL && extents->width >= 0)
    place = extents->width > 0 && extents->height > 0 ? PLACE_SOME : PLACE_NONE;
  g_free (extents);
  return place;
}

/* Where nothing but labels and cells can be: each look is many calls across the bus. */
static gboolean
may_hold (AtspiRole role, AtspiRole wanted)
{
  switch (role)
    {
    /* A flow box is one too. */
    case ATSPI_ROLE_TABLE:
      return TRUE;
    case ATSPI_ROLE_TREE_TABLE:
      return wanted == ATSPI_ROLE_TABLE_CELL || wanted == ATSPI_ROLE_LABEL;
    case ATSPI_ROLE_LIST_ITEM:
      return wanted == ATSPI_ROLE_LABEL || wanted == ATSPI_ROLE_PUSH_BUTTON
             || wanted == ATSPI_ROLE_TEXT || wanted == ATSPI_ROLE_CHECK_BOX;
    case ATSPI_ROLE_LABEL:
    case ATSPI_ROLE_IMAGE:
    case ATSPI_ROLE_SCROLL_BAR:
      return FALSE;
    case ATSPI_ROLE_TABLE_CELL:
      return wanted == ATSPI_ROLE_LABEL || wanted == ATSPI_ROLE_PUSH_BUTTON
             || wanted == ATSPI_ROLE_LIST_ITEM;
    default:
      return TRUE;
    }
}

static void
look_at (Search *search, AtspiAccessible *accessible)
{
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  g_autofree char *description = atspi_accessible_get_description (accessible, NULL);

  if (name == NULL || description == NULL)
    return;
  if (search->all != NULL)
    g_ptr_array_add (search->all, g_object_ref (accessible));
  if (search->found == NULL && search->name != NULL
      && (is_name (name, search->name) || is_name (description, search->name)))
    search->found = g_object_ref (accessible);
}

static void
look_below (Search *search, AtspiAccessible *accessible, int depth)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  /* From the last one: a dialog stands before its window. */
  for (int i = n_children - 1; i >= 0 && depth < MAX_DEPTH; i--)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      AtspiRole role = child != NULL ? atspi_accessible_get_role (child, NULL) : search->role;
      Place place;

      if (child == NULL || (role != search->role && !may_hold (role, search->role))
          || !is_visible (child))
        continue;
      place = get_place (child);
      if (place == PLACE_SOME && role == search->role)
        look_at (search, child);
      if (search->found != NULL && search->all == NULL)
        return;
      if (place != PLACE_NONE && may_hold (role, search->role))
        look_below (search, child, depth + 1);
    }
}

static gboolean
is_driven (PortailDriver *driver, AtspiAccessible *application)
{
  g_autofree char *name = NULL;

  if (driver->name == NULL)
    return (GPid) atspi_accessible_get_process_id (application, NULL) == driver->pid;
  name = atspi_accessible_get_name (application, NULL);
  return g_strcmp0 (name, driver->name) == 0;
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

      if (application == NULL || !is_driven (driver, application))
        continue;
      /* Nobody runs a main loop here that would keep more of a cache true. */
      atspi_accessible_set_cache_mask (application, ATSPI_CACHE_ROLE | ATSPI_CACHE_INTERFACES);
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

static gint64
get_deadline (void)
{
  return g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
}

AtspiAccessible *
portail_driver_wait (PortailDriver *driver, AtspiRole role, const char *name)
{
  gint64 deadline = get_deadline ();

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

char *
portail_driver_dup_name (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);

  return atspi_accessible_get_name (accessible, NULL);
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
  gint64 deadline = get_deadline ();

  while (portail_driver_has (driver, role, name))
    {
      if (g_get_monotonic_time () > deadline)
        give_up (driver, role, name, "did not go");
      g_usleep (LOOK_INTERVAL_MICROSECONDS);
    }
}

/* What can be pressed: @accessible or something inside, as the button in a menu button. Owned;
 * NULL for nothing. */
static AtspiAccessible *
find_doer (AtspiAccessible *accessible)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  if (atspi_action_get_n_actions (ATSPI_ACTION (accessible), NULL) > 0)
    return g_object_ref (accessible);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      AtspiAccessible *doer = child != NULL ? find_doer (child) : NULL;

      if (doer != NULL)
        return doer;
    }
  return NULL;
}

void
portail_driver_press (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);
  g_autoptr (AccessibleReference) doer = find_doer (accessible);
  g_autoptr (GError) error = NULL;

  if (doer == NULL || !atspi_action_do_action (ATSPI_ACTION (doer), 0, &error))
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

/* The X window of the program that was opened first. Owned. */
static char *
find_window (PortailDriver *driver)
{
  g_autofree char *pid = g_strdup_printf ("%d", driver->pid);
  g_autofree char *patience = g_strdup_printf ("%d", PORTAIL_DRIVER_PATIENCE_SECONDS);
  const char *const of_process[] = { "timeout", patience,        "xdotool", "search",
                                     "--sync",  "--onlyvisible", "--all",   "--pid",
                                     pid,       "--class",       ".",       NULL };
  const char *const of_name[] = { "timeout",       patience,  "xdotool",    "search", "--sync",
                                  "--onlyvisible", "--class", driver->name, NULL };
  char *windows = read_output (driver->name == NULL ? of_process : of_name);

  return g_strdelimit (windows, "\n", '\0');
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
  gint64 deadline = get_deadline ();
  g_autofree char *window = find_window (driver);

  /* Again until it has it: a dialog that closes hands the keyboard on when it likes. */
  for (;;)
    {
      g_autofree char *focused = NULL;

      run ((const char *[]){ "xdotool", "windowraise", window, "windowfocus", window, NULL });
      focused = read_output ((const char *[]){ "xdotool", "getwindowfocus", NULL });
      if (g_str_equal (focused, window))
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("the window does not get the keyboard");
      g_usleep (LOOK_INTERVAL_MICROSECONDS);
    }
}

void
portail_driver_resize (PortailDriver *driver, int width, int height)
{
  g_autofree char *window = find_window (driver);
  g_autofree char *x = g_strdup_printf ("%d", width + 2 * PORTAIL_DRIVER_FRAME);
  g_autofree char *y = g_strdup_printf ("%d", height + 2 * PORTAIL_DRIVER_FRAME);

  run ((const char *[]){ "xdotool", "windowsize", "--sync", window, x, y, NULL });
}

static void
click_middle (AtspiAccessible *accessible, guint n_times)
{
  g_autoptr (GError) error = NULL;
  AtspiRect *extents = atspi_component_get_extents (ATSPI_COMPONENT (accessible),
                                                    ATSPI_COORD_TYPE_WINDOW, &error);
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  g_autofree char *times = g_strdup_printf ("%u", n_times);

  if (extents == NULL)
    g_error ("no place to click: %s", error->message);
  x = g_strdup_printf ("%d", extents->x + extents->width / 2);
  y = g_strdup_printf ("%d", extents->y + extents->height / 2);
  g_free (extents);
  run ((const char *[]){ "xdotool", "mousemove", x, y, "click", "--repeat", times, "--delay", "20",
                         "1", NULL });
}

void
portail_driver_click (PortailDriver *driver, AtspiRole role, const char *name)
{
  portail_driver_click_times (driver, role, name, 1);
}

void
portail_driver_click_times (PortailDriver *driver, AtspiRole role, const char *name, guint n_times)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, role, name);

  click_middle (accessible, n_times);
}

void
portail_driver_click_cell (PortailDriver *driver, const char *table, const char *cell)
{
  g_autoptr (AccessibleReference) accessible = portail_driver_wait (driver, ATSPI_ROLE_TABLE,
                                                                    table);
  Search search = { .role = ATSPI_ROLE_TABLE_CELL, .name = cell };

  look_below (&search, accessible, 0);
  if (search.found == NULL)
    give_up (driver, ATSPI_ROLE_TABLE_CELL, cell, "is not in the table");
  click_middle (search.found, 1);
  g_object_unref (search.found);
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
  run ((const char *[]){ "xdotool", "type", "--delay", "20", "--", text, NULL });
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
    g_usleep (LOOK_INTERVAL_MICROSECONDS);
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

  /* Away from what shows a tip or another colour under the pointer. */
  run ((const char *[]){ "xdotool", "mousemove", "9999", "9999", NULL });
  do
    {
      g_clear_pointer (&before, g_bytes_unref);
      before = g_steal_pointer (&picture);
      picture = take_picture (part);
    }
  while (++n_pictures < MAX_PICTURES && (before == NULL || !g_bytes_equal (before, picture)));
  if (!g_file_set_contents (path, g_bytes_get_data (picture, NULL),
                            (gssize) g_bytes_get_size (picture), &error))
    g_error ("%s", error->message);
}

static void
visit_below (AtspiAccessible *accessible, PortailDriverVisit visit, gpointer user_data)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AccessibleReference) child = atspi_accessible_get_child_at_index (accessible, i,
                                                                                   NULL);
      Place place;

      if (child == NULL || !is_visible (child))
        continue;
      place = get_place (child);
      if (place != PLACE_NONE
          && (place == PLACE_UNKNOWN
              || visit (child, atspi_accessible_get_role (child, NULL), user_data)))
        visit_below (child, visit, user_data);
    }
}

void
portail_driver_visit (PortailDriver *driver, PortailDriverVisit visit, gpointer user_data)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func (g_object_unref);
  static const AtspiRole roles[] = { ATSPI_ROLE_FRAME, ATSPI_ROLE_DIALOG, ATSPI_ROLE_WINDOW };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      GPtrArray *found = portail_driver_list (driver, roles[i]);

      g_ptr_array_extend_and_steal (frames, found);
    }
  for (guint i = 0; i < frames->len; i++)
    visit_below (frames->pdata[i], visit, user_data);
}

GPtrArray *
portail_driver_list (PortailDriver *driver, AtspiRole role)
{
  Search search = { .role = role, .all = g_ptr_array_new_with_free_func (g_object_unref) };

  look (driver, &search);
  return search.all;
}

GPtrArray *
portail_driver_list_names (PortailDriver *driver, AtspiRole role)
{
  g_autoptr (GPtrArray) all = portail_driver_list (driver, role);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (names, atspi_accessible_get_name (all->pdata[i], NULL));
  return names;
}
