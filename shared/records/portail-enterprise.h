/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company of the game server (domain.md §2). Its `settings` hold the calculation mode and its
 * parameters under the names of /api/dotations/compute (domain.md §7.2). */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *name;
  char *description;
  char *type_label;
  char *owner_id;
  char *discord_guild_id;
  char *main_guild_role_id;
  char *patron_role_id;
  char *co_patron_role_id;
  char *employee_role_id;
  gboolean is_active;
  gboolean blanchiment_enabled;
  char *settings;
} PortailEnterprise;

extern const PortailRecordType portail_enterprise_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailEnterprise, portail_record_free)
