/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the operations of the blanchiment come to today, from what the cache has: suspects with
 * their reasons, and the risks that are no longer those that the server stored.
 *
 * 1. The server's stored figure holds, but for open operations, which age by the day, and for those
 *    whose 30 days unsent changes touch: these are evaluated by the shared function.
 * 2. Only the days that hold such operations are read, a few months at a time, whatever the length
 *    of the list.
 * 3. A figure is provisional where an unsent change is in the operation itself, or has made it
 *    differ from the stored one. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-blanchiment-analysis.h"

typedef struct
{
  PortailBlanchimentOperation *operation;
  PortailBlanchimentRisk risk;
  PortailBlanchimentReview review; /* one that is to be sent before the server's, here and below */
  char *comment;                   /* or NULL */
  char *reviewer_id;               /* NULL: not known, or the user of this program */
  PortailTimestamp reviewed_at;    /* may be null */
  gboolean is_provisional;
} PortailBlanchimentFinding;

/* By reference, from any thread; never changed. */
PortailBlanchimentFinding *portail_blanchiment_finding_ref (PortailBlanchimentFinding *finding);
void portail_blanchiment_finding_unref (PortailBlanchimentFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentFinding, portail_blanchiment_finding_unref)

typedef struct
{
  GPtrArray *findings; /* of PortailBlanchimentFinding: the suspects, higher scores first, then
                        * newer ones; empty where nobody asked for them */
  GHashTable *scores;  /* id → see portail_blanchiment_survey_get_score() */
  guint n_suspects;
  guint n_to_review;
} PortailBlanchimentSurvey;

typedef enum
{
  PORTAIL_BLANCHIMENT_SURVEY_SCORES = 0,
  PORTAIL_BLANCHIMENT_SURVEY_SUSPECTS = 1 << 0,
} PortailBlanchimentSurveyFlags;

void portail_blanchiment_survey_free (PortailBlanchimentSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentSurvey, portail_blanchiment_survey_free)

/* Gives a PortailBlanchimentSurvey. @enterprise_ids: of owned texts; taken. For
 * portail_cache_scan_async(). */
PortailQuery *portail_blanchiment_survey_query_new (GPtrArray *enterprise_ids,
                                                    PortailDay today,
                                                    PortailBlanchimentSurveyFlags flags);

/* The score of today: another than @operation has, or that one; PORTAIL_INTEGER_NULL where there is
 * none. @survey may be NULL. */
gint64 portail_blanchiment_survey_get_score (const PortailBlanchimentSurvey *survey,
                                             const PortailBlanchimentOperation *operation,
                                             gboolean *is_provisional);
