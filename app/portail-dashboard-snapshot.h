/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the dashboard of one company shows, read in one go in the cache's thread: figures,
 * charts, what waits, the person's notifications.
 *
 * 1. Figures are computed by the code that the server computes them with
 *    (portail-dashboard-loader.h); nothing is computed on the main thread.
 * 2. Never changed once it is made: threads share it by reference.
 * 3. A week is provisional while an op of the outbox touches its sheet, or what an open sheet is
 *    computed with. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-dashboard-loader.h"
#include "shared/portail-own-figures.h"
#include "shared/records/portail-notification.h"
#include "shared/report/portail-dashboard-charts.h"
#include "shared/report/portail-dashboard-report.h"

typedef enum
{
  PORTAIL_DASHBOARD_READER_COMPANY,
  PORTAIL_DASHBOARD_READER_OWN, /* an employé's */
} PortailDashboardReader;

/* What is asked for. */
typedef struct
{
  const char *enterprise_id; /* NULL: only the notifications */
  const char *user_id;       /* may be NULL */
  PortailWeek period;
  PortailTimestamp now;
  PortailDashboardReader reader;
  PortailDashboardParts parts;
} PortailDashboardWish;

typedef struct
{
  char *enterprise_id;
  char *enterprise_name;
  PortailWeek period;
  PortailDashboardInputs *inputs;
  PortailDashboard *dashboard;                      /* NULL in an employé's view */
  PortailOwnFigures *own;                           /* NULL in a company's */
  PortailChart *charts[PORTAIL_DASHBOARD_N_CHARTS]; /* NULL where there is none; an employé's is
                                                     * the first */
  guint provisional_weeks;                          /* bit 0: the oldest of the twelve */
  PortailWeek missing;         /* the last closed week, where it has no declaration; else null */
  PortailTimestamp changed_at; /* of the newest sheet; null without one */
  PortailTimestamp pulled_at;  /* when the server was asked last; null for never */
  GPtrArray *notifications;    /* of owned PortailNotification: unread first, then the newest */
  GPtrArray *unread;           /* ids of those that are not read, however many are shown */
} PortailDashboardSnapshot;

/* Copies the texts of @wish. */
PortailQuery *portail_dashboard_snapshot_query_new (const PortailDashboardWish *wish);
/* On a thread of the cache. Owned. */
PortailDashboardSnapshot *portail_dashboard_snapshot_load (PortailDatabase *database,
                                                           const PortailDashboardWish *wish,
                                                           GError **error);
PortailDashboardSnapshot *portail_dashboard_snapshot_ref (PortailDashboardSnapshot *snapshot);
void portail_dashboard_snapshot_unref (PortailDashboardSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDashboardSnapshot, portail_dashboard_snapshot_unref)

/* Whether the figures of the period or of the week before are provisional. */
gboolean portail_dashboard_snapshot_is_provisional (const PortailDashboardSnapshot *snapshot);
/* For portail-dashboard-report.h. Borrows. */
PortailDashboardReportSource
portail_dashboard_snapshot_get_report_source (const PortailDashboardSnapshot *snapshot);
