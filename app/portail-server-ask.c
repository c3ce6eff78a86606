/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-ask.h"

#include "app/portail-api-message.h"
#include "app/portail-server-refusal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

static PortailJsonDocument *
read_answer (const PortailApiAnswer *answer, GTask *task, GError **error)
{
  gsize length = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  GError *failure = NULL;
  PortailProblems *problems;
  g_autofree char *all = NULL;

  if (portail_api_answer_check (answer, &failure))
    return length > 0 ? portail_json_parse (g_bytes_get_data (answer->body, NULL), length, error)
                      : portail_json_parse ("null", 4, error);
  problems = portail_server_refusal_read (answer);
  all = portail_server_refusal_to_text (problems, failure->message);
  g_free (failure->message);
  failure->message = g_steal_pointer (&all);
  portail_server_refusal_attach (task, problems);
  g_propagate_error (error, failure);
  return NULL;
}

gboolean
portail_server_ask_is_wanted (PortailDesk *desk, PortailApiClient *asked, GError **error)
{
  if (portail_desk_get_client (desk) == asked)
    return TRUE;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "another account");
  return FALSE;
}

static void
on_answered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);
  PortailJsonDocument *document = NULL;

  if (portail_server_ask_is_wanted (g_task_get_source_object (task), PORTAIL_API_CLIENT (object),
                                    &error)
      && answer != NULL)
    document = read_answer (answer, task, &error);
  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) portail_json_document_free);
  else
    g_task_return_error (task, error);
}

void
portail_server_ask_async (PortailDesk *desk,
                          PortailApiRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  PortailApiClient *client = portail_desk_get_client (desk);
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_server_ask_async);
  if (client != NULL)
    {
      portail_api_client_send_async (client, request, cancellable, on_answered,
                                     g_steal_pointer (&task));
      return;
    }
  portail_api_request_free (request);
  g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s",
                           _ ("This needs the server, which is not connected."));
}

PortailJsonDocument *
portail_server_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
