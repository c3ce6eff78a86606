/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process that reads a stranger's file can still do. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "shared/portail-confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static void
assert_out_of_reach (void)
{
  g_assert_cmpint (socket (AF_INET, SOCK_STREAM, 0), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (socket (AF_UNIX, SOCK_STREAM, 0), ==, -1);
  g_assert_cmpint (open ("/etc/passwd", O_RDONLY), ==, -1);
  g_assert_cmpint (open ("/proc/self/environ", O_RDONLY), ==, -1);
  g_assert_cmpint (kill (getppid (), 0), ==, -1);
  g_assert_cmpint (execl ("/bin/true", "true", NULL), ==, -1);
}

static gboolean
is_child (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
test_nothing (void)
{
  if (!is_child ())
    return;
  portail_confinement_limit ();
  g_assert_true (portail_confinement_enter ());
  assert_out_of_reach ();
  _exit (0);
}

static void
test_folder (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  const char *folders[] = { NULL, "/nonexistent", NULL };

  if (!is_child ())
    return;
  folder = g_dir_make_tmp ("portail-confinement-XXXXXX", NULL);
  path = g_build_filename (folder, "font", NULL);
  g_assert_true (g_file_set_contents (path, "f", 1, NULL));
  folders[0] = folder;
  portail_confinement_limit ();
  if (!portail_confinement_enter_reading (folders))
    {
      g_test_message ("This system cannot tell folders apart.");
      _exit (0);
    }
  g_assert_cmpint (open (path, O_RDONLY), >=, 0);
  g_assert_cmpint (open (path, O_RDWR), ==, -1);
  g_assert_cmpint (open (path, O_RDONLY | O_TRUNC), ==, -1);
  g_assert_cmpint (open (folder, O_TMPFILE | O_WRONLY, 0600), ==, -1);
  g_assert_cmpint (unlink (path), ==, -1);
  assert_out_of_reach ();
  _exit (0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confinement/nothing-is-in-reach", test_nothing);
  g_test_add_func ("/confinement/what-may-be-read-is-read-and-no-more", test_folder);
  return g_test_run ();
}
