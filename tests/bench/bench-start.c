/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time from starting the desktop, with a cache of months, to its first frame, against an empty
 * GTK window. Both are watched from outside, by what the X server sees: the frame is there when a
 * window of the size of a program's has been painted and its middle is no longer the black of the
 * screen. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <gio/gio.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "tests/bench/demo-cache.h"

#define N_RUNS           10
#define MIN_SIZE         200
#define PATIENCE_SECONDS 30

typedef struct
{
  Display *display;
  int damage_event;
} Watch;

/* Windows come and go between an event and our question. */
static int
ignore_error (Display *display, XErrorEvent *error)
{
  return 0;
}

static gboolean
is_painted (Watch *watch, Window window)
{
  XWindowAttributes attributes = { 0 };
  XImage *pixel;
  gboolean is_black;

  if (!XGetWindowAttributes (watch->display, window, &attributes)
      || attributes.map_state != IsViewable || attributes.width < MIN_SIZE
      || attributes.height < MIN_SIZE)
    return FALSE;
  pixel = XGetImage (watch->display, window, attributes.width / 2, attributes.height / 2, 1, 1,
                     AllPlanes, ZPixmap);
  if (pixel == NULL)
    return FALSE;
  is_black = (XGetPixel (pixel, 0, 0) & 0xffffff) == 0;
  XDestroyImage (pixel);
  return !is_black;
}

/* Whether the next event shows the frame. */
static gboolean
take_event (Watch *watch)
{
  XEvent event;

  XNextEvent (watch->display, &event);
  if (event.type == CreateNotify)
    XDamageCreate (watch->display, event.xcreatewindow.window, XDamageReportRawRectangles);
  return event.type == watch->damage_event
         && is_painted (watch, ((XDamageNotifyEvent *) &event)->drawable);
}

static void
wait_for_frame (Watch *watch)
{
  struct pollfd fd = { ConnectionNumber (watch->display), POLLIN, 0 };

  for (;;)
    {
      while (XPending (watch->display) > 0)
        if (take_event (watch))
          return;
      if (poll (&fd, 1, PATIENCE_SECONDS * 1000) <= 0)
        g_error ("no frame came");
    }
}

static void
forget_events (Watch *watch)
{
  XSync (watch->display, True);
}

/* Milliseconds. */
static double
measure (Watch *watch, const char *program)
{
  g_autoptr (GError) error = NULL;
  gint64 start;
  g_autoptr (GSubprocess) process = NULL;
  double milliseconds;

  forget_events (watch);
  start = g_get_monotonic_time ();
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, NULL);
  g_assert_no_error (error);
  wait_for_frame (watch);
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

static Watch
open_watch (void)
{
  Watch watch = { XOpenDisplay (NULL), 0 };
  int error_base;

  if (watch.display == NULL
      || !XDamageQueryExtension (watch.display, &watch.damage_event, &error_base))
    g_error ("there is no X display with its Damage extension");
  watch.damage_event += XDamageNotify;
  XSetErrorHandler (ignore_error);
  XSelectInput (watch.display, DefaultRootWindow (watch.display), SubstructureNotifyMask);
  return watch;
}

int
main (int argc, char *argv[])
{
  g_autofree char *desktop = NULL;
  g_autofree char *empty = NULL;
  double desktop_times[N_RUNS];
  double empty_times[N_RUNS];
  Watch watch;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  desktop = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  empty = g_test_build_filename (G_TEST_BUILT, "tests", "bench", "empty-window", NULL);
  watch = open_watch ();
  demo_cache_make (g_get_user_data_dir ());
  /* The first run of each reads the disk. */
  measure (&watch, empty);
  measure (&watch, desktop);
  for (int run = 0; run < N_RUNS; run++)
    {
      empty_times[run] = measure (&watch, empty);
      desktop_times[run] = measure (&watch, desktop);
    }
  g_print ("first frame, median of %d: the desktop %.0f ms, an empty window %.0f ms\n", N_RUNS,
           get_median (desktop_times), get_median (empty_times));
  g_print ("RATIO start/empty-window %.2f\n",
           get_median (desktop_times) / get_median (empty_times));
  XCloseDisplay (watch.display);
  return EXIT_SUCCESS;
}
