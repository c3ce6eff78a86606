/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-alert.h"

#include "server/portail-delivery-queue.h"
#include "shared/portail-i18n.h"

#define SECONDS_A_DAY 86400

/* Where alerts go. */
static const struct
{
  PortailDeliveryKind kind;
  const char *recipient;
  PortailConfigSetting setting; /* both must be set */
  PortailConfigSetting way;
} ways[] = {
  { PORTAIL_DELIVERY_EMAIL, PORTAIL_RECIPIENT_ALERT_EMAIL, PORTAIL_SETTING_ALERT_EMAIL,
    PORTAIL_SETTING_SMTP_URL },
  { PORTAIL_DELIVERY_WEBHOOK, PORTAIL_RECIPIENT_ALERT_WEBHOOK, PORTAIL_SETTING_ALERT_WEBHOOK_URL,
    PORTAIL_SETTING_ALERT_WEBHOOK_URL },
};

gboolean
portail_alert_raise (const PortailTick *tick, const PortailAlert *alert, GError **error)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  portail_day_format (portail_timestamp_get_paris_day (tick->now), day);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *key = g_strdup_printf ("alert:%s:%s:%s", alert->key, day,
                                              portail_delivery_kind_get_name (ways[i].kind));
      const PortailDeliveryOrder order = { ways[i].kind, ways[i].recipient, alert->text, key };

      if (portail_server_config_get_text (tick->config, ways[i].setting) == NULL
          || portail_server_config_get_text (tick->config, ways[i].way) == NULL)
        continue;
      if (!portail_delivery_queue_add (tick->database, &order, tick->now, error))
        return FALSE;
    }
  return TRUE;
}

/* Messages that were given up since a day ago, alerts aside. */
static gboolean
count_dead (PortailTick *tick, gint64 *n_dead, GError **error)
{
  PortailStatement *statement = portail_database_query (
      tick->database, error,
      "SELECT count (*) FROM delivery WHERE state = 'dead' AND done_at > ?"
      " AND recipient NOT IN (?, ?)",
      "itt", portail_timestamp_add_seconds (tick->now, -SECONDS_A_DAY).milliseconds,
      PORTAIL_RECIPIENT_ALERT_EMAIL, PORTAIL_RECIPIENT_ALERT_WEBHOOK);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *n_dead = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_alert_check_deliveries (PortailTick *tick, GError **error)
{
  g_autofree char *body = NULL;
  PortailAlert alert = { .key = "dead-deliveries" };
  gint64 n_dead;

  if (!count_dead (tick, &n_dead, error))
    return FALSE;
  if (n_dead == 0)
    return TRUE;
  body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d message was given up since yesterday.",
                                       "%d messages were given up since yesterday.",
                                       (gulong) n_dead),
                          (int) n_dead);
  alert.text = (PortailDeliveryText){ _ ("Portail: messages do not arrive"), body,
                                      PORTAIL_LEVEL_WARNING };
  return portail_alert_raise (tick, &alert, error);
}
