/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis of a company's blanchiment (domain.md §6): counts and sums by statut, groupe,
 * employé and week, the shares, the risks, the suspects and the largest operations of a range of
 * days. Pure, on an array of operations.
 *
 * 1. An operation belongs to the range by its date_recu; one without it belongs to a range without
 *    bounds alone. Those before the range count in the sums of 30 days that risks look at.
 * 2. Operations that are annulé stand in their own line of by_status and nowhere else.
 * 3. Lists are in a fixed order: larger sums first, then names; weeks in time. */
#pragma once

#include "shared/portail-blanchiment-index.h"
#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-week.h"

#define PORTAIL_BLANCHIMENT_N_STATUSES 4
#define PORTAIL_BLANCHIMENT_N_BUCKETS  10 /* 0–9, 10–19, …, 90–100 */
#define PORTAIL_BLANCHIMENT_N_TOP      10

typedef enum
{
  PORTAIL_BLANCHIMENT_NOT_REVIEWED,
  PORTAIL_BLANCHIMENT_CLEARED,
  PORTAIL_BLANCHIMENT_CONFIRMED,
} PortailBlanchimentReview;

/* Wire names `cleared` and `confirmed`; NOT_REVIEWED for NULL and others. */
PortailBlanchimentReview portail_blanchiment_review_from_name (const char *name);
/* NULL for NOT_REVIEWED. */
const char *portail_blanchiment_review_get_name (PortailBlanchimentReview review);
/* What the `review` of a record says. */
PortailBlanchimentReview
portail_blanchiment_review_get (const PortailBlanchimentOperation *operation);

/* What a number of operations come to. Sums stay at PORTAIL_MONEY_MAX_CENTS beyond it. */
typedef struct
{
  guint n;
  PortailMoney somme;
  PortailMoney part_entreprise; /* of shares that are known */
  PortailMoney part_groupe;
  guint n_suspects;
} PortailBlanchimentTotals;

/* A groupe or an employé. */
typedef struct
{
  const char *name; /* as first written; NULL: not given. Borrowed from the operations */
  PortailBlanchimentTotals totals;
  guint n_open;
  guint n_late;       /* open beyond the days of the weights */
  guint n_finished;   /* with both dates */
  gint64 days;        /* of those, together */
  guint highest_risk; /* score */
  PortailDay last;    /* date_recu of the newest; may be null */
} PortailBlanchimentGroup;

typedef struct
{
  PortailWeek week;
  PortailBlanchimentTotals totals;
} PortailBlanchimentWeek;

typedef struct
{
  const PortailBlanchimentOperation *operation; /* borrowed */
  PortailBlanchimentRisk risk;
  PortailBlanchimentReview review;
} PortailBlanchimentCase;

typedef struct
{
  PortailDay from; /* null: no bound */
  PortailDay to;   /* the last day; likewise */
  PortailDay today;
  PortailBlanchimentTotals totals;                                    /* without annulé */
  PortailBlanchimentTotals by_status[PORTAIL_BLANCHIMENT_N_STATUSES]; /* by statut − 1 */
  guint by_level[PORTAIL_BLANCHIMENT_N_LEVELS];
  guint buckets[PORTAIL_BLANCHIMENT_N_BUCKETS]; /* of scores */
  guint n_late;
  guint n_finished;
  gint64 days;        /* of the finished ones, together */
  GArray *by_groupe;  /* of PortailBlanchimentGroup */
  GArray *by_employe; /* likewise */
  GArray *weeks;      /* of PortailBlanchimentWeek, without holes up to two years */
  GArray *cases;      /* of PortailBlanchimentCase, all of the range without annulé, by day */
  GArray *suspects;   /* of guint: places in cases, higher scores first */
  GArray *top;        /* of guint: the largest amounts, at most PORTAIL_BLANCHIMENT_N_TOP */
} PortailBlanchimentAnalysis;

typedef struct
{
  const GPtrArray *operations; /* of PortailBlanchimentOperation: all of the company, at least those
                                * of the range and of the 29 days before it */
  const PortailBlanchimentWeights *weights;
  PortailDay from; /* null: no bound */
  PortailDay to;
  PortailDay today;
} PortailBlanchimentAnalysisSource;

/* @source->operations must outlive it. Owned. */
PortailBlanchimentAnalysis *
portail_blanchiment_analysis_new (const PortailBlanchimentAnalysisSource *source);
void portail_blanchiment_analysis_free (PortailBlanchimentAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentAnalysis, portail_blanchiment_analysis_free)

/* Whole days on average, half up; PORTAIL_BLANCHIMENT_NO_DAYS for none. */
gint32 portail_blanchiment_get_mean_days (gint64 days, guint n);
const PortailBlanchimentCase *
portail_blanchiment_analysis_get_case (const PortailBlanchimentAnalysis *analysis, guint place);

/* `+40 The somme …`: every rule that fired behind its points, and whether it is suspendu, in the
 * user's language. Owned. */
char *portail_blanchiment_case_explain (const PortailBlanchimentCase *its_case);

/* The whole analysis as a JSON object. */
void portail_blanchiment_analysis_append_json (const PortailBlanchimentAnalysis *analysis,
                                               GString *json);
