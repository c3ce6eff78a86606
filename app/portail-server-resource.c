/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-resource.h"

#include <string.h>

#include "app/portail-draft.h"
#include "app/portail-server-ask.h"
#include "app/portail-server-refusal.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

struct _PortailServerResource
{
  GObject parent_instance;

  PortailDesk *desk;
  char *path;
  PortailServerResourceState state;
  char *fault;
  PortailJsonDocument *document;
  PortailTimestamp moment;
  GCancellable *cancellable; /* of what belongs to the path */
  gboolean is_sending;
  gboolean is_search; /* nothing is kept */
};

G_DEFINE_FINAL_TYPE (PortailServerResource, portail_server_resource, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (PortailServerResource *resource)
{
  g_signal_emit (resource, changed_signal, 0);
}

static gboolean
take_body (PortailServerResource *resource, const char *text, gsize length, PortailTimestamp moment)
{
  PortailJsonDocument *document = portail_json_parse (text, length, NULL);

  if (document == NULL)
    return FALSE;
  g_clear_pointer (&resource->document, portail_json_document_free);
  resource->document = document;
  resource->moment = moment;
  return TRUE;
}

static void
fail (PortailServerResource *resource, const char *message)
{
  g_free (resource->fault);
  resource->fault = g_strdup (message);
  resource->state = resource->document != NULL ? PORTAIL_SERVER_RESOURCE_STALE
                                               : PORTAIL_SERVER_RESOURCE_FAILED;
  tell (resource);
}

/* The answer is kept as {at, body}. */
static void
keep (PortailServerResource *resource, const char *body)
{
  PortailCache *cache = portail_desk_get_cache (resource->desk);
  g_autoptr (GString) json = g_string_new ("{");
  PortailDraft draft = { .type = (char *) PORTAIL_DRAFT_ANSWER, .id = resource->path };

  if (cache == NULL || resource->is_search)
    return;
  portail_json_append_name (json, "at");
  portail_json_append_integer (json, resource->moment.milliseconds);
  portail_json_append_name (json, "body");
  portail_json_append_string (json, body);
  g_string_append_c (json, '}');
  draft.text = json->str;
  portail_draft_keep_async (cache, &draft, NULL, NULL);
}

static void
on_answered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailServerResource) resource = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);
  g_autofree char *body = NULL;
  gsize length;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL || !portail_api_answer_check (answer, &error))
    {
      fail (resource, error->message);
      return;
    }
  length = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  body = g_strndup (length > 0 ? g_bytes_get_data (answer->body, NULL) : "", length);
  if (!take_body (resource, body, length, portail_timestamp_now ()))
    {
      fail (resource, _ ("The answer of the server does not read."));
      return;
    }
  resource->state = PORTAIL_SERVER_RESOURCE_FRESH;
  g_clear_pointer (&resource->fault, g_free);
  keep (resource, body);
  tell (resource);
}

static void
ask_server (PortailServerResource *resource)
{
  PortailApiClient *client = portail_desk_get_client (resource->desk);

  if (client == NULL)
    fail (resource, _ ("This needs the server, which is not connected."));
  else
    portail_api_client_send_async (client, portail_api_request_new ("GET", resource->path, NULL),
                                   resource->cancellable, on_answered, g_object_ref (resource));
}

static void
on_kept_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailServerResource) resource = user_data;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (PortailJsonDocument) kept = draft != NULL ? portail_json_parse (
                                             draft->text, strlen (draft->text), NULL)
                                                       : NULL;
  const PortailJson *root = kept != NULL ? portail_json_document_get_root (kept) : NULL;
  const char *body = portail_json_get_member_string (root, "body");
  PortailTimestamp moment = PORTAIL_TIMESTAMP_NULL;

  /* The account may be another one by now. */
  if (draft == NULL || resource->desk == NULL || resource->document != NULL
      || g_strcmp0 (draft->id, resource->path) != 0
      || PORTAIL_CACHE (object) != portail_desk_get_cache (resource->desk) || body == NULL
      || !portail_json_get_integer (portail_json_get (root, "at"), &moment.milliseconds))
    return;
  if (!take_body (resource, body, strlen (body), moment))
    return;
  if (resource->state == PORTAIL_SERVER_RESOURCE_FAILED)
    resource->state = PORTAIL_SERVER_RESOURCE_STALE;
  tell (resource);
}

static void
forget (PortailServerResource *resource)
{
  g_cancellable_cancel (resource->cancellable);
  g_clear_object (&resource->cancellable);
  g_clear_pointer (&resource->document, portail_json_document_free);
  g_clear_pointer (&resource->fault, g_free);
  resource->moment = PORTAIL_TIMESTAMP_NULL;
  resource->state = PORTAIL_SERVER_RESOURCE_LOADING;
}

void
portail_server_resource_reload (PortailServerResource *resource)
{
  g_return_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource));
  if (resource->path == NULL || portail_desk_get_cache (resource->desk) == NULL)
    return;
  g_cancellable_cancel (resource->cancellable);
  g_clear_object (&resource->cancellable);
  resource->cancellable = g_cancellable_new ();
  if (resource->document == NULL && !resource->is_search)
    portail_draft_load_async (portail_desk_get_cache (resource->desk), PORTAIL_DRAFT_ANSWER,
                              resource->path, on_kept_loaded, g_object_ref (resource));
  ask_server (resource);
}

static void
change_path (PortailServerResource *resource, const char *path)
{
  if (g_strcmp0 (resource->path, path) == 0)
    return;
  forget (resource);
  g_free (resource->path);
  resource->path = g_strdup (path);
  tell (resource);
  portail_server_resource_reload (resource);
}

void
portail_server_resource_set_path (PortailServerResource *resource, const char *path)
{
  g_return_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource));
  resource->is_search = FALSE;
  change_path (resource, path);
}

void
portail_server_resource_set_search (PortailServerResource *resource, const char *path)
{
  g_return_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource));
  resource->is_search = TRUE;
  change_path (resource, path);
}

static void
on_account_changed (PortailServerResource *resource)
{
  forget (resource);
  resource->is_sending = FALSE;
  tell (resource);
  portail_server_resource_reload (resource);
}

static void
portail_server_resource_dispose (GObject *object)
{
  PortailServerResource *resource = PORTAIL_SERVER_RESOURCE (object);

  g_cancellable_cancel (resource->cancellable);
  g_clear_object (&resource->cancellable);
  g_clear_object (&resource->desk);
  G_OBJECT_CLASS (portail_server_resource_parent_class)->dispose (object);
}

static void
portail_server_resource_finalize (GObject *object)
{
  PortailServerResource *resource = PORTAIL_SERVER_RESOURCE (object);

  g_clear_pointer (&resource->document, portail_json_document_free);
  g_free (resource->fault);
  g_free (resource->path);
  G_OBJECT_CLASS (portail_server_resource_parent_class)->finalize (object);
}

static void
portail_server_resource_class_init (PortailServerResourceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_resource_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_server_resource_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_server_resource_init (PortailServerResource *resource)
{
  resource->moment = PORTAIL_TIMESTAMP_NULL;
}

PortailServerResource *
portail_server_resource_new (PortailDesk *desk)
{
  PortailServerResource *resource = g_object_new (PORTAIL_TYPE_SERVER_RESOURCE, NULL);

  resource->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), resource,
                           G_CONNECT_SWAPPED);
  return resource;
}

PortailServerResourceState
portail_server_resource_get_state (PortailServerResource *resource)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource), PORTAIL_SERVER_RESOURCE_LOADING);
  return resource->state;
}

const char *
portail_server_resource_get_fault (PortailServerResource *resource)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource), NULL);
  return resource->fault;
}

const PortailJson *
portail_server_resource_get_json (PortailServerResource *resource)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource), NULL);
  return resource->document != NULL ? portail_json_document_get_root (resource->document) : NULL;
}

PortailTimestamp
portail_server_resource_get_moment (PortailServerResource *resource)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource), PORTAIL_TIMESTAMP_NULL);
  return resource->moment;
}

gboolean
portail_server_resource_can_send (PortailServerResource *resource)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource), FALSE);
  return resource->state == PORTAIL_SERVER_RESOURCE_FRESH && !resource->is_sending
         && portail_desk_get_client (resource->desk) != NULL;
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailServerResource *resource = PORTAIL_SERVER_RESOURCE (g_task_get_source_object (task));
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);

  /* The account that has come may be sending something of its own by now. */
  if (resource->desk == NULL
      || !portail_server_ask_is_wanted (resource->desk, PORTAIL_API_CLIENT (object), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  resource->is_sending = FALSE;
  if (answer == NULL || !portail_api_answer_check (answer, &error))
    {
      portail_server_refusal_attach (task,
                                     answer != NULL ? portail_server_refusal_read (answer) : NULL);
      g_task_return_error (task, error);
    }
  else
    {
      portail_server_resource_reload (resource);
      g_task_return_boolean (task, TRUE);
    }
  tell (resource);
}

void
portail_server_resource_send_async (PortailServerResource *resource,
                                    PortailApiRequest *request,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PORTAIL_IS_SERVER_RESOURCE (resource));
  g_return_if_fail (portail_desk_get_client (resource->desk) != NULL);
  task = g_task_new (resource, NULL, callback, user_data);
  g_task_set_source_tag (task, portail_server_resource_send_async);
  resource->is_sending = TRUE;
  portail_api_client_send_async (portail_desk_get_client (resource->desk), request, NULL, on_sent,
                                 task);
  tell (resource);
}

gboolean
portail_server_resource_send_finish (PortailServerResource *resource,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resource), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
