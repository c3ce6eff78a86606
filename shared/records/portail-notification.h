/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that one user should know, with the record that it is about (contract.md §1). */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_LEVEL_INFO = 1,
  PORTAIL_LEVEL_WARNING,
  PORTAIL_LEVEL_URGENT,
} PortailNotificationLevel;

typedef struct
{
  PortailRecord base;
  char *user_id;
  char *kind;
  PortailNotificationLevel level;
  char *title;
  char *body;
  char *target_type;
  char *target_id;
  PortailTimestamp read_at;
} PortailNotification;

extern const PortailRecordType portail_notification_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailNotification, portail_record_free)
