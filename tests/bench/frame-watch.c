/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/frame-watch.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define MIN_SIZE         200
#define PATIENCE_SECONDS 120
/* How long a program that has come to rest paints and computes nothing. */
#define REST_MILLISECONDS 1500
/* Of processor in that time: a clock or a blinking cursor is no work. */
#define REST_TICKS 3

struct _FrameWatch
{
  Display *display;
  int damage_event;
};

/* Windows come and go between an event and our question. */
static int
ignore_error (Display *display, XErrorEvent *error)
{
  return 0;
}

static gboolean
is_painted (FrameWatch *watch, Window window)
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
take_event (FrameWatch *watch)
{
  XEvent event;

  XNextEvent (watch->display, &event);
  if (event.type == CreateNotify)
    XDamageCreate (watch->display, event.xcreatewindow.window, XDamageReportRawRectangles);
  return event.type == watch->damage_event
         && is_painted (watch, ((XDamageNotifyEvent *) &event)->drawable);
}

void
frame_watch_wait (FrameWatch *watch)
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

/* Ticks of processor that the process has used. */
static gint64
read_ticks (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *behind_name;
  long user = 0;
  long system = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("the program has ended");
  behind_name = g_strrstr (text, ")");
  sscanf (behind_name, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
  return user + system;
}

/* A number that stands for what the region shows. */
static guint64
look (FrameWatch *watch, const FrameRegion *region)
{
  XImage *image = XGetImage (watch->display, DefaultRootWindow (watch->display), region->x,
                             region->y, (guint) region->width, (guint) region->height, AllPlanes,
                             ZPixmap);
  guint64 sum = 0;

  if (image == NULL)
    g_error ("the screen is too small");
  for (int i = 0; i < image->bytes_per_line * image->height; i++)
    sum = sum * 31 + (guchar) image->data[i];
  XDestroyImage (image);
  return sum;
}

/* Whether a window of a program's size is among what was painted. */
static gboolean
take_events (FrameWatch *watch)
{
  gboolean is_painted = FALSE;

  while (XPending (watch->display) > 0)
    is_painted |= take_event (watch);
  return is_painted;
}

gint64
frame_watch_wait_for_rest (FrameWatch *watch, GPid pid, const FrameRegion *region)
{
  struct pollfd fd = { ConnectionNumber (watch->display), POLLIN, 0 };
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
  gint64 changed_at = 0;
  guint64 shown = 0;
  gint64 ticks = read_ticks (pid);

  while (g_get_monotonic_time () < deadline)
    {
      gint64 ticks_before = ticks;
      guint64 shown_before = shown;

      if (XPending (watch->display) == 0 && poll (&fd, 1, REST_MILLISECONDS) == 0)
        {
          ticks = read_ticks (pid);
          if (changed_at != 0 && ticks - ticks_before <= REST_TICKS)
            return changed_at;
        }
      if (!take_events (watch))
        continue;
      shown = look (watch, region);
      if (shown != shown_before)
        changed_at = g_get_monotonic_time ();
    }
  g_error ("the program does not come to rest");
}

void
frame_watch_forget_gl (FrameWatch *watch)
{
  XDeleteProperty (watch->display, DefaultRootWindow (watch->display),
                   XInternAtom (watch->display, "GDK_VISUALS", False));
  XSync (watch->display, False);
}

void
frame_watch_forget (FrameWatch *watch)
{
  XSync (watch->display, True);
}

FrameWatch *
frame_watch_new (void)
{
  FrameWatch *watch = g_new0 (FrameWatch, 1);
  int error_base;

  watch->display = XOpenDisplay (NULL);
  if (watch->display == NULL
      || !XDamageQueryExtension (watch->display, &watch->damage_event, &error_base))
    g_error ("there is no X display with its Damage extension");
  watch->damage_event += XDamageNotify;
  XSetErrorHandler (ignore_error);
  /* The pointer would show tooltips. */
  XWarpPointer (watch->display, None, DefaultRootWindow (watch->display), 0, 0, 0, 0, 10000, 10000);
  XSelectInput (watch->display, DefaultRootWindow (watch->display), SubstructureNotifyMask);
  return watch;
}

void
frame_watch_free (FrameWatch *watch)
{
  XCloseDisplay (watch->display);
  g_free (watch);
}
