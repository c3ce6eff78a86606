/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-thumbnail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/portail-confinement.h"
#include "shared/portail-error.h"
#include "tests/support/portail-file-sample.h"

static PortailFileType
detect (GBytes *file)
{
  return portail_file_type_detect (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

static void
assert_refused (GBytes *file, PortailFileType type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) small = portail_thumbnail_new (file, type, 128, NULL, &error);

  g_assert_null (small);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA);
}

static void
test_each_picture_becomes_small (void)
{
  static const PortailFileType types[] = { PORTAIL_FILE_PNG, PORTAIL_FILE_JPEG, PORTAIL_FILE_WEBP,
                                           PORTAIL_FILE_GIF };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new (types[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) small = portail_thumbnail_new (file, types[i], 128, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (portail_file_type_is_picture (detect (small)));
    }
}

/* The height that a PNG or JPEG says it has. */
static guint
get_jpeg_height (GBytes *file)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);

  for (gsize i = 2; i + 9 < length; i += 2 + (gsize) (bytes[i + 2] << 8 | bytes[i + 3]))
    if (bytes[i + 1] >= 0xc0 && bytes[i + 1] <= 0xc2)
      return (guint) (bytes[i + 5] << 8 | bytes[i + 6]);
  return 0;
}

static void
test_a_large_picture_keeps_its_shape (void)
{
  g_autoptr (GBytes) file = portail_file_sample_new_png (2000, 1000, 3);
  g_autoptr (GBytes) small = portail_thumbnail_new (file, PORTAIL_FILE_PNG, 128, NULL, NULL);

  g_assert_nonnull (small);
  g_assert_cmpint (detect (small), ==, PORTAIL_FILE_JPEG);
  g_assert_cmpuint (get_jpeg_height (small), ==, 64);
}

static void
test_a_bomb_is_not_unpacked (void)
{
  g_autoptr (GBytes) file = portail_file_sample_new_png (6000, 6000, 1);

  g_assert_cmpuint (g_bytes_get_size (file), <, 512 * 1024);
  g_assert_cmpint (detect (file), ==, PORTAIL_FILE_PNG);
  assert_refused (file, PORTAIL_FILE_PNG);
}

static void
test_a_picture_that_lies_about_its_size_is_refused (void)
{
  g_autoptr (GBytes) file = portail_file_sample_new_png (40, 30, 1);
  gsize length = g_bytes_get_size (file);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), length);
  g_autoptr (GBytes) lying = g_bytes_new_take (bytes, length);

  memset (bytes + 16, 0x7f, 8);
  assert_refused (lying, PORTAIL_FILE_PNG);
}

static void
test_what_is_no_picture_is_refused (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  g_autoptr (GBytes) text = g_bytes_new_static (svg, sizeof svg - 1);
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);

  assert_refused (text, PORTAIL_FILE_PNG);
  assert_refused (text, PORTAIL_FILE_JPEG);
  assert_refused (text, PORTAIL_FILE_UNKNOWN);
  assert_refused (pdf, PORTAIL_FILE_PDF);
  assert_refused (pdf, PORTAIL_FILE_GIF);
}

static void
test_broken_pictures_are_survived (void)
{
  static const PortailFileType types[] = { PORTAIL_FILE_PNG, PORTAIL_FILE_JPEG, PORTAIL_FILE_WEBP,
                                           PORTAIL_FILE_GIF };

  for (guint n = 0; n < 40; n++)
    {
      PortailFileType type = types[n % G_N_ELEMENTS (types)];
      g_autoptr (GBytes) file = portail_file_sample_new (type);
      gsize length = (gsize) g_test_rand_int_range (1, (gint32) g_bytes_get_size (file) + 1);
      guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), length);
      g_autoptr (GBytes) broken = g_bytes_new_take (bytes, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) small = NULL;

      bytes[g_test_rand_int_range (0, (gint32) length)] ^= (guint8) g_test_rand_int ();
      small = portail_thumbnail_new (broken, type, 64, NULL, &error);
      g_assert_true ((small == NULL) == (error != NULL));
    }
}

static void
test_a_cancelled_one_ends (void)
{
  g_autoptr (GBytes) file = portail_file_sample_new_png (2000, 2000, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) small = NULL;

  g_cancellable_cancel (cancellable);
  small = portail_thumbnail_new (file, PORTAIL_FILE_PNG, 128, cancellable, &error);
  g_assert_null (small);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
}

/* What a picture may have taken over can neither read our files nor talk to anybody. */
static void
test_confinement (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  portail_confinement_limit ();
  g_assert_true (portail_confinement_enter ());
  g_assert_cmpint (open ("/etc/passwd", O_RDONLY), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (socket (AF_INET, SOCK_STREAM, 0), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (kill (getppid (), 0), ==, -1);
  g_assert_cmpint (execl ("/bin/true", "true", NULL), ==, -1);
  g_assert_cmpint (unlink ("/nonexistent"), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  _exit (0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thumbnail/each-picture-becomes-small", test_each_picture_becomes_small);
  g_test_add_func ("/thumbnail/a-large-picture-keeps-its-shape",
                   test_a_large_picture_keeps_its_shape);
  g_test_add_func ("/thumbnail/a-bomb-is-not-unpacked", test_a_bomb_is_not_unpacked);
  g_test_add_func ("/thumbnail/a-picture-that-lies-about-its-size-is-refused",
                   test_a_picture_that_lies_about_its_size_is_refused);
  g_test_add_func ("/thumbnail/what-is-no-picture-is-refused", test_what_is_no_picture_is_refused);
  g_test_add_func ("/thumbnail/broken-pictures-are-survived", test_broken_pictures_are_survived);
  g_test_add_func ("/thumbnail/a-cancelled-one-ends", test_a_cancelled_one_ends);
  g_test_add_func ("/thumbnail/who-makes-it-reaches-nothing", test_confinement);
  return g_test_run ();
}
