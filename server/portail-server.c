/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-server.h"

#include "server/portail-access.h"
#include "server/portail-answer-cache.h"
#include "server/portail-api-docs.h"
#include "server/portail-language.h"
#include "server/portail-rate-limiter.h"
#include "server/portail-session.h"
#include "server/portail-subscriber.h"
#include "server/portail-web-page.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define SAVEPOINT "call"
/* Answers are kept at most. */
#define KEEP_SECONDS 10

struct _PortailServer
{
  PortailServerParts parts;
  PortailRateLimiter *limiter;
  PortailApiDocs *docs;
  PortailAnswerCache *cache;
  const PortailDatabase *watched; /* NULL: nothing is kept */
};

struct _PortailCall
{
  PortailServer *server;
  PortailRequest *request;
  const PortailRoute *route;  /* NULL where none fits */
  PortailTokenClaims *claims; /* NULL for a stranger */
  PortailContext context;
  PortailAnswer *answer;
  char *question;  /* of an answer that may be kept; NULL otherwise */
  guint n_commits; /* before the first look at the database */
};

PortailServer *
portail_server_new (const PortailServerParts *parts)
{
  PortailServer *server = g_new0 (PortailServer, 1);

  server->parts = *parts;
  server->limiter = portail_rate_limiter_new ();
  server->docs = portail_api_docs_new ();
  server->cache = portail_answer_cache_new ();
  return server;
}

void
portail_server_free (PortailServer *server)
{
  if (server == NULL)
    return;
  portail_rate_limiter_free (server->limiter);
  portail_api_docs_free (server->docs);
  portail_answer_cache_free (server->cache);
  g_free (server);
}

void
portail_server_watch (PortailServer *server, const PortailDatabase *writer)
{
  server->watched = writer;
}

PortailTimestamp
portail_server_get_now (PortailServer *server)
{
  return server->parts.get_now != NULL ? server->parts.get_now (server->parts.user)
                                       : portail_timestamp_now ();
}

PortailBlobStore *
portail_server_get_blobs (PortailServer *server)
{
  return server->parts.blobs;
}

static gsize
get_max_body (const PortailServer *server, const PortailRoute *route)
{
  if (route->body != PORTAIL_BODY_FILE)
    return route->max_body;
  return route->max_body
         + (gsize) portail_server_config_get_number (server->parts.config,
                                                     PORTAIL_SETTING_MAX_FILE_SIZE);
}

void
portail_server_warm_up (PortailServer *server)
{
  portail_api_docs_warm_up (server->docs);
}

gsize
portail_server_get_max_body (PortailServer *server, const PortailRequest *request)
{
  gboolean is_other_method;
  const PortailRoute *route;

  portail_language_use (portail_request_get_language (request));
  route = portail_routes_find (portail_request_get_method (request),
                               portail_request_get_path (request), NULL, &is_other_method);
  return route != NULL ? get_max_body (server, route) : 0;
}

PortailCall *
portail_call_new (PortailServer *server, PortailRequest *request)
{
  PortailCall *call = g_new0 (PortailCall, 1);

  call->server = server;
  call->request = portail_request_ref (request);
  call->context.config = server->parts.config;
  call->context.keys = server->parts.keys;
  call->context.live = server->parts.live;
  call->context.docs = server->docs;
  call->context.blobs = server->parts.blobs;
  call->context.path_arguments = g_ptr_array_new_with_free_func (g_free);
  return call;
}

static void
drop_access (PortailCall *call)
{
  portail_access_free ((PortailAccess *) call->context.access);
  call->context.access = NULL;
}

void
portail_call_free (PortailCall *call)
{
  if (call == NULL)
    return;
  if (call->context.prepared != NULL)
    call->route->free_prepared (call->context.prepared);
  drop_access (call);
  g_ptr_array_unref (call->context.path_arguments);
  portail_token_claims_free (call->claims);
  portail_answer_free (call->answer);
  g_free (call->question);
  portail_request_unref (call->request);
  g_free (call);
}

static void
set_answer (PortailCall *call, PortailAnswer *answer)
{
  portail_answer_free (call->answer);
  call->answer = answer;
}

/* Invariant 4. */
void
portail_call_fail (PortailCall *call, const GError *error)
{
  PortailErrorCode code = portail_error_get_code (error);

  if (code == PORTAIL_ERROR_INTERNAL || code == PORTAIL_ERROR_STORAGE)
    g_message ("request %s: %s: %s", portail_request_get_id (call->request),
               call->route != NULL ? call->route->path : "no route", error->message);
  set_answer (call, portail_web_page_is_wanted (call->request)
                        ? portail_web_page_new_error (call->request, error)
                        : portail_answer_new_error (call->request, error));
}

static PortailCallNext
fail (PortailCall *call, PortailErrorCode code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (PORTAIL_ERROR, (gint) code, message);

  portail_call_fail (call, error);
  return PORTAIL_CALL_FINISH;
}

/* People who come with an address of the old portal find the page that tells what replaced it. */
static gboolean
is_old_page (const PortailRequest *request)
{
  const char *path = portail_request_get_path (request);

  return portail_web_page_is_wanted (request) && !g_str_has_prefix (path, "/api")
         && !g_str_has_prefix (path, "/auth");
}

static void
answer_wrong_method (PortailCall *call)
{
  const char *path = portail_request_get_path (call->request);
  g_autofree char *allowed = portail_routes_dup_allowed_methods (path);

  if (portail_request_get_method (call->request) == PORTAIL_METHOD_OPTIONS)
    {
      set_answer (call, portail_answer_new (204));
      portail_answer_add_header (call->answer, "Access-Control-Allow-Methods", allowed);
      portail_answer_add_header (call->answer, "Access-Control-Allow-Headers",
                                 "Authorization, Content-Type, If-Match, If-None-Match,"
                                 " Idempotency-Key, Upload-Offset");
      portail_answer_add_header (call->answer, "Access-Control-Max-Age", "600");
    }
  else
    fail (call, PORTAIL_ERROR_METHOD_NOT_ALLOWED, _ ("This address does not take that method."));
  portail_answer_add_header (call->answer, "Allow", allowed);
}

/* Returns: FALSE when the call has its answer. */
static gboolean
find_route (PortailCall *call)
{
  gboolean is_other_method;

  call->route = portail_routes_find (portail_request_get_method (call->request),
                                     portail_request_get_path (call->request),
                                     call->context.path_arguments, &is_other_method);
  call->context.route = call->route;
  if (call->route != NULL)
    return TRUE;
  if (is_other_method)
    answer_wrong_method (call);
  else if (is_old_page (call->request))
    set_answer (call, portail_answer_new_redirect (302, "/"));
  else
    fail (call, PORTAIL_ERROR_NOT_FOUND, _ ("There is nothing at this address."));
  return FALSE;
}

/* A stranger may ask PUBLIC routes; a token is looked at wherever it is needed. */
static gboolean
read_token (PortailCall *call)
{
  const PortailServerParts *parts = &call->server->parts;
  const char *token = portail_request_get_bearer_token (call->request);
  g_autoptr (GError) error = NULL;

  if (call->route->audience == PORTAIL_AUDIENCE_PUBLIC)
    return TRUE;
  call->claims = portail_token_verify (
      parts->keys, portail_server_config_get_text (parts->config, PORTAIL_SETTING_PUBLIC_URL),
      token != NULL ? token : "", call->context.now, &error);
  if (call->claims == NULL)
    portail_call_fail (call, error);
  else
    call->context.token_expires_at = call->claims->expires_at;
  return call->claims != NULL;
}

/* @user_id is NULL for a stranger. */
static gboolean
check_rate (PortailCall *call, const char *user_id)
{
  const char *address = portail_request_get_client_address (call->request);
  g_autofree char *who = user_id != NULL ? g_strdup (user_id)
                                         : portail_subscriber_from_text (address);
  guint usual = user_id != NULL ? PORTAIL_ROUTE_USER_PER_MINUTE : PORTAIL_ROUTE_STRANGER_PER_MINUTE;
  guint limit = call->route->max_per_minute;
  g_autofree char *key = g_strdup_printf ("%s %s", limit > 0 ? call->route->path : "", who);
  g_autofree char *seconds = NULL;
  guint wait;

  if (call->server->parts.limits == PORTAIL_LIMITS_OFF)
    return TRUE;
  wait = portail_rate_limiter_take (call->server->limiter, key, limit > 0 ? limit : usual,
                                    g_get_monotonic_time ());
  if (wait == 0)
    return TRUE;
  fail (call, PORTAIL_ERROR_RATE_LIMITED, _ ("These are too many requests. Please wait a moment."));
  seconds = g_strdup_printf ("%u", wait);
  portail_answer_add_header (call->answer, "Retry-After", seconds);
  return FALSE;
}

static gboolean
check_body (PortailCall *call)
{
  gsize size = g_bytes_get_size (portail_request_get_body (call->request));

  if (size > get_max_body (call->server, call->route))
    fail (call, PORTAIL_ERROR_TOO_LARGE, _ ("The request is too large."));
  else if (size > 0 && call->route->body == PORTAIL_BODY_JSON
           && !portail_request_has_content_type (call->request, "application/json"))
    fail (call, PORTAIL_ERROR_UNSUPPORTED_MEDIA, _ ("The request must be JSON."));
  return call->answer == NULL;
}

/* Invariant 2. */
static gboolean
load_access (PortailCall *call, PortailDatabase *database, GError **error)
{
  PortailAccess *access;

  if (call->claims == NULL)
    return TRUE;
  drop_access (call);
  if (!portail_session_check (database, call->claims, call->context.now, error))
    return FALSE;
  access = portail_access_load (database, call->claims->user_id, call->claims->session_id, error);
  call->context.access = access;
  if (access == NULL)
    return FALSE;
  if (call->route->audience != PORTAIL_AUDIENCE_MEMBERS
      || portail_access_get_highest_role (access) != PORTAIL_ROLE_NONE)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE,
                       _ ("Your account has no role yet. Ask your patron or the staff."));
  return FALSE;
}

/* Reads of records depend on nothing but the database, the question and the day. */
static gboolean
may_be_kept (const PortailCall *call)
{
  return call->server->watched != NULL && call->route->type != NULL
         && call->route->method == PORTAIL_METHOD_GET && call->route->sort == PORTAIL_ROUTE_READ
         && call->route->prepare == NULL;
}

static gboolean
find_kept (PortailCall *call)
{
  PortailAnswer *kept;

  if (!may_be_kept (call))
    return FALSE;
  call->n_commits = portail_database_get_n_commits (call->server->watched);
  call->question = portail_answer_cache_make_question (call->request);
  kept = portail_answer_cache_find (call->server->cache, call->question, call->n_commits,
                                    call->context.now);
  if (kept == NULL)
    return FALSE;
  g_clear_pointer (&call->question, g_free);
  if (check_rate (call, portail_answer_get_user_id (kept)))
    set_answer (call, kept);
  else
    portail_answer_free (kept);
  return TRUE;
}

/* Until the day, the token or a short while ends: sessions end by the clock as well. */
static PortailTimestamp
get_end_of_keeping (const PortailCall *call)
{
  PortailDay tomorrow = { portail_timestamp_get_paris_day (call->context.now).number + 1 };
  gint64 until = call->context.now.milliseconds + KEEP_SECONDS * 1000;

  until = MIN (until, portail_timestamp_of_paris_day (tomorrow).milliseconds);
  return (PortailTimestamp){ MIN (until, call->context.token_expires_at * 1000) };
}

static void
keep (PortailCall *call)
{
  guint status = portail_answer_get_status (call->answer);

  if (call->question != NULL && (status == 200 || status == 304)
      && !portail_answer_has_file (call->answer))
    portail_answer_cache_keep (call->server->cache, call->question, call->n_commits,
                               get_end_of_keeping (call), call->answer);
}

static PortailCallNext
next_for_handler (const PortailCall *call)
{
  return call->route->sort == PORTAIL_ROUTE_WRITE ? PORTAIL_CALL_WRITE : PORTAIL_CALL_READ;
}

/* From the first look to the last all of a read sees one state, for which the database is locked
 * once. */
static gboolean
open_snapshot (PortailDatabase *reader, GError **error)
{
  return reader == NULL || portail_database_is_in_transaction (reader)
         || portail_database_begin_read (reader, error);
}

static void
close_snapshot (PortailDatabase *reader)
{
  if (reader != NULL && portail_database_is_in_transaction (reader))
    portail_database_rollback (reader);
}

static PortailCallNext
begin_in_snapshot (PortailCall *call, PortailDatabase *reader)
{
  g_autoptr (GError) error = NULL;

  if (!open_snapshot (reader, &error) || !load_access (call, reader, &error))
    {
      portail_call_fail (call, error);
      return PORTAIL_CALL_FINISH;
    }
  return call->route->prepare != NULL ? PORTAIL_CALL_PREPARE : next_for_handler (call);
}

PortailCallNext
portail_call_begin (PortailCall *call, PortailDatabase *reader)
{
  PortailCallNext next;

  portail_language_use (portail_request_get_language (call->request));
  call->context.now = portail_server_get_now (call->server);
  if (!find_route (call) || find_kept (call) || !read_token (call)
      || !check_rate (call, call->claims != NULL ? call->claims->user_id : NULL)
      || !check_body (call))
    return PORTAIL_CALL_FINISH;
  if (reader == NULL && call->route->sort != PORTAIL_ROUTE_PLAIN)
    return fail (call, PORTAIL_ERROR_UNAVAILABLE, _ ("The database does not answer."));
  next = begin_in_snapshot (call, reader);
  if (next != PORTAIL_CALL_READ)
    close_snapshot (reader);
  return next;
}

PortailCallNext
portail_call_prepare (PortailCall *call, PortailDatabase *reader, GCancellable *cancellable)
{
  PortailContext context = call->context;
  g_autoptr (GError) error = NULL;

  portail_language_use (portail_request_get_language (call->request));
  context.database = reader;
  context.discord = call->server->parts.discord;
  context.cancellable = cancellable;
  call->context.prepared = call->route->prepare (&context, call->request, &error);
  if (call->context.prepared != NULL)
    return next_for_handler (call);
  portail_call_fail (call, error);
  return PORTAIL_CALL_FINISH;
}

static gboolean
run_handler (PortailCall *call, PortailDatabase *database, GError **error)
{
  PortailAnswer *answer;

  call->context.database = database;
  answer = call->route->handle (&call->context, call->request, error);
  call->context.database = NULL;
  if (answer != NULL)
    set_answer (call, answer);
  return answer != NULL;
}

/* Outside of the group's transaction a savepoint would be one of its own, and stand when the group
 * fails and runs again. */
static gboolean
open_savepoint (PortailDatabase *database, GError **error)
{
  if (portail_database_is_in_transaction (database))
    return portail_database_savepoint (database, SAVEPOINT, error);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "the transaction is lost");
  return FALSE;
}

static void
write_in_savepoint (PortailCall *call, PortailDatabase *database)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good = open_savepoint (database, &error);

  if (is_good && !(load_access (call, database, &error) && run_handler (call, database, &error)))
    {
      portail_database_rollback_to (database, SAVEPOINT);
      is_good = FALSE;
    }
  else if (is_good)
    is_good = portail_database_release (database, SAVEPOINT, &error);
  if (!is_good)
    portail_call_fail (call, error);
}

void
portail_call_handle (PortailCall *call, PortailDatabase *database)
{
  g_autoptr (GError) error = NULL;

  portail_language_use (portail_request_get_language (call->request));
  if (call->route->sort == PORTAIL_ROUTE_WRITE)
    {
      write_in_savepoint (call, database);
      return;
    }
  if (!run_handler (call, database, &error))
    portail_call_fail (call, error);
  close_snapshot (database);
}

/* Answers may be read by scripts of the configured origins only. */
static void
add_cors_headers (PortailCall *call)
{
  const char *origin = portail_request_get_header (call->request, "Origin");
  const char *const *allowed = portail_server_config_get_list (call->server->parts.config,
                                                               PORTAIL_SETTING_CORS_ORIGINS);

  if (*allowed == NULL)
    return;
  portail_answer_add_header (call->answer, "Vary", "Origin");
  if (origin == NULL || !g_strv_contains (allowed, origin))
    return;
  portail_answer_add_header (call->answer, "Access-Control-Allow-Origin", origin);
  portail_answer_add_header (call->answer, "Access-Control-Allow-Credentials", "true");
  portail_answer_add_header (call->answer, "Access-Control-Expose-Headers",
                             "Content-Disposition, ETag, Retry-After, Upload-Offset, X-Request-Id");
}

PortailAnswer *
portail_call_finish (PortailCall *call)
{
  if (call->route != NULL)
    portail_answer_set_route (call->answer, call->route->path);
  if (call->claims != NULL && call->context.access != NULL)
    portail_answer_set_user_id (call->answer, call->claims->user_id);
  keep (call);
  add_cors_headers (call);
  return g_steal_pointer (&call->answer);
}

PortailAnswer *
portail_server_refuse_unread (PortailServer *server, PortailRequest *request, char **sender)
{
  g_autoptr (PortailCall) call = portail_call_new (server, request);

  portail_language_use (portail_request_get_language (request));
  call->context.now = portail_server_get_now (server);
  if (!find_route (call) || !read_token (call))
    return portail_call_finish (call);
  if (call->claims != NULL)
    *sender = g_strdup (call->claims->user_id);
  return NULL;
}

/* As a group of one. */
static void
write_alone (PortailCall *call, PortailDatabase *writer)
{
  g_autoptr (GError) error = NULL;

  if (portail_database_begin (writer, &error))
    {
      portail_call_handle (call, writer);
      if (portail_database_commit (writer, &error))
        return;
      portail_database_rollback (writer);
    }
  portail_call_fail (call, error);
}

PortailAnswer *
portail_server_handle (PortailServer *server,
                       PortailRequest *request,
                       PortailDatabase *reader,
                       PortailDatabase *writer)
{
  g_autoptr (PortailCall) call = portail_call_new (server, request);
  PortailCallNext next = portail_call_begin (call, reader);

  if (next == PORTAIL_CALL_PREPARE)
    next = portail_call_prepare (call, reader, NULL);
  if (next == PORTAIL_CALL_READ)
    portail_call_handle (call, reader);
  else if (next == PORTAIL_CALL_WRITE)
    write_alone (call, writer);
  return portail_call_finish (call);
}
