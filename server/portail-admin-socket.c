/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-admin-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define SUFFIX                    ".admin"
#define MAX_REQUEST_BYTES         (64 * 1024)
#define MAX_REPLY_BYTES           (G_GINT64_CONSTANT (1) << 30)
#define READ_SECONDS              10
#define MAX_PENDING_CLIENTS       8
#define ACCEPT_PAUSE_MICROSECONDS 100000
#define RETRY_MILLISECONDS        200

struct _PortailAdminSocket
{
  PortailAdminSocketParts parts;
  char *path;
  GSocket *listener;
  GCancellable *cancellable;
  GThread *thread;
};

static char *
make_path (const PortailServerConfig *config)
{
  return g_strconcat (portail_server_config_get_sqlite_path (config), SUFFIX, NULL);
}

/* An address of @path whatever the length of its folder's name. @folder is open as long as the
 * address is used; the caller closes it. */
static GSocketAddress *
make_address (const char *path, int *folder)
{
  g_autofree char *folder_name = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *short_path = NULL;

  *folder = open (folder_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  short_path = g_strdup_printf ("/proc/self/fd/%d/%s", *folder, name);
  return g_unix_socket_address_new (short_path);
}

static gboolean
listen_at (PortailAdminSocket *self, GError **error)
{
  int folder;
  g_autoptr (GSocketAddress) address = make_address (self->path, &folder);
  gboolean is_good;

  g_unlink (self->path);
  self->listener = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, error);
  is_good = self->listener != NULL && g_socket_bind (self->listener, address, FALSE, error)
            && g_chmod (self->path, 0600) == 0;
  if (folder >= 0)
    close (folder);
  if (!is_good)
    return FALSE;
  g_socket_set_listen_backlog (self->listener, MAX_PENDING_CLIENTS);
  return g_socket_listen (self->listener, error);
}

/* Invariant 1. */
static gboolean
is_trusted (GSocket *client)
{
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (client, NULL);
  uid_t uid = credentials != NULL ? g_credentials_get_unix_user (credentials, NULL) : (uid_t) -1;

  return uid == 0 || (uid != (uid_t) -1 && uid == geteuid ());
}

/* One line, or what came before the end. NULL when it is too long or does not come. Owned. */
static GString *
read_line (GSocket *socket, gint64 max_bytes, GCancellable *cancellable)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char bytes[16384];

  for (;;)
    {
      gssize n = g_socket_receive (socket, bytes, sizeof bytes, cancellable, NULL);

      if (n < 0 || (gint64) line->len + n > max_bytes)
        return NULL;
      g_string_append_len (line, bytes, n);
      if (n == 0 || bytes[n - 1] == '\n')
        return g_steal_pointer (&line);
    }
}

static void
send_all (GSocket *socket, const GString *text, GCancellable *cancellable)
{
  gsize sent = 0;

  while (sent < text->len)
    {
      gssize n = g_socket_send (socket, text->str + sent, text->len - sent, cancellable, NULL);

      if (n <= 0)
        return;
      sent += (gsize) n;
    }
}

/* A command between this thread and the writer's. */
typedef struct
{
  const PortailAdminRequest *request;
  PortailAdminPlace place;
  GString *output;
  GError *error;
  gboolean is_done;
  GMutex lock;
  GCond done;
} Job;

static void
run_in_savepoint (gpointer pointer, gpointer database)
{
  Job *job = pointer;

  g_clear_error (&job->error);
  g_string_truncate (job->output, 0);
  job->place.database = database;
  if (portail_database_savepoint (database, "admin", &job->error)
      && !(portail_admin_request_run (job->request, &job->place, job->output, &job->error)
           && portail_database_release (database, "admin", &job->error)))
    portail_database_rollback_to (database, "admin");
}

static void
complete (gpointer pointer, const GError *error, gpointer database)
{
  Job *job = pointer;

  g_mutex_lock (&job->lock);
  if (error != NULL && job->error == NULL)
    job->error = g_error_copy (error);
  job->is_done = TRUE;
  g_cond_signal (&job->done);
  g_mutex_unlock (&job->lock);
}

static void
run_on_writer (PortailAdminSocket *self, Job *job)
{
  g_mutex_init (&job->lock);
  g_cond_init (&job->done);
  if (portail_worker_submit (self->parts.writer, run_in_savepoint, complete, job))
    {
      g_mutex_lock (&job->lock);
      while (!job->is_done)
        g_cond_wait (&job->done, &job->lock);
      g_mutex_unlock (&job->lock);
    }
  else
    g_set_error_literal (&job->error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                         _ ("The server is stopping."));
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->done);
}

static PortailDatabase *
open_reader (PortailAdminSocket *self, GError **error)
{
  return portail_database_open_sqlite (portail_server_config_get_sqlite_path (self->parts.config),
                                       PORTAIL_DATABASE_READ_ONLY, error);
}

static void
run_on_reader (PortailAdminSocket *self, Job *job)
{
  g_autoptr (PortailDatabase) reader = open_reader (self, &job->error);

  job->place.database = reader;
  if (reader != NULL)
    portail_admin_request_run (job->request, &job->place, job->output, &job->error);
}

static void
reload_keys (PortailAdminSocket *self, Job *job)
{
  g_autoptr (PortailDatabase) reader = open_reader (self, &job->error);

  if (reader != NULL)
    portail_server_keys_reload (self->parts.keys, reader, job->place.now, &job->error);
}

static void
run (PortailAdminSocket *self, Job *job)
{
  if (job->request->command->sort == PORTAIL_ADMIN_READ)
    run_on_reader (self, job);
  else
    run_on_writer (self, job);
  if (job->request->command->sort == PORTAIL_ADMIN_WRITE_KEYS && job->error == NULL)
    reload_keys (self, job);
}

static GString *
make_reply (const GString *output, const GError *error)
{
  GString *json = g_string_new (error != NULL ? "{\"error\":" : "{\"output\":");

  if (error == NULL)
    portail_json_append_string (json, output->str);
  else
    {
      portail_json_append_string (json, portail_error_code_name (portail_error_get_code (error)));
      g_string_append (json, ",\"detail\":");
      portail_json_append_string (json, error->message);
    }
  return g_string_append (json, "}\n");
}

/* The reply to @line. Owned. */
static GString *
answer (PortailAdminSocket *self, const GString *line)
{
  g_autoptr (GString) output = g_string_new (NULL);
  Job job = {
    .place = { .config = self->parts.config, .now = portail_timestamp_now () },
    .output = output,
  };
  g_autoptr (PortailJsonDocument) document = portail_json_parse (line->str, line->len, &job.error);
  g_autoptr (PortailAdminRequest) request = NULL;
  GString *reply;

  if (document != NULL)
    request = portail_admin_request_from_json (portail_json_document_get_root (document),
                                               &job.error);
  if (request != NULL)
    {
      g_message ("admin: %s", request->command->words);
      job.request = request;
      run (self, &job);
    }
  reply = make_reply (output, job.error);
  g_clear_error (&job.error);
  return reply;
}

static void
serve_client (PortailAdminSocket *self, GSocket *client)
{
  g_autoptr (GString) line = NULL;
  g_autoptr (GString) reply = NULL;

  if (!is_trusted (client))
    {
      g_message ("admin: somebody else's process was turned away");
      return;
    }
  g_socket_set_timeout (client, READ_SECONDS);
  line = read_line (client, MAX_REQUEST_BYTES, self->cancellable);
  if (line == NULL)
    return;
  reply = answer (self, line);
  send_all (client, reply, self->cancellable);
}

/* Accepting fails when there is no descriptor left; others free some. */
static void
await_descriptor (PortailAdminSocket *self)
{
  GPollFD cancelled = { 0 };

  if (!g_cancellable_make_pollfd (self->cancellable, &cancelled))
    return;
  g_poll (&cancelled, 1, RETRY_MILLISECONDS);
  g_cancellable_release_fd (self->cancellable);
}

static gpointer
serve (gpointer pointer)
{
  PortailAdminSocket *self = pointer;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GSocket) client = g_socket_accept (self->listener, self->cancellable, NULL);

      if (client != NULL)
        serve_client (self, client);
      else if (!g_cancellable_is_cancelled (self->cancellable))
        g_usleep (ACCEPT_PAUSE_MICROSECONDS); /* out of descriptors: it would fail again at once */
      else
        await_descriptor (self);
    }
  return NULL;
}

PortailAdminSocket *
portail_admin_socket_new (const PortailAdminSocketParts *parts, GError **error)
{
  g_autoptr (PortailAdminSocket) self = g_new0 (PortailAdminSocket, 1);

  self->parts = *parts;
  self->path = make_path (parts->config);
  self->cancellable = g_cancellable_new ();
  if (!listen_at (self, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s: %s", self->path,
                     g_strerror (errno));
      return NULL;
    }
  self->thread = g_thread_new ("admin", serve, self);
  return g_steal_pointer (&self);
}

void
portail_admin_socket_free (PortailAdminSocket *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    {
      g_thread_join (self->thread);
      g_unlink (self->path);
    }
  g_clear_object (&self->listener);
  g_object_unref (self->cancellable);
  g_free (self->path);
  g_free (self);
}

/* NULL without error where nobody listens. */
static GSocket *
connect_to (const char *path, GError **error)
{
  int folder;
  g_autoptr (GSocketAddress) address = make_address (path, &folder);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autoptr (GError) failure = NULL;
  gboolean is_connected = socket != NULL && g_socket_connect (socket, address, NULL, &failure);

  if (folder >= 0)
    close (folder);
  if (is_connected)
    return g_steal_pointer (&socket);
  if (failure != NULL && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", path);
  return NULL;
}

static gboolean
read_reply (const GString *line, char **output, GError **error)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;
  const char *code;

  if (line == NULL || line->len == 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("The server gave no answer."));
      return FALSE;
    }
  document = portail_json_parse (line->str, line->len, error);
  if (document == NULL)
    return FALSE;
  root = portail_json_document_get_root (document);
  code = portail_json_get_member_string (root, "error");
  *output = g_strdup (portail_json_get_member_string (root, "output"));
  if (code == NULL && *output != NULL)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR,
                       (gint) portail_error_code_from_name (code != NULL ? code : ""),
                       portail_json_get_member_string (root, "detail") != NULL
                           ? portail_json_get_member_string (root, "detail")
                           : _ ("The server gave no answer."));
  return FALSE;
}

gboolean
portail_admin_socket_ask (const PortailServerConfig *config,
                          const PortailAdminRequest *request,
                          gboolean *is_running,
                          char **output,
                          GError **error)
{
  g_autofree char *path = make_path (config);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSocket) socket = connect_to (path, &failure);
  g_autofree char *json = NULL;
  g_autoptr (GString) line = NULL;
  g_autoptr (GString) reply = NULL;

  *is_running = socket != NULL;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (socket == NULL)
    return FALSE;
  json = portail_admin_request_to_json (request);
  line = g_string_new (json);
  g_string_append_c (line, '\n');
  send_all (socket, line, NULL);
  reply = read_line (socket, MAX_REPLY_BYTES, NULL);
  return read_reply (reply, output, error);
}
