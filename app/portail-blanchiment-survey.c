/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-survey.h"

#include <string.h>

#include "app/portail-sql.h"
#include "shared/portail-blanchiment-loader.h"
#include "shared/portail-span.h"

/* Days that are read at once, beside those of the first window. */
#define MAX_DAYS 92

/* What a score in the table carries. */
#define SCORE_MASK     0xffu
#define IS_PROVISIONAL 0x100u
#define IS_THERE       0x200u

#define OF_UNSENT "(SELECT id FROM outbox.op_change WHERE type = 'blanchiment_operation')"

typedef struct
{
  GPtrArray *enterprise_ids;
  PortailDay today;
  PortailBlanchimentSurveyFlags flags;
} Question;

typedef struct
{
  PortailDatabase *database;
  const Question *question;
  const char *enterprise_id;
  PortailBlanchimentSettings settings;
  GHashTable *unsent;  /* set of ids */
  GHashTable *reviews; /* id → arguments of the last review that waits, owned */
  GArray *spans;       /* of PortailSpan: days whose operations are evaluated */
  GArray *reached;     /* of PortailSpan: those whose windows unsent changes touch */
  PortailBlanchimentSurvey *survey;
} Work;

static void
clear_finding (gpointer pointer)
{
  PortailBlanchimentFinding *finding = pointer;

  portail_record_free (finding->operation);
  g_free (finding->comment);
  g_free (finding->reviewer_id);
}

PortailBlanchimentFinding *
portail_blanchiment_finding_ref (PortailBlanchimentFinding *finding)
{
  return g_atomic_rc_box_acquire (finding);
}

void
portail_blanchiment_finding_unref (PortailBlanchimentFinding *finding)
{
  g_atomic_rc_box_release_full (finding, clear_finding);
}

static void
free_finding (gpointer finding)
{
  portail_blanchiment_finding_unref (finding);
}

void
portail_blanchiment_survey_free (PortailBlanchimentSurvey *survey)
{
  g_ptr_array_unref (survey->findings);
  g_hash_table_unref (survey->scores);
  g_free (survey);
}

gint64
portail_blanchiment_survey_get_score (const PortailBlanchimentSurvey *survey,
                                      const PortailBlanchimentOperation *operation,
                                      gboolean *is_provisional)
{
  guint kept = survey != NULL
                   ? GPOINTER_TO_UINT (g_hash_table_lookup (survey->scores, operation->base.id))
                   : 0;

  *is_provisional = (kept & IS_PROVISIONAL) != 0;
  return kept != 0 ? (gint64) (kept & SCORE_MASK) : operation->risk_score;
}

/* Reading what is to be looked at */

static gboolean
read_unsent (Work *work, GError **error)
{
  g_autoptr (GPtrArray) ids = portail_sql_take_texts (
      portail_database_query (work->database, error,
                              "SELECT DISTINCT id FROM outbox.op_change"
                              " WHERE type = 'blanchiment_operation'",
                              ""),
      error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (work->unsent, g_strdup (g_ptr_array_index (ids, i)));
  return ids != NULL;
}

static gboolean
read_reviews (Work *work, GError **error)
{
  PortailStatement *statement = portail_database_query (
      work->database, error,
      "SELECT id, arguments FROM outbox.op_change"
      " WHERE type = 'blanchiment_operation' AND command = 'review' ORDER BY number, position",
      "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_replace (work->reviews, portail_statement_dup_text (statement, 0),
                          portail_statement_dup_text (statement, 1));
  return step == PORTAIL_STEP_DONE;
}

/* Every day of the answer, and @n_after days behind it. */
static gboolean
read_days (Work *work, const char *sql, gint32 n_after, GArray *spans, GError **error)
{
  g_autoptr (GPtrArray) days = portail_sql_take_texts (
      portail_database_query (work->database, error, sql, "t", work->enterprise_id), error);

  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      PortailDay day;
      PortailSpan span;

      if (!portail_day_parse (g_ptr_array_index (days, i), &day))
        continue;
      span.first = day.number;
      span.last = portail_blanchiment_move_day (day, n_after).number;
      g_array_append_val (spans, span);
    }
  return days != NULL;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const PortailSpan *) a)->first;
  gint64 second = ((const PortailSpan *) b)->first;

  return (first > second) - (first < second);
}

/* As few spans as do not read much for nothing, and none that is very long. */
static GArray *
join_spans (GArray *spans)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (PortailSpan));

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      PortailSpan span = g_array_index (spans, PortailSpan, i);
      PortailSpan *last = joined->len > 0 ? &g_array_index (joined, PortailSpan, joined->len - 1)
                                          : NULL;

      if (last != NULL)
        span.first = MAX (span.first, last->last + 1);
      if (span.first > span.last)
        continue;
      if (last != NULL && span.first - last->last <= PORTAIL_BLANCHIMENT_REACH_DAYS
          && span.last - last->first < MAX_DAYS)
        last->last = span.last;
      else
        g_array_append_val (joined, span);
    }
  return joined;
}

static gboolean
read_spans (Work *work, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PortailSpan));

  g_array_set_size (work->reached, 0);
  if (!read_days (work,
                  "SELECT DISTINCT date_recu FROM blanchiment_operation WHERE enterprise_id = ?"
                  " AND trashed_at IS NULL AND date_recu IS NOT NULL"
                  " AND (status IN ('en_cours', 'suspendu') OR risk_score >= 60)",
                  0, found, error)
      || !read_days (work,
                     "SELECT DISTINCT date_recu FROM blanchiment_operation WHERE enterprise_id = ?"
                     " AND date_recu IS NOT NULL AND id IN " OF_UNSENT,
                     PORTAIL_BLANCHIMENT_REACH_DAYS, work->reached, error))
    return FALSE;
  g_array_append_vals (found, work->reached->data, work->reached->len);
  g_clear_pointer (&work->spans, g_array_unref);
  work->spans = join_spans (found);
  return TRUE;
}

/* Evaluating */

static gboolean
is_reached (Work *work, PortailDay day)
{
  for (guint i = 0; i < work->reached->len; i++)
    if (portail_span_has (&g_array_index (work->reached, PortailSpan, i), day.number))
      return TRUE;
  return FALSE;
}

static void
read_review (PortailBlanchimentFinding *finding, const char *text)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;
  const char *reviewed_at;

  if (text == NULL)
    return;
  document = portail_json_parse (text, strlen (text), NULL);
  if (document == NULL)
    return;
  root = portail_json_document_get_root (document);
  finding->review = portail_blanchiment_review_from_name (
      portail_json_get_member_string (root, "outcome"));
  finding->comment = g_strdup (portail_json_get_member_string (root, "comment"));
  finding->reviewer_id = g_strdup (portail_json_get_member_string (root, "reviewer_id"));
  reviewed_at = portail_json_get_member_string (root, "reviewed_at");
  if (reviewed_at != NULL)
    portail_timestamp_parse (reviewed_at, &finding->reviewed_at);
}

/* Counts it, and keeps it where somebody wants to see it. */
static void
note_suspect (Work *work,
              const PortailBlanchimentOperation *operation,
              const PortailBlanchimentRisk *risk,
              gboolean is_provisional)
{
  PortailBlanchimentFinding *finding = g_atomic_rc_box_new0 (PortailBlanchimentFinding);
  const char *unsent = g_hash_table_lookup (work->reviews, operation->base.id);

  finding->operation = portail_record_copy (operation);
  finding->risk = *risk;
  finding->is_provisional = is_provisional;
  finding->reviewed_at = PORTAIL_TIMESTAMP_NULL;
  read_review (finding, unsent != NULL ? unsent : operation->review);
  work->survey->n_suspects++;
  work->survey->n_to_review += finding->review == PORTAIL_BLANCHIMENT_NOT_REVIEWED;
  if (!(work->question->flags & PORTAIL_BLANCHIMENT_SURVEY_SUSPECTS))
    {
      free_finding (finding);
      return;
    }
  g_ptr_array_add (work->survey->findings, finding);
}

static void
evaluate (Work *work, const GPtrArray *operations, PortailBlanchimentIndex *index, guint place)
{
  const PortailBlanchimentOperation *operation = g_ptr_array_index (operations, place);
  gboolean is_unsent = g_hash_table_contains (work->unsent, operation->base.id);
  gboolean is_touched = is_unsent || is_reached (work, operation->date_recu);
  gboolean is_stored_suspect = operation->risk_score != PORTAIL_INTEGER_NULL
                               && operation->risk_score >= PORTAIL_BLANCHIMENT_SCORE_ELEVE;
  gboolean is_provisional;
  PortailBlanchimentRisk risk;

  if (operation->status == PORTAIL_BLANCHIMENT_ANNULE
      || (!is_touched && !is_stored_suspect && !portail_blanchiment_is_open (operation)))
    return;
  portail_blanchiment_index_evaluate (index, place, &work->settings.weights, work->question->today,
                                      &risk);
  is_provisional = is_unsent || (is_touched && risk.score != operation->risk_score);
  if (is_provisional || risk.score != operation->risk_score)
    g_hash_table_replace (
        work->survey->scores, g_strdup (operation->base.id),
        GUINT_TO_POINTER (IS_THERE | risk.score | (is_provisional ? IS_PROVISIONAL : 0)));
  if (risk.is_suspect)
    note_suspect (work, operation, &risk, is_provisional);
}

/* The operations of the days of @span, those before it that their windows hold being read too. */
static gboolean
survey_span (Work *work, PortailDay first, PortailDay last, GError **error)
{
  g_autoptr (GPtrArray) operations = portail_blanchiment_load_operations (
      work->database, work->enterprise_id,
      portail_blanchiment_move_day (first, -PORTAIL_BLANCHIMENT_REACH_DAYS), last, error);
  g_autoptr (PortailBlanchimentIndex) index = NULL;

  if (operations == NULL)
    return FALSE;
  index = portail_blanchiment_index_new (operations);
  for (guint i = 0; i < operations->len; i++)
    {
      PortailDay day =
          ((PortailBlanchimentOperation *) g_ptr_array_index (operations, i))->date_recu;

      if (portail_day_is_null (first) || day.number >= first.number)
        evaluate (work, operations, index, i);
    }
  return TRUE;
}

static gboolean
survey_company (Work *work, GError **error)
{
  if (!portail_blanchiment_load_settings (work->database, work->enterprise_id, &work->settings,
                                          error)
      || !read_spans (work, error)
      /* Those without a day are in no window but have risks of their own. */
      || !survey_span (work, PORTAIL_DAY_NULL, portail_day_from_date (1, 1, 1), error))
    return FALSE;
  for (guint i = 0; i < work->spans->len; i++)
    {
      const PortailSpan *span = &g_array_index (work->spans, PortailSpan, i);

      if (!survey_span (work, (PortailDay){ (gint32) span->first },
                        (PortailDay){ (gint32) span->last }, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const PortailBlanchimentFinding *first = *(const PortailBlanchimentFinding *const *) a;
  const PortailBlanchimentFinding *second = *(const PortailBlanchimentFinding *const *) b;
  gint32 day = first->operation->date_recu.number;
  gint32 other = second->operation->date_recu.number;

  if (first->risk.score != second->risk.score)
    return first->risk.score > second->risk.score ? -1 : 1;
  if (day != other)
    return day > other ? -1 : 1;
  return g_strcmp0 (first->operation->base.id, second->operation->base.id);
}

static PortailBlanchimentSurvey *
new_survey (void)
{
  PortailBlanchimentSurvey *survey = g_new0 (PortailBlanchimentSurvey, 1);

  survey->findings = g_ptr_array_new_with_free_func (free_finding);
  survey->scores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return survey;
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Question *question = input;
  g_autoptr (PortailBlanchimentSurvey) survey = new_survey ();
  g_autoptr (GHashTable) unsent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) reviews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (PortailSpan));
  Work work = {
    .database = database,
    .question = question,
    .unsent = unsent,
    .reviews = reviews,
    .reached = reached,
    .survey = survey,
  };
  gboolean is_done = read_unsent (&work, error) && read_reviews (&work, error);

  for (guint i = 0; is_done && i < question->enterprise_ids->len; i++)
    {
      work.enterprise_id = g_ptr_array_index (question->enterprise_ids, i);
      is_done = survey_company (&work, error);
    }
  g_clear_pointer (&work.spans, g_array_unref);
  g_ptr_array_sort (survey->findings, compare_findings);
  return is_done ? g_steal_pointer (&survey) : NULL;
}

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_ptr_array_unref (question->enterprise_ids);
  g_free (question);
}

PortailQuery *
portail_blanchiment_survey_query_new (GPtrArray *enterprise_ids,
                                      PortailDay today,
                                      PortailBlanchimentSurveyFlags flags)
{
  Question question = { enterprise_ids, today, flags };

  return portail_query_new (run, g_memdup2 (&question, sizeof question), free_question,
                            (GDestroyNotify) portail_blanchiment_survey_free);
}
