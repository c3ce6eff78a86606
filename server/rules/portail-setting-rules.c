/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: those of the server are the staff's to write, a user's own are his. */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-setting.h"

const PortailRecordRules portail_setting_rules = {
  .type = &portail_setting_type,
  .traits = PORTAIL_TRAIT_PERSONAL,
};
