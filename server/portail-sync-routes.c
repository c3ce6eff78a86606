/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-sync-routes.h"

#include "server/portail-access.h"
#include "server/portail-body.h"
#include "server/portail-live-hub.h"
#include "server/portail-server-keys.h"
#include "server/portail-sync-pull.h"
#include "server/portail-sync-push.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"

static gboolean
fail (GError **error, PortailErrorCode code, const char *detail)
{
  g_set_error_literal (error, PORTAIL_ERROR, (int) code, detail);
  return FALSE;
}

static gboolean
check_protocol (const PortailJson *body, GError **error)
{
  gint64 protocol;

  if (!portail_json_get_integer (portail_json_get (body, "protocol"), &protocol))
    return fail (error, PORTAIL_ERROR_MALFORMED, _ ("The request names no protocol."));
  if (protocol != PORTAIL_SYNC_PROTOCOL)
    return fail (error, PORTAIL_ERROR_UPGRADE_REQUIRED,
                 _ ("This version of the program and the server do not fit. Please update."));
  return TRUE;
}

/* The device's id; NULL for none. */
static const char *
get_device (const PortailJson *body)
{
  const char *device = portail_json_get_member_string (body, "device");

  return device != NULL && portail_id_is_valid (device) ? device : NULL;
}

static gboolean
check_epoch (const PortailJson *body, const char *epoch, GError **error)
{
  const char *sent = portail_json_get_member_string (body, "epoch");

  if (sent == NULL || g_str_equal (sent, epoch))
    return TRUE;
  return fail (error, PORTAIL_ERROR_EPOCH_CHANGED,
               _ ("The server was restored from a backup in the meantime."));
}

static gboolean
check_ops (const PortailJson *ops, GError **error)
{
  if (ops == NULL || ops->kind != PORTAIL_JSON_ARRAY)
    return fail (error, PORTAIL_ERROR_MALFORMED, _ ("“ops” must be a list."));
  if (portail_json_count_children (ops) > PORTAIL_PUSH_MAX_OPS)
    return fail (error, PORTAIL_ERROR_TOO_LARGE, _ ("These are too many changes at once."));
  return TRUE;
}

static PortailAnswer *
answer_unstored (GString *json)
{
  PortailAnswer *answer = portail_answer_new_json (200, json);

  portail_answer_add_header (answer, "Cache-Control", "no-store");
  return answer;
}

PortailAnswer *
portail_sync_post_push (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  const PortailJson *body = document != NULL ? portail_json_document_get_root (document) : NULL;
  const PortailJson *ops = portail_json_get (body, "ops");
  PortailActor actor = { context->database, context->access, get_device (body), context->now };
  g_autofree char *epoch = NULL;
  g_autoptr (GString) json = NULL;

  if (document == NULL || !check_protocol (body, error) || !check_ops (ops, error))
    return NULL;
  if (actor.device_id == NULL)
    {
      fail (error, PORTAIL_ERROR_MALFORMED, _ ("The request names no device."));
      return NULL;
    }
  epoch = portail_sync_load_epoch (context->database, error);
  if (epoch == NULL || !check_epoch (body, epoch, error))
    return NULL;
  json = g_string_new ("{");
  portail_json_append_name (json, "epoch");
  portail_json_append_string (json, epoch);
  portail_json_append_name (json, "results");
  if (!portail_sync_push_run (&actor, ops, json, error))
    return NULL;
  g_string_append_c (json, '}');
  return answer_unstored (g_steal_pointer (&json));
}

static gboolean
read_limit (const PortailJson *body, guint *limit, GError **error)
{
  const PortailJson *member = portail_json_get (body, "limit");
  gint64 number = PORTAIL_PULL_DEFAULT_LIMIT;

  if (member != NULL
      && (!portail_json_get_integer (member, &number) || number < 1
          || number > PORTAIL_PULL_MAX_LIMIT))
    return fail (error, PORTAIL_ERROR_INVALID, _ ("“limit” is a number from 1 to 5000."));
  *limit = (guint) number;
  return TRUE;
}

static void
append_now (GString *json, PortailTimestamp now)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  portail_json_append_name (json, "server_time");
  portail_json_append_string (json, portail_timestamp_format (now, text));
}

PortailAnswer *
portail_sync_post_pull (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  const PortailJson *body = document != NULL ? portail_json_document_get_root (document) : NULL;
  PortailPullRequest pull = {
    .database = context->database,
    .seal = { .access = context->access },
    .cursors = portail_json_get (body, "cursors"),
  };
  g_autofree char *epoch = NULL;
  g_autoptr (GString) json = NULL;

  if (document == NULL || !check_protocol (body, error) || !read_limit (body, &pull.limit, error))
    return NULL;
  epoch = portail_sync_load_epoch (context->database, error);
  if (epoch == NULL)
    return NULL;
  pull.seal.epoch = epoch;
  pull.seal.key = portail_server_keys_get (context->keys, PORTAIL_SERVER_KEY_CURSOR);
  json = g_string_new ("{");
  portail_json_append_name (json, "epoch");
  portail_json_append_string (json, epoch);
  append_now (json, context->now);
  if (!portail_sync_pull_run (&pull, json, error))
    return NULL;
  g_string_append_c (json, '}');
  return answer_unstored (g_steal_pointer (&json));
}

/* The monotonic µs at which the caller's token expires. */
static gint64
get_deadline (const PortailContext *context)
{
  gint64 left = context->token_expires_at - context->now.milliseconds / 1000;

  return g_get_monotonic_time () + MAX (left, 0) * G_TIME_SPAN_SECOND;
}

PortailAnswer *
portail_sync_get_live (PortailContext *context, const PortailRequest *request, GError **error)
{
  PortailLiveListener listener = { portail_access_get_user (context->access)->base.id,
                                   portail_access_get_session_id (context->access) };
  g_autoptr (PortailEventStream) stream = NULL;

  if (context->live == NULL)
    {
      fail (error, PORTAIL_ERROR_UNAVAILABLE, _ ("There are no live events here."));
      return NULL;
    }
  stream = portail_event_stream_new (get_deadline (context));
  if (portail_live_hub_subscribe (context->live, &listener, stream))
    return portail_answer_new_event_stream (g_steal_pointer (&stream));
  fail (error, PORTAIL_ERROR_RATE_LIMITED, _ ("You have too many live connections."));
  return NULL;
}
