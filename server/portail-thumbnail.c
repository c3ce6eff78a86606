/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-thumbnail.h"

#include <vips/vips.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_AT_ONCE  2
#define JPEG_QUALITY 82

static gint n_at_work; /* atomic */

/* The only readers that may run. */
static const char *const loaders[PORTAIL_N_FILE_TYPES] = {
  [PORTAIL_FILE_PNG] = "VipsForeignLoadPng",
  [PORTAIL_FILE_JPEG] = "VipsForeignLoadJpeg",
  [PORTAIL_FILE_WEBP] = "VipsForeignLoadWebp",
  [PORTAIL_FILE_GIF] = "VipsForeignLoadNsgif",
};

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA,
                       _ ("There is no small picture of this file."));
  return FALSE;
}

static gboolean
fail_busy (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                       _ ("The server is busy. Please try again in a moment."));
  return FALSE;
}

/* What is wrong with a picture is its sender's fault, and nothing for our log. */
static void
ignore_message (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
}

/* Invariant 1, once in a process. Caching would keep other people's pictures in memory. */
static gboolean
start_vips (void)
{
  static gsize state;

  if (g_once_init_enter (&state))
    {
      gsize is_started = vips_init ("portail-server") == 0 ? 1 : 2;

      if (is_started == 1)
        {
          g_log_set_handler ("VIPS", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION,
                             ignore_message, NULL);
          vips_concurrency_set (1);
          vips_cache_set_max (0);
          vips_block_untrusted_set (TRUE);
          vips_operation_block_set ("VipsForeignLoad", TRUE);
          for (guint type = 0; type < PORTAIL_N_FILE_TYPES; type++)
            if (loaders[type] != NULL)
              vips_operation_block_set (loaders[type], FALSE);
        }
      g_once_init_leave (&state, is_started);
    }
  return state == 1;
}

/* The picture before a pixel of it is read. */
static VipsImage *
open_image (GBytes *file, PortailFileType type)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (file, &length);
  VipsImage *image = NULL;
  int result = -1;

  switch (type)
    {
    case PORTAIL_FILE_PNG:
      result = vips_pngload_buffer ((void *) bytes, length, &image, "access",
                                    VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_WARNING, NULL);
      break;
    case PORTAIL_FILE_JPEG:
      result = vips_jpegload_buffer ((void *) bytes, length, &image, "access",
                                     VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_WARNING, NULL);
      break;
    case PORTAIL_FILE_WEBP:
      result = vips_webpload_buffer ((void *) bytes, length, &image, "access",
                                     VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_WARNING, NULL);
      break;
    case PORTAIL_FILE_GIF:
      result = vips_gifload_buffer ((void *) bytes, length, &image, "access",
                                    VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_WARNING, NULL);
      break;
    default:
      break;
    }
  return result == 0 ? image : NULL;
}

static gboolean
is_small_enough (VipsImage *image)
{
  gint64 width = vips_image_get_width (image);
  gint64 height = vips_image_get_height (image);

  return width > 0 && height > 0 && width <= PORTAIL_THUMBNAIL_MAX_PIXELS
         && height <= PORTAIL_THUMBNAIL_MAX_PIXELS && width * height <= PORTAIL_THUMBNAIL_MAX_PIXELS
         && vips_image_get_bands (image) <= 5;
}

static void
kill_image (GCancellable *cancellable, gpointer image)
{
  vips_image_set_kill (image, TRUE);
}

/* What a camera wrote into the picture (places, names) stays out. */
static GBytes *
save (VipsImage *image)
{
  void *bytes = NULL;
  size_t length = 0;
  int result = vips_image_hasalpha (image)
                   ? vips_pngsave_buffer (image, &bytes, &length, "strip", TRUE, NULL)
                   : vips_jpegsave_buffer (image, &bytes, &length, "strip", TRUE, "Q", JPEG_QUALITY,
                                           NULL);

  return result == 0 ? g_bytes_new_with_free_func (bytes, length, g_free, bytes) : NULL;
}

static GBytes *
shrink (VipsImage *image, guint size)
{
  VipsImage *small = NULL;
  GBytes *saved;

  if (vips_thumbnail_image (image, &small, (int) size, "height", (int) size, "size", VIPS_SIZE_DOWN,
                            "export_profile", "srgb", "import_profile", "srgb", NULL)
      != 0)
    return NULL;
  saved = save (small);
  g_object_unref (small);
  return saved;
}

static GBytes *
make (GBytes *file, PortailFileType type, guint size, GCancellable *cancellable, GError **error)
{
  VipsImage *image = start_vips () ? open_image (file, type) : NULL;
  GBytes *made = NULL;

  if (image != NULL && is_small_enough (image))
    {
      gulong handler = cancellable != NULL ? g_cancellable_connect (
                           cancellable, G_CALLBACK (kill_image), image, NULL)
                                           : 0;

      made = shrink (image, size);
      if (cancellable != NULL)
        g_cancellable_disconnect (cancellable, handler);
    }
  if (image != NULL)
    g_object_unref (image);
  if (made == NULL)
    {
      if (g_cancellable_is_cancelled (cancellable))
        fail_busy (error);
      else
        fail (error);
    }
  vips_error_clear ();
  vips_thread_shutdown ();
  return made;
}

GBytes *
portail_thumbnail_new (GBytes *file,
                       PortailFileType type,
                       guint size,
                       GCancellable *cancellable,
                       GError **error)
{
  GBytes *made = NULL;

  if (loaders[type] == NULL)
    fail (error);
  else if (g_atomic_int_add (&n_at_work, 1) >= MAX_AT_ONCE)
    {
      g_atomic_int_add (&n_at_work, -1);
      fail_busy (error);
    }
  else
    {
      made = make (file, type, size, cancellable, error);
      g_atomic_int_add (&n_at_work, -1);
    }
  return made;
}
