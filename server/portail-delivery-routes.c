/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-delivery-routes.h"

#include "server/portail-access.h"
#include "server/portail-audit.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-delivery-queue.h"
#include "server/portail-system-setting.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

static gboolean
check_right (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                               context->route->right, error);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_truth (GString *json, const char *name, gboolean is_true)
{
  portail_json_append_name (json, name);
  g_string_append (json, is_true ? "true" : "false");
}

static void
append_time (GString *json, const char *name, PortailTimestamp timestamp)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  append_text (json, name,
               portail_timestamp_is_null (timestamp) ? NULL
                                                     : portail_timestamp_format (timestamp, text));
}

static gboolean
has_mail (const PortailContext *context)
{
  return portail_server_config_get_text (context->config, PORTAIL_SETTING_SMTP_URL) != NULL;
}

static PortailAnswer *
new_settings_answer (PortailContext *context, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *from = NULL;
  GString *json;

  if (!portail_system_setting_load (context->database, PORTAIL_SYSTEM_WEBHOOK_URL, &url, error)
      || !portail_system_setting_load (context->database, PORTAIL_SYSTEM_MAIL_FROM, &from, error))
    return NULL;
  json = g_string_new ("{");
  append_truth (json, "has_webhook", *url != '\0');
  append_truth (json, "has_mail", has_mail (context));
  append_text (json, "mail_from", *from != '\0' ? from : NULL);
  return portail_answer_new_json (200, g_string_append_c (json, '}'));
}

PortailAnswer *
portail_delivery_get_settings (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  return check_right (context, error) ? new_settings_answer (context, error) : NULL;
}

typedef struct
{
  const char *webhook_url;
  const char *mail_from;
} Body;

/* By the bits of portail_body_read(). */
static const PortailBodyField settings_fields[] = {
  { "webhook_url", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, webhook_url), FALSE },
  { "mail_from", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, mail_from), FALSE },
  { 0 },
};
static const PortailSystemSetting settings[] = {
  PORTAIL_SYSTEM_WEBHOOK_URL,
  PORTAIL_SYSTEM_MAIL_FROM,
};

static gboolean
save_setting (PortailContext *context,
              PortailAuditTrail *trail,
              PortailSystemSetting setting,
              const char *value,
              GError **error)
{
  g_autofree char *sealed = portail_system_setting_seal (
      setting, value,
      portail_server_config_get_text (context->config, PORTAIL_SETTING_JWT_SECRET_KEY));

  portail_audit_trail_note (trail, portail_system_setting_get_name (setting),
                            *value != '\0' ? "set" : "unset");
  return portail_system_setting_save (context->database, setting, sealed, context->now, error);
}

static gboolean
save_settings (PortailContext *context, const Body *body, guint found, GError **error)
{
  const char *const values[] = {
    body->webhook_url != NULL ? body->webhook_url : "",
    body->mail_from != NULL ? body->mail_from : "",
  };
  g_autoptr (PortailAuditTrail) trail = portail_audit_trail_new ();
  const PortailAuditEvent event = {
    .scope = PORTAIL_SCOPE_GLOBAL_NAME,
    .user_id = portail_access_get_user (context->access)->base.id,
    .action = "notification_settings",
    .at = context->now,
    .trail = trail,
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (found >> i & 1 && !save_setting (context, trail, settings[i], values[i], error))
      return FALSE;
  return found == 0 || portail_audit_append (context->database, &event, error);
}

static void
check_setting (PortailSystemSetting setting,
               const char *name,
               const char *value,
               PortailProblems *problems)
{
  if (value != NULL && !portail_system_setting_is_valid (setting, value))
    portail_problems_add (problems, name, "invalid", _ ("“%s” cannot be that."), name);
}

PortailAnswer *
portail_delivery_put_settings (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = NULL;
  Body body = { 0 };
  guint found;

  if (!check_right (context, error) || (document = portail_body_parse (request, error)) == NULL)
    return NULL;
  found = portail_body_read (portail_json_document_get_root (document), settings_fields, &body,
                             problems);
  check_setting (PORTAIL_SYSTEM_WEBHOOK_URL, "webhook_url", body.webhook_url, problems);
  check_setting (PORTAIL_SYSTEM_MAIL_FROM, "mail_from", body.mail_from, problems);
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  return save_settings (context, &body, found, error) ? new_settings_answer (context, error) : NULL;
}

static gboolean
queue_test (PortailContext *context,
            PortailDeliveryKind kind,
            const char *recipient,
            GError **error)
{
  const PortailUser *user = portail_access_get_user (context->access);
  g_autofree char *key = g_strdup_printf ("test:%s:%s:%" G_GINT64_FORMAT,
                                          portail_delivery_kind_get_name (kind), user->base.id,
                                          context->now.milliseconds);
  const PortailDeliveryOrder order = {
    .kind = kind,
    .recipient = recipient,
    .text = { _ ("Portail: a test message"), _ ("If you read this, messages arrive here."),
              PORTAIL_LEVEL_INFO },
    .dedup_key = key,
  };

  return portail_delivery_queue_add (context->database, &order, context->now, error);
}

static PortailAnswer *
fail_nothing_set (const PortailRequest *request)
{
  return portail_answer_new_problem (
      request, PORTAIL_ERROR_CONFLICT,
      _ ("Neither a webhook nor e-mail to your own address is set up."), NULL);
}

PortailAnswer *
portail_delivery_post_test (PortailContext *context, const PortailRequest *request, GError **error)
{
  const PortailUser *user = portail_access_get_user (context->access);
  g_autofree char *recipient = g_strconcat (PORTAIL_RECIPIENT_USER, user->base.id, NULL);
  g_autofree char *url = NULL;
  gboolean mails = has_mail (context) && user->email != NULL;
  GString *json;

  if (!check_right (context, error)
      || !portail_system_setting_load (context->database, PORTAIL_SYSTEM_WEBHOOK_URL, &url, error))
    return NULL;
  if (*url == '\0' && !mails)
    return fail_nothing_set (request);
  if (*url != '\0'
      && !queue_test (context, PORTAIL_DELIVERY_WEBHOOK, PORTAIL_RECIPIENT_WEBHOOK, error))
    return NULL;
  if (mails && !queue_test (context, PORTAIL_DELIVERY_EMAIL, recipient, error))
    return NULL;
  json = g_string_new ("{");
  append_truth (json, "webhook", *url != '\0');
  append_truth (json, "email", mails);
  return portail_answer_new_json (202, g_string_append_c (json, '}'));
}

static void
append_delivery (GString *json, const PortailDelivery *delivery)
{
  g_string_append (json, json->str[json->len - 1] == '[' ? "{" : ",{");
  append_text (json, "id", delivery->id);
  append_text (json, "kind", portail_delivery_kind_get_name (delivery->kind));
  append_text (json, "recipient", delivery->recipient);
  append_text (json, "state", portail_delivery_state_get_name (delivery->state));
  portail_json_append_name (json, "attempts");
  portail_json_append_integer (json, delivery->attempts);
  append_time (json, "not_before", delivery->not_before);
  append_time (json, "created_at", delivery->created_at);
  append_time (json, "done_at", delivery->done_at);
  append_text (json, "last_error", delivery->last_error);
  g_string_append_c (json, '}');
}

static gboolean
append_counts (GString *json, PortailDatabase *database, GError **error)
{
  gint64 counts[PORTAIL_N_DELIVERY_STATES];

  if (!portail_delivery_queue_count (database, counts, error))
    return FALSE;
  portail_json_append_name (json, "counts");
  g_string_append_c (json, '{');
  for (int i = 0; i < PORTAIL_N_DELIVERY_STATES; i++)
    {
      portail_json_append_name (json, portail_delivery_state_get_name ((PortailDeliveryState) i));
      portail_json_append_integer (json, counts[i]);
    }
  g_string_append_c (json, '}');
  return TRUE;
}

/* What the query asks for. */
static void
read_query (const PortailRequest *request,
            PortailDeliveryState *state,
            guint *limit,
            PortailProblems *problems)
{
  guint64 number = DEFAULT_LIMIT;

  *state = PORTAIL_N_DELIVERY_STATES;
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);
      gboolean is_state = g_str_equal (name, "state");

      if (is_state)
        *state = portail_delivery_state_from_name (value);
      if (is_state ? *state == PORTAIL_N_DELIVERY_STATES
                   : !g_str_equal (name, "limit")
                         || !g_ascii_string_to_unsigned (value, 10, 1, MAX_LIMIT, &number, NULL))
        portail_problems_add (problems, name, "invalid", _ ("“%s” cannot be that."), name);
    }
  *limit = (guint) number;
}

PortailAnswer *
portail_delivery_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GString) json = NULL;
  PortailDeliveryState state;
  guint limit;

  if (!check_right (context, error))
    return NULL;
  read_query (request, &state, &limit, problems);
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  deliveries = portail_delivery_queue_list (context->database, state, limit, error);
  if (deliveries == NULL)
    return NULL;
  json = g_string_new ("{\"items\":[");
  for (guint i = 0; i < deliveries->len; i++)
    append_delivery (json, g_ptr_array_index (deliveries, i));
  g_string_append_c (json, ']');
  if (!append_counts (json, context->database, error))
    return NULL;
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

PortailAnswer *
portail_delivery_post_retry (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *id = g_ptr_array_index (context->path_arguments, 0);

  if (!check_right (context, error)
      || !portail_delivery_queue_retry (context->database, id, context->now, error))
    return NULL;
  return portail_answer_new (204);
}
