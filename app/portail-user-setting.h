/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of a user's own settings (domain.md §7.3) as it is in the cache, offline too.
 *
 * PORTAIL_USER_SETTING_DESKTOP is {"start_page": name of a module, "default_company": id}, both
 * optional: what the window shows when an account opens. */
#pragma once

#include "app/portail-cache.h"

#define PORTAIL_USER_SETTING_DESKTOP "desktop"

typedef struct
{
  char *id;              /* of the record; NULL: there is none so far */
  char *start_page;      /* NULL: the one shown last */
  char *default_company; /* NULL: the first one */
} PortailDesktopSetting;

void portail_desktop_setting_free (PortailDesktopSetting *setting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDesktopSetting, portail_desktop_setting_free)
/* On a thread of the cache. NULL on error. Owned. */
PortailDesktopSetting *
portail_desktop_setting_load (PortailDatabase *database, const char *user_id, GError **error);
/* Gives a PortailDesktopSetting. */
PortailQuery *portail_desktop_setting_query_new (const char *user_id);
/* The op that stores it for @user_id; a new one gets its id here. Owned. */
PortailSyncOp *portail_desktop_setting_make_op (PortailDesktopSetting *setting,
                                                const char *user_id);
