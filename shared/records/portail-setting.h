/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A named setting: of one user, or, without one, of the server and readable by all (domain.md §7).
 * Its value is a JSON object or array. What is secret is no record.
 *
 * A saved search of archives is a user's setting `search.<id>` with {"name":…, "query":…}. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *user_id; /* NULL: of the server */
  char *key;     /* "tax.due_delay_days" */
  char *value;
} PortailSetting;

extern const PortailRecordType portail_setting_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSetting, portail_record_free)
