/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-robot.h"

#include <gdk/x11/gdkx.h>

#define PATIENCE_SECONDS 10

static gboolean
be_impatient (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

void
portail_robot_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data)
{
  gboolean is_over = FALSE;
  guint source = g_timeout_add_seconds (PATIENCE_SECONDS, be_impatient, &is_over);

  while (!is_done (user_data) && !is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_done (user_data));
  if (!is_over)
    g_source_remove (source);
}

static void
on_robot_done (GObject *process, GAsyncResult *result, gpointer is_done)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_done = TRUE;
}

static gboolean
get_flag (gpointer flag)
{
  return *(gboolean *) flag;
}

/* The server has the events when xdotool ends, and we have them after a round trip. */
static void
settle (void)
{
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* Takes @arguments, a GStrv in an array that ends with NULL. */
static void
run (GPtrArray *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_NONE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_robot_done, &is_done);
  portail_robot_wait (get_flag, &is_done);
  settle ();
  g_ptr_array_unref (arguments);
}

G_GNUC_NULL_TERMINATED
static GPtrArray *
new_arguments (const char *first, ...)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);
  va_list rest;

  g_ptr_array_add (arguments, g_strdup ("xdotool"));
  va_start (rest, first);
  for (const char *word = first; word != NULL; word = va_arg (rest, const char *))
    g_ptr_array_add (arguments, g_strdup (word));
  va_end (rest);
  return arguments;
}

static GdkSurface *
get_surface (GtkWidget *widget)
{
  return gtk_native_get_surface (gtk_widget_get_native (widget));
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (GTK_WINDOW (window));
}

void
portail_robot_focus (GtkWindow *window)
{
  g_autofree char *id = g_strdup_printf (
      "%lu", (gulong) gdk_x11_surface_get_xid (get_surface (GTK_WIDGET (window))));

  run (new_arguments ("windowfocus", "--sync", id, NULL));
  portail_robot_wait (is_active, window);
}

void
portail_robot_press (GtkWindow *window, const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);
  GPtrArray *arguments = new_arguments ("key", "--delay", "0", NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (arguments, g_strdup (words[i]));
  run (arguments);
}

void
portail_robot_type (GtkWindow *window, const char *text)
{
  run (new_arguments ("type", "--delay", "0", text, NULL));
}

/* Words of xdotool that move the pointer to a point of @widget. */
static void
add_move (GPtrArray *arguments, GtkWidget *widget, graphene_point_t point)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t in_native;
  double surface_x;
  double surface_y;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &point, &in_native));
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  g_ptr_array_add (arguments, g_strdup ("mousemove"));
  g_ptr_array_add (arguments, g_strdup ("--window"));
  g_ptr_array_add (arguments, g_strdup_printf ("%lu", (gulong) gdk_x11_surface_get_xid (
                                                          gtk_native_get_surface (native))));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (in_native.x + surface_x)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (in_native.y + surface_y)));
}

void
portail_robot_click (GtkWidget *widget, double x, double y, guint button, guint n_times)
{
  g_autofree char *button_text = g_strdup_printf ("%u", button);
  g_autofree char *n_text = g_strdup_printf ("%u", n_times);
  GPtrArray *arguments = new_arguments (NULL, NULL);

  add_move (arguments, widget, GRAPHENE_POINT_INIT ((float) x, (float) y));
  g_ptr_array_add (arguments, g_strdup ("click"));
  g_ptr_array_add (arguments, g_strdup ("--repeat"));
  g_ptr_array_add (arguments, g_strdup (n_text));
  g_ptr_array_add (arguments, g_strdup ("--delay"));
  g_ptr_array_add (arguments, g_strdup ("20"));
  g_ptr_array_add (arguments, g_strdup (button_text));
  run (arguments);
}

void
portail_robot_drag (GtkWidget *widget, graphene_point_t from, graphene_point_t to)
{
  GPtrArray *arguments = new_arguments (NULL, NULL);
  graphene_point_t middle;

  graphene_point_interpolate (&from, &to, 0.5, &middle);
  add_move (arguments, widget, from);
  g_ptr_array_add (arguments, g_strdup ("mousedown"));
  g_ptr_array_add (arguments, g_strdup ("1"));
  add_move (arguments, widget, middle);
  add_move (arguments, widget, to);
  g_ptr_array_add (arguments, g_strdup ("mouseup"));
  g_ptr_array_add (arguments, g_strdup ("1"));
  run (arguments);
}

gpointer
portail_robot_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

gpointer
portail_robot_find_shown_window (GType type, GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window))
          && (parent == NULL || gtk_window_get_transient_for (window) == parent))
        return window;
    }
  return NULL;
}

gpointer
portail_robot_find_child (GtkWidget *within, GType type, const char *id)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (within, type)
      && (id == NULL
          || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (within)), id) == 0))
    return within;
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = portail_robot_find_child (child, type, id);
  return found;
}
