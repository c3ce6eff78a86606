/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that the command palette finds in the cache by their titles. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-week.h"

/* A few of each type, as GPtrArray of owned PortailPaletteItem; none for no words. @week: what
 * @words name as a week (its dotations are found), or null. */
PortailQuery *portail_palette_records_query_new (const char *words, PortailWeek week);
