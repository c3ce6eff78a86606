/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-study.h"

#include "app/portail-sql.h"
#include "shared/portail-blanchiment-loader.h"
#include "shared/portail-load-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-employee.h"

PortailBlanchimentStudy *
portail_blanchiment_study_ref (PortailBlanchimentStudy *study)
{
  return g_atomic_rc_box_acquire (study);
}

static void
clear_study (gpointer pointer)
{
  PortailBlanchimentStudy *study = pointer;

  g_clear_pointer (&study->analysis, portail_blanchiment_analysis_free);
  g_clear_pointer (&study->operations, g_ptr_array_unref);
  g_clear_pointer (&study->trends, g_array_unref);
  g_free (study->enterprise_id);
  g_free (study->enterprise_name);
}

void
portail_blanchiment_study_unref (PortailBlanchimentStudy *study)
{
  g_atomic_rc_box_release_full (study, clear_study);
}

const gint64 *
portail_blanchiment_study_get_trend (const PortailBlanchimentStudy *study, guint place)
{
  return &g_array_index (study->trends, gint64, place * PORTAIL_BLANCHIMENT_TREND_WEEKS);
}

/* Trends */

static char *
fold (const char *name)
{
  return portail_text_fold (name != NULL ? name : "");
}

static PortailWeek
find_last_week (const PortailBlanchimentAnalysis *analysis)
{
  if (analysis->weeks->len == 0)
    return PORTAIL_WEEK_NULL;
  return g_array_index (analysis->weeks, PortailBlanchimentWeek, analysis->weeks->len - 1).week;
}

static void
add_to_trend (PortailBlanchimentStudy *study, const PortailBlanchimentCase *its_case, guint place)
{
  PortailWeek week = portail_week_of_day (its_case->operation->date_recu);
  gint64 index = (gint64) PORTAIL_BLANCHIMENT_TREND_WEEKS - 1 - study->last_week.number
                 + week.number;
  gint64 *sum;

  if (portail_week_is_null (week) || index < 0 || index >= PORTAIL_BLANCHIMENT_TREND_WEEKS
      || portail_money_is_null (its_case->operation->amount))
    return;
  sum = &g_array_index (study->trends, gint64,
                        place * PORTAIL_BLANCHIMENT_TREND_WEEKS + (guint) index);
  *sum = MIN (PORTAIL_MONEY_MAX_CENTS, *sum + its_case->operation->amount.cents);
}

static void
find_trends (PortailBlanchimentStudy *study)
{
  const PortailBlanchimentAnalysis *analysis = study->analysis;
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  study->last_week = find_last_week (analysis);
  study->trends = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_array_set_size (study->trends, analysis->by_employe->len * PORTAIL_BLANCHIMENT_TREND_WEEKS);
  for (guint i = 0; i < analysis->by_employe->len; i++)
    g_hash_table_insert (
        places, fold (g_array_index (analysis->by_employe, PortailBlanchimentGroup, i).name),
        GUINT_TO_POINTER (i));
  for (guint i = 0; i < analysis->cases->len; i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (analysis, i);
      g_autofree char *key = fold (its_case->operation->employee_name);
      gpointer place;

      if (g_hash_table_lookup_extended (places, key, NULL, &place))
        add_to_trend (study, its_case, GPOINTER_TO_UINT (place));
    }
}

/* Reading */

static gboolean
count_unsent (PortailBlanchimentStudy *study, PortailDatabase *database, GError **error)
{
  gint64 n = 0;

  if (!portail_sql_take_integer (
          portail_database_query (database, error,
                                  "SELECT count (DISTINCT c.id) FROM outbox.op_change AS c"
                                  " JOIN outbox.op AS o ON o.number = c.number"
                                  " WHERE c.type = 'blanchiment_operation' AND o.enterprise_id = ?",
                                  "t", study->enterprise_id),
          &n, error))
    return FALSE;
  study->n_unsent = (guint) n;
  return TRUE;
}

PortailBlanchimentStudy *
portail_blanchiment_study_read (PortailDatabase *database,
                                const PortailBlanchimentRange *range,
                                GError **error)
{
  g_autoptr (PortailBlanchimentStudy) study = g_atomic_rc_box_new0 (PortailBlanchimentStudy);
  PortailBlanchimentAnalysisSource source = {
    .from = range->from,
    .to = range->to,
    .today = range->today,
  };

  study->enterprise_id = g_strdup (range->enterprise_id);
  study->operations = portail_blanchiment_load_operations (
      database, range->enterprise_id,
      portail_blanchiment_move_day (range->from, -PORTAIL_BLANCHIMENT_REACH_DAYS), range->to,
      error);
  if (study->operations == NULL
      || !portail_blanchiment_load_settings (database, range->enterprise_id, &study->settings,
                                             error)
      || !portail_load_text (database, "SELECT name FROM enterprise WHERE id = ?",
                             range->enterprise_id, &study->enterprise_name, error)
      || !count_unsent (study, database, error))
    return NULL;
  source.operations = study->operations;
  source.weights = &study->settings.weights;
  study->analysis = portail_blanchiment_analysis_new (&source);
  find_trends (study);
  return g_steal_pointer (&study);
}

static gpointer
run_study (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_blanchiment_study_read (database, input, error);
}

static void
free_range (gpointer pointer)
{
  PortailBlanchimentRange *range = pointer;

  g_free ((char *) range->enterprise_id);
  g_free (range);
}

PortailQuery *
portail_blanchiment_study_query_new (const PortailBlanchimentRange *range)
{
  PortailBlanchimentRange *copy = g_memdup2 (range, sizeof *range);

  copy->enterprise_id = g_strdup (range->enterprise_id);
  return portail_query_new (run_study, copy, free_range,
                            (GDestroyNotify) portail_blanchiment_study_unref);
}

/* One operation */

typedef struct
{
  char *enterprise_id;
  PortailBlanchimentOperation *operation; /* or NULL */
  PortailDay today;
} Question;

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_free (question->enterprise_id);
  g_clear_pointer (&question->operation, portail_record_free);
  g_free (question);
}

static gpointer
run_estimate (PortailDatabase *database, gpointer input, GError **error)
{
  const Question *question = input;
  g_autofree PortailBlanchimentEstimate *estimate = g_new0 (PortailBlanchimentEstimate, 1);
  g_autoptr (GPtrArray) operations = NULL;
  PortailBlanchimentContext context = { NULL, &estimate->settings.weights, question->today };
  PortailDay day;

  if (!portail_blanchiment_load_settings (database, question->enterprise_id, &estimate->settings,
                                          error))
    return NULL;
  if (question->operation == NULL)
    return g_steal_pointer (&estimate);
  day = question->operation->date_recu;
  operations = portail_day_is_null (day)
                   ? g_ptr_array_new ()
                   : portail_blanchiment_load_operations (
                       database, question->enterprise_id,
                       portail_blanchiment_move_day (day, -PORTAIL_BLANCHIMENT_REACH_DAYS), day,
                       error);
  if (operations == NULL)
    return NULL;
  context.operations = operations;
  portail_blanchiment_risk_evaluate (question->operation, &context, &estimate->risk);
  return g_steal_pointer (&estimate);
}

PortailQuery *
portail_blanchiment_estimate_query_new (const char *enterprise_id,
                                        const PortailBlanchimentOperation *operation,
                                        PortailDay today)
{
  Question *question = g_new0 (Question, 1);

  question->enterprise_id = g_strdup (enterprise_id);
  question->operation = operation != NULL ? portail_record_copy (operation) : NULL;
  question->today = today;
  return portail_query_new (run_estimate, question, free_question, g_free);
}

static gpointer
run_operations (PortailDatabase *database, gpointer enterprise_id, GError **error)
{
  return portail_blanchiment_load_operations (database, enterprise_id, PORTAIL_DAY_NULL,
                                              PORTAIL_DAY_NULL, error);
}

PortailQuery *
portail_blanchiment_operations_query_new (const char *enterprise_id)
{
  return portail_query_new (run_operations, g_strdup (enterprise_id), g_free,
                            (GDestroyNotify) g_ptr_array_unref);
}

/* Sums of a list */

static void
add_part (PortailMoney *sum, PortailMoney part)
{
  if (!portail_money_is_null (part) && !portail_money_add (sum, part, NULL))
    sum->cents = PORTAIL_MONEY_MAX_CENTS;
}

static PortailRate
read_rate (PortailStatement *statement, guint column)
{
  return portail_statement_is_null (statement, column)
             ? PORTAIL_RATE_NULL
             : (PortailRate){ portail_statement_get_int64 (statement, column) };
}

static gpointer
run_sums (PortailDatabase *database, gpointer query, GError **error)
{
  PortailStatement *statement = portail_record_query_prepare (
      query, database, "amount, entreprise_taux, groupe_taux", PORTAIL_QUERY_UNORDERED, error);
  PortailStep step = PORTAIL_STEP_ERROR;
  PortailBlanchimentPartsSum *parts = g_new0 (PortailBlanchimentPartsSum, 1);

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailMoney amount = { portail_statement_get_int64 (statement, 0) };

      add_part (&parts->entreprise,
                portail_blanchiment_get_part (amount, read_rate (statement, 1)));
      add_part (&parts->groupe, portail_blanchiment_get_part (amount, read_rate (statement, 2)));
    }
  if (step == PORTAIL_STEP_DONE)
    return parts;
  g_free (parts);
  return NULL;
}

PortailQuery *
portail_blanchiment_parts_query_new (PortailRecordQuery *query)
{
  return portail_query_new (run_sums, portail_record_query_ref (query),
                            (GDestroyNotify) portail_record_query_unref, g_free);
}

/* People */

static gpointer
run_people (PortailDatabase *database, gpointer enterprise_id, GError **error)
{
  return portail_record_sql_list (database, &portail_employee_type, error,
                                  "WHERE enterprise_id = ? AND trashed_at IS NULL"
                                  " ORDER BY natural_key, name",
                                  "t", enterprise_id);
}

PortailQuery *
portail_blanchiment_people_query_new (const char *enterprise_id)
{
  return portail_query_new (run_people, g_strdup (enterprise_id), g_free,
                            (GDestroyNotify) g_ptr_array_unref);
}
