/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-thumbnail-maker.h"

#include <errno.h>
#include <unistd.h>
#include <vips/vips.h>

#include "server/portail-thumbnail.h"
#include "shared/portail-confinement.h"

#define JPEG_QUALITY 82

/* The only readers that may run. */
static const char *const loaders[PORTAIL_N_FILE_TYPES] = {
  [PORTAIL_FILE_PNG] = "VipsForeignLoadPng",
  [PORTAIL_FILE_JPEG] = "VipsForeignLoadJpeg",
  [PORTAIL_FILE_WEBP] = "VipsForeignLoadWebp",
  [PORTAIL_FILE_GIF] = "VipsForeignLoadNsgif",
};

/* What is wrong with a picture is its sender's fault, and nothing for our log. */
static void
ignore_message (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
}

static gboolean
start_vips (void)
{
  if (vips_init ("portail-server") != 0)
    return FALSE;
  g_log_set_handler ("VIPS", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION,
                     ignore_message, NULL);
  vips_concurrency_set (1);
  vips_cache_set_max (0);
  vips_block_untrusted_set (TRUE);
  vips_operation_block_set ("VipsForeignLoad", TRUE);
  for (guint type = 0; type < PORTAIL_N_FILE_TYPES; type++)
    if (loaders[type] != NULL)
      vips_operation_block_set (loaders[type], FALSE);
  return TRUE;
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
make (GBytes *file, PortailFileType type, guint size)
{
  VipsImage *image = open_image (file, type);

  return image != NULL && is_small_enough (image) ? shrink (image, size) : NULL;
}

/* All of the standard input; NULL where it cannot be read or is empty. */
static GBytes *
read_input (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[64 * 1024];
  gssize n;

  while ((n = read (STDIN_FILENO, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_byte_array_append (bytes, chunk, (guint) n);
  return n == 0 && bytes->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static gboolean
write_output (GBytes *picture)
{
  gsize length;
  const guint8 *at = g_bytes_get_data (picture, &length);

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, at, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static gboolean
run (PortailFileType type, guint size)
{
  GBytes *file;
  GBytes *made;

  portail_confinement_limit ();
  if (loaders[type] == NULL || !start_vips ())
    return FALSE;
  file = read_input ();
  if (file == NULL || !portail_confinement_enter ())
    return FALSE;
  made = make (file, type, size);
  return made != NULL && write_output (made);
}

void
portail_thumbnail_maker_run (const char *mime, const char *size)
{
  guint64 pixels;
  gboolean is_made = g_ascii_string_to_unsigned (size, 10, 1, 4096, &pixels, NULL)
                     && run (portail_file_type_from_mime (mime), (guint) pixels);

  /* Nothing is tidied up: what the picture did to this process ends with it. */
  _exit (is_made ? 0 : 1);
}
