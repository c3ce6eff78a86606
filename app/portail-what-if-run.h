/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads past sheets from the cache and compares them with a draft of a tax table, beside the main
 * thread, with progress and cancelling. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-what-if.h"

#define PORTAIL_WHAT_IF_RUN_MAX_SHEETS 20000

typedef struct
{
  const char *const *enterprise_ids; /* NULL at the end */
  PortailWeek from;
  PortailWeek to;
  const PortailBareme *draft;
} PortailWhatIfQuestion;

typedef struct
{
  GPtrArray *sheets; /* of owned PortailDotationSheet: by company in the order of their names, then
                      * by week */
  GHashTable *names; /* id of a company → its name, both owned */
  PortailWhatIf *what_if;
  char *bareme; /* the draft's name and version */
} PortailWhatIfAnswer;

void portail_what_if_answer_free (PortailWhatIfAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailWhatIfAnswer, portail_what_if_answer_free)
/* "" for a company without a name. Borrowed. */
const char *portail_what_if_answer_get_name (const PortailWhatIfAnswer *answer,
                                             const char *enterprise_id);

/* How far a run is; shared by both threads. Counts are read and written atomically. */
typedef struct
{
  guint n_done;
  guint n_sheets; /* 0 while it is not known */
} PortailWhatIfProgress;

PortailWhatIfProgress *portail_what_if_progress_new (void);
void portail_what_if_progress_unref (PortailWhatIfProgress *progress);
/* From 0 to 1. */
double portail_what_if_progress_get_fraction (PortailWhatIfProgress *progress);

/* Reads PortailWhatIfAnswer; best by portail_cache_scan_async(). Copies the question, refs the
 * others. Refused sheets and those of the trash do not count. PORTAIL_ERROR_TOO_LARGE,
 * OUT_OF_RANGE. */
PortailQuery *portail_what_if_run_new_query (const PortailWhatIfQuestion *question,
                                             PortailWhatIfProgress *progress,
                                             GCancellable *cancellable);
