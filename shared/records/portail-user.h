/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who signed in with Discord or was invited (domain.md §2). Discord ids, names, e-mail
 * and avatar stand here and in sessions alone (contract.md §8). */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *discord_id;
  char *username;
  char *display_name;
  char *email;
  char *avatar_url;
  gboolean is_active;
  gboolean is_superadmin;
} PortailUser;

extern const PortailRecordType portail_user_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailUser, portail_record_free)
