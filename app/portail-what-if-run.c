/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-what-if-run.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"

typedef struct
{
  char **enterprise_ids;
  PortailWeek from;
  PortailWeek to;
  PortailBareme draft;
  char *draft_name;
  PortailWhatIfProgress *progress;
  GCancellable *cancellable;
} Question;

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_strfreev (question->enterprise_ids);
  g_free (question->draft_name);
  portail_what_if_progress_unref (question->progress);
  g_object_unref (question->cancellable);
  g_free (question);
}

void
portail_what_if_answer_free (PortailWhatIfAnswer *answer)
{
  /* Borrows from the sheets. */
  g_clear_pointer (&answer->what_if, portail_what_if_free);
  g_ptr_array_unref (answer->sheets);
  g_hash_table_unref (answer->names);
  g_free (answer->bareme);
  g_free (answer);
}

const char *
portail_what_if_answer_get_name (const PortailWhatIfAnswer *answer, const char *enterprise_id)
{
  const char *name = enterprise_id != NULL ? g_hash_table_lookup (answer->names, enterprise_id)
                                           : NULL;

  return name != NULL ? name : "";
}

PortailWhatIfProgress *
portail_what_if_progress_new (void)
{
  return g_atomic_rc_box_new0 (PortailWhatIfProgress);
}

void
portail_what_if_progress_unref (PortailWhatIfProgress *progress)
{
  g_atomic_rc_box_release (progress);
}

double
portail_what_if_progress_get_fraction (PortailWhatIfProgress *progress)
{
  guint n_sheets = (guint) g_atomic_int_get ((int *) &progress->n_sheets);

  return n_sheets == 0 ? 0
                       : (double) (guint) g_atomic_int_get ((int *) &progress->n_done) / n_sheets;
}

static PortailWhatIfAnswer *
new_answer (const Question *question)
{
  PortailWhatIfAnswer *answer = g_new0 (PortailWhatIfAnswer, 1);

  answer->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_dotation_sheet_free);
  answer->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  answer->bareme = portail_bareme_to_text (&question->draft);
  return answer;
}

/* Adds the dotations of one company to @dotations. */
static gboolean
list_company (PortailDatabase *database,
              const Question *question,
              const char *enterprise_id,
              GPtrArray *dotations,
              GError **error)
{
  char from[PORTAIL_WEEK_TEXT_SIZE];
  char to[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_dotation_type, error,
      "WHERE enterprise_id = ? AND period >= ? AND period <= ? AND status <> 'refuse'"
      " AND trashed_at IS NULL ORDER BY period, id",
      "ttt", enterprise_id, portail_week_format (question->from, from),
      portail_week_format (question->to, to));

  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (dotations, g_steal_pointer (&found));
  return TRUE;
}

static gboolean
add_name (PortailDatabase *database,
          PortailWhatIfAnswer *answer,
          const char *enterprise_id,
          GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailEnterprise) enterprise = portail_record_sql_load (
      database, &portail_enterprise_type, enterprise_id, &missing);

  if (enterprise == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  g_hash_table_insert (
      answer->names, g_strdup (enterprise_id),
      g_strdup (enterprise != NULL && enterprise->name != NULL ? enterprise->name : ""));
  return TRUE;
}

static GPtrArray *
list_dotations (PortailDatabase *database,
                const Question *question,
                PortailWhatIfAnswer *answer,
                GError **error)
{
  g_autoptr (GPtrArray) dotations = g_ptr_array_new_with_free_func (portail_record_free);

  for (char **id = question->enterprise_ids; *id != NULL; id++)
    {
      if (!add_name (database, answer, *id, error)
          || !list_company (database, question, *id, dotations, error))
        return NULL;
      if (dotations->len > PORTAIL_WHAT_IF_RUN_MAX_SHEETS)
        {
          g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                       _ ("More than %d sheets; please ask for fewer weeks or one company."),
                       PORTAIL_WHAT_IF_RUN_MAX_SHEETS);
          return NULL;
        }
    }
  return g_steal_pointer (&dotations);
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Question *question = input;
  g_autoptr (PortailWhatIfAnswer) answer = new_answer (question);
  g_autoptr (GPtrArray) dotations = list_dotations (database, question, answer, error);

  if (dotations == NULL)
    return NULL;
  g_atomic_int_set ((int *) &question->progress->n_sheets, (int) dotations->len);
  while (dotations->len > 0)
    {
      PortailDotationSheet *sheet;

      if (g_cancellable_set_error_if_cancelled (question->cancellable, error))
        return NULL;
      sheet = portail_dotation_load_parts (database, g_ptr_array_steal_index (dotations, 0), error);
      if (sheet == NULL)
        return NULL;
      g_ptr_array_add (answer->sheets, sheet);
      g_atomic_int_inc ((int *) &question->progress->n_done);
    }
  answer->what_if = portail_what_if_new (answer->sheets, &question->draft, error);
  return answer->what_if != NULL ? g_steal_pointer (&answer) : NULL;
}

PortailQuery *
portail_what_if_run_new_query (const PortailWhatIfQuestion *asked,
                               PortailWhatIfProgress *progress,
                               GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);

  question->enterprise_ids = g_strdupv ((char **) asked->enterprise_ids);
  question->from = asked->from;
  question->to = asked->to;
  question->draft = *asked->draft;
  question->draft_name = g_strdup (asked->draft->name);
  question->draft.name = question->draft_name;
  question->progress = g_atomic_rc_box_acquire (progress);
  question->cancellable = g_object_ref (cancellable);
  return portail_query_new (run, question, free_question,
                            (GDestroyNotify) portail_what_if_answer_free);
}
