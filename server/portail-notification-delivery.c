/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-notification-delivery.h"

#include <string.h>

#include "server/portail-delivery-queue.h"
#include "server/portail-system-setting.h"
#include "shared/portail-json.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-tax-declaration.h"

/* Invariant 2. */
static const PortailRecordType *const announced_types[] = {
  &portail_dotation_type,
  &portail_tax_declaration_type,
  &portail_archive_type,
};

gboolean
portail_notification_delivery_set_mail (PortailDatabase *database,
                                        PortailMailSwitch mail,
                                        GError **error)
{
  return portail_database_run (database, error,
                               "INSERT INTO server_state (name, value) VALUES ('mail', ?)"
                               " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                               "t", mail == PORTAIL_MAIL_ON ? "on" : "off");
}

/* Whether `{"email": true}`. */
static gboolean
allows_mail (const char *value)
{
  g_autoptr (PortailJsonDocument) document = value != NULL
                                                 ? portail_json_parse (value, strlen (value), NULL)
                                                 : NULL;
  const PortailJson *email = document != NULL ? portail_json_get (
                                 portail_json_document_get_root (document), "email")
                                              : NULL;

  return email != NULL && email->kind == PORTAIL_JSON_TRUE;
}

/* Invariant 1. */
static gboolean
wants_mail (PortailDatabase *database, const char *user_id, gboolean *wants, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT setting.value FROM setting JOIN user ON user.id = setting.user_id"
      " JOIN server_state ON server_state.name = 'mail' AND server_state.value = 'on'"
      " WHERE user.id = ? AND setting.key = 'notifications' AND setting.trashed_at IS NULL"
      " AND user.trashed_at IS NULL AND user.is_active = 1 AND user.email IS NOT NULL",
      "t", user_id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *wants = FALSE;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *wants = allows_mail (portail_statement_get_text (statement, 0));
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_notification_mail (PortailRecordWriter *writer,
                           const PortailNotification *notification,
                           GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autofree char *recipient = g_strconcat (PORTAIL_RECIPIENT_USER, notification->user_id, NULL);
  g_autofree char *key = g_strconcat ("email:", notification->base.id, NULL);
  const PortailDeliveryOrder order = {
    .kind = PORTAIL_DELIVERY_EMAIL,
    .recipient = recipient,
    .text = { notification->title, notification->body, notification->level },
    .dedup_key = key,
  };
  gboolean wants;

  if (!wants_mail (database, notification->user_id, &wants, error))
    return FALSE;
  return !wants
         || portail_delivery_queue_add (database, &order, portail_record_writer_get_now (writer),
                                        error);
}

static gboolean
is_announced (const PortailNotification *notification)
{
  for (guint i = 0; i < G_N_ELEMENTS (announced_types); i++)
    if (g_strcmp0 (announced_types[i]->name, notification->target_type) == 0)
      return TRUE;
  return FALSE;
}

gboolean
portail_notification_announce (PortailRecordWriter *writer,
                               const PortailNotification *notification,
                               GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  PortailTimestamp now = portail_record_writer_get_now (writer);
  g_autofree char *url = NULL;
  g_autofree char *key = g_strdup_printf ("webhook:%s:%s:%" G_GINT64_FORMAT, notification->kind,
                                          notification->target_id, now.milliseconds);
  const PortailDeliveryOrder order = {
    .kind = PORTAIL_DELIVERY_WEBHOOK,
    .recipient = PORTAIL_RECIPIENT_WEBHOOK,
    .text = { notification->title, notification->body, notification->level },
    .dedup_key = key,
  };

  if (!is_announced (notification))
    return TRUE;
  if (!portail_system_setting_load (database, PORTAIL_SYSTEM_WEBHOOK_URL, &url, error))
    return FALSE;
  return *url == '\0' || portail_delivery_queue_add (database, &order, now, error);
}
