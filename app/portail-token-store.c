/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-token-store.h"

#include <libsecret/secret.h>

#include "shared/portail-i18n.h"

struct _PortailTokenStore
{
  GObject parent_instance;

  char *server;
  char *user_id;
  char *token; /* what is known in memory */
  guint timeout_milliseconds;
  gboolean is_persistent;
  GThreadPool *keyring; /* one thread: calls are made in the order they were asked for */
};

G_DEFINE_FINAL_TYPE (PortailTokenStore, portail_token_store, G_TYPE_OBJECT)

enum
{
  PROP_IS_PERSISTENT = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static const SecretSchema schema = {
  "fr.flashbackfa_entreprise.Portail.Session",
  SECRET_SCHEMA_NONE,
  {
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/* One call to the keyring, ended by the caller or by the clock. It runs on a thread of its own:
 * libsecret begins to listen for the answer of the sandbox's portal only after it has asked, and
 * misses it where a busy main loop does both. */
typedef struct _Call Call;
struct _Call
{
  void (*run) (GTask *work, const Call *call, GCancellable *cancellable);
  char *server;
  char *user_id;
  char *label;
  char *token; /* to be stored, or NULL */
  GCancellable *inner;
  GCancellable *outer;
  gulong handler;
  guint timeout;
};

static void
portail_token_store_finalize (GObject *object)
{
  PortailTokenStore *store = PORTAIL_TOKEN_STORE (object);

  g_thread_pool_free (store->keyring, FALSE, FALSE);
  g_free (store->server);
  g_free (store->user_id);
  g_clear_pointer (&store->token, secret_password_free);
  G_OBJECT_CLASS (portail_token_store_parent_class)->finalize (object);
}

static void
portail_token_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PORTAIL_TOKEN_STORE (object)->is_persistent);
}

static void
portail_token_store_class_init (PortailTokenStoreClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = portail_token_store_finalize;
  object_class->get_property = portail_token_store_get_property;
  properties[PROP_IS_PERSISTENT] = g_param_spec_boolean ("is-persistent", NULL, NULL, TRUE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void run_call (gpointer work, gpointer unused);

static void
portail_token_store_init (PortailTokenStore *store)
{
  store->keyring = g_thread_pool_new (run_call, NULL, 1, FALSE, NULL);
  store->is_persistent = TRUE;
  store->timeout_milliseconds = PORTAIL_TOKEN_STORE_TIMEOUT_SECONDS * 1000;
}

PortailTokenStore *
portail_token_store_new (const char *server, const char *user_id)
{
  PortailTokenStore *store = g_object_new (PORTAIL_TYPE_TOKEN_STORE, NULL);

  store->server = g_strdup (server);
  store->user_id = g_strdup (user_id);
  return store;
}

void
portail_token_store_set_timeout (PortailTokenStore *store, guint milliseconds)
{
  store->timeout_milliseconds = milliseconds;
}

gboolean
portail_token_store_is_persistent (PortailTokenStore *store)
{
  return store->is_persistent;
}

static void
set_persistent (PortailTokenStore *store, gboolean is_persistent)
{
  if (store->is_persistent == is_persistent)
    return;
  store->is_persistent = is_persistent;
  g_object_notify_by_pspec (G_OBJECT (store), properties[PROP_IS_PERSISTENT]);
}

static void
remember (PortailTokenStore *store, const char *token)
{
  g_clear_pointer (&store->token, secret_password_free);
  store->token = g_strdup (token);
}

static gboolean
on_timeout (gpointer pointer)
{
  Call *call = pointer;

  call->timeout = 0;
  g_cancellable_cancel (call->inner);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static void
call_free (gpointer pointer)
{
  Call *call = pointer;

  g_clear_object (&call->outer);
  g_object_unref (call->inner);
  g_free (call->server);
  g_free (call->user_id);
  g_free (call->label);
  g_clear_pointer (&call->token, secret_password_free);
  g_free (call);
}

static void
look_up (GTask *work, const Call *call, GCancellable *cancellable)
{
  GError *error = NULL;
  char *token = secret_password_lookup_sync (&schema, cancellable, &error, "server", call->server,
                                             "user", call->user_id, NULL);

  if (error != NULL)
    g_task_return_error (work, error);
  else
    g_task_return_pointer (work, token, (GDestroyNotify) secret_password_free);
}

static void
store_token (GTask *work, const Call *call, GCancellable *cancellable)
{
  GError *error = NULL;

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, call->label, call->token,
                                  cancellable, &error, "server", call->server, "user",
                                  call->user_id, NULL))
    g_task_return_pointer (work, NULL, NULL);
  else
    g_task_return_error (work, error);
}

static void
clear_token (GTask *work, const Call *call, GCancellable *cancellable)
{
  GError *error = NULL;

  secret_password_clear_sync (&schema, cancellable, &error, "server", call->server, "user",
                              call->user_id, NULL);
  if (error != NULL)
    g_task_return_error (work, error);
  else
    g_task_return_pointer (work, NULL, NULL);
}

/* Takes @work. */
static void
run_call (gpointer work, gpointer unused)
{
  const Call *call = g_task_get_task_data (work);

  call->run (work, call, call->inner);
  g_object_unref (work);
}

/* A prompt that nobody answers ends by the clock. */
static void
begin_call (GTask *task,
            void (*run) (GTask *work, const Call *call, GCancellable *cancellable),
            GAsyncReadyCallback callback)
{
  PortailTokenStore *store = g_task_get_source_object (task);
  GCancellable *outer = g_task_get_cancellable (task);
  Call *call = g_new0 (Call, 1);
  g_autoptr (GTask) work = NULL;

  call->run = run;
  call->server = g_strdup (store->server);
  call->user_id = g_strdup (store->user_id);
  call->label = g_strdup_printf (_ ("Session of Flashback Fa on %s"), store->server);
  call->token = g_strdup (store->token);
  call->inner = g_cancellable_new ();
  call->timeout = g_timeout_add (store->timeout_milliseconds, on_timeout, call);
  if (outer != NULL)
    {
      call->outer = g_object_ref (outer);
      call->handler = g_cancellable_connect (outer, G_CALLBACK (pass_on),
                                             g_object_ref (call->inner), g_object_unref);
    }
  work = g_task_new (store, call->inner, callback, task);
  g_task_set_source_tag (work, begin_call);
  g_task_set_task_data (work, call, call_free);
  g_thread_pool_push (store->keyring, g_steal_pointer (&work), NULL);
}

/* TRUE when the caller cancelled: then @task has its error. */
static gboolean
end_call (GTask *task, GAsyncResult *work, const GError *error)
{
  Call *call = g_task_get_task_data (G_TASK (work));
  PortailTokenStore *store = g_task_get_source_object (task);

  g_clear_handle_id (&call->timeout, g_source_remove);
  g_cancellable_disconnect (call->outer, call->handler);
  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (error != NULL)
    g_message ("The keyring is not usable: %s", error->message);
  set_persistent (store, error == NULL);
  return FALSE;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailTokenStore *store = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *token = g_task_propagate_pointer (G_TASK (result), &error);

  if (!end_call (task, result, error))
    {
      if (token != NULL)
        remember (store, token);
      g_task_return_pointer (task, g_strdup (store->token), g_free);
    }
  g_clear_pointer (&token, secret_password_free);
}

void
portail_token_store_load_async (PortailTokenStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_TOKEN_STORE (store));
  g_task_set_source_tag (task, portail_token_store_load_async);
  if (store->token != NULL)
    {
      g_task_return_pointer (task, g_strdup (store->token), g_free);
      g_object_unref (task);
      return;
    }
  begin_call (task, look_up, on_looked_up);
}

char *
portail_token_store_load_finish (PortailTokenStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
portail_token_store_holds (PortailTokenStore *store, const char *token)
{
  g_return_val_if_fail (PORTAIL_IS_TOKEN_STORE (store), FALSE);
  return g_strcmp0 (store->token, token) == 0;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  if (!end_call (task, result, error))
    g_task_return_boolean (task, TRUE);
}

void
portail_token_store_save_async (PortailTokenStore *store,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_TOKEN_STORE (store));
  g_task_set_source_tag (task, portail_token_store_save_async);
  remember (store, token);
  begin_call (task, store_token, on_done);
}

gboolean
portail_token_store_save_finish (PortailTokenStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
portail_token_store_clear_async (PortailTokenStore *store,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_TOKEN_STORE (store));
  g_task_set_source_tag (task, portail_token_store_clear_async);
  g_clear_pointer (&store->token, secret_password_free);
  begin_call (task, clear_token, on_done);
}

gboolean
portail_token_store_clear_finish (PortailTokenStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
