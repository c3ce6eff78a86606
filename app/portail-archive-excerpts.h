/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the words of a search stand in the archives of a list, which knows no long texts: read for
 * the rows that are shown, as they are asked for.
 *
 * Signal "changed" () when excerpts have come. Main thread; reading is on a thread of the cache. */
#pragma once

#include "app/portail-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ARCHIVE_EXCERPTS (portail_archive_excerpts_get_type ())
G_DECLARE_FINAL_TYPE (PortailArchiveExcerpts,
                      portail_archive_excerpts,
                      PORTAIL,
                      ARCHIVE_EXCERPTS,
                      GObject)

PortailArchiveExcerpts *portail_archive_excerpts_new (void);
/* NULL for none. */
void portail_archive_excerpts_set_cache (PortailArchiveExcerpts *excerpts, PortailCache *cache);
/* As they were typed; those before are forgotten. NULL for none. */
void portail_archive_excerpts_set_words (PortailArchiveExcerpts *excerpts, const char *words);
/* NULL where there is none or it did not come yet. Borrowed until other words. */
const char *portail_archive_excerpts_get (PortailArchiveExcerpts *excerpts, const char *id);

G_END_DECLS
