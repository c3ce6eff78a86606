/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time to the painted list of a large account, and the memory that it takes, against two programs
 * of the field with as many operations: HomeBank and GnuCash, as Debian has them.
 *
 * The time is that of the last paint before a program rests. The peers paint their list of accounts
 * only, the desktop the list of operations itself. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include "tests/bench/demo-cache.h"
#include "tests/bench/frame-watch.h"
#include "tests/bench/peer-books.h"

#define N_OPERATIONS 100000
#define N_ARCHIVES   100000
#define N_WEEKS      200
#define N_ROWS       100 /* a week */
#define N_RUNS       5

typedef struct
{
  const char *name;
  char *command[3]; /* owned */
  double milliseconds[N_RUNS];
  double megabytes[N_RUNS];
} Program;

/* What the process alone takes, with its part of what it shares. */
static double
read_megabytes (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "\nPss:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024;
}

static void
run (FrameWatch *watch, Program *program, int index)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;
  GPid pid;

  /* The settings are a file, so that a program finds what was written there for it. */
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  frame_watch_forget (watch);
  start = g_get_monotonic_time ();
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) program->command, &error);
  g_assert_no_error (error);
  pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (process), NULL, 10);
  program->milliseconds[index] = (double) (frame_watch_wait_for_rest (watch, pid) - start) / 1000;
  program->megabytes[index] = read_megabytes (pid);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
}

static int
compare_numbers (const void *a, const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_median (double *numbers)
{
  qsort (numbers, N_RUNS, sizeof *numbers, compare_numbers);
  return numbers[N_RUNS / 2];
}

/* The desktop opens at its operations; GnuCash asks nothing of a first start. */
static void
write_settings (void)
{
  static const char settings[] = "[fr/flashbackfa_entreprise/Portail]\nmodule='blanchiment'\n"
                                 "[org/gnucash/GnuCash/dialogs/totd]\nshow-at-startup=false\n"
                                 "[org/gnucash/GnuCash/dialogs/new-user]\nfirst-startup=false\n";
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings",
                                              NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, settings, -1, &error);
  g_assert_no_error (error);
}

static void
report (Program *programs)
{
  double desktop_time = get_median (programs[0].milliseconds);
  double desktop_memory = get_median (programs[0].megabytes);

  for (int i = 0; i < 3; i++)
    g_print ("%s: painted after %.0f ms, %.0f MB\n", programs[i].name,
             get_median (programs[i].milliseconds), get_median (programs[i].megabytes));
  g_print ("RATIO open/homebank %.2f\n", desktop_time / get_median (programs[1].milliseconds));
  g_print ("RATIO open/gnucash %.2f\n", desktop_time / get_median (programs[2].milliseconds));
  g_print ("RATIO memory/homebank %.2f\n", desktop_memory / get_median (programs[1].megabytes));
}

int
main (int argc, char *argv[])
{
  static const DemoCacheSize size = { N_WEEKS, N_ROWS, N_ARCHIVES, N_OPERATIONS };
  FrameWatch *watch;
  Program programs[] = {
    { .name = "the desktop" },
    { .name = "HomeBank", .command = { g_strdup ("homebank") } },
    { .name = "GnuCash", .command = { g_strdup ("gnucash") } },
  };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  programs[0].command[0] = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  programs[1].command[1] = g_build_filename (g_get_home_dir (), "books.xhb", NULL);
  programs[2].command[1] = g_build_filename (g_get_home_dir (), "books.gnucash", NULL);
  peer_books_write_homebank (programs[1].command[1], N_OPERATIONS);
  peer_books_write_gnucash (programs[2].command[1], N_OPERATIONS);
  demo_cache_make (g_get_user_data_dir (), &size);
  write_settings ();
  watch = frame_watch_new ();
  /* The first run of each reads the disk, and builds what it keeps beside its data. */
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    run (watch, &programs[i], 0);
  for (int index = 0; index < N_RUNS; index++)
    for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
      run (watch, &programs[i], index);
  report (programs);
  frame_watch_free (watch);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    for (guint j = 0; j < 2; j++)
      g_free (programs[i].command[j]);
  return EXIT_SUCCESS;
}
