/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-analysis.h"

#include <string.h>

#include "shared/portail-i18n.h"

/* Longer spans show only weeks in which something happened. */
#define MAX_WEEKS_WITH_HOLES 105

static const char *const review_names[] = {
  [PORTAIL_BLANCHIMENT_CLEARED] = "cleared",
  [PORTAIL_BLANCHIMENT_CONFIRMED] = "confirmed",
};

PortailBlanchimentReview
portail_blanchiment_review_from_name (const char *name)
{
  for (gsize i = PORTAIL_BLANCHIMENT_CLEARED; i < G_N_ELEMENTS (review_names); i++)
    if (g_strcmp0 (review_names[i], name) == 0)
      return (PortailBlanchimentReview) i;
  return PORTAIL_BLANCHIMENT_NOT_REVIEWED;
}

const char *
portail_blanchiment_review_get_name (PortailBlanchimentReview review)
{
  return review_names[review];
}

PortailBlanchimentReview
portail_blanchiment_review_get (const PortailBlanchimentOperation *operation)
{
  const char *text = operation->review;
  g_autoptr (PortailJsonDocument) document = NULL;

  if (text != NULL)
    document = portail_json_parse (text, strlen (text), NULL);
  if (document == NULL)
    return PORTAIL_BLANCHIMENT_NOT_REVIEWED;
  return portail_blanchiment_review_from_name (
      portail_json_get_member_string (portail_json_document_get_root (document), "outcome"));
}

const PortailBlanchimentCase *
portail_blanchiment_analysis_get_case (const PortailBlanchimentAnalysis *analysis, guint place)
{
  return &g_array_index (analysis->cases, PortailBlanchimentCase, place);
}

gint32
portail_blanchiment_get_mean_days (gint64 days, guint n)
{
  return n > 0 ? (gint32) ((days + n / 2) / n) : PORTAIL_BLANCHIMENT_NO_DAYS;
}

static void
add_money (PortailMoney *sum, PortailMoney term)
{
  if (!portail_money_is_null (term) && !portail_money_add (sum, term, NULL))
    sum->cents = PORTAIL_MONEY_MAX_CENTS;
}

static void
add_to_totals (PortailBlanchimentTotals *totals, const PortailBlanchimentCase *its_case)
{
  const PortailBlanchimentOperation *operation = its_case->operation;

  totals->n++;
  totals->n_suspects += its_case->risk.is_suspect;
  add_money (&totals->somme, operation->amount);
  add_money (&totals->part_entreprise,
             portail_blanchiment_get_part (operation->amount, operation->entreprise_taux));
  add_money (&totals->part_groupe,
             portail_blanchiment_get_part (operation->amount, operation->groupe_taux));
}

static gboolean
is_late (const PortailBlanchimentRisk *risk)
{
  return risk->n_days > (gint64) risk->weights.duree_jours;
}

static gint32
get_finished_days (const PortailBlanchimentCase *its_case, PortailDay today)
{
  return portail_blanchiment_is_open (its_case->operation)
             ? PORTAIL_BLANCHIMENT_NO_DAYS
             : portail_blanchiment_get_days (its_case->operation, today);
}

static void
add_to_group (PortailBlanchimentGroup *group,
              const PortailBlanchimentCase *its_case,
              PortailDay today)
{
  gint32 days = get_finished_days (its_case, today);

  add_to_totals (&group->totals, its_case);
  group->n_open += portail_blanchiment_is_open (its_case->operation);
  group->n_late += is_late (&its_case->risk);
  group->highest_risk = MAX (group->highest_risk, its_case->risk.score);
  group->last.number = MAX (group->last.number, its_case->operation->date_recu.number);
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    return;
  group->n_finished++;
  group->days += days;
}

static gboolean
is_in_range (const PortailBlanchimentAnalysisSource *source, PortailDay day)
{
  if (portail_day_is_null (day))
    return portail_day_is_null (source->from) && portail_day_is_null (source->to);
  return (portail_day_is_null (source->from) || day.number >= source->from.number)
         && (portail_day_is_null (source->to) || day.number <= source->to.number);
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const PortailBlanchimentOperation *first = ((const PortailBlanchimentCase *) a)->operation;
  const PortailBlanchimentOperation *second = ((const PortailBlanchimentCase *) b)->operation;

  if (first->date_recu.number != second->date_recu.number)
    return first->date_recu.number < second->date_recu.number ? -1 : 1;
  return g_strcmp0 (first->base.id, second->base.id);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const PortailBlanchimentGroup *first = a;
  const PortailBlanchimentGroup *second = b;

  if (first->totals.somme.cents != second->totals.somme.cents)
    return first->totals.somme.cents > second->totals.somme.cents ? -1 : 1;
  return g_strcmp0 (first->name, second->name);
}

/* The places of the cases of one name are not those of the operations: @places leads back. */
static GArray *
group_cases (const PortailBlanchimentAnalysis *analysis,
             const PortailBlanchimentIndex *index,
             const guint *places,
             PortailBlanchimentName name)
{
  guint n_names = portail_blanchiment_index_get_n_names (index, name);
  g_autofree PortailBlanchimentGroup *groups = g_new0 (PortailBlanchimentGroup, n_names);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PortailBlanchimentGroup));

  for (guint i = 0; i < n_names; i++)
    groups[i].last = PORTAIL_DAY_NULL;
  for (guint i = 0; i < analysis->cases->len; i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (analysis, i);
      guint number = portail_blanchiment_index_get_name (index, name, places[i]);
      PortailBlanchimentGroup *group = &groups[number];

      if (group->name == NULL && number > 0)
        group->name = name == PORTAIL_BLANCHIMENT_NAME_GROUPE ? its_case->operation->groupe
                                                              : its_case->operation->employee_name;
      add_to_group (group, its_case, analysis->today);
    }
  for (guint i = 0; i < n_names; i++)
    if (groups[i].totals.n > 0)
      g_array_append_val (found, groups[i]);
  g_array_sort (found, compare_groups);
  return found;
}

/* Appends @week and, behind the one before it, those in which nothing happened. */
static void
begin_week (GArray *weeks, PortailWeek week, gboolean has_holes)
{
  PortailBlanchimentWeek empty = { .week = week };

  if (weeks->len > 0 && !has_holes)
    for (empty.week.number =
             g_array_index (weeks, PortailBlanchimentWeek, weeks->len - 1).week.number + 1;
         empty.week.number < week.number; empty.week.number++)
      g_array_append_val (weeks, empty);
  empty.week = week;
  g_array_append_val (weeks, empty);
}

/* Cases come by day; those without one come first and have no week. */
static void
add_weeks (PortailBlanchimentAnalysis *analysis)
{
  GArray *weeks = analysis->weeks;
  PortailWeek last = PORTAIL_WEEK_NULL;
  PortailWeek first = PORTAIL_WEEK_NULL;

  for (guint i = analysis->cases->len; i > 0; i--)
    {
      PortailDay day =
          portail_blanchiment_analysis_get_case (analysis, i - 1)->operation->date_recu;

      if (portail_day_is_null (day))
        break;
      first = portail_week_of_day (day);
      last = portail_week_is_null (last) ? first : last;
    }
  for (guint i = 0; i < analysis->cases->len; i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (analysis, i);
      PortailDay day = its_case->operation->date_recu;
      PortailWeek week;

      if (portail_day_is_null (day))
        continue;
      week = portail_week_of_day (day);
      if (weeks->len == 0
          || g_array_index (weeks, PortailBlanchimentWeek, weeks->len - 1).week.number
                 != week.number)
        begin_week (weeks, week, last.number - first.number >= MAX_WEEKS_WITH_HOLES);
      add_to_totals (&g_array_index (weeks, PortailBlanchimentWeek, weeks->len - 1).totals,
                     its_case);
    }
}

static int
compare_suspects (gconstpointer a, gconstpointer b, gpointer pointer)
{
  const PortailBlanchimentAnalysis *analysis = pointer;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  guint first_score = portail_blanchiment_analysis_get_case (analysis, first)->risk.score;
  guint second_score = portail_blanchiment_analysis_get_case (analysis, second)->risk.score;

  if (first_score != second_score)
    return first_score > second_score ? -1 : 1;
  return first < second ? -1 : first > second;
}

static int
compare_amounts (gconstpointer a, gconstpointer b, gpointer pointer)
{
  const PortailBlanchimentAnalysis *analysis = pointer;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  gint64 first_cents =
      portail_blanchiment_analysis_get_case (analysis, first)->operation->amount.cents;
  gint64 second_cents =
      portail_blanchiment_analysis_get_case (analysis, second)->operation->amount.cents;

  if (first_cents != second_cents)
    return first_cents > second_cents ? -1 : 1;
  return first < second ? -1 : first > second;
}

static void
add_lists (PortailBlanchimentAnalysis *analysis)
{
  for (guint i = 0; i < analysis->cases->len; i++)
    {
      g_array_append_val (analysis->top, i);
      if (portail_blanchiment_analysis_get_case (analysis, i)->risk.is_suspect)
        g_array_append_val (analysis->suspects, i);
    }
  g_array_sort_with_data (analysis->suspects, compare_suspects, analysis);
  g_array_sort_with_data (analysis->top, compare_amounts, analysis);
  g_array_set_size (analysis->top, MIN (analysis->top->len, PORTAIL_BLANCHIMENT_N_TOP));
}

static void
add_counts (PortailBlanchimentAnalysis *analysis, const PortailBlanchimentCase *its_case)
{
  gint32 days = get_finished_days (its_case, analysis->today);
  guint bucket = MIN (its_case->risk.score / 10, PORTAIL_BLANCHIMENT_N_BUCKETS - 1);

  add_to_totals (&analysis->totals, its_case);
  analysis->by_level[its_case->risk.level]++;
  analysis->buckets[bucket]++;
  analysis->n_late += is_late (&its_case->risk);
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    return;
  analysis->n_finished++;
  analysis->days += days;
}

/* Puts what is in the range into cases, in the order of days. */
static void
add_cases (PortailBlanchimentAnalysis *analysis,
           const PortailBlanchimentAnalysisSource *source,
           const PortailBlanchimentIndex *index)
{
  for (guint i = 0; i < source->operations->len; i++)
    {
      PortailBlanchimentCase its_case = { g_ptr_array_index (source->operations, i) };
      guint status = its_case.operation->status;

      if (!is_in_range (source, its_case.operation->date_recu))
        continue;
      portail_blanchiment_index_evaluate (index, i, source->weights, source->today, &its_case.risk);
      its_case.review = portail_blanchiment_review_get (its_case.operation);
      if (status >= PORTAIL_BLANCHIMENT_EN_COURS && status <= PORTAIL_BLANCHIMENT_ANNULE)
        add_to_totals (&analysis->by_status[status - PORTAIL_BLANCHIMENT_EN_COURS], &its_case);
      if (status != PORTAIL_BLANCHIMENT_ANNULE)
        g_array_append_val (analysis->cases, its_case);
    }
  g_array_sort (analysis->cases, compare_cases);
}

/* The place among the operations of each case. Owned. */
static guint *
find_places (const PortailBlanchimentAnalysis *analysis, const GPtrArray *operations)
{
  g_autoptr (GHashTable) by_operation = g_hash_table_new (NULL, NULL);
  guint *places = g_new (guint, analysis->cases->len + 1);

  for (guint i = 0; i < operations->len; i++)
    g_hash_table_insert (by_operation, g_ptr_array_index (operations, i), GUINT_TO_POINTER (i));
  for (guint i = 0; i < analysis->cases->len; i++)
    places[i] = GPOINTER_TO_UINT (g_hash_table_lookup (
        by_operation, portail_blanchiment_analysis_get_case (analysis, i)->operation));
  return places;
}

PortailBlanchimentAnalysis *
portail_blanchiment_analysis_new (const PortailBlanchimentAnalysisSource *source)
{
  PortailBlanchimentAnalysis *analysis = g_new0 (PortailBlanchimentAnalysis, 1);
  g_autoptr (PortailBlanchimentIndex) index = portail_blanchiment_index_new (source->operations);
  g_autofree guint *places = NULL;

  analysis->from = source->from;
  analysis->to = source->to;
  analysis->today = source->today;
  analysis->weeks = g_array_new (FALSE, FALSE, sizeof (PortailBlanchimentWeek));
  analysis->cases = g_array_new (FALSE, FALSE, sizeof (PortailBlanchimentCase));
  analysis->suspects = g_array_new (FALSE, FALSE, sizeof (guint));
  analysis->top = g_array_new (FALSE, FALSE, sizeof (guint));
  add_cases (analysis, source, index);
  places = find_places (analysis, source->operations);
  for (guint i = 0; i < analysis->cases->len; i++)
    add_counts (analysis, portail_blanchiment_analysis_get_case (analysis, i));
  analysis->by_groupe = group_cases (analysis, index, places, PORTAIL_BLANCHIMENT_NAME_GROUPE);
  analysis->by_employe = group_cases (analysis, index, places, PORTAIL_BLANCHIMENT_NAME_EMPLOYE);
  add_weeks (analysis);
  add_lists (analysis);
  return analysis;
}

char *
portail_blanchiment_case_explain (const PortailBlanchimentCase *its_case)
{
  GString *reasons = g_string_new (NULL);

  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_RULES; i++)
    {
      PortailBlanchimentRule rule = (PortailBlanchimentRule) i;
      g_autofree char *reason = NULL;

      if (its_case->risk.points[i] == 0)
        continue;
      reason = portail_blanchiment_risk_explain (&its_case->risk, its_case->operation, rule);
      g_string_append_printf (reasons, "%s+%u %s", reasons->len > 0 ? " " : "",
                              its_case->risk.points[i], reason);
    }
  if (its_case->operation->status == PORTAIL_BLANCHIMENT_SUSPENDU)
    g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? " " : "",
                            _ ("The operation is suspended."));
  return g_string_free (reasons, FALSE);
}

void
portail_blanchiment_analysis_free (PortailBlanchimentAnalysis *analysis)
{
  g_array_unref (analysis->by_groupe);
  g_array_unref (analysis->by_employe);
  g_array_unref (analysis->weeks);
  g_array_unref (analysis->cases);
  g_array_unref (analysis->suspects);
  g_array_unref (analysis->top);
  g_free (analysis);
}
