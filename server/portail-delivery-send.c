/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attempt of one delivery: whose address, by which way. */
#include <string.h>

#include "server/portail-delivery-sender.h"
#include "server/portail-mail.h"
#include "server/portail-setting-check.h"
#include "server/portail-system-setting.h"
#include "server/portail-webhook.h"

#define NO_HOST "localhost"

static gboolean
find_address_of_user (PortailDatabase *database,
                      const char *user_id,
                      char **address,
                      GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT email FROM user WHERE id = ? AND is_active = 1 AND trashed_at IS NULL", "t", user_id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *address = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
find_webhook (const PortailServerConfig *config,
              PortailDatabase *database,
              char **address,
              GError **error)
{
  g_autofree char *stored = NULL;

  if (!portail_system_setting_load (database, PORTAIL_SYSTEM_WEBHOOK_URL, &stored, error))
    return FALSE;
  *address = portail_system_setting_unseal (
      PORTAIL_SYSTEM_WEBHOOK_URL, stored,
      portail_server_config_get_text (config, PORTAIL_SETTING_JWT_SECRET_KEY));
  return TRUE;
}

gboolean
portail_delivery_find_address (const PortailServerConfig *config,
                               PortailDatabase *database,
                               PortailDelivery *delivery,
                               GError **error)
{
  const char *recipient = delivery->recipient;
  PortailConfigSetting setting = g_str_equal (recipient, PORTAIL_RECIPIENT_ALERT_EMAIL)
                                     ? PORTAIL_SETTING_ALERT_EMAIL
                                     : PORTAIL_SETTING_ALERT_WEBHOOK_URL;

  g_clear_pointer (&delivery->address, g_free);
  g_clear_pointer (&delivery->sender, g_free);
  if (delivery->kind == PORTAIL_DELIVERY_EMAIL
      && !portail_system_setting_load (database, PORTAIL_SYSTEM_MAIL_FROM, &delivery->sender,
                                       error))
    return FALSE;
  if (g_str_has_prefix (recipient, PORTAIL_RECIPIENT_USER))
    return find_address_of_user (database, recipient + strlen (PORTAIL_RECIPIENT_USER),
                                 &delivery->address, error);
  if (g_str_equal (recipient, PORTAIL_RECIPIENT_WEBHOOK))
    return find_webhook (config, database, &delivery->address, error);
  delivery->address = g_strdup (portail_server_config_get_text (config, setting));
  return TRUE;
}

/* What we are called towards other machines; owned. */
static char *
dup_host (const PortailServerConfig *config)
{
  const char *url = portail_server_config_get_text (config, PORTAIL_SETTING_PUBLIC_URL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  /* An address of IPv6 is no name. */
  return g_strdup (host != NULL && strchr (host, ':') == NULL ? host : NO_HOST);
}

/* mail.from, else the mailbox that sends, else a name at our own host. Owned. */
static char *
dup_sender (const PortailServerConfig *config, const PortailDelivery *delivery, const char *host)
{
  const char *url = portail_server_config_get_text (config, PORTAIL_SETTING_SMTP_URL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *user = uri != NULL ? g_uri_get_user (uri) : NULL;

  if (delivery->sender != NULL && *delivery->sender != '\0')
    return g_strdup (delivery->sender);
  return portail_mail_address_is_valid (user) ? g_strdup (user)
                                              : g_strconcat ("portail@", host, NULL);
}

/* With where it comes from under it. Owned. */
static char *
make_body (const PortailServerConfig *config, const PortailDelivery *delivery)
{
  const char *body = delivery->body != NULL && *delivery->body != '\0' ? delivery->body
                                                                       : delivery->subject;

  return g_strconcat (body, "\n\n-- \nPortail\n",
                      portail_server_config_get_text (config, PORTAIL_SETTING_PUBLIC_URL), NULL);
}

static void
send_mail (const PortailServerConfig *config,
           const PortailDelivery *delivery,
           PortailTimestamp now,
           GCancellable *cancellable,
           PortailAttempt *attempt)
{
  const char *url = portail_server_config_get_text (config, PORTAIL_SETTING_SMTP_URL);
  g_autofree char *host = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *body = NULL;
  PortailMailText mail;

  if (url == NULL)
    {
      portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "SMTP_URL is missing");
      return;
    }
  host = dup_host (config);
  sender = dup_sender (config, delivery, host);
  body = make_body (config, delivery);
  mail = (PortailMailText){
    .from = sender,
    .to = delivery->address,
    .subject = delivery->subject,
    .body = body,
    .message_id = delivery->id,
    .host = host,
    .date = now,
  };
  portail_mail_send (url, &mail, cancellable, attempt);
}

/* The staff, who choose the webhook, shall not look through it at what only this machine reaches;
 * on a machine of its own, where the whole server is, everything is. */
static PortailOutboundReach
get_reach (const PortailServerConfig *config, const PortailDelivery *delivery)
{
  const char *url = portail_server_config_get_text (config, PORTAIL_SETTING_PUBLIC_URL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strcmp0 (delivery->recipient, PORTAIL_RECIPIENT_WEBHOOK) != 0
                 || (uri != NULL && portail_setting_is_loopback (g_uri_get_host (uri)))
             ? PORTAIL_OUTBOUND_ANYWHERE
             : PORTAIL_OUTBOUND_PUBLIC;
}

void
portail_delivery_send (const PortailServerConfig *config,
                       const PortailDelivery *delivery,
                       PortailTimestamp now,
                       GCancellable *cancellable,
                       PortailAttempt *attempt)
{
  const PortailDeliveryText text = { delivery->subject, delivery->body, delivery->level };

  if (delivery->address == NULL || *delivery->address == '\0')
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "no address");
  else if (delivery->subject == NULL)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "no text");
  else if (delivery->kind == PORTAIL_DELIVERY_EMAIL)
    send_mail (config, delivery, now, cancellable, attempt);
  else
    portail_webhook_send (delivery->address, &text, get_reach (config, delivery), cancellable,
                          attempt);
}
