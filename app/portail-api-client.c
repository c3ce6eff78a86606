/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-api-client.h"

#include "app/portail-api-message.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define TIMEOUT_SECONDS 60
/* An access token that ends so soon is renewed before it is used. */
#define TOKEN_MARGIN_SECONDS 20

struct _PortailApiClient
{
  GObject parent_instance;

  char *server;
  SoupSession *session;
  PortailTokenStore *token_store;
  char *access_token;
  gboolean is_ended;  /* by the server: what is stored is of no more use */
  gint64 expires_at;  /* monotonic microseconds */
  GPtrArray *waiting; /* of GTask: for the refresh that is in flight; NULL while none is */
};

G_DEFINE_FINAL_TYPE (PortailApiClient, portail_api_client, G_TYPE_OBJECT)

enum
{
  SIGNAL_SIGNED_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A request on its way; the data of its task. */
typedef struct
{
  PortailApiRequest *request;
  char *access_token; /* it was sent with */
  gboolean has_retried;
  gboolean is_stream;
  SoupMessage *message;
} Sending;

/* A refresh on its way; the data of its task. */
typedef struct
{
  char *presented; /* the refresh token that it was asked with */
  SoupMessage *message;
  PortailApiSession *session; /* the answer */
} Refresh;

static void send_now (GTask *task);
static void refresh_again (PortailApiClient *client);

static void
refresh_free (gpointer pointer)
{
  Refresh *refresh = pointer;

  g_clear_object (&refresh->message);
  g_clear_pointer (&refresh->session, portail_api_session_free);
  g_clear_pointer (&refresh->presented, g_free);
  g_free (refresh);
}

static void
sending_free (gpointer pointer)
{
  Sending *sending = pointer;

  portail_api_request_free (sending->request);
  g_free (sending->access_token);
  g_clear_object (&sending->message);
  g_free (sending);
}

static void
portail_api_client_dispose (GObject *object)
{
  PortailApiClient *client = PORTAIL_API_CLIENT (object);

  if (client->session != NULL)
    soup_session_abort (client->session);
  g_clear_object (&client->session);
  g_clear_object (&client->token_store);
  g_clear_pointer (&client->access_token, g_free);
  g_clear_pointer (&client->server, g_free);
  G_OBJECT_CLASS (portail_api_client_parent_class)->dispose (object);
}

static void
portail_api_client_class_init (PortailApiClientClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_api_client_dispose;
  signals[SIGNAL_SIGNED_OUT] = g_signal_new ("signed-out", PORTAIL_TYPE_API_CLIENT,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                             G_TYPE_STRING);
}

static void
portail_api_client_init (PortailApiClient *client)
{
}

PortailApiClient *
portail_api_client_new (const char *server, GError **error)
{
  g_autofree char *clean = portail_api_message_clean_server (server, error);
  PortailApiClient *client;

  if (clean == NULL)
    return NULL;
  client = g_object_new (PORTAIL_TYPE_API_CLIENT, NULL);
  client->server = g_steal_pointer (&clean);
  client->session = soup_session_new_with_options ("user-agent", "Portail/" PORTAIL_VERSION,
                                                   "accept-language-auto", TRUE, "timeout",
                                                   TIMEOUT_SECONDS, NULL);
  return client;
}

const char *
portail_api_client_get_server (PortailApiClient *client)
{
  return client->server;
}

void
portail_api_client_set_token_store (PortailApiClient *client, PortailTokenStore *store)
{
  g_set_object (&client->token_store, store);
  g_clear_pointer (&client->access_token, g_free);
}

PortailTokenStore *
portail_api_client_get_token_store (PortailApiClient *client)
{
  return client->token_store;
}

void
portail_api_client_forget_ended (PortailApiClient *client)
{
  g_return_if_fail (PORTAIL_IS_API_CLIENT (client));
  if (client->is_ended && client->token_store != NULL)
    portail_token_store_clear_async (client->token_store, NULL, NULL, NULL);
}

static gboolean
has_good_token (PortailApiClient *client)
{
  return client->access_token != NULL && g_get_monotonic_time () < client->expires_at;
}

static void
use_session (PortailApiClient *client, const PortailApiSession *session)
{
  gint64 seconds = MAX (session->expires_in_seconds - TOKEN_MARGIN_SECONDS, 1);

  g_free (client->access_token);
  client->access_token = g_strdup (session->access_token);
  client->expires_at = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/* All that waited for the refresh go on, or fail with @error. */
static void
end_refresh (PortailApiClient *client, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&client->waiting);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        send_now (g_object_ref (task));
    }
}

static gboolean
holds_token (PortailApiClient *client, const char *token)
{
  return client->token_store != NULL && portail_token_store_holds (client->token_store, token);
}

static void
on_refresh_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailApiClient *client = g_task_get_source_object (task);
  const Refresh *refresh = g_task_get_task_data (task);

  portail_token_store_save_finish (PORTAIL_TOKEN_STORE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
  if (holds_token (client, refresh->session->refresh_token))
    {
      use_session (client, refresh->session);
      end_refresh (client, NULL);
    }
  else
    refresh_again (client);
}

/* The server knows the token no more: there is no session. */
static void
lose_session (PortailApiClient *client, const PortailApiAnswer *answer, const GError *error)
{
  g_autofree char *reason = portail_api_message_find_reason (answer, error);
  g_autoptr (GError) lost = g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                                                 error->message);

  g_clear_pointer (&client->access_token, g_free);
  client->is_ended = TRUE;
  if (!g_str_equal (reason, PORTAIL_API_REASON_REVOKED)
      && !g_str_equal (reason, PORTAIL_API_REASON_WIPED))
    portail_api_client_forget_ended (client);
  end_refresh (client, lost);
  g_signal_emit (client, signals[SIGNAL_SIGNED_OUT], 0, reason);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailApiClient *client = g_task_get_source_object (task);
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GBytes *body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_autoptr (PortailApiAnswer) answer = NULL;

  if (body == NULL)
    error = portail_api_message_read_error (g_steal_pointer (&error));
  else
    {
      answer = portail_api_message_read_answer (refresh->message, body);
      if (portail_api_answer_check (answer, &error))
        refresh->session = portail_api_session_parse (answer->body, &error);
    }
  if (answer != NULL && !holds_token (client, refresh->presented))
    refresh_again (client);
  else if (refresh->session != NULL)
    {
      portail_token_store_save_async (client->token_store, refresh->session->refresh_token, NULL,
                                      on_refresh_saved, g_steal_pointer (&task));
      return;
    }
  else if (answer != NULL && portail_api_message_ends_session (answer))
    lose_session (client, answer, error);
  else
    end_refresh (client, error);
  g_task_return_boolean (task, FALSE);
}

static void
fail_signed_out (PortailApiClient *client)
{
  g_autoptr (GError) error = g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                                                  _ ("You are not signed in."));

  end_refresh (client, error);
}

static void
on_refresh_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailApiClient *client = g_task_get_source_object (task);
  Refresh *refresh = g_new0 (Refresh, 1);
  g_autoptr (PortailApiRequest) request = NULL;

  g_task_set_task_data (task, refresh, refresh_free);
  refresh->presented = portail_token_store_load_finish (PORTAIL_TOKEN_STORE (source), result, NULL);
  if (refresh->presented == NULL || client->session == NULL)
    {
      g_task_return_boolean (task, FALSE);
      fail_signed_out (client);
      return;
    }
  request = portail_api_request_new ("POST", "/auth/refresh",
                                     portail_api_message_make_token_body (refresh->presented));
  refresh->message = portail_api_message_new (client->server, request, NULL);
  soup_session_send_and_read_async (client->session, refresh->message, G_PRIORITY_DEFAULT, NULL,
                                    on_refreshed, g_steal_pointer (&task));
}

static void
begin_refresh (PortailApiClient *client)
{
  if (client->token_store == NULL)
    fail_signed_out (client);
  else
    portail_token_store_load_async (client->token_store, NULL, on_refresh_token,
                                    g_task_new (client, NULL, NULL, NULL));
}

/* While a refresh was on its way somebody signed in or out: its answer is about a session that is
 * no more this client's. */
static void
refresh_again (PortailApiClient *client)
{
  if (has_good_token (client))
    end_refresh (client, NULL);
  else
    begin_refresh (client);
}

/* Takes @task, which goes on after the refresh. */
static void
wait_for_refresh (PortailApiClient *client, GTask *task)
{
  gboolean is_first = client->waiting == NULL;

  if (is_first)
    client->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (client->waiting, task);
  if (is_first)
    begin_refresh (client);
}

/* TRUE when the request goes again with a new access token. Takes @task then. */
static gboolean
retry_unauthenticated (GTask *task, guint status)
{
  PortailApiClient *client = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  if (status != 401 || sending->request->is_public || sending->has_retried)
    return FALSE;
  sending->has_retried = TRUE;
  if (g_strcmp0 (sending->access_token, client->access_token) == 0)
    g_clear_pointer (&client->access_token, g_free);
  if (has_good_token (client))
    send_now (task);
  else
    wait_for_refresh (client, task);
  return TRUE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GBytes *body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  PortailApiAnswer *answer;

  if (body == NULL)
    {
      g_task_return_error (task, portail_api_message_read_error (g_steal_pointer (&error)));
      return;
    }
  answer = portail_api_message_read_answer (sending->message, body);
  if (retry_unauthenticated (task, answer->status))
    {
      g_steal_pointer (&task);
      portail_api_answer_free (answer);
    }
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) portail_api_answer_free);
}

static void
on_stream (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result,
                                                              &error);
  g_autoptr (PortailApiAnswer) answer = NULL;

  if (stream == NULL)
    {
      g_task_return_error (task, portail_api_message_read_error (g_steal_pointer (&error)));
      return;
    }
  answer = portail_api_message_read_answer (sending->message, NULL);
  if (answer->status == 200)
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
  else if (retry_unauthenticated (task, answer->status))
    g_steal_pointer (&task);
  else
    {
      portail_api_answer_check (answer, &error);
      if (error == NULL)
        g_set_error (&error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY,
                     _ ("The server answered %u."), answer->status);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

/* Takes @task. */
static void
send_now (GTask *task)
{
  PortailApiClient *client = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (client->session == NULL || g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  g_free (sending->access_token);
  sending->access_token = g_strdup (client->access_token);
  g_clear_object (&sending->message);
  sending->message = portail_api_message_new (client->server, sending->request,
                                              client->access_token);
  if (sending->is_stream)
    soup_session_send_async (client->session, sending->message, G_PRIORITY_DEFAULT, cancellable,
                             on_stream, task);
  else
    soup_session_send_and_read_async (client->session, sending->message, G_PRIORITY_DEFAULT,
                                      cancellable, on_answer, task);
}

/* Takes @task and @request. */
static void
begin (GTask *task, PortailApiRequest *request, gboolean is_stream)
{
  PortailApiClient *client = g_task_get_source_object (task);
  Sending *sending = g_new0 (Sending, 1);

  sending->request = request;
  sending->is_stream = is_stream;
  g_task_set_task_data (task, sending, sending_free);
  if (request->is_public || has_good_token (client))
    send_now (task);
  else
    wait_for_refresh (client, task);
}

void
portail_api_client_send_async (PortailApiClient *client,
                               PortailApiRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_API_CLIENT (client));
  g_task_set_source_tag (task, portail_api_client_send_async);
  begin (task, request, FALSE);
}

PortailApiAnswer *
portail_api_client_send_finish (PortailApiClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
portail_api_client_open_async (PortailApiClient *client,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_API_CLIENT (client));
  g_task_set_source_tag (task, portail_api_client_open_async);
  begin (task, portail_api_request_new ("GET", path, NULL), TRUE);
}

GInputStream *
portail_api_client_open_finish (PortailApiClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_token_store_save_finish (PORTAIL_TOKEN_STORE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  use_session (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
portail_api_client_adopt_async (PortailApiClient *client,
                                const PortailApiSession *session,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  PortailApiSession *kept = g_new0 (PortailApiSession, 1);

  g_return_if_fail (PORTAIL_IS_API_CLIENT (client) && client->token_store != NULL);
  g_task_set_source_tag (task, portail_api_client_adopt_async);
  client->is_ended = FALSE;
  kept->access_token = g_strdup (session->access_token);
  kept->expires_in_seconds = session->expires_in_seconds;
  g_task_set_task_data (task, kept, (GDestroyNotify) portail_api_session_free);
  portail_token_store_save_async (client->token_store, session->refresh_token, cancellable,
                                  on_adopted, task);
}

gboolean
portail_api_client_adopt_finish (PortailApiClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_token_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (portail_token_store_clear_finish (PORTAIL_TOKEN_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whatever the server said, the session ends here. */
static void
on_logged_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailApiClient *client = PORTAIL_API_CLIENT (source);
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (client, result, NULL);
  g_autoptr (PortailTokenStore) store = g_steal_pointer (&client->token_store);

  g_clear_pointer (&client->access_token, g_free);
  if (store == NULL)
    g_task_return_boolean (task, TRUE);
  else
    portail_token_store_clear_async (store, g_task_get_cancellable (task), on_token_cleared,
                                     g_object_ref (task));
}

static void
on_logout_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PortailApiClient *client = g_task_get_source_object (task);
  g_autofree char *token = portail_token_store_load_finish (PORTAIL_TOKEN_STORE (source), result,
                                                            NULL);
  GBytes *body = portail_api_message_make_token_body (token);

  portail_api_client_send_async (client, portail_api_request_new ("POST", "/auth/logout", body),
                                 g_task_get_cancellable (task), on_logged_out, task);
}

void
portail_api_client_sign_out_async (PortailApiClient *client,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_API_CLIENT (client));
  g_task_set_source_tag (task, portail_api_client_sign_out_async);
  if (client->token_store != NULL)
    {
      portail_token_store_load_async (client->token_store, cancellable, on_logout_token, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
portail_api_client_sign_out_finish (PortailApiClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
