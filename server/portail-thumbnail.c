/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memfd_create */
#include "server/portail-thumbnail.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "server/portail-thumbnail-maker.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_AT_ONCE    2
#define MAX_PICTURE    (4 * 1024 * 1024)
#define PROGRAM        "/proc/self/exe"
#define MAKER_ARGUMENT "--make-thumbnail"

static gint n_at_work; /* atomic */

/* Invariant 1: the program that this is part of, started anew with these arguments, is the maker
 * before it is anything else. */
static void __attribute__ ((constructor)) become_maker (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[0], PROGRAM) == 0 && strcmp (argv[1], MAKER_ARGUMENT) == 0)
    portail_thumbnail_maker_run (argv[2], argv[3]);
}

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

/* The bytes as a file without name, to be read from its start; -1 on error. */
static int
open_bytes (GBytes *bytes)
{
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  int fd = memfd_create ("picture", MFD_CLOEXEC);

  while (fd >= 0 && length > 0)
    {
      gssize n = write (fd, at, length);

      if (n <= 0)
        {
          close (fd);
          return -1;
        }
      at += n;
      length -= (gsize) n;
    }
  if (fd >= 0)
    lseek (fd, 0, SEEK_SET);
  return fd;
}

/* Nothing of us but the picture: no environment, no open file. */
static GSubprocess *
start_maker (GBytes *file, PortailFileType type, guint size)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  char *environment[] = { NULL };
  g_autofree char *pixels = g_strdup_printf ("%u", size);
  g_autoptr (GError) error = NULL;
  GSubprocess *maker;
  int fd = open_bytes (file);

  if (fd < 0)
    return NULL;
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  maker = g_subprocess_launcher_spawn (launcher, &error, PROGRAM, MAKER_ARGUMENT,
                                       portail_file_type_get_mime (type), pixels, NULL);
  if (maker == NULL)
    g_message ("thumbnail: %s", error->message);
  return maker;
}

/* What the maker said is not believed before it is looked at. */
static GBytes *
read_picture (GSubprocess *maker, GCancellable *cancellable)
{
  g_autofree char *bytes = g_malloc (MAX_PICTURE);
  gsize length = 0;
  PortailFileType type;

  if (!g_input_stream_read_all (g_subprocess_get_stdout_pipe (maker), bytes, MAX_PICTURE, &length,
                                cancellable, NULL)
      || length == MAX_PICTURE || !g_subprocess_wait_check (maker, cancellable, NULL))
    return NULL;
  type = portail_file_type_detect (bytes, length);
  return type == PORTAIL_FILE_PNG || type == PORTAIL_FILE_JPEG
             ? g_bytes_new_take (g_realloc (g_steal_pointer (&bytes), length), length)
             : NULL;
}

static GBytes *
make (GBytes *file, PortailFileType type, guint size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSubprocess) maker = start_maker (file, type, size);
  GBytes *made = maker != NULL ? read_picture (maker, cancellable) : NULL;

  if (maker != NULL && made == NULL)
    {
      g_subprocess_force_exit (maker);
      g_subprocess_wait (maker, NULL, NULL);
    }
  if (maker == NULL || (made == NULL && g_cancellable_is_cancelled (cancellable)))
    fail_busy (error);
  else if (made == NULL)
    fail (error);
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

  if (!portail_file_type_is_picture (type))
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
