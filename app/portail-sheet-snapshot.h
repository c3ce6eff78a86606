/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the page of one dotation shows, read in one go in the cache's thread. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-live-sheet.h"
#include "shared/records/portail-employee.h"

typedef struct
{
  PortailLiveSheet *live; /* NULL once somebody has taken it */
  char *enterprise_name;
  GPtrArray *employees; /* of owned PortailEmployee of the company that still work there, by name */
  GHashTable *conflicts; /* record id → JSON object of the user's values that are in conflict */
  char *week_lock;       /* see portail-week-lock.h; NULL: the week is open */
  guint n_unsent;        /* changes of this dotation that the server does not have */
} PortailSheetSnapshot;

/* A query: @dotation_id is its input. PORTAIL_ERROR_NOT_FOUND when it is gone. Takes the id. */
PortailQuery *portail_sheet_snapshot_query_new (char *dotation_id);
void portail_sheet_snapshot_free (PortailSheetSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSheetSnapshot, portail_sheet_snapshot_free)
