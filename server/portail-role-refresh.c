/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-refresh.h"

#include "server/portail-alert.h"
#include "server/portail-role-census.h"
#include "server/portail-role-mapping.h"
#include "server/portail-system-setting.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

struct _PortailRoleRefresh
{
  PortailRoleRefreshParts parts;
  GCancellable *cancellable;
  GThread *thread; /* NULL until it starts */
  GMutex lock;
  GCond stopped;
  gboolean is_stopping;
};

PortailRoleRefresh *
portail_role_refresh_new (const PortailRoleRefreshParts *parts)
{
  PortailRoleRefresh *refresh = g_new0 (PortailRoleRefresh, 1);

  refresh->parts = *parts;
  refresh->cancellable = g_cancellable_new ();
  g_mutex_init (&refresh->lock);
  g_cond_init (&refresh->stopped);
  return refresh;
}

/* One step of the application, between this thread and the writer's. */
typedef struct
{
  const PortailRoleCensus *census;
  guint first;
  GError *error;
  gboolean is_done;
  GMutex lock;
  GCond done;
} Job;

static void
run_job (gpointer pointer, gpointer database)
{
  Job *job = pointer;

  g_clear_error (&job->error);
  if (portail_database_savepoint (database, "roles", &job->error)
      && !(portail_role_census_apply (job->census, job->first, database, portail_timestamp_now (),
                                      &job->error)
           && portail_database_release (database, "roles", &job->error)))
    portail_database_rollback_to (database, "roles");
}

static void
complete_job (gpointer pointer, const GError *error, gpointer database)
{
  Job *job = pointer;

  g_mutex_lock (&job->lock);
  if (error != NULL && job->error == NULL)
    job->error = g_error_copy (error);
  job->is_done = TRUE;
  g_cond_signal (&job->done);
  g_mutex_unlock (&job->lock);
}

static gboolean
apply_step (PortailRoleRefresh *refresh,
            const PortailRoleCensus *census,
            guint first,
            GError **error)
{
  Job job = { .census = census, .first = first };

  g_mutex_init (&job.lock);
  g_cond_init (&job.done);
  if (!portail_worker_submit (refresh->parts.writer, run_job, complete_job, &job))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("The server is stopping."));
      return FALSE;
    }
  g_mutex_lock (&job.lock);
  while (!job.is_done)
    g_cond_wait (&job.done, &job.lock);
  g_mutex_unlock (&job.lock);
  g_mutex_clear (&job.lock);
  g_cond_clear (&job.done);
  if (job.error == NULL)
    return TRUE;
  g_propagate_error (error, job.error);
  return FALSE;
}

/* That something keeps roles from following Discord, for whoever runs the server. */
typedef struct
{
  const PortailServerConfig *config;
  char *body;
} Warning;

static void
run_warning (gpointer pointer, gpointer database)
{
  Warning *warning = pointer;
  const PortailTick tick = { .database = database,
                             .config = warning->config,
                             .now = portail_timestamp_now () };
  const PortailAlert alert = {
    .key = "discord-roles",
    .text = { _ ("Roles do not follow Discord"), warning->body, PORTAIL_LEVEL_WARNING },
  };
  g_autoptr (GError) error = NULL;

  if (portail_database_savepoint (database, "warning", &error)
      && !(portail_alert_raise (&tick, &alert, &error)
           && portail_database_release (database, "warning", &error)))
    portail_database_rollback_to (database, "warning");
  if (error != NULL)
    g_message ("refresh of roles: %s", error->message);
}

static void
complete_warning (gpointer pointer, const GError *error, gpointer database)
{
  g_free (((Warning *) pointer)->body);
  g_free (pointer);
}

static void
warn (PortailRoleRefresh *refresh, const char *body)
{
  Warning *warning = g_new0 (Warning, 1);

  g_message ("refresh of roles: %s", body);
  warning->config = refresh->parts.config;
  warning->body = g_strdup (body);
  if (!portail_worker_submit (refresh->parts.writer, run_warning, complete_warning, warning))
    complete_warning (warning, NULL, NULL);
}

static PortailDatabase *
open_reader (PortailRoleRefresh *refresh, GError **error)
{
  return portail_database_open_sqlite (
      portail_server_config_get_sqlite_path (refresh->parts.config), PORTAIL_DATABASE_READ_ONLY,
      error);
}

static PortailRoleCensus *
take_census (PortailRoleRefresh *refresh, GError **error)
{
  g_autoptr (PortailDatabase) reader = open_reader (refresh, error);
  g_autoptr (PortailRoleMapping) mapping = NULL;
  g_autoptr (GPtrArray) guild_ids = NULL;

  if (reader == NULL || (mapping = portail_role_mapping_load (reader, error)) == NULL)
    return NULL;
  guild_ids = portail_role_mapping_list_guild_ids (mapping);
  return portail_role_census_take (refresh->parts.bot, reader, guild_ids, refresh->cancellable,
                                   error);
}

gboolean
portail_role_refresh_run (PortailRoleRefresh *refresh, GError **error)
{
  g_autoptr (PortailRoleCensus) census = take_census (refresh, error);

  if (census == NULL)
    return FALSE;
  for (guint first = 0; first < census->user_ids->len; first += PORTAIL_ROLE_CENSUS_STEP)
    if (!apply_step (refresh, census, first, error))
      return FALSE;
  if (census->n_silent_guilds > 0)
    warn (refresh,
          _ ("The bot cannot see every server of the mapping; roles that they gave stay."));
  return TRUE;
}

static gint64
get_pause (PortailRoleRefresh *refresh)
{
  g_autoptr (PortailDatabase) reader = open_reader (refresh, NULL);
  g_autofree char *value = NULL;
  guint64 minutes = PORTAIL_SYSTEM_DEFAULT_REFRESH_MINUTES;

  if (reader != NULL
      && portail_system_setting_load (reader, PORTAIL_SYSTEM_REFRESH_MINUTES, &value, NULL)
      && *value != '\0')
    g_ascii_string_to_unsigned (value, 10, 1, 24 * 60, &minutes, NULL);
  return (gint64) minutes * 60 * G_USEC_PER_SEC;
}

/* Returns: FALSE when there is no next round. */
static gboolean
wait_for_next_round (PortailRoleRefresh *refresh)
{
  gint64 due = g_get_monotonic_time () + get_pause (refresh);
  gboolean is_in_time = TRUE;

  g_mutex_lock (&refresh->lock);
  while (!refresh->is_stopping && is_in_time)
    is_in_time = g_cond_wait_until (&refresh->stopped, &refresh->lock, due);
  g_mutex_unlock (&refresh->lock);
  return is_in_time == FALSE && !g_cancellable_is_cancelled (refresh->cancellable);
}

static gpointer
run_rounds (gpointer pointer)
{
  PortailRoleRefresh *refresh = pointer;

  do
    {
      g_autoptr (GError) error = NULL;

      if (!portail_role_refresh_run (refresh, &error)
          && !g_cancellable_is_cancelled (refresh->cancellable))
        warn (refresh, error->message);
    }
  while (wait_for_next_round (refresh));
  return NULL;
}

void
portail_role_refresh_start (PortailRoleRefresh *refresh)
{
  refresh->thread = g_thread_new ("roles", run_rounds, refresh);
}

void
portail_role_refresh_free (PortailRoleRefresh *refresh)
{
  if (refresh == NULL)
    return;
  g_mutex_lock (&refresh->lock);
  refresh->is_stopping = TRUE;
  g_cancellable_cancel (refresh->cancellable);
  g_cond_signal (&refresh->stopped);
  g_mutex_unlock (&refresh->lock);
  if (refresh->thread != NULL)
    g_thread_join (refresh->thread);
  g_mutex_clear (&refresh->lock);
  g_cond_clear (&refresh->stopped);
  g_object_unref (refresh->cancellable);
  g_free (refresh);
}
