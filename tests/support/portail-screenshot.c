/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-screenshot.h"

#include "tests/support/portail-robot.h"

#define NARROW_PIXELS 360

void
portail_screenshot_settle (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* NULL while the widget waits for a new size: what was pending may have changed it again. */
static GskRenderNode *
make_node (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  return gtk_snapshot_free_to_node (snapshot);
}

GdkTexture *
portail_screenshot_take (GtkWidget *widget)
{
  g_autoptr (GskRenderNode) node = NULL;

  portail_screenshot_settle (widget);
  while ((node = make_node (widget)) == NULL)
    portail_screenshot_settle (widget);
  return gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
      &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                           (float) gtk_widget_get_height (widget)));
}

void
portail_screenshot_save (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkTexture) texture = portail_screenshot_take (widget);
  const char *folder = g_getenv ("PORTAIL_TEST_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = NULL;

  g_assert_nonnull (texture);
  if (folder == NULL)
    return;
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
portail_screenshot_set_scheme (AdwColorScheme scheme)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

void
portail_screenshot_save_pair (GtkWidget *widget, const char *name)
{
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);

  portail_screenshot_settle (widget);
  portail_screenshot_save (widget, name);
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (widget, dark);
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= NARROW_PIXELS;
}

void
portail_screenshot_make_narrow (GtkWindow *window, int height)
{
  gtk_window_set_default_size (window, NARROW_PIXELS, height);
  portail_robot_wait (is_narrow, window);
}
