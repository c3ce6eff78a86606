/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings that the staff gives for all and a company may override (domain.md §7). */
#pragma once

#include "shared/portail-database.h"

/* JSON texts, owned; NULL where there is none. */
typedef struct
{
  char *defaults; /* value of the global setting */
  char *company;  /* all settings of the company */
} PortailLayeredSetting;

/* @enterprise_id NULL: the defaults alone. After an error @setting is still to be cleared. */
gboolean portail_layered_setting_load (PortailDatabase *database,
                                       const char *key,
                                       const char *enterprise_id,
                                       PortailLayeredSetting *setting,
                                       GError **error);
void portail_layered_setting_clear (PortailLayeredSetting *setting);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailLayeredSetting, portail_layered_setting_clear)
