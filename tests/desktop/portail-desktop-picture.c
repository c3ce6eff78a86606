/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-picture.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define COLOUR_TOLERANCE 64 /* of 255, of each part of a colour */
#define MAX_DIFFERENCES  24 /* pixels; a letter of the smallest text has more */

typedef cairo_surface_t Picture;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, cairo_surface_destroy)

/* In 32 bits a pixel, or NULL. Owned. */
static Picture *
load (const char *path)
{
  g_autoptr (Picture) file = cairo_image_surface_create_from_png (path);
  Picture *picture = NULL;
  cairo_t *cairo;

  if (cairo_surface_status (file) != CAIRO_STATUS_SUCCESS)
    return NULL;
  picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (file),
                                        cairo_image_surface_get_height (file));
  cairo = cairo_create (picture);
  cairo_set_source_surface (cairo, file, 0, 0);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (picture);
  return picture;
}

static guint32 *
get_row (Picture *picture, int y)
{
  return (guint32 *) (void *) (cairo_image_surface_get_data (picture)
                               + y * cairo_image_surface_get_stride (picture));
}

static gboolean
is_other_colour (guint32 a, guint32 b)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > COLOUR_TOLERANCE)
      return TRUE;
  return FALSE;
}

/* Whether no pixel at or beside (@x, @y) has that colour: an edge may be drawn a little off. */
static gboolean
is_nowhere_near (guint32 colour, Picture *wanted, int x, int y)
{
  int width = cairo_image_surface_get_width (wanted);
  int height = cairo_image_surface_get_height (wanted);

  for (int near_y = MAX (y - 1, 0); near_y <= MIN (y + 1, height - 1); near_y++)
    for (int near_x = MAX (x - 1, 0); near_x <= MIN (x + 1, width - 1); near_x++)
      if (!is_other_colour (colour, get_row (wanted, near_y)[near_x]))
        return FALSE;
  return TRUE;
}

/* How many pixels differ; those become red in @marked, the others pale. */
static int
mark_differences (Picture *picture, Picture *accepted, Picture *marked)
{
  int n_differences = 0;

  for (int y = 0; y < cairo_image_surface_get_height (picture); y++)
    for (int x = 0; x < cairo_image_surface_get_width (picture); x++)
      {
        guint32 colour = get_row (picture, y)[x];
        guint32 wanted = get_row (accepted, y)[x];
        gboolean is_other = is_other_colour (colour, wanted)
                            && (is_nowhere_near (colour, accepted, x, y)
                                || is_nowhere_near (wanted, picture, x, y));

        n_differences += is_other;
        get_row (marked, y)[x] = is_other ? 0xffff0000 : 0xffc0c0c0 | (colour >> 2 & 0x3f3f3f);
      }
  cairo_surface_mark_dirty (marked);
  return n_differences;
}

static gboolean
has_same_size (Picture *a, Picture *b)
{
  return cairo_image_surface_get_width (a) == cairo_image_surface_get_width (b)
         && cairo_image_surface_get_height (a) == cairo_image_surface_get_height (b);
}

static char *
get_path (const char *folder, const char *name, const char *end)
{
  g_autofree char *file = g_strconcat (name, end, NULL);

  return g_build_filename (folder, file, NULL);
}

static gboolean
has_pictures (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".png"))
      return TRUE;
  return FALSE;
}

char *
portail_desktop_picture_compare (const PortailDemoPlace *place, const char *name)
{
  g_autofree char *folder = g_build_filename (place->sources, "desktop", "accepted", NULL);
  g_autofree char *accepted_path = get_path (folder, name, ".png");
  g_autofree char *path = get_path (place->output, name, ".png");
  g_autofree char *marked_path = get_path (place->output, name, "-diff.png");
  g_autoptr (Picture) accepted = load (accepted_path);
  g_autoptr (Picture) picture = load (path);
  g_autoptr (Picture) marked = load (path);
  int n_differences;

  if (accepted == NULL)
    return has_pictures (folder) ? g_strdup_printf ("%s: not accepted so far", path) : NULL;
  if (picture == NULL || !has_same_size (picture, accepted))
    return g_strdup_printf ("%s: has another size", path);
  g_unlink (marked_path);
  n_differences = mark_differences (picture, accepted, marked);
  if (n_differences <= MAX_DIFFERENCES)
    return NULL;
  cairo_surface_write_to_png (marked, marked_path);
  return g_strdup_printf ("%s: %d pixels differ, see %s", path, n_differences, marked_path);
}
