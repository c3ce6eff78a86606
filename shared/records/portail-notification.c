/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-notification.h"

#include "shared/portail-i18n.h"

static const PortailChoice levels[] = {
  { PORTAIL_LEVEL_INFO, "info", N_ ("Information") },
  { PORTAIL_LEVEL_WARNING, "warning", N_ ("Warning") },
  { PORTAIL_LEVEL_URGENT, "urgent", N_ ("Urgent") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_ID (PortailNotification, user_id),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailNotification, kind),
      .title = N_ ("Kind"),
      .max = 50,
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_CHOICE (PortailNotification, level, levels),
      .title = N_ ("Level"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailNotification, title),
      .title = N_ ("Title"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailNotification, body),
      .title = N_ ("Text"),
      .max = 2000,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_TEXT (PortailNotification, target_type),
      .max = 50,
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_ID (PortailNotification, target_id),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TIMESTAMP (PortailNotification, read_at),
      .title = N_ ("Read"),
  },
};

const PortailRecordType portail_notification_type = {
  PORTAIL_RECORD_TYPE (PortailNotification, fields),
  .name = "notification",
  .title = N_ ("Notification"),
  .scope = PORTAIL_SCOPE_USER,
  .module = PORTAIL_MODULE_OWN,
};
