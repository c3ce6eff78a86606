/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time from starting the desktop, with a cache of months, to its first frame, against an empty
 * GTK window. */
#include <gio/gio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include "tests/bench/demo-cache.h"
#include "tests/bench/frame-watch.h"

#define N_RUNS 10

/* Milliseconds. */
static double
measure (FrameWatch *watch, const char *program)
{
  g_autoptr (GError) error = NULL;
  gint64 start;
  g_autoptr (GSubprocess) process = NULL;
  double milliseconds;

  frame_watch_forget (watch);
  start = g_get_monotonic_time ();
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, NULL);
  g_assert_no_error (error);
  frame_watch_wait (watch);
  milliseconds = (double) (g_get_monotonic_time () - start) / 1000;
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  return milliseconds;
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
  return (numbers[N_RUNS / 2 - 1] + numbers[N_RUNS / 2]) / 2;
}

int
main (int argc, char *argv[])
{
  g_autofree char *desktop = NULL;
  g_autofree char *empty = NULL;
  const DemoCacheSize size = { .n_weeks = 40, .n_rows = 30 };
  double desktop_times[N_RUNS];
  double empty_times[N_RUNS];
  FrameWatch *watch;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  desktop = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  empty = g_test_build_filename (G_TEST_BUILT, "tests", "bench", "empty-window", NULL);
  watch = frame_watch_new ();
  demo_cache_make (g_get_user_data_dir (), &size);
  /* The first run of each reads the disk. */
  measure (watch, empty);
  measure (watch, desktop);
  for (int run = 0; run < N_RUNS; run++)
    {
      empty_times[run] = measure (watch, empty);
      desktop_times[run] = measure (watch, desktop);
    }
  g_print ("first frame, median of %d: the desktop %.0f ms, an empty window %.0f ms\n", N_RUNS,
           get_median (desktop_times), get_median (empty_times));
  g_print ("RATIO start/empty-window %.2f\n",
           get_median (desktop_times) / get_median (empty_times));
  frame_watch_free (watch);
  return EXIT_SUCCESS;
}
