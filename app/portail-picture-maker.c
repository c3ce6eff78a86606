/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-picture-maker.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <poppler.h>
#include <string.h>
#include <unistd.h>

#include "shared/portail-confinement.h"

#define PROGRAM        "/proc/self/exe"
#define MAKER_ARGUMENT "--draw-picture"
#define MAX_SIZE       4096
#define MAX_FILE_BYTES 10485760 /* domain.md §5 */
#define MAX_PIXELS     (64 * 1000 * 1000)

/* What a file says of its size is not believed before it is looked at. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer size)
{
  double scale = GPOINTER_TO_UINT (size) / (double) MAX (width, height);

  if (width <= 0 || height <= 0 || (gint64) width * height > MAX_PIXELS)
    _exit (1);
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

/* All of the standard input; NULL where it cannot be read, is empty or too large. */
static GBytes *
read_input (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[64 * 1024];
  gssize n;

  while ((n = read (STDIN_FILENO, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_byte_array_append (bytes, chunk, (guint) n);
  return n == 0 && bytes->len > 0 && bytes->len <= MAX_FILE_BYTES
             ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
             : NULL;
}

static gboolean
write_output (gconstpointer bytes, gsize length)
{
  const char *at = bytes;

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
write_pixbuf (GdkPixbuf *drawn)
{
  g_autoptr (GdkPixbuf) turned = gdk_pixbuf_apply_embedded_orientation (drawn);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_add_alpha (turned, FALSE, 0, 0, 0);
  const PortailPictureHead head = { (guint32) gdk_pixbuf_get_width (pixbuf),
                                    (guint32) gdk_pixbuf_get_height (pixbuf), 0,
                                    !gdk_pixbuf_get_has_alpha (drawn) };
  const guint8 *row = gdk_pixbuf_read_pixels (pixbuf);

  if (!write_output (&head, sizeof head))
    return FALSE;
  for (guint32 y = 0; y < head.height; y++, row += gdk_pixbuf_get_rowstride (pixbuf))
    if (!write_output (row, (gsize) head.width * 4))
      return FALSE;
  return TRUE;
}

static gboolean
draw_picture (const char *mime, guint size)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (mime, NULL);
  g_autoptr (GBytes) bytes = loader != NULL ? read_input () : NULL;

  if (bytes == NULL || !portail_confinement_enter ())
    return FALSE;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared),
                    GUINT_TO_POINTER (size));
  return gdk_pixbuf_loader_write_bytes (loader, bytes, NULL)
         && gdk_pixbuf_loader_close (loader, NULL) && gdk_pixbuf_loader_get_pixbuf (loader) != NULL
         && write_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}

/* A page on white paper, whose surface has blue, green, red, unused. */
static gboolean
write_surface (cairo_surface_t *surface, PortailPictureHead *head)
{
  g_autofree guint8 *line = g_malloc ((gsize) head->width * 4);

  cairo_surface_flush (surface);
  head->width = (guint32) cairo_image_surface_get_width (surface);
  head->height = (guint32) cairo_image_surface_get_height (surface);
  if (!write_output (head, sizeof *head))
    return FALSE;
  for (guint32 y = 0; y < head->height; y++)
    {
      const guint32 *pixel =
          (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                             + (gsize) y
                                                   * (gsize) cairo_image_surface_get_stride (
                                                       surface));

      for (guint32 x = 0; x < head->width; x++)
        {
          line[4 * x] = (guint8) (pixel[x] >> 16);
          line[4 * x + 1] = (guint8) (pixel[x] >> 8);
          line[4 * x + 2] = (guint8) pixel[x];
          line[4 * x + 3] = 0xff;
        }
      if (!write_output (line, (gsize) head->width * 4))
        return FALSE;
    }
  return TRUE;
}

/* Where fonts are, and what finds them, on a system and in a sandbox. */
static const char *const font_folders[] = {
  "/app/share/fonts",
  "/app/share/poppler",
  "/etc/fonts",
  "/run/host/fonts",
  "/run/host/fonts-cache",
  "/run/host/local-fonts",
  "/run/host/user-fonts",
  "/usr/cache/fontconfig",
  "/usr/local/share/fonts",
  "/usr/share/fontconfig",
  "/usr/share/fonts",
  "/usr/share/ghostscript",
  "/usr/share/poppler",
  "/usr/share/texmf",
  "/var/cache/fontconfig",
  NULL,
};

/* Where the system cannot tell folders apart, letters of fonts that a page does not bring are
 * missing. */
static gboolean
confine_page (void)
{
  return portail_confinement_enter_reading (font_folders) || portail_confinement_enter ();
}

static gboolean
draw_page (guint size)
{
  g_autoptr (GBytes) input = read_input ();
  GBytes *bytes = confine_page () ? input : NULL;
  PopplerDocument *document = bytes != NULL ? poppler_document_new_from_bytes (bytes, NULL, NULL)
                                            : NULL;
  PopplerPage *page = document != NULL ? poppler_document_get_page (document, 0) : NULL;
  PortailPictureHead head = { 0, 0, 0, TRUE };
  cairo_surface_t *surface;
  cairo_t *cr;
  double width, height, scale;

  if (page == NULL)
    return FALSE;
  poppler_page_get_size (page, &width, &height);
  if (!(width >= 1 && height >= 1 && width < 1e6 && height < 1e6))
    return FALSE;
  scale = size / MAX (width, height);
  head.n_pages = (guint32) poppler_document_get_n_pages (document);
  head.width = (guint32) CLAMP (width * scale, 1, size);
  head.height = (guint32) CLAMP (height * scale, 1, size);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) head.width, (int) head.height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  return write_surface (surface, &head);
}

/* Nothing is tidied up: what the file did to this process ends with it. */
static void __attribute__ ((constructor)) become_maker (int argc, char **argv)
{
  PortailFileType type;
  guint64 size;

  if (argc != 4 || strcmp (argv[0], PROGRAM) != 0 || strcmp (argv[1], MAKER_ARGUMENT) != 0)
    return;
  type = portail_file_type_from_mime (argv[2]);
  if (!g_ascii_string_to_unsigned (argv[3], 10, 1, MAX_SIZE, &size, NULL))
    _exit (1);
  portail_confinement_limit ();
  if (type == PORTAIL_FILE_PDF)
    _exit (draw_page ((guint) size) ? 0 : 1);
  _exit (portail_file_type_is_picture (type) && draw_picture (argv[2], (guint) size) ? 0 : 1);
}

GSubprocess *
portail_picture_maker_start (int descriptor, PortailFileType type, guint size)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  char *environment[] = { NULL };
  g_autofree char *pixels = g_strdup_printf ("%u", size);
  g_autoptr (GError) error = NULL;
  GSubprocess *maker;

  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_take_stdin_fd (launcher, descriptor);
  maker = g_subprocess_launcher_spawn (launcher, &error, PROGRAM, MAKER_ARGUMENT,
                                       portail_file_type_get_mime (type), pixels, NULL);
  if (maker == NULL)
    g_message ("picture: %s", error->message);
  return maker;
}

GBytes *
portail_picture_maker_read (GSubprocess *maker, guint size, PortailPictureHead *head)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (maker);
  g_autofree char *pixels = NULL;
  gsize length = 0;
  gsize n_read;
  gboolean is_good = g_input_stream_read_all (output, head, sizeof *head, &n_read, NULL, NULL)
                     && n_read == sizeof *head && head->width > 0 && head->width <= size
                     && head->height > 0 && head->height <= size;

  if (is_good)
    {
      length = (gsize) head->width * head->height * 4;
      pixels = g_malloc (length);
      is_good = g_input_stream_read_all (output, pixels, length, &n_read, NULL, NULL)
                && n_read == length;
    }
  g_subprocess_force_exit (maker);
  g_subprocess_wait (maker, NULL, NULL);
  return is_good ? g_bytes_new_take (g_steal_pointer (&pixels), length) : NULL;
}
