/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads for the pages of the blanchiment: the analysis of a range of days with all that it is made
 * of, and what an operation that is being typed comes to. On the threads of the cache. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-record-query.h"
#include "shared/portail-blanchiment-analysis.h"

/* Weeks of the trend of an employé. */
#define PORTAIL_BLANCHIMENT_TREND_WEEKS 12

typedef struct
{
  char *enterprise_id;
  char *enterprise_name;
  GPtrArray *operations; /* of PortailBlanchimentOperation: those of the analysis */
  PortailBlanchimentSettings settings;
  PortailBlanchimentAnalysis *analysis;
  guint n_unsent; /* operations with changes that are still to be sent */
  /* Of each employé of the analysis, in its order, sums in cents of the last weeks of the range:
   * PORTAIL_BLANCHIMENT_TREND_WEEKS for one, oldest first. */
  GArray *trends;
  PortailWeek last_week; /* of them; null where nothing has a day */
} PortailBlanchimentStudy;

/* By reference, from any thread; never changed. */
PortailBlanchimentStudy *portail_blanchiment_study_ref (PortailBlanchimentStudy *study);
void portail_blanchiment_study_unref (PortailBlanchimentStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentStudy, portail_blanchiment_study_unref)

/* Sums in cents of employé number @place. Borrowed. */
const gint64 *portail_blanchiment_study_get_trend (const PortailBlanchimentStudy *study,
                                                   guint place);

typedef struct
{
  const char *enterprise_id;
  PortailDay from; /* null: no bound */
  PortailDay to;
  PortailDay today;
} PortailBlanchimentRange;

/* On the thread of @database. Owned. */
PortailBlanchimentStudy *portail_blanchiment_study_read (PortailDatabase *database,
                                                         const PortailBlanchimentRange *range,
                                                         GError **error);
/* Gives a PortailBlanchimentStudy; for portail_cache_scan_async(). Copies @range. */
PortailQuery *portail_blanchiment_study_query_new (const PortailBlanchimentRange *range);

/* What one operation comes to. */
typedef struct
{
  PortailBlanchimentSettings settings;
  PortailBlanchimentRisk risk; /* of nothing where there was no operation */
} PortailBlanchimentEstimate;

/* Gives a PortailBlanchimentEstimate, g_free(). @operation is copied; NULL asks for the settings
 * alone. */
PortailQuery *portail_blanchiment_estimate_query_new (const char *enterprise_id,
                                                      const PortailBlanchimentOperation *operation,
                                                      PortailDay today);
/* Gives all operations of a company, GPtrArray of PortailBlanchimentOperation. */
PortailQuery *portail_blanchiment_operations_query_new (const char *enterprise_id);

/* Of the shares that are known; at most PORTAIL_MONEY_MAX_CENTS. */
typedef struct
{
  PortailMoney entreprise;
  PortailMoney groupe;
} PortailBlanchimentPartsSum;

/* Gives the PortailBlanchimentPartsSum of all rows of a list, g_free(). */
PortailQuery *portail_blanchiment_parts_query_new (PortailRecordQuery *query);
/* Gives the employees of a company by name, GPtrArray of PortailEmployee. */
PortailQuery *portail_blanchiment_people_query_new (const char *enterprise_id);
