/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-freshness.h"

#include "shared/portail-i18n.h"

struct _PortailDashboardFreshness
{
  GObject parent_instance;

  PortailSync *sync; /* or NULL */
  gulong handlers[2];
};

G_DEFINE_FINAL_TYPE (PortailDashboardFreshness, portail_dashboard_freshness, G_TYPE_OBJECT)

static guint changed_signal;

static void
portail_dashboard_freshness_dispose (GObject *object)
{
  portail_dashboard_freshness_set_sync (PORTAIL_DASHBOARD_FRESHNESS (object), NULL);
  G_OBJECT_CLASS (portail_dashboard_freshness_parent_class)->dispose (object);
}

static void
portail_dashboard_freshness_class_init (PortailDashboardFreshnessClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_dashboard_freshness_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_dashboard_freshness_init (PortailDashboardFreshness *freshness)
{
}

PortailDashboardFreshness *
portail_dashboard_freshness_new (void)
{
  return g_object_new (PORTAIL_TYPE_DASHBOARD_FRESHNESS, NULL);
}

static void
on_notify (PortailDashboardFreshness *freshness)
{
  g_signal_emit (freshness, changed_signal, 0);
}

void
portail_dashboard_freshness_set_sync (PortailDashboardFreshness *freshness, PortailSync *sync)
{
  g_return_if_fail (PORTAIL_IS_DASHBOARD_FRESHNESS (freshness));
  for (int i = 0; freshness->sync != NULL && i < 2; i++)
    g_clear_signal_handler (&freshness->handlers[i], freshness->sync);
  g_set_object (&freshness->sync, sync);
  if (sync == NULL)
    return;
  freshness->handlers[0] = g_signal_connect_swapped (sync, "notify::status", G_CALLBACK (on_notify),
                                                     freshness);
  freshness->handlers[1] = g_signal_connect_swapped (sync, "notify::last-success",
                                                     G_CALLBACK (on_notify), freshness);
}

/* Only the time where it is today. Owned. */
static char *
time_to_text (PortailTimestamp moment)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (moment.milliseconds / 1000);

  if (then != NULL && g_date_time_get_year (now) == g_date_time_get_year (then)
      && g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (then))
    return g_date_time_format (then, "%H:%M");
  return portail_timestamp_to_text (moment);
}

char *
portail_dashboard_freshness_describe (PortailDashboardFreshness *freshness,
                                      PortailTimestamp pulled_at,
                                      PortailTimestamp changed_at)
{
  PortailTimestamp last = { 0 };
  g_autofree char *changed = portail_timestamp_is_null (changed_at) ? NULL
                                                                    : time_to_text (changed_at);
  g_autofree char *synced = NULL;

  g_return_val_if_fail (PORTAIL_IS_DASHBOARD_FRESHNESS (freshness), NULL);
  if (freshness->sync != NULL)
    g_object_get (freshness->sync, "last-success", &last.milliseconds, NULL);
  /* Before the first answer of this run. */
  if (last.milliseconds == 0 && freshness->sync != NULL && !portail_timestamp_is_null (pulled_at))
    last = pulled_at;
  if (last.milliseconds > 0)
    {
      synced = time_to_text (last);
      return g_strdup_printf (portail_sync_get_status (freshness->sync)
                                      == PORTAIL_SYNC_STATUS_OFFLINE
                                  ? _ ("Offline: data of %s")
                                  : _ ("Up to date at %s"),
                              synced);
    }
  if (changed == NULL)
    return g_strdup (_ ("Data of this device"));
  return g_strdup_printf (_ ("Data of this device, last changed %s"), changed);
}
