/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-snapshot.h"

#include "app/portail-cache-store.h"
#include "app/portail-sql.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-fill.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"

#define MAX_NOTIFICATIONS 60
#define MAX_UNREAD        2000 /* as many as one batch changes */
#define LAST_WEEK         (PORTAIL_DASHBOARD_WEEKS - 1)

/* Ops that are seen in the figures and that the server does not have. */
#define UNSENT                                                                                     \
  "(SELECT c.id FROM outbox.op_change AS c JOIN outbox.op AS o ON o.number = c.number"             \
  " WHERE o.state IN (?2, ?3))"

static void
clear (gpointer pointer)
{
  PortailDashboardSnapshot *snapshot = pointer;

  g_clear_pointer (&snapshot->dashboard, portail_dashboard_free);
  g_clear_pointer (&snapshot->own, portail_own_figures_free);
  g_clear_pointer (&snapshot->inputs, portail_dashboard_inputs_free);
  for (int i = 0; i < PORTAIL_DASHBOARD_N_CHARTS; i++)
    g_clear_pointer (&snapshot->charts[i], portail_chart_unref);
  g_clear_pointer (&snapshot->notifications, g_ptr_array_unref);
  g_clear_pointer (&snapshot->unread, g_ptr_array_unref);
  g_free (snapshot->enterprise_id);
  g_free (snapshot->enterprise_name);
}

PortailDashboardSnapshot *
portail_dashboard_snapshot_ref (PortailDashboardSnapshot *snapshot)
{
  return g_atomic_rc_box_acquire (snapshot);
}

void
portail_dashboard_snapshot_unref (PortailDashboardSnapshot *snapshot)
{
  g_atomic_rc_box_release_full (snapshot, clear);
}

static void
load_name (PortailDashboardSnapshot *snapshot, PortailDatabase *database)
{
  g_autoptr (PortailEnterprise) enterprise = portail_record_sql_load (
      database, &portail_enterprise_type, snapshot->enterprise_id, NULL);
  g_autoptr (PortailRecord) card = NULL;
  const char *name = enterprise != NULL ? enterprise->name : NULL;

  if (name == NULL)
    card = portail_record_sql_load (database, &portail_enterprise_card_type,
                                    snapshot->enterprise_id, NULL);
  if (card != NULL)
    name = ((PortailEnterpriseCard *) card)->name;
  snapshot->enterprise_name = g_strdup (name != NULL ? name : "");
}

static gboolean
load_company (PortailDashboardSnapshot *snapshot,
              PortailDatabase *database,
              const PortailDashboardWish *wish,
              GError **error)
{
  const PortailDashboardQuestion question = {
    wish->enterprise_id, wish->period, wish->now, wish->parts, PORTAIL_DASHBOARD_WEEKS,
  };

  snapshot->inputs = portail_dashboard_load (database, &question, error);
  if (snapshot->inputs == NULL)
    return FALSE;
  snapshot->dashboard = portail_dashboard_new (&snapshot->inputs->source);
  for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
    {
      const PortailDashboardSheet *sheet = snapshot->dashboard->weeks[week].sheet;

      if (sheet != NULL && sheet->updated_at.milliseconds > snapshot->changed_at.milliseconds)
        snapshot->changed_at = sheet->updated_at;
    }
  for (int i = 0; i < PORTAIL_DASHBOARD_N_CHARTS; i++)
    snapshot->charts[i] = portail_dashboard_make_chart (snapshot->dashboard,
                                                        (PortailDashboardChart) i);
  return TRUE;
}

/* Of other people's rows the cache of an employé has none. */
static gboolean
load_own (PortailDashboardSnapshot *snapshot,
          PortailDatabase *database,
          const PortailDashboardWish *wish,
          GError **error)
{
  g_autoptr (GHashTable) periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rows = NULL;

  snapshot->own = portail_own_figures_new (wish->period);
  if (!portail_own_figures_load_periods (snapshot->own, database, wish->enterprise_id, periods,
                                         error))
    return FALSE;
  rows = portail_record_sql_list (database, &portail_dotation_row_type, error,
                                  "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY id", "t",
                                  wish->enterprise_id);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PortailDotationRow *row = g_ptr_array_index (rows, i);
      const char *text = g_hash_table_lookup (periods, row->dotation_id);
      PortailWeek period;

      if (text == NULL || !portail_week_parse (text, &period))
        continue;
      portail_own_figures_add_row (snapshot->own, row, period);
      if (row->base.updated_at.milliseconds > snapshot->changed_at.milliseconds)
        snapshot->changed_at = row->base.updated_at;
    }
  snapshot->charts[0] = portail_own_figures_make_chart (snapshot->own);
  return rows != NULL;
}

/* A draft follows the settings of the company and the tables; a submitted sheet has its own. */
static guint
get_drafts (const PortailDashboardSnapshot *snapshot)
{
  guint drafts = 0;

  for (int week = 0; snapshot->dashboard != NULL && week < PORTAIL_DASHBOARD_WEEKS; week++)
    {
      const PortailDashboardSheet *sheet = snapshot->dashboard->weeks[week].sheet;

      if (sheet != NULL && sheet->status == PORTAIL_DOTATION_BROUILLON)
        drafts |= 1u << week;
    }
  return drafts;
}

static void
mark_week (PortailDashboardSnapshot *snapshot, const char *text)
{
  PortailWeek week;
  gint32 place;

  if (!portail_week_parse (text, &week))
    return;
  place = week.number - (snapshot->period.number - LAST_WEEK);
  if (place >= 0 && place <= LAST_WEEK)
    snapshot->provisional_weeks |= 1u << place;
}

static gboolean
load_provisional (PortailDashboardSnapshot *snapshot, PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) weeks = portail_sql_take_texts (
      portail_database_query (
          database, error,
          "SELECT DISTINCT period FROM dotation WHERE enterprise_id = ?1 AND (id IN " UNSENT
          " OR id IN (SELECT dotation_id FROM dotation_row WHERE id IN " UNSENT ")"
          " OR id IN (SELECT dotation_id FROM dotation_entry WHERE id IN " UNSENT "))",
          "tii", snapshot->enterprise_id, (gint64) PORTAIL_OP_PENDING,
          (gint64) PORTAIL_OP_CONFLICT),
      error);
  gint64 n_settings;

  if (weeks == NULL
      || !portail_sql_take_integer (
          portail_database_query (
              database, error,
              "SELECT count(*) FROM outbox.op_change AS c JOIN outbox.op AS o"
              " ON o.number = c.number WHERE o.state IN (?2, ?3)"
              " AND (o.enterprise_id IS NULL OR o.enterprise_id = ?1)"
              " AND c.type IN ('enterprise', 'grade_rule', 'bareme', 'bareme_tranche',"
              " 'wealth_tranche')",
              "tii", snapshot->enterprise_id, (gint64) PORTAIL_OP_PENDING,
              (gint64) PORTAIL_OP_CONFLICT),
          &n_settings, error))
    return FALSE;
  for (guint i = 0; i < weeks->len; i++)
    mark_week (snapshot, g_ptr_array_index (weeks, i));
  if (n_settings > 0)
    snapshot->provisional_weeks |= get_drafts (snapshot);
  return TRUE;
}

static gboolean
load_missing (PortailDashboardSnapshot *snapshot,
              PortailDatabase *database,
              PortailTimestamp now,
              GError **error)
{
  PortailWeek closed = portail_tax_get_last_closed_week (portail_timestamp_get_paris_day (now));
  char week[PORTAIL_WEEK_TEXT_SIZE];
  gint64 n_made;

  if (!portail_sql_take_integer (
          portail_database_query (
              database, error,
              "SELECT count(*) FROM tax_declaration WHERE enterprise_id = ? AND period = ?"
              " AND trashed_at IS NULL AND status IN ('en_attente', 'valide', 'paye')",
              "tt", snapshot->enterprise_id, portail_week_format (closed, week)),
          &n_made, error))
    return FALSE;
  if (n_made == 0)
    snapshot->missing = closed;
  return TRUE;
}

static gboolean
load_notifications (PortailDashboardSnapshot *snapshot,
                    PortailDatabase *database,
                    const char *user_id,
                    GError **error)
{
  snapshot->notifications = portail_record_sql_list (
      database, &portail_notification_type, error,
      "WHERE user_id = ? AND trashed_at IS NULL"
      " ORDER BY read_at IS NOT NULL, created_at DESC, id DESC LIMIT ?",
      "ti", user_id, (gint64) MAX_NOTIFICATIONS);
  if (snapshot->notifications == NULL)
    return FALSE;
  snapshot->unread = portail_sql_take_texts (
      portail_database_query (database, error,
                              "SELECT id FROM notification WHERE user_id = ?"
                              " AND trashed_at IS NULL AND read_at IS NULL ORDER BY id LIMIT ?",
                              "ti", user_id, (gint64) MAX_UNREAD),
      error);
  return snapshot->unread != NULL;
}

static void
load_pulled_at (PortailDashboardSnapshot *snapshot, PortailDatabase *database)
{
  g_autofree char *text = NULL;

  snapshot->pulled_at = PORTAIL_TIMESTAMP_NULL;
  if (portail_sql_take_text (portail_database_query (database, NULL,
                                                     "SELECT value FROM cache_state WHERE name = ?",
                                                     "t", PORTAIL_CACHE_STATE_PULLED_AT),
                             &text, NULL)
      && text != NULL)
    portail_timestamp_parse (text, &snapshot->pulled_at);
}

PortailDashboardSnapshot *
portail_dashboard_snapshot_load (PortailDatabase *database,
                                 const PortailDashboardWish *wish,
                                 GError **error)
{
  g_autoptr (PortailDashboardSnapshot) snapshot = g_atomic_rc_box_new0 (PortailDashboardSnapshot);
  gboolean is_own = wish->reader == PORTAIL_DASHBOARD_READER_OWN;

  snapshot->enterprise_id = g_strdup (wish->enterprise_id);
  snapshot->period = wish->period;
  snapshot->missing = PORTAIL_WEEK_NULL;
  snapshot->changed_at = PORTAIL_TIMESTAMP_NULL;
  load_pulled_at (snapshot, database);
  if (!load_notifications (snapshot, database, wish->user_id, error))
    return NULL;
  if (wish->enterprise_id == NULL)
    return g_steal_pointer (&snapshot);
  load_name (snapshot, database);
  if (!(is_own ? load_own (snapshot, database, wish, error)
               : load_company (snapshot, database, wish, error))
      || !load_provisional (snapshot, database, error)
      || (!is_own && !load_missing (snapshot, database, wish->now, error)))
    return NULL;
  return g_steal_pointer (&snapshot);
}

static gpointer
run (PortailDatabase *database, gpointer wish, GError **error)
{
  return portail_dashboard_snapshot_load (database, wish, error);
}

static void
free_wish (gpointer pointer)
{
  PortailDashboardWish *wish = pointer;

  g_free ((char *) wish->enterprise_id);
  g_free ((char *) wish->user_id);
  g_free (wish);
}

PortailQuery *
portail_dashboard_snapshot_query_new (const PortailDashboardWish *wish)
{
  PortailDashboardWish *copy = g_memdup2 (wish, sizeof *wish);

  copy->enterprise_id = g_strdup (wish->enterprise_id);
  copy->user_id = g_strdup (wish->user_id);
  return portail_query_new (run, copy, free_wish,
                            (GDestroyNotify) portail_dashboard_snapshot_unref);
}

gboolean
portail_dashboard_snapshot_is_provisional (const PortailDashboardSnapshot *snapshot)
{
  return (snapshot->provisional_weeks >> (LAST_WEEK - 1)) != 0;
}

PortailDashboardReportSource
portail_dashboard_snapshot_get_report_source (const PortailDashboardSnapshot *snapshot)
{
  return (PortailDashboardReportSource){
    .dashboard = snapshot->dashboard,
    .enterprise = snapshot->enterprise_name,
    .state = snapshot->provisional_weeks != 0 ? PORTAIL_DASHBOARD_REPORT_PROVISIONAL
                                              : PORTAIL_DASHBOARD_REPORT_CURRENT,
    .generated_at = portail_timestamp_now (),
  };
}
