/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-blanchiment-refresh.h"

#include "server/portail-notices.h"
#include "server/portail-scope.h"
#include "shared/portail-blanchiment-index.h"
#include "shared/portail-i18n.h"
#include "shared/portail-load-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-span.h"

#define REACH PORTAIL_BLANCHIMENT_REACH_DAYS

/* One evaluation of operations of a company. */
typedef struct
{
  PortailRecordWriter *writer;
  const GPtrArray *operations;
  PortailBlanchimentIndex *index;
  PortailBlanchimentSettings settings;
  PortailDay today;
  const PortailBlanchimentOperation *suspect; /* the first that became one; borrowed */
  guint n_suspects;
  guint n_written;
} Evaluation;

static void
evaluation_clear (Evaluation *evaluation)
{
  g_clear_pointer (&evaluation->index, portail_blanchiment_index_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evaluation, evaluation_clear)

static gboolean
evaluation_begin (Evaluation *evaluation, const char *enterprise_id, GError **error)
{
  evaluation->index = portail_blanchiment_index_new (evaluation->operations);
  evaluation->today = portail_timestamp_get_paris_day (
      portail_record_writer_get_now (evaluation->writer));
  return portail_blanchiment_load_settings (portail_record_writer_get_database (evaluation->writer),
                                            enterprise_id, &evaluation->settings, error);
}

static void
note_suspect (Evaluation *evaluation,
              const PortailBlanchimentOperation *operation,
              const PortailBlanchimentRisk *risk)
{
  gboolean was_high = operation->risk_score != PORTAIL_INTEGER_NULL
                      && operation->risk_score >= PORTAIL_BLANCHIMENT_SCORE_ELEVE;

  if (risk->level != PORTAIL_BLANCHIMENT_ELEVE || was_high
      || operation->status == PORTAIL_BLANCHIMENT_ANNULE)
    return;
  if (evaluation->suspect == NULL)
    evaluation->suspect = operation;
  evaluation->n_suspects++;
}

static gboolean
evaluate (Evaluation *evaluation, guint place, GError **error)
{
  const PortailBlanchimentOperation *before = g_ptr_array_index (evaluation->operations, place);
  g_autoptr (PortailBlanchimentOperation) after = NULL;
  g_autoptr (GString) rules = g_string_new (NULL);
  PortailBlanchimentRisk risk;

  portail_blanchiment_index_evaluate (evaluation->index, place, &evaluation->settings.weights,
                                      evaluation->today, &risk);
  portail_blanchiment_risk_append_rules (&risk, before, PORTAIL_BLANCHIMENT_RULES_STORED, rules);
  if (before->risk_score == risk.score && g_strcmp0 (before->risk_rules, rules->str) == 0)
    return TRUE;
  note_suspect (evaluation, before, &risk);
  after = portail_record_copy (before);
  after->risk_score = risk.score;
  g_free (after->risk_rules);
  after->risk_rules = g_strdup (rules->str);
  evaluation->n_written++;
  return portail_record_writer_update (evaluation->writer, after, before, error);
}

static gboolean
tell_staff (Evaluation *evaluation, GError **error)
{
  static const PortailNotice notice = { /* Translators: the company, then how many. */
                                        "evaluate", "blanchiment_suspect", PORTAIL_LEVEL_WARNING,
                                        N_ ("%s: suspect operations of the blanchiment: %s"),
                                        PORTAIL_RECIPIENTS_STAFF
  };
  g_autofree char *count = g_strdup_printf ("%u", evaluation->n_suspects);
  PortailNoticeSubject subject = { .name = count };

  if (evaluation->suspect == NULL)
    return TRUE;
  subject.record = &evaluation->suspect->base;
  return portail_notices_send (evaluation->writer, &notice, &subject, error);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  PortailDay day = (*(const PortailBlanchimentOperation *const *) a)->date_recu;
  PortailDay other = (*(const PortailBlanchimentOperation *const *) b)->date_recu;

  return (day.number > other.number) - (day.number < other.number);
}

/* The days of @touched, as few PortailSpan as leave no window of one in that of another: what moved
 * by years does not touch what lies between. Owned. */
static GArray *
find_stretches (const GPtrArray *touched)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (PortailSpan));
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < touched->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (touched, i));
  g_ptr_array_sort (sorted, compare_days);
  for (guint i = 0; i < sorted->len; i++)
    {
      PortailDay day = ((PortailBlanchimentOperation *) g_ptr_array_index (sorted, i))->date_recu;
      PortailSpan *last = stretches->len > 0
                              ? &g_array_index (stretches, PortailSpan, stretches->len - 1)
                              : NULL;
      PortailSpan stretch = { day.number, day.number };

      if (portail_day_is_null (day))
        continue;
      if (last != NULL && day.number - last->last <= 2 * REACH)
        last->last = day.number;
      else
        g_array_append_val (stretches, stretch);
    }
  return stretches;
}

static gboolean
has_dayless (const GPtrArray *touched)
{
  for (guint i = 0; i < touched->len; i++)
    if (portail_day_is_null (
            ((PortailBlanchimentOperation *) g_ptr_array_index (touched, i))->date_recu))
      return TRUE;
  return FALSE;
}

/* Owned. An operation without a day is in no window but has a risk of its own. */
static GPtrArray *
load_neighbours (PortailDatabase *database,
                 const GPtrArray *touched,
                 const GArray *stretches,
                 GError **error)
{
  const char *enterprise_id = ((PortailRecord *) g_ptr_array_index (touched, 0))->enterprise_id;
  g_autoptr (GPtrArray) all = NULL;

  all = has_dayless (touched) ? portail_blanchiment_load_operations (
            database, enterprise_id, PORTAIL_DAY_NULL, portail_day_from_date (1, 1, 1), error)
                              : g_ptr_array_new_with_free_func (portail_record_free);
  for (guint i = 0; all != NULL && i < stretches->len; i++)
    {
      const PortailSpan *stretch = &g_array_index (stretches, PortailSpan, i);
      GPtrArray *some = portail_blanchiment_load_operations (
          database, enterprise_id,
          portail_blanchiment_move_day ((PortailDay){ (gint32) stretch->first }, -REACH),
          portail_blanchiment_move_day ((PortailDay){ (gint32) stretch->last }, REACH), error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, some);
    }
  return g_steal_pointer (&all);
}

/* Whether the window of what has @day holds one of the stretches' days. */
static gboolean
is_reached (const GArray *stretches, PortailDay day)
{
  if (portail_day_is_null (day))
    return TRUE;
  for (guint i = 0; i < stretches->len; i++)
    {
      const PortailSpan *stretch = &g_array_index (stretches, PortailSpan, i);

      if (day.number >= stretch->first && day.number <= stretch->last + REACH)
        return TRUE;
    }
  return FALSE;
}

gboolean
portail_blanchiment_refresh (PortailRecordWriter *writer, const GPtrArray *touched, GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (GArray) stretches = find_stretches (touched);
  g_autoptr (GPtrArray) operations = NULL;
  g_auto (Evaluation) evaluation = { .writer = writer };

  if (touched->len == 0)
    return TRUE;
  operations = load_neighbours (database, touched, stretches, error);
  evaluation.operations = operations;
  if (operations == NULL
      || !evaluation_begin (
          &evaluation, ((PortailRecord *) g_ptr_array_index (touched, 0))->enterprise_id, error))
    return FALSE;
  for (guint i = 0; i < operations->len; i++)
    {
      PortailDay day =
          ((PortailBlanchimentOperation *) g_ptr_array_index (operations, i))->date_recu;

      if (is_reached (stretches, day) && !evaluate (&evaluation, i, error))
        return FALSE;
    }
  return tell_staff (&evaluation, error);
}

/* The company whose turn it is, and whether the batch before left something of it undone: position
 * is its id behind '=', else behind '>'. *@id is NULL after the last. Owned. */
static gboolean
find_company (PortailTick *tick, char **id, GError **error)
{
  const char *position = tick->position != NULL ? tick->position : ">";

  return portail_load_text (
      tick->database,
      *position == '=' ? "SELECT id FROM enterprise WHERE id >= ? AND blanchiment_enabled = 1"
                         " AND trashed_at IS NULL ORDER BY id LIMIT 1"
                       : "SELECT id FROM enterprise WHERE id > ? AND blanchiment_enabled = 1"
                         " AND trashed_at IS NULL ORDER BY id LIMIT 1",
      position + 1, id, error);
}

static gboolean
evaluate_open (Evaluation *evaluation, GError **error)
{
  for (guint i = 0; i < evaluation->operations->len; i++)
    {
      if (!portail_blanchiment_is_open (g_ptr_array_index (evaluation->operations, i)))
        continue;
      if (evaluation->n_written == PORTAIL_TICK_MAX_ROWS)
        break;
      if (!evaluate (evaluation, i, error))
        return FALSE;
    }
  return TRUE;
}

/* From the window of its oldest open operation on; none where nothing is open. */
static GPtrArray *
load_since_oldest_open (PortailDatabase *database, const char *enterprise_id, GError **error)
{
  g_autofree char *oldest = NULL;
  PortailDay from = PORTAIL_DAY_NULL;

  if (!portail_load_text (database,
                          "SELECT min (coalesce (date_recu, '')) FROM blanchiment_operation"
                          " WHERE enterprise_id = ? AND status IN ('en_cours', 'suspendu')"
                          " AND trashed_at IS NULL",
                          enterprise_id, &oldest, error))
    return NULL;
  if (oldest == NULL)
    return g_ptr_array_new_with_free_func (portail_record_free);
  if (portail_day_parse (oldest, &from))
    from = portail_blanchiment_move_day (from, -REACH);
  return portail_blanchiment_load_operations (database, enterprise_id, from, PORTAIL_DAY_NULL,
                                              error);
}

static gboolean
refresh_company (PortailTick *tick, const char *enterprise_id, guint *n_written, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (tick->database, NULL, NULL,
                                                                      tick->now);
  g_autoptr (GPtrArray) operations = load_since_oldest_open (tick->database, enterprise_id, error);
  g_auto (Evaluation) evaluation = { .writer = writer, .operations = operations };
  g_autofree char *scope = portail_scope_of_enterprise (enterprise_id);
  const PortailAuditEvent event = { .scope = scope, .action = "evaluate" };

  if (operations == NULL || !evaluation_begin (&evaluation, enterprise_id, error)
      || !evaluate_open (&evaluation, error) || !tell_staff (&evaluation, error))
    return FALSE;
  *n_written = evaluation.n_written;
  return portail_record_writer_audit (writer, &event, error);
}

gboolean
portail_blanchiment_refresh_open (PortailTick *tick, GError **error)
{
  g_autofree char *id = NULL;
  guint n_written = 0;

  if (!find_company (tick, &id, error)
      || (id != NULL && !refresh_company (tick, id, &n_written, error)))
    return FALSE;
  tick->n_rows += n_written;
  g_free (tick->position);
  tick->position = id != NULL ? g_strdup_printf ("%c%s",
                                                 n_written == PORTAIL_TICK_MAX_ROWS ? '=' : '>', id)
                              : NULL;
  return TRUE;
}
