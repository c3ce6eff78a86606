/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-day-watch.h"

struct _PortailDayWatch
{
  GObject parent_instance;

  PortailTimestamp (*get_now) (void);
  PortailDay today;
  guint timer;
};

G_DEFINE_FINAL_TYPE (PortailDayWatch, portail_day_watch, G_TYPE_OBJECT)

static guint changed_signal;

static void
portail_day_watch_finalize (GObject *object)
{
  g_clear_handle_id (&PORTAIL_DAY_WATCH (object)->timer, g_source_remove);
  G_OBJECT_CLASS (portail_day_watch_parent_class)->finalize (object);
}

static void
portail_day_watch_class_init (PortailDayWatchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_day_watch_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_day_watch_init (PortailDayWatch *watch)
{
}

guint
portail_day_watch_count_seconds (PortailTimestamp now)
{
  PortailDay tomorrow = { portail_timestamp_get_paris_day (now).number + 1 };
  gint64 milliseconds = portail_timestamp_of_paris_day (tomorrow).milliseconds - now.milliseconds;

  return (guint) ((milliseconds + 999) / 1000);
}

static gboolean
on_timer (gpointer user_data)
{
  PortailDayWatch *watch = PORTAIL_DAY_WATCH (user_data);

  watch->timer = 0;
  portail_day_watch_look (watch);
  return G_SOURCE_REMOVE;
}

void
portail_day_watch_look (PortailDayWatch *watch)
{
  PortailTimestamp now;
  PortailDay before;

  g_return_if_fail (PORTAIL_IS_DAY_WATCH (watch));
  now = watch->get_now ();
  before = watch->today;
  watch->today = portail_timestamp_get_paris_day (now);
  g_clear_handle_id (&watch->timer, g_source_remove);
  watch->timer = g_timeout_add_seconds (portail_day_watch_count_seconds (now), on_timer, watch);
  if (watch->today.number != before.number)
    g_signal_emit (watch, changed_signal, 0);
}

PortailDayWatch *
portail_day_watch_new (PortailTimestamp (*get_now) (void))
{
  PortailDayWatch *watch = g_object_new (PORTAIL_TYPE_DAY_WATCH, NULL);

  watch->get_now = get_now;
  watch->today = portail_timestamp_get_paris_day (get_now ());
  portail_day_watch_look (watch);
  return watch;
}

PortailDay
portail_day_watch_get_today (PortailDayWatch *watch)
{
  g_return_val_if_fail (PORTAIL_IS_DAY_WATCH (watch), PORTAIL_DAY_NULL);
  return watch->today;
}
