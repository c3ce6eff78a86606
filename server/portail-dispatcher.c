/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dispatcher.h"

#include "server/portail-blob.h"
#include "server/portail-delivery-sender.h"
#include "server/portail-http-server.h"
#include "server/portail-job-pool.h"
#include "server/portail-ticker.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_GROUP            256
#define MAX_WAITING_WRITES   10000
#define JOB_THREADS          8
#define MAX_WAITING_JOBS     64
#define JOB_DEADLINE_SECONDS 30
#define SWEEP_SECONDS        (24 * 60 * 60)
#define MIN_BODY_MEMORY      (G_GUINT64_CONSTANT (256) * 1024 * 1024)

struct _PortailDispatcher
{
  PortailServer *server;
  const PortailServerConfig *config;
  PortailDatabase *writer; /* the worker's thread's */
  PortailWorker *worker;
  PortailJobPool *jobs;
  PortailTicker *ticker;
  PortailDeliverySender *sender;
  gint64 sweep_at; /* milliseconds; of whoever ticks */
  PortailHttpServer *http;
};

/* A call between two threads. */
typedef struct
{
  PortailDispatcher *dispatcher;
  PortailHttpExchange *exchange;
  PortailCall *call; /* NULL once it was handed on */
} Work;

static Work *
work_new (PortailDispatcher *dispatcher, PortailHttpExchange *exchange, PortailCall *call)
{
  Work *work = g_new0 (Work, 1);

  work->dispatcher = dispatcher;
  work->exchange = exchange;
  work->call = call;
  return work;
}

static void
work_free (gpointer pointer)
{
  Work *work = pointer;

  portail_call_free (work->call);
  portail_http_exchange_unref (work->exchange);
  g_free (work);
}

static void
finish (Work *work)
{
  portail_http_exchange_answer (work->exchange, portail_call_finish (work->call));
  work_free (work);
}

static void
refuse (Work *work)
{
  g_autoptr (GError) error = g_error_new_literal (
      PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
      _ ("The server is busy. Please try again in a moment."));

  portail_call_fail (work->call, error);
  finish (work);
}

static void
run_write (gpointer pointer, gpointer writer)
{
  portail_call_handle (((Work *) pointer)->call, writer);
}

static void
complete_write (gpointer pointer, const GError *error, gpointer writer)
{
  Work *work = pointer;

  if (error != NULL)
    portail_call_fail (work->call, error);
  finish (work);
}

static void
write_later (Work *work)
{
  PortailWorker *worker = work->dispatcher->worker;

  if (portail_worker_get_depth (worker) >= MAX_WAITING_WRITES
      || !portail_worker_submit (worker, run_write, complete_write, work))
    refuse (work);
}

/* NULL is a database that does not open; the log says why. */
static PortailDatabase *
open_reader (PortailDispatcher *dispatcher)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *reader = portail_database_open_sqlite (
      portail_server_config_get_sqlite_path (dispatcher->config), PORTAIL_DATABASE_READ_ONLY,
      &error);

  if (reader == NULL)
    g_message ("%s", error->message);
  return reader;
}

/* Takes the call from @work; the exchange stays with both. */
static Work *
hand_on (Work *work)
{
  return work_new (work->dispatcher, portail_http_exchange_ref (work->exchange),
                   g_steal_pointer (&work->call));
}

static void
run_job (gpointer pointer, GCancellable *cancellable)
{
  Work *work = hand_on (pointer);
  g_autoptr (PortailDatabase) reader = open_reader (work->dispatcher);
  PortailCallNext next;

  if (reader == NULL)
    {
      refuse (work);
      return;
    }
  next = portail_call_prepare (work->call, reader, cancellable);
  if (next == PORTAIL_CALL_WRITE)
    {
      write_later (work);
      return;
    }
  if (next == PORTAIL_CALL_READ)
    portail_call_handle (work->call, reader);
  finish (work);
}

/* run may still be at work on the call, so only the exchange is touched. */
static void
expire_job (gpointer pointer)
{
  Work *work = pointer;
  PortailRequest *request = portail_http_exchange_get_request (work->exchange);

  portail_http_exchange_answer (
      work->exchange, portail_answer_new_problem (request, PORTAIL_ERROR_UNAVAILABLE, NULL, NULL));
}

static const PortailJobClass job_class = { run_job, expire_job, work_free };

static void
prepare_later (Work *work)
{
  if (!portail_job_pool_submit (work->dispatcher->jobs, &job_class, work,
                                JOB_DEADLINE_SECONDS * 1000))
    refuse (work);
}

static void
handle (PortailHttpExchange *exchange, gpointer thread_state, gpointer user)
{
  PortailDispatcher *dispatcher = user;
  PortailCall *call = portail_call_new (dispatcher->server,
                                        portail_http_exchange_get_request (exchange));
  Work *work = work_new (dispatcher, exchange, call);

  switch (portail_call_begin (call, thread_state))
    {
    case PORTAIL_CALL_PREPARE:
      prepare_later (work);
      break;
    case PORTAIL_CALL_WRITE:
      write_later (work);
      break;
    case PORTAIL_CALL_READ:
      portail_call_handle (call, thread_state);
      finish (work);
      break;
    case PORTAIL_CALL_FINISH:
    default:
      finish (work);
    }
}

static guint64
get_max_body (const PortailRequest *request, gpointer user)
{
  return portail_server_get_max_body (((PortailDispatcher *) user)->server, request);
}

static PortailAnswer *
refuse_unread (PortailRequest *request, char **sender, gpointer user)
{
  return portail_server_refuse_unread (((PortailDispatcher *) user)->server, request, sender);
}

static gpointer
new_thread_state (gpointer user)
{
  return open_reader (user);
}

static void
free_thread_state (gpointer reader)
{
  portail_database_close (reader);
}

static gboolean
begin_group (gpointer writer, GError **error)
{
  return portail_database_begin (writer, error);
}

static gboolean
commit_group (gpointer writer, GError **error)
{
  return portail_database_commit (writer, error);
}

static void
roll_group_back (gpointer writer)
{
  portail_database_rollback (writer);
}

static const PortailWorkerGroup group = { begin_group, commit_group, roll_group_back, MAX_GROUP };

static PortailTimestamp
get_now (gpointer server)
{
  return portail_server_get_now (server);
}

PortailDispatcher *
portail_dispatcher_new (PortailServer *server,
                        const PortailServerConfig *config,
                        PortailDatabase *writer)
{
  PortailDispatcher *dispatcher = g_new0 (PortailDispatcher, 1);

  dispatcher->server = server;
  dispatcher->config = config;
  dispatcher->writer = writer;
  portail_server_watch (server, writer);
  dispatcher->worker = portail_worker_new ("writer", &group, writer);
  dispatcher->jobs = portail_job_pool_new ("jobs", JOB_THREADS, MAX_WAITING_JOBS);
  dispatcher->ticker = portail_ticker_new (portail_ticker_get_jobs (), config, dispatcher->worker);
  dispatcher->sender = portail_delivery_sender_new (&(PortailDeliverySenderParts){
      .config = config, .writer = dispatcher->worker, .get_now = get_now, .user = server });
  return dispatcher;
}

/* Some files of the largest size at once, however large that is. */
static guint64
get_max_body_memory (const PortailServerConfig *config)
{
  guint64 max_file_size = (guint64) portail_server_config_get_number (
      config, PORTAIL_SETTING_MAX_FILE_SIZE);

  return MAX (MIN_BODY_MEMORY, 4 * max_file_size);
}

gboolean
portail_dispatcher_start (PortailDispatcher *dispatcher, GError **error)
{
  const PortailServerConfig *config = dispatcher->config;
  const PortailHttpSettings settings = {
    .address = portail_server_config_get_text (config, PORTAIL_SETTING_API_HOST),
    .port = (guint16) portail_server_config_get_number (config, PORTAIL_SETTING_API_PORT),
    .n_threads = (guint) portail_server_config_get_number (config, PORTAIL_SETTING_THREADS),
    .max_body_memory = get_max_body_memory (config),
    .trusted_proxies = portail_server_config_get_trusted_proxies (config),
  };
  const PortailHttpHandler handler = {
    .handle = handle,
    .get_max_body = get_max_body,
    .refuse_unread = refuse_unread,
    .new_thread_state = new_thread_state,
    .free_thread_state = free_thread_state,
    .user = dispatcher,
  };

  dispatcher->http = portail_http_server_new (&settings, &handler);
  return portail_http_server_start (dispatcher->http, error);
}

guint16
portail_dispatcher_get_port (const PortailDispatcher *dispatcher)
{
  return portail_http_server_get_port (dispatcher->http);
}

PortailWorker *
portail_dispatcher_get_writer (const PortailDispatcher *dispatcher)
{
  return dispatcher->worker;
}

static void
run_sweep (gpointer pointer, GCancellable *cancellable)
{
  PortailDispatcher *dispatcher = pointer;
  g_autoptr (PortailDatabase) reader = open_reader (dispatcher);

  if (reader != NULL)
    portail_blob_sweep (portail_server_get_blobs (dispatcher->server), reader,
                        portail_server_get_now (dispatcher->server));
}

static void
ignore_job (gpointer job)
{
}

static const PortailJobClass sweep_class = { run_sweep, ignore_job, ignore_job };

/* Files that nothing names any more; one that is missed waits a day, whatever the clock does. */
static void
sweep (PortailDispatcher *dispatcher, PortailTimestamp now)
{
  gint64 wait = dispatcher->sweep_at - now.milliseconds;

  if ((wait > 0 && wait <= SWEEP_SECONDS * 1000)
      || portail_server_get_blobs (dispatcher->server) == NULL)
    return;
  dispatcher->sweep_at = portail_timestamp_add_seconds (now, SWEEP_SECONDS).milliseconds;
  portail_job_pool_submit (dispatcher->jobs, &sweep_class, dispatcher, SWEEP_SECONDS * 1000);
}

void
portail_dispatcher_tick (PortailDispatcher *dispatcher)
{
  PortailTimestamp now = portail_server_get_now (dispatcher->server);

  portail_ticker_tick (dispatcher->ticker, now);
  portail_delivery_sender_poke (dispatcher->sender);
  sweep (dispatcher, now);
}

void
portail_dispatcher_stop (PortailDispatcher *dispatcher)
{
  if (dispatcher->http != NULL)
    portail_http_server_stop (dispatcher->http);
  portail_job_pool_stop (dispatcher->jobs);
  portail_delivery_sender_stop (dispatcher->sender);
  portail_worker_stop (dispatcher->worker);
}

void
portail_dispatcher_free (PortailDispatcher *dispatcher)
{
  if (dispatcher == NULL)
    return;
  portail_dispatcher_stop (dispatcher);
  g_clear_pointer (&dispatcher->http, portail_http_server_free);
  portail_job_pool_free (dispatcher->jobs);
  portail_worker_free (dispatcher->worker);
  portail_delivery_sender_free (dispatcher->sender);
  portail_ticker_free (dispatcher->ticker);
  portail_server_watch (dispatcher->server, NULL);
  portail_database_close (dispatcher->writer);
  g_free (dispatcher);
}
